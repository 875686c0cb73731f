"""What a round has before it, and why: the agenda makes itself. Pure: what stands open in, items in order out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

# From this many days on a dispute is old: what people's mediation has as a rule.
OLD_DAYS: Final = 30
_PRESSING_LEVELS: Final = frozenset({"urgent", "critical"})


class ItemKind(StrEnum):
    BREACH = "breach"
    DISPUTE = "dispute"
    PLACE = "place"
    CLUSTER = "cluster"


class Why(StrEnum):
    """Why something is called up. Each is worded in `wording`."""

    BREACH = "breach"
    CARRIED = "carried"
    GROWING = "growing"
    NEW = "new"
    OLD = "old"
    OVERDUE = "overdue"
    PRESSING = "pressing"
    TASK_LATE = "task_late"
    TOP_RUNG = "top_rung"
    UNMOVED = "unmoved"


WEIGHTS: Final[Mapping[Why, int]] = {
    Why.BREACH: 50,
    Why.PRESSING: 40,
    Why.OVERDUE: 30,
    Why.TASK_LATE: 25,
    Why.GROWING: 20,
    Why.UNMOVED: 15,
    Why.TOP_RUNG: 12,
    Why.OLD: 10,
    Why.CARRIED: 8,
    Why.NEW: 5,
}
_ORDER: Final = (ItemKind.BREACH, ItemKind.DISPUTE, ItemKind.PLACE, ItemKind.CLUSTER)


@dataclass(frozen=True, slots=True)
class OpenDispute:
    """A dispute that is open, without a word of it. `entries` is the length of its timeline, `rung` counts from 0."""

    case_id: int
    number: str
    category: str
    area: str
    level: str
    received_on: date
    due_on: date | None
    entries: int
    rung: int
    rungs: int


@dataclass(frozen=True, slots=True)
class BrokenAgreement:
    """A dispute whose agreement is not being kept: `late` obligations of which the day has passed."""

    case_id: int
    number: str
    category: str
    area: str
    late: int


@dataclass(frozen=True, slots=True)
class PlaceAtRisk:
    """A place, what is the matter there, and how pressing it is (1 to 3). Never a person."""

    place_id: int
    kind: str
    place: str
    area: str
    urgency: int
    entered_on: date
    urgency_before: int | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Cases of one kind within one cell of the map, received in the time of a round."""

    cell: str
    category: str
    category_path: str
    area: str
    cases: int


@dataclass(frozen=True, slots=True)
class Before:
    """The last round: its day, how long each timeline was, and what of its tasks is late."""

    held_on: date | None = None
    entries: Mapping[int, int] = field(default_factory=dict)
    late_cases: frozenset[int] = frozenset()
    late_places: frozenset[int] = frozenset()
    clusters: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Item:
    """One point of the agenda. What nothing calls up is listed and needs no decision."""

    kind: ItemKind
    why: tuple[Why, ...]
    seen: Mapping[str, Any]
    case_id: int | None = None
    place_id: int | None = None

    @property
    def required(self) -> bool:
        return bool(self.why)

    @property
    def weight(self) -> int:
        return sum(WEIGHTS[each] for each in self.why)


def agenda(
    disputes: Iterable[OpenDispute],
    broken: Iterable[BrokenAgreement],
    places: Iterable[PlaceAtRisk],
    clusters: Iterable[Cluster],
    *,
    before: Before,
    on: date,
) -> Sequence[Item]:
    """By kind, then by what presses most, then by age. The same things always come in the same order."""
    items = [
        *(_broken(each, before) for each in broken),
        *(_dispute(each, before, on) for each in disputes),
        *(_place(each, before) for each in places),
        *(_cluster(each, before) for each in clusters),
    ]
    return sorted(items, key=lambda item: (_ORDER.index(item.kind), -item.weight, -item.seen.get("days", 0), _id(item)))


def _id(item: Item) -> tuple[int, str]:
    return item.case_id or item.place_id or 0, str(item.seen.get("cell", ""))


def _dispute(each: OpenDispute, before: Before, on: date) -> Item:
    days = (on - each.received_on).days
    seen = {
        "number": each.number,
        "category": each.category,
        "area": each.area,
        "days": days,
        "rung": each.rung,
        "rungs": each.rungs,
        "entries": each.entries,
        "due_on": each.due_on.isoformat() if each.due_on else None,
    }
    return Item(ItemKind.DISPUTE, tuple(_why(each, before, on, days)), seen, case_id=each.case_id)


def _why(each: OpenDispute, before: Before, on: date, days: int) -> Iterator[Why]:
    if each.level in _PRESSING_LEVELS:
        yield Why.PRESSING
    if each.due_on is not None and each.due_on < on:
        yield Why.OVERDUE
    if each.case_id in before.late_cases:
        yield Why.TASK_LATE
    if before.entries.get(each.case_id) == each.entries:
        yield Why.UNMOVED
    if each.rungs > 1 and each.rung == each.rungs - 1:
        yield Why.TOP_RUNG
    if days >= OLD_DAYS:
        yield Why.OLD
    if before.held_on is None or each.received_on > before.held_on:
        yield Why.NEW


def _broken(each: BrokenAgreement, before: Before) -> Item:
    why = [Why.BREACH, *([Why.TASK_LATE] if each.case_id in before.late_cases else [])]
    seen = {"number": each.number, "category": each.category, "area": each.area, "late": each.late}
    return Item(ItemKind.BREACH, tuple(why), seen, case_id=each.case_id)


def _place(each: PlaceAtRisk, before: Before) -> Item:
    why = []
    if each.urgency >= 3:
        why.append(Why.PRESSING)
    if each.urgency_before is not None and each.urgency > each.urgency_before:
        why.append(Why.GROWING)
    if each.place_id in before.late_places:
        why.append(Why.TASK_LATE)
    known = before.held_on is not None and each.entered_on <= before.held_on
    why.append(Why.CARRIED if known else Why.NEW)
    seen = {"kind": each.kind, "place": each.place, "area": each.area, "urgency": each.urgency}
    return Item(ItemKind.PLACE, tuple(why), seen, place_id=each.place_id)


def _cluster(each: Cluster, before: Before) -> Item:
    again = (each.cell, each.category_path) in before.clusters
    seen = {
        "cell": each.cell,
        "category": each.category,
        "category_path": each.category_path,
        "area": each.area,
        "cases": each.cases,
    }
    return Item(ItemKind.CLUSTER, (Why.GROWING if again else Why.NEW,), seen)
