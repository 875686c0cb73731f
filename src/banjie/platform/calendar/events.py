"""News of the calendar."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """Deadlines that end on or after `first_day` (ISO date; None: any) may have moved: recompute them."""

    name: ClassVar[str] = "platform.calendar_changed"
    key: str
    first_day: str | None
