"""The lot of a case in a draw. Pure.

Each day's draw has a seed of its own that comes into being when the draw is made: days after the cases in it were
closed, so that nobody who worked on them could know it or work towards it. The seed is kept with the draw; with it
anybody can reckon every lot again.
"""

import hashlib
import secrets
from typing import Final

_WHOLE: Final = 2**64


def new_seed() -> str:
    return secrets.token_hex(32)


def lot(seed: str, number: str, round_: int) -> float:
    """The lot of one round of a case, from 0 up to but not including 1: SHA-256 over "seed:number:round"."""
    digest = hashlib.sha256(f"{seed}:{number}:{round_}".encode()).digest()
    return int.from_bytes(digest[:8]) / _WHOLE


def is_drawn(seed: str, number: str, round_: int, share: float) -> bool:
    """Whether it is among the share that is called."""
    return lot(seed, number, round_) < share
