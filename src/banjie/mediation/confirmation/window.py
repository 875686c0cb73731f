"""The thirty days in which confirmation can be asked for. Pure.

Civil Procedure Law (2023), article 205: within thirty days of the day on which the agreement took force, by both
parties together. Article 85: the day itself is not counted; a last day that is a day off moves to the first day
after it that is worked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

DAYS: Final = 30
_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """`last` is the last day on which a court still takes it; `thirtieth` the day before it was moved, if it was."""

    binding_on: date
    thirtieth: date
    last: date

    @property
    def moved(self) -> bool:
        return self.last != self.thirtieth

    def open_on(self, day: date) -> bool:
        return self.binding_on <= day <= self.last

    def days_left(self, day: date) -> int:
        """Today not counted; 0 on the last day, negative when it is over."""
        return (self.last - day).days


def window(binding_on: date, is_worked: Callable[[date], bool]) -> Window:
    thirtieth = binding_on + DAYS * _A_DAY
    last = thirtieth
    while not is_worked(last):
        last += _A_DAY
    return Window(binding_on, thirtieth, last)
