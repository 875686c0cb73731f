"""A mapping: which columns become which fields, what their words mean, and how their dates are read. Pure.

It is a value that is saved, exported and remembered as JSON; rows are read by it in `rows`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Described

from banjie.cases.imports.fields import CHOICES, HISTORY, Field
from banjie.catalogue.vocabulary import Kind
from banjie.core.clocks import parse_target
from banjie.core.coordinates import Datum
from banjie.places.levels import Level as AreaLevel
from banjie.platform.tables import columns_by_key, fingerprint, header_key

PLACEHOLDER: Final = re.compile(r"\{([^{}]+)\}")
# Between the columns that together name one category: their own words may hold slashes and dashes.
PATH_MARK: Final = " › "
# Whose records these are: part of every key, so plain and short.
SOURCE: Final = r"^[a-z0-9][a-z0-9_-]{0,39}$"
# What a value may become besides one of ours.
EMPTY: Final = ""
LEAVE_OUT: Final = "leave_out"

type Header = Annotated[str, StringConstraints(max_length=200)]
type Line = Annotated[str, StringConstraints(max_length=200)]
type Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{1,40}$")]
# What is made below it carries its code in front.
type Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{1,16}$")]


class Join(StrEnum):
    """How several columns make one value: the first that says something, all as lines, or a path."""

    FIRST = "first"
    LINES = "lines"
    PATH = "path"


class Unknown(StrEnum):
    """What becomes of a row with a word that nobody has given a meaning."""

    REFUSE = "refuse"
    LEAVE_EMPTY = "leave_empty"


class OnFault(StrEnum):
    """What becomes of a file with rows that cannot be brought in."""

    REFUSE_FILE = "refuse_file"
    SKIP_ROWS = "skip_rows"


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Part):
    """Where a field's value comes from: columns, a template over columns, or one word for every row.

    `constant` also stands in where the columns are empty.
    """

    columns: tuple[Header, ...] = ()
    join: Join = Join.FIRST
    template: Line = ""
    constant: Line = ""

    @property
    def all_columns(self) -> tuple[str, ...]:
        return (*self.columns, *PLACEHOLDER.findall(self.template))


def _limit(text: str) -> str:
    parse_target(text)
    return text


class Branch(Part):
    """Where categories that are missing are made: below this one, with these limits where there are none."""

    code: Prefix
    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    name_en: Line = ""
    kind: Kind | None = None
    targets: dict[str, Annotated[str, AfterValidator(_limit)]] = Described(default_factory=dict)


class Place(Part):
    """The area that is made if the matters lie in none: drawn around them, to be redrawn later."""

    code: Code
    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    name_en: Line = ""
    level: AreaLevel = AreaLevel.COUNTY


class Named(Part):
    """What a unit that is made is called, for a word of the file."""

    code: Code
    name: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    name_en: Line = ""


class Missing(Part):
    """What a jurisdiction that comes from another system may lack, and how it is set up.

    An area is drawn around the matters, so a source without positions names none, and makes no units.
    """

    branch: Branch
    area: Place | None = None
    centre: Named | None = None
    units: dict[Line, Named] = Described(default_factory=dict)


class MappingContent(Part):
    """A whole mapping. `headers` are those of the file it was made for; `source` names whose records they are.

    `values` turn words of the file into ours: a code, EMPTY, or LEAVE_OUT. `extras` are columns kept as
    they are in the first entry of the timeline; personal ones have no business there. With `suggests`, rows that name
    no category take the one that their words surely tell; with `reads_words` those without a level or a kind take what
    their words speak for, as `reading_words` has it.
    """

    version: Literal[1] = 1
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
    source: Annotated[str, StringConstraints(pattern=SOURCE)]
    headers: tuple[Header, ...]
    fields: dict[Field, Source]
    values: dict[Field, dict[Line, Line]] = Described(default_factory=dict)
    unknown: dict[Field, Unknown] = Described(default_factory=dict)
    extras: tuple[Header, ...] = ()
    time_zone: str = "Asia/Shanghai"
    day_first: bool | None = None
    datum: Datum = Datum.WGS84
    through: Literal["received", "accepted", "assigned"] = "received"
    on_fault: OnFault = OnFault.REFUSE_FILE
    missing: Missing | None = None
    creates_missing: bool = False
    suggests: bool = False
    reads_words: bool = False

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.headers)

    @property
    def tells_history(self) -> bool:
        return bool(self.fields.keys() & HISTORY)

    @property
    def columns_used(self) -> frozenset[str]:
        used = {column for source in self.fields.values() for column in source.all_columns}
        return frozenset(used | set(self.extras))


class MappingFault(StrEnum):
    """Why a mapping cannot be used on a table as it stands; worded in `wording`."""

    COLUMN_MISSING = "column_missing"
    TEXT_MISSING = "text_missing"
    POINT_INCOMPLETE = "point_incomplete"
    REPLY_TIME_MISSING = "reply_time_missing"
    TIME_ZONE_UNKNOWN = "time_zone_unknown"
    VALUE_NOT_OURS = "value_not_ours"
    KEPT_AND_PERSONAL = "kept_and_personal"


@dataclass(frozen=True, slots=True)
class MappingProblem:
    code: MappingFault
    field: str = ""
    detail: str = ""


def problems_of(content: MappingContent, headers: Sequence[str]) -> list[MappingProblem]:
    """Everything that keeps a mapping from being used on a table with these columns."""
    return [*_missing_columns(content, headers), *_gaps(content)]


def _missing_columns(content: MappingContent, headers: Sequence[str]) -> Iterator[MappingProblem]:
    there = columns_by_key(headers)
    for field, source in content.fields.items():
        for column in source.all_columns:
            if (header_key(column) or column) not in there:
                yield MappingProblem(MappingFault.COLUMN_MISSING, field, column)
    for column in content.extras:
        if (header_key(column) or column) not in there:
            yield MappingProblem(MappingFault.COLUMN_MISSING, "", column)


def _gaps(content: MappingContent) -> Iterator[MappingProblem]:
    fields = content.fields
    if not fields.keys() & {Field.TITLE, Field.BODY}:
        yield MappingProblem(MappingFault.TEXT_MISSING, Field.BODY)
    if (Field.LONGITUDE in fields) != (Field.LATITUDE in fields):
        yield MappingProblem(MappingFault.POINT_INCOMPLETE, Field.LONGITUDE)
    if Field.REPLY in fields and not fields.keys() & {Field.REPLIED_AT, Field.CLOSED_AT}:
        yield MappingProblem(MappingFault.REPLY_TIME_MISSING, Field.REPLY)
    try:
        ZoneInfo(content.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield MappingProblem(MappingFault.TIME_ZONE_UNKNOWN, "", content.time_zone)
    for field in content.values:
        if field not in CHOICES:
            yield MappingProblem(MappingFault.VALUE_NOT_OURS, field)
    yield from _personal_extras(content)


def _personal_extras(content: MappingContent) -> Iterator[MappingProblem]:
    """A column that names the reporter goes into the sealed contact or nowhere."""
    personal = {
        header_key(column)
        for field in (Field.CONTACT_NAME, Field.CONTACT_PHONE, Field.CONTACT_EMAIL, Field.CONTACT_ADDRESS)
        if field in content.fields
        for column in content.fields[field].all_columns
    }
    for column in content.extras:
        if header_key(column) in personal:
            yield MappingProblem(MappingFault.KEPT_AND_PERSONAL, "", column)
