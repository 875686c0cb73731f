"""What a command comes to, as values: columns of the case, records to add or settle, words for the timeline."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from banjie.core.clocks import Target, WorkingCalendar
from banjie.core.workflow import Decision
from banjie.platform.actors import Actor


class CaseRow(Protocol):
    """The columns of a case that a change may look at."""

    id: int
    number: str
    state: str
    previous_state: str
    process: str
    is_open: bool
    level: str
    kind: str
    title: str
    category_path: str
    catalogue_release: int
    area_path: str
    longitude: float | None
    latitude: float | None
    centre_id: int | None
    lead_unit_id: int | None
    lead_unit_path: str
    handler_id: int | None
    about_unit_path: str
    clocks: dict[str, Any]
    reopens: int
    returns: int
    reminders: int


class UnitLike(Protocol):
    """What a change needs to know of a unit."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def path(self) -> str: ...


class CategoryLike(Protocol):
    """What a change needs to know of a category."""

    @property
    def id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def path(self) -> str: ...


class PlaceLike(Protocol):
    """What a change needs to know of an area."""

    @property
    def id(self) -> int: ...
    @property
    def path(self) -> str: ...


class Reference(Protocol):
    """What changes look up; the shell answers from what it has cached."""

    @property
    def calendar(self) -> WorkingCalendar: ...
    def unit(self, unit_id: int) -> UnitLike | None: ...
    def category(self, code: str) -> CategoryLike | None: ...
    def locate(self, longitude: float, latitude: float, at: datetime) -> PlaceLike | None: ...
    def higher_centre(self, centre_id: int | None) -> UnitLike | None: ...
    def targets(self, release: int, category_path: str, level: str) -> Mapping[str, Target]: ...


@dataclass(frozen=True, slots=True)
class Context:
    """One command being carried out. `extension_asked` is the span of the request that waits, if one does."""

    case: CaseRow
    decision: Decision
    at: datetime
    by: Actor
    reference: Reference
    extension_asked: str | None = None


@dataclass(frozen=True, slots=True)
class Insert:
    """A record to add, by the name of its table in `cases.models`."""

    record: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Settle:
    """The open records of a case to settle: those that match `where` get `values`."""

    record: str
    where: Mapping[str, object]
    values: Mapping[str, object]


@dataclass(slots=True)
class Change:
    """The whole of what one command does. `data` goes on the timeline and is never taken back."""

    fields: dict[str, object] = field(default_factory=dict)
    inserts: list[Insert] = field(default_factory=list)
    settles: list[Settle] = field(default_factory=list)
    data: dict[str, object] = field(default_factory=dict)


# Not frozen: an exception is given its traceback on the way.
@dataclass(eq=False)
class BadData(ValueError):
    """The payload is well formed but names something that does not hold; `code` is worded at the edge."""

    code: str
    field: str


def only_given(**values: str) -> dict[str, object]:
    return {name: value for name, value in values.items() if value}
