"""A task that costs a browser some work and the server next to none: find a number that gives a digest of many zeros.

A task is signed and not kept. Whoever cannot work (no script) may wait instead, for WAIT; how often, is counted
elsewhere. Pure but for the key.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from django.utils.crypto import salted_hmac

VALID: Final = timedelta(minutes=30)
WAIT: Final = timedelta(seconds=20)
_SHAPE: Final = re.compile(
    r"(?P<bits>\d\d)\.(?P<issued>\d{10})\.(?P<chance>[A-Za-z0-9_-]{16})\.(?P<mac>[0-9a-f]{32})", re.ASCII
)
_ANSWER: Final = re.compile(r"\d{1,12}", re.ASCII)


class Verdict(StrEnum):
    WORKED = "worked"
    WAITED = "waited"
    # Nothing was answered, or not enough of it: another task is to be given.
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Task:
    """`text` is what the browser is given; `bits` how many zeros its answer must reach."""

    text: str
    bits: int


def give(door: str, bits: int, *, at: datetime) -> Task:
    # With the colon before the answer this is one block of the digest, which a browser reckons once.
    said = f"{bits:02}.{int(at.timestamp())}.{secrets.token_urlsafe(12)}"
    return Task(f"{said}.{_mac(door, said)}", bits)


def judge(door: str, text: str, answer: str, *, bits: int, at: datetime) -> Verdict:
    """Whether a task of this door was done, and is enough for the `bits` that are asked for by now."""
    found = _SHAPE.fullmatch(text)
    if found is None or not hmac.compare_digest(found["mac"], _mac(door, text.rpartition(".")[0])):
        return Verdict.UNDONE
    age = at - datetime.fromtimestamp(int(found["issued"]), UTC)
    if not timedelta(seconds=-1) <= age <= VALID:
        return Verdict.UNDONE
    if _ANSWER.fullmatch(answer) and zeros(text, answer) >= max(bits, int(found["bits"])):
        return Verdict.WORKED
    return Verdict.WAITED if not answer and age >= WAIT else Verdict.UNDONE


def zeros(text: str, answer: str) -> int:
    """The leading zero bits of the digest that an answer gives."""
    digest = hashlib.sha256(f"{text}:{answer}".encode()).digest()
    return 256 - int.from_bytes(digest).bit_length()


def _mac(door: str, said: str) -> str:
    return salted_hmac(f"banjie task {door}", said, algorithm="sha256").hexdigest()[:32]
