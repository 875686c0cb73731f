"""What makes a row safe to bring in twice, without letting anybody find a person by it.

A mark is a keyed digest of the register's number and day of a row, or, where it has no number, of the whole row:
the same row gives the same mark on this installation, and none can be made or recognised elsewhere. It is of the
row and never of a party: two disputes of one person have nothing in common.
"""

import hmac
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.utils.crypto import salted_hmac

from banjie.platform.tables import Cell, cell_text

_SALT: Final = "banjie.mediation.register"
_BETWEEN: Final = "\x1f"
_LENGTH: Final = 32


def mark_of(number: str, day: str, cells: Sequence[Cell]) -> str:
    """The mark of a row; numbers begin anew every year in many registers, so the day is part of it."""
    said = ("number", number, day) if number else ("row", *map(cell_text, cells))
    keyed = _keyed(settings.SECRET_KEY).copy()
    keyed.update(_BETWEEN.join(said).encode())
    return keyed.hexdigest()[:_LENGTH]


@lru_cache(maxsize=1)
def _keyed(secret: str) -> hmac.HMAC:
    """Begun once for all rows: making the key is most of the work."""
    return salted_hmac(_SALT, "", secret=secret, algorithm="sha256")


def submission_key(source: str, mark: str) -> str:
    """The key of the case that a row becomes."""
    return f"register:{source}:{mark}"
