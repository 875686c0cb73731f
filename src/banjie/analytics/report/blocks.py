"""What a report is made of, before any language: codes with values. `wording` makes words of them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from banjie.analytics.report.comparing import Change, Shift
from banjie.analytics.report.figures import NamedCase, Subject
from banjie.analytics.report.periods import Comparison, Period


@dataclass(frozen=True, slots=True)
class Link:
    """Where a figure can be looked into: filters of the list of cases, one case, or a place in the report."""

    filters: Mapping[str, str] = field(default_factory=dict)
    case_id: int | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    value: int
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """From 0 to 1; None where there is nothing to take a share of."""

    value: float | None


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a unit, area or category; `code` stands where there is none."""

    name: str
    name_en: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """How a figure stands to those of the compared periods."""

    found: tuple[tuple[Comparison, Change], ...]


@dataclass(frozen=True, slots=True)
class Shifted:
    """How a share stands to that of the period before."""

    against: Comparison
    shift: Shift


@dataclass(frozen=True, slots=True)
class Leaders:
    """The few that have most, with how many."""

    found: tuple[tuple[Name, Figure], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A word that `wording` knows, such as the reason why a case is of note."""

    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class Text:
    """As it is, in whatever language it was written."""

    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """For how long; None for less than one."""

    days: int


type Value = Figure | Share | Name | Changes | Shifted | Leaders | Code | Text | Days


@dataclass(frozen=True, slots=True)
class Sentence:
    code: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heading:
    key: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`key` names it for good, so that a person's own words stay with it."""

    key: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Column:
    code: str
    number: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """`total` says that the last row sums up the others."""

    key: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    code: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines over days, or bars over names."""

    key: str
    labels: tuple[date | Name, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases by name; `more` are those that are left out of the list. `key` is "noted" or "late"."""

    key: str
    cases: tuple[NamedCase, ...]
    more: int


type Block = Heading | Paragraph | Table | Chart | Cases


@dataclass(frozen=True, slots=True)
class Report:
    subject: Subject
    period: Period
    blocks: tuple[Block, ...]
