"""Moments in the life of a deadline: how much is used, or how long before or after it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from banjie.core.clocks.errors import ClockError, ClockErrorCode
from banjie.core.clocks.targets import Target, parse_target

_PERCENT = re.compile(r"\s*(\d{1,2})\s*[%％]\s*")


class Anchor(StrEnum):
    USED = "used"
    BEFORE_DUE = "before_due"
    DUE = "due"
    AFTER_DUE = "after_due"


@dataclass(frozen=True, slots=True)
class When:
    """One moment. USED needs `percent` (1–99 of the time allowed), BEFORE_DUE and AFTER_DUE need `offset`.

    Raises ClockError BAD_WHEN.
    """

    anchor: Anchor
    percent: int | None = None
    offset: Target | None = None

    def __post_init__(self) -> None:
        wants_percent = self.anchor is Anchor.USED
        wants_offset = self.anchor in (Anchor.BEFORE_DUE, Anchor.AFTER_DUE)
        if wants_percent is not (self.percent is not None) or wants_offset is not (self.offset is not None):
            raise ClockError(ClockErrorCode.BAD_WHEN, anchor=self.anchor.value)
        if self.percent is not None and not 1 <= self.percent <= 99:
            raise ClockError(ClockErrorCode.BAD_WHEN, percent=self.percent)
        if self.offset is not None and self.offset.amount == 0:
            raise ClockError(ClockErrorCode.BAD_WHEN, offset=str(self.offset))

    def __str__(self) -> str:
        if self.percent is not None:
            return f"{self.percent}%"
        if self.offset is not None:
            return f"{'-' if self.anchor is Anchor.BEFORE_DUE else '+'}{self.offset}"
        return self.anchor.value


def used(percent: int) -> When:
    """When so many percent of the time allowed are used, pauses not counted."""
    return When(Anchor.USED, percent=percent)


def before_due(offset: Target) -> When:
    """When so much is left."""
    return When(Anchor.BEFORE_DUE, offset=offset)


def after_due(offset: Target) -> When:
    """When the deadline has been missed by so much."""
    return When(Anchor.AFTER_DUE, offset=offset)


AT_DUE = When(Anchor.DUE)


def parse_when(text: str) -> When:
    """Reads "75%", "-4wh" (so long before), "due", "+1wd" (so long after). Raises ClockError BAD_WHEN."""
    plain = text.strip()
    if percent := _PERCENT.fullmatch(plain):
        return used(int(percent[1]))
    if plain.lower() == Anchor.DUE.value:
        return AT_DUE
    if plain[:1] in ("-", "−"):
        return before_due(_offset(plain))
    if plain[:1] in ("+", "＋"):
        return after_due(_offset(plain))
    raise ClockError(ClockErrorCode.BAD_WHEN, text=text)


def _offset(text: str) -> Target:
    try:
        return parse_target(text[1:])
    except ClockError as error:
        raise ClockError(ClockErrorCode.BAD_WHEN, text=text) from error
