"""Everything a report is made from, as data that is kept with it: figures and the names of that moment. Pure.

Kept as JSON in one canonical form, so that its digest shows whether it is still what was reported.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

import orjson
from pydantic import BaseModel, ConfigDict

from banjie.analytics.indicators import Tally
from banjie.analytics.report.periods import Comparison, Period, PeriodKind

VERSION: Final = 1


class ScopeKind(StrEnum):
    AREA = "area"
    UNIT = "unit"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Subject(_Frozen):
    """What the report is about and who issues it. `whole` tells a unit that has no units below it."""

    kind: ScopeKind
    path: str
    name: str
    name_en: str
    issuer: str
    issuer_en: str
    unit_id: int | None = None
    whole: bool = True


class Group(_Frozen):
    """One unit, part of the area or category, with its counts. `key` is its id or path, "" for none."""

    key: str
    name: str
    name_en: str
    tally: Tally


class Day(_Frozen):
    day: date
    received: int = 0
    closed: int = 0


class NamedCase(_Frozen):
    """A case that the report names; see `cases.queries.period_noted`."""

    case_id: int
    number: str
    title: str
    category: str
    category_en: str
    area: str
    unit: str
    unit_en: str
    received_at: datetime
    due_at: datetime | None = None
    why: tuple[str, ...] = ()


class Figures(_Frozen):
    """`late` are the first of the overdue, the longest overdue first; `late_total` counts those that can be named."""

    version: int = VERSION
    subject: Subject
    kind: PeriodKind
    first: date
    last: date
    now: Tally
    before: Mapping[Comparison, Tally]
    parts: tuple[Group, ...] = ()
    units: tuple[Group, ...] = ()
    categories: tuple[Group, ...] = ()
    days: tuple[Day, ...] = ()
    noted: tuple[NamedCase, ...] = ()
    noted_total: int = 0
    late: tuple[NamedCase, ...] = ()
    late_total: int = 0

    @property
    def period(self) -> Period:
        return Period(self.kind, self.first, self.last)


def to_record(figures: Figures) -> dict[str, Any]:
    """As plain JSON values."""
    return figures.model_dump(mode="json")


def from_record(record: Mapping[str, Any]) -> Figures:
    return Figures.model_validate(record)


def digest(record: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical form, in hexadecimal."""
    return hashlib.sha256(orjson.dumps(record, option=orjson.OPT_SORT_KEYS)).hexdigest()
