"""Proof that an e-mail address or a telephone is somebody's: a number for one time. Says nothing of what it is for."""

from .asking import Asked, Busy, ask, forget, waits
from .events import NumberAsked
from .proof import NotProved, Proved, prove
from .secrets import digest, new_digits, new_token, of_origin
from .sending import Letter, letter, sent

__all__ = [
    "Asked",
    "Busy",
    "Letter",
    "NotProved",
    "NumberAsked",
    "Proved",
    "ask",
    "digest",
    "forget",
    "letter",
    "new_digits",
    "new_token",
    "of_origin",
    "prove",
    "sent",
    "waits",
]
