"""Rounds, their plans, items and tasks as values that pages show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from banjie.organisations.tree import UnitRef


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list. `missed` also while nobody has held one whose day has passed."""

    id: int
    number: int
    area: str
    unit: str
    unit_en: str
    state: str
    held_on: date
    late: bool
    called: int
    tasks_waiting: int


@dataclass(frozen=True, slots=True)
class PlanLine:
    id: int
    area: str
    area_path: str
    unit: str
    unit_en: str
    interval: str
    next_on: date | None
    next_id: int | None
    missed: int
    last_on: date | None
    may_hold: bool


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with what it is about: a case by its number, or a place. `mine` if it is the viewer's to report."""

    id: int
    round_id: int
    unit_id: int
    unit: str
    unit_en: str
    what: str
    due_on: date
    late: bool
    done_at: datetime | None
    report: str
    about: str
    area: str
    mine: bool


@dataclass(frozen=True, slots=True)
class ItemLine:
    """`hidden` is a case that this viewer may not see: it is counted, and nothing of it is told."""

    id: int
    kind: str
    position: int
    case_id: int | None
    place_id: int | None
    what: str
    why: Sequence[str]
    seen: Mapping[str, Any]
    required: bool
    decision: str
    tasks: Sequence[TaskLine]
    hidden: bool


@dataclass(frozen=True, slots=True)
class RoundFile:
    id: int
    number: int
    area: str
    area_path: str
    unit: str
    unit_en: str
    state: str
    held_on: date
    today: date
    attending: Sequence[UnitRef]
    counts: Mapping[str, int]
    opened_at: datetime | None
    closed_at: datetime | None
    minutes: Mapping[str, Any] | None
    digest: str
    items: Sequence[ItemLine]
    commands: frozenset[str]

    @property
    def called(self) -> Sequence[ItemLine]:
        return [each for each in self.items if each.required or each.decision]

    @property
    def in_order(self) -> Sequence[ItemLine]:
        return [each for each in self.items if not (each.required or each.decision)]

    @property
    def undecided(self) -> int:
        return sum(each.required and not each.decision for each in self.items)


@dataclass(frozen=True, slots=True)
class PlaceLine:
    id: int
    kind: str
    place: str
    what: str
    urgency: int
    area: str
    area_path: str
    entered_at: datetime
    settled_at: datetime | None
