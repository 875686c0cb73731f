"""Whether a loading of the demo was begun and not ended: what it left is a part, which nobody can use."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from django.conf import settings

from banjie.platform.database import holding


class BeingLoaded(Exception):
    """Another process is at it."""


class Left(Enum):
    NOTHING = "nothing"
    UNDER_WAY = "under way"
    PART = "part"


@contextmanager
def begun() -> Iterator[None]:
    """Around a loading. Raises BeingLoaded. What ends it early, a kill included, leaves the mark."""
    claim = holding.claim(_place())
    if claim is None:
        raise BeingLoaded("Another process is loading the demo.")
    with claim:
        _mark().touch()
        yield
        forget()


def what_was_left() -> Left:
    claim = holding.claim(_place())
    if claim is None:
        return Left.UNDER_WAY
    with claim:
        return Left.PART if _mark().exists() else Left.NOTHING


def forget() -> None:
    """All is there, or all is thrown away."""
    _mark().unlink(missing_ok=True)


def _place() -> Path:
    return Path(settings.DATA) / "demo-loading"


def _mark() -> Path:
    return _place().with_suffix(".begun")
