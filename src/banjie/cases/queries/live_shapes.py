"""What `live_figures` answers with."""

from dataclasses import dataclass
from datetime import date, datetime

from banjie.catalogue.tree import CategoryNode
from banjie.organisations.tree import UnitRef
from banjie.places.queries import AreaRef


@dataclass(frozen=True, slots=True)
class Stock:
    """Open cases of one part of an area that lie with one unit. "" is: no part, or no unit yet."""

    part_path: str
    unit_path: str
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Hour:
    """What happened in one hour of a local day. `so_far`: of a day last week, what had happened by this time of day."""

    day: date
    hour: int
    so_far: int
    cases: int
    declined: int = 0
    with_deadline: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What reporters said on one local day: how many, how many solved, how many satisfied."""

    day: date
    rated: int
    solved: int
    satisfied: int


@dataclass(frozen=True, slots=True)
class CategoryCount:
    path: str
    name: str
    name_en: str
    recent: int
    before: int


@dataclass(frozen=True, slots=True)
class LateCase:
    """An overdue case without its words: what it is about, where, with whom, since when."""

    id: int
    number: str
    category: CategoryNode | None
    area: AreaRef | None
    unit: UnitRef | None
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Spot:
    """Open cases that lie close together. `case_id` is set where it is one case."""

    longitude: float
    latitude: float
    cases: int
    overdue: int
    case_id: int | None
