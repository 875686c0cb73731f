"""The numbers to call where this installation stands: those of its own file, else those that come along."""

from functools import cache
from pathlib import Path

from django.conf import settings

from banjie.core.numbers import Numbers, read, shipped


def numbers() -> Numbers:
    """Raises BadNumbers, OSError; `banjie serve` does not start with either."""
    return _of_file(settings.BANJIE_NUMBERS) if settings.BANJIE_NUMBERS else shipped()


@cache
def _of_file(path: str) -> Numbers:
    return read(Path(path).read_text("utf-8"))
