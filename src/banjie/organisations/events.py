"""News of units, for whoever stands above them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class UnitMoved:
    """A unit stands under another now, with all its parts: paths that began with `before` begin with `after`."""

    name: ClassVar[str] = "organisations.unit_moved"
    before: str
    after: str
    at: datetime
