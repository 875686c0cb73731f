"""How a figure stands to an earlier one: more, fewer, the same, and by how much. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Course(StrEnum):
    UP = "up"
    DOWN = "down"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Change:
    """`by` is never negative. `percent` is None where there was nothing before that it could be a share of."""

    course: Course
    by: int
    percent: float | None


def change(now: int, before: int) -> Change:
    if now == before:
        return Change(Course.LEVEL, 0, 0.0 if before else None)
    by = abs(now - before)
    course = Course.UP if now > before else Course.DOWN
    return Change(course, by, round(100 * by / before, 1) if before else None)


@dataclass(frozen=True, slots=True)
class Shift:
    """Between two shares, in percentage points."""

    course: Course
    points: float


def shift(now: float | None, before: float | None) -> Shift | None:
    """None where one of the two says nothing. What rounds to no difference is none."""
    if now is None or before is None:
        return None
    points = round(100 * now, 1) - round(100 * before, 1)
    if abs(points) < 0.05:
        return Shift(Course.LEVEL, 0.0)
    return Shift(Course.UP if points > 0 else Course.DOWN, round(abs(points), 1))
