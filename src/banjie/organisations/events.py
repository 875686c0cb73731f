"""News of units, for whoever stands above them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class UnitMoved:
    """A unit stands under another now, with all its parts."""

    name: ClassVar[str] = "organisations.unit_moved"
    unit_id: int
    at: datetime
