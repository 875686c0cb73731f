"""Which follow-up visits an agreement asks for, and when. Pure."""

import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from banjie.mediation.performance.dates import IsWorked, due_day


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that is due. `occasion` is "after_15_days" or, for an obligation, "due_" with its number."""

    occasion: str
    due_on: date
    obligation: int | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """What of an obligation decides when to ask: its number, its day, and whether it is settled already."""

    number: int
    due_on: date | None
    settled: bool


def planned(binding_on: date, promises: Iterable[Promise], is_worked: IsWorked) -> Sequence[Visit]:
    """All visits in the order of their days, on days that are worked. What is settled is not asked about again."""
    rules = _rules()
    visits = [
        Visit(each["key"], due_day(_after(binding_on, each), is_worked).last) for each in rules["after_agreement"]
    ]
    for promise in promises:
        if promise.due_on is not None and not promise.settled:
            last = due_day(promise.due_on, is_worked).last
            asked = due_day(_after(last, rules["after_due"]), is_worked).last
            visits.append(Visit(f"due_{promise.number}", asked, promise.number))
    return sorted(visits, key=lambda visit: (visit.due_on, visit.occasion))


def waiting(visits: Iterable[Visit], made: Collection[str]) -> Sequence[Visit]:
    """Those that nobody has made yet."""
    return [visit for visit in visits if visit.occasion not in made]


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "visits.toml").read_text("utf-8"))


def _after(day: date, rule: dict[str, Any]) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + rule.get("months", 0), 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last)) + timedelta(days=rule.get("days", 0))
