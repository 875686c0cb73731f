"""The text of minutes as what is signed: one canonical form, its digest, and two who write at once. Pure."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import orjson


@dataclass(frozen=True, slots=True)
class Said:
    """One line of minutes. `key` is made where it is typed, and stays; `addition` was made after the reading back."""

    key: str
    position: int
    heading: str
    speaker: str
    text: str
    addition: bool = False
    follows: str = ""


def in_order(lines: Iterable[Said], headings: Sequence[str]) -> list[Said]:
    """As they are read: by heading in the template's order, then by position; an addition right behind its line."""
    places = {heading: place for place, heading in enumerate(headings)}
    own = [line for line in lines if not line.addition]
    own.sort(key=lambda line: (places.get(line.heading, len(places)), line.position, line.key))
    added: dict[str, list[Said]] = {}
    for line in sorted((line for line in lines if line.addition), key=lambda line: (line.position, line.key)):
        added.setdefault(line.follows, []).append(line)
    found = [each for line in own for each in (line, *added.pop(line.key, ()))]
    return [*found, *(line for rest in added.values() for line in rest)]


def digest_of(lines: Sequence[Said], *, salt: bytes, about: Sequence[str]) -> str:
    """SHA-256 in hexadecimal over the lines in order and the facts at their head.

    The salt keeps anybody who sees the digest from trying out what might have been said.
    """
    parts = [[line.heading, line.speaker, line.text, line.addition] for line in lines]
    return hashlib.sha256(salt + orjson.dumps([list(about), parts])).hexdigest()


class Outcome(StrEnum):
    """What became of a line that somebody sent."""

    WRITTEN = "written"
    SAME = "same"
    CONFLICT = "conflict"


def settle(*, base: int, version: int, sent: tuple[str, ...], kept: tuple[str, ...]) -> Outcome:
    """`base` is the version that whoever sends has seen, 0 for a new line; `version` the one that is kept, 0 for
    none. Sent twice is no conflict: the answer may have been lost on the way.
    """
    if version and sent == kept:
        return Outcome.SAME
    return Outcome.WRITTEN if base == version else Outcome.CONFLICT
