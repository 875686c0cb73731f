"""Which columns of a register become which fields, and what their words mean. Pure; saved as JSON with each run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Described

from banjie.platform.tables import columns_by_key, fingerprint, header_key

from .fields import CHOICES, SUMS, Field

# What a word may become besides one of ours.
EMPTY: Final = ""
LEAVE_OUT: Final = "leave_out"

type Header = Annotated[str, StringConstraints(max_length=200)]
type Line = Annotated[str, StringConstraints(max_length=200)]
type Count = Annotated[int, Described(ge=1, le=100_000_000)]


class Unreadable(StrEnum):
    """What becomes of a row with a cell that cannot be read: it is refused, or goes without it."""

    REFUSE = "refuse"
    LEAVE_EMPTY = "leave_empty"


# A row without these is still a dispute that was; without an outcome or a day it says nothing.
MAY_BE_LEFT_EMPTY: Final = frozenset(
    {Field.KIND, Field.PARTIES, Field.CLAIMED, Field.AGREED, Field.AREA, Field.COMMITTEE, Field.PEOPLE, Field.DAYS}
    | {Field.FORM, Field.PERFORMED, Field.CONFIRMED, Field.TRACK, Field.BROUGHT_BY}
)


class RegisterMapping(BaseModel):
    """A whole mapping. `source` names whose register it is and is part of every key.

    `fields` give columns for a field: the first that says something counts, for the summary all of them.
    `values` turn words into ours: a code, EMPTY, or LEAVE_OUT. `year` is the year of the register, for days that
    name none; `units` what columns of sums count in.
    With `ends_when_received` a row that tells no end is over on its first day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    source: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
    headers: tuple[Header, ...]
    fields: dict[Field, tuple[Header, ...]]
    values: dict[Field, dict[Line, Line]] = Described(default_factory=dict)
    unreadable: dict[Field, Unreadable] = Described(default_factory=dict)
    units: dict[Field, Count] = Described(default_factory=dict)
    year: Annotated[int, Described(ge=1950, le=2099)] | None = None
    time_zone: str = "Asia/Shanghai"
    ends_when_received: bool = False

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.headers)

    def leaves_empty(self, field: Field) -> bool:
        return field in MAY_BE_LEFT_EMPTY and self.unreadable.get(field) is Unreadable.LEAVE_EMPTY


class MappingFault(StrEnum):
    """Why a mapping cannot be used on a table as it stands; worded in `wording`."""

    COLUMN_MISSING = "column_missing"
    RECEIVED_MISSING = "received_missing"
    OUTCOME_MISSING = "outcome_missing"
    ENDED_MISSING = "ended_missing"
    SIDE_INCOMPLETE = "side_incomplete"
    TIME_ZONE_UNKNOWN = "time_zone_unknown"
    VALUE_NOT_OURS = "value_not_ours"


@dataclass(frozen=True, slots=True)
class MappingProblem:
    code: MappingFault
    field: str = ""
    detail: str = ""


def problems_of(content: RegisterMapping, headers: Sequence[str]) -> list[MappingProblem]:
    """Everything that keeps a mapping from being used on a table with these columns."""
    return [*_missing_columns(content, headers), *_gaps(content)]


def _missing_columns(content: RegisterMapping, headers: Sequence[str]) -> Iterator[MappingProblem]:
    there = columns_by_key(headers)
    for field, columns in content.fields.items():
        for column in columns:
            if (header_key(column) or column) not in there:
                yield MappingProblem(MappingFault.COLUMN_MISSING, field, column)


def _gaps(content: RegisterMapping) -> Iterator[MappingProblem]:
    has = content.fields.keys()
    if Field.RECEIVED not in has and Field.ENDED not in has:
        yield MappingProblem(MappingFault.RECEIVED_MISSING, Field.RECEIVED)
    if Field.OUTCOME not in has:
        yield MappingProblem(MappingFault.OUTCOME_MISSING, Field.OUTCOME)
    if not has & {Field.ENDED, Field.DAYS} and not content.ends_when_received:
        yield MappingProblem(MappingFault.ENDED_MISSING, Field.ENDED)
    if (Field.SIDE_A in has) != (Field.SIDE_B in has):
        yield MappingProblem(MappingFault.SIDE_INCOMPLETE, Field.SIDE_B if Field.SIDE_A in has else Field.SIDE_A)
    try:
        ZoneInfo(content.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield MappingProblem(MappingFault.TIME_ZONE_UNKNOWN, "", content.time_zone)
    for field in content.values:
        if field not in CHOICES:
            yield MappingProblem(MappingFault.VALUE_NOT_OURS, field)
    for field in content.units:
        if field not in SUMS:
            yield MappingProblem(MappingFault.VALUE_NOT_OURS, field)
