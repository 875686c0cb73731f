"""What a catalogue says: categories, time limits and routing rules, as one immutable document.

These models hold the shape of single entries. Whether the entries hold together (parents exist, every
step has a limit) is `checking`'s to say, so that a draft may be kept while it is being worked on.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from math import isfinite
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    ValidationError,
)

from banjie.catalogue.notation import RESERVED, parse_list
from banjie.catalogue.vocabulary import Kind, Level, every_step
from banjie.core import conditions, questions, routing
from banjie.core.clocks.errors import ClockError
from banjie.core.clocks.targets import Target, parse_target
from banjie.places.levels import Level as AreaLevel

LABEL = 120
_KEY = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
CODE = r"^[A-Za-z0-9_]{1,40}$"
SHEETS = ("categories", "questions", "targets", "rules")


@dataclass(frozen=True, slots=True)
class Location:
    """Where in a catalogue: the sheet, the entry's key (a category's code, a rule's id) and the field.

    `entry` is its place in the sheet from 0, where the fault is one of shape.
    """

    sheet: str
    key: str = ""
    field: str = ""
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class ContentProblem:
    """Something wrong in a catalogue; worded at the edge by `code`. A warning does not forbid to publish."""

    code: str
    at: Location
    data: Mapping[str, object] = field(default_factory=dict)
    warning: bool = False


class BadContent(ValueError):
    """The document does not have the shape of a catalogue; `problems` names every fault."""

    def __init__(self, problems: Iterable[ContentProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.at.sheet} {p.at.key} {p.at.field}: {p.code}" for p in self.problems))


def _readable[T](value: T) -> T:
    for text in _texts(value if isinstance(value, str) else asdict(value)):  # type: ignore[call-overload]
        if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text):
            raise ValueError("unreadable_characters")
    return value


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _target(value: object) -> Target:
    if isinstance(value, Target):
        return value
    try:
        return parse_target(str(value))
    except ClockError as error:
        raise ValueError("bad_target") from error


def _well_named(question: questions.Question) -> questions.Question:
    keys = (question.key, *(option.key for option in question.options))
    if not all(_KEY.fullmatch(key) for key in keys):
        raise ValueError("bad_characters")
    if not all(0 < len(label) <= LABEL for label in (question.label, *(o.label for o in question.options))):
        raise ValueError("label_length")
    if any(RESERVED & set(option.label + option.label_en) for option in question.options):
        raise ValueError("reserved_characters")
    bounds = (question.minimum, question.maximum)
    if any(isinstance(bound, float) and not isfinite(bound) for bound in bounds):
        raise ValueError("bad_value")
    return question


def _plain_values(condition: conditions.Condition) -> conditions.Condition:
    if any(not value or value != value.strip() or RESERVED & set(value) for value in condition.values):
        raise ValueError("reserved_characters")
    return condition


def _separable(keyword: str) -> str:
    if parse_list(keyword) != (keyword,):
        raise ValueError("reserved_characters")
    return keyword


def _in_order(entries: "tuple[TargetEntry, ...]") -> "tuple[TargetEntry, ...]":
    # One order for one meaning: by category and level as they first appear, then in the order of work.
    groups = {group: n for n, group in enumerate(dict.fromkeys((e.category, e.level) for e in entries))}
    steps = {step: n for n, step in enumerate(every_step())}
    return tuple(sorted(entries, key=lambda e: (groups[e.category, e.level], steps.get(e.step, len(steps)))))


type Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=CODE)]
type CodeOrNone = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9_]{0,40}$")]
type Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), AfterValidator(_readable)
]
type Short = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=160), AfterValidator(_readable)
]
type Long = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=2000), AfterValidator(_readable)
]
type Initials = Annotated[
    str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[a-z0-9]{0,60}$")
]
type Role = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[a-z][a-z0-9_]{0,39}$")]
type ATarget = Annotated[Target, BeforeValidator(_target), PlainSerializer(str, return_type=str)]
type AQuestion = Annotated[questions.Question, AfterValidator(_readable), AfterValidator(_well_named)]
type ACondition = Annotated[conditions.Condition, AfterValidator(_readable), AfterValidator(_plain_values)]
type Keyword = Annotated[Short, AfterValidator(_separable)]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CategoryEntry(Entry):
    """One category. What is None is as in the category above it.

    `offered`: residents may choose it themselves. `public`: its cases may be shown to the public, where the
    reporter agrees. `sensitive`: its cases are confidential. `initials` replaces the pinyin initials made
    from the name; `keywords` are further words it is found by. A retired category (`active` false) takes no
    new cases and stays for the old ones.
    """

    code: Code
    parent: CodeOrNone = ""
    name: Name
    name_en: Short = ""
    description: Long = ""
    description_en: Long = ""
    initials: Initials = ""
    keywords: tuple[Keyword, ...] = ()
    default_kind: Kind | None = None
    default_level: Level | None = None
    process: Role | None = None
    offered: bool | None = None
    public: bool | None = None
    sensitive: bool | None = None
    place_required: bool | None = None
    questions: tuple[AQuestion, ...] = ()
    active: bool = True


class TargetEntry(Entry):
    """The time limit of a step (or of the `whole`) for a category and all below it, at a level or at any."""

    category: CodeOrNone = ""
    level: Level | None = None
    step: Role
    target: ATarget

    @property
    def key(self) -> str:
        """Names the entry in a problem: `LJ.urgent.handle`."""
        return f"{self.category or '*'}.{self.level or '*'}.{self.step}"


class RuleEntry(Entry):
    """A routing rule; see `core.routing.Rule`. Empty conditions are met by every case."""

    id: Code
    category: CodeOrNone = ""
    area: CodeOrNone = ""
    kinds: tuple[Kind, ...] = ()
    levels: tuple[Level, ...] = ()
    answers: tuple[ACondition, ...] = ()
    unit_role: Role
    area_level: AreaLevel | None = None
    note: Short = ""

    def as_rule(self) -> routing.Rule:
        return routing.Rule(
            id=self.id,
            to=routing.Destination(self.unit_role, self.area_level),
            category=self.category,
            area=self.area,
            kinds=frozenset(self.kinds),
            levels=frozenset(self.levels),
            answers=self.answers,
        )


class CatalogueContent(Entry):
    """A whole catalogue. Categories stand in the order in which they are shown, rules in theirs."""

    categories: tuple[CategoryEntry, ...] = ()
    targets: Annotated[tuple[TargetEntry, ...], AfterValidator(_in_order)] = ()
    rules: tuple[RuleEntry, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


def read(document: Mapping[str, Any]) -> CatalogueContent:
    """A catalogue from its JSON form. Raises BadContent."""
    try:
        return CatalogueContent.model_validate(document)
    except ValidationError as error:
        raise BadContent(shape_problems(error, document)) from error


# What pydantic calls it and what Banjie does; anything else is a `bad_value`.
_CODES = {
    "missing": "required",
    "string_too_short": "required",
    "string_too_long": "too_long",
    "string_pattern_mismatch": "bad_characters",
    "enum": "unknown_value",
    "extra_forbidden": "unknown_field",
    "bool_parsing": "not_yes_or_no",
}


def shape_problems(error: ValidationError, document: Mapping[str, Any]) -> Iterable[ContentProblem]:
    for fault in error.errors(include_url=False):
        place = tuple(fault["loc"])
        kind = fault["type"]
        if kind == "value_error":
            code = str(fault["ctx"]["error"])
        else:
            code = _CODES.get(kind, "bad_value")
        value = "" if isinstance(fault["input"], Mapping) else str(fault["input"])[:60]
        data = {
            "value": value,
            **{k: v for k, v in fault.get("ctx", {}).items() if k in ("max_length", "expected")},
        }
        yield ContentProblem(code, _location(place, document), data)


def _location(place: tuple[int | str, ...], document: Mapping[str, Any]) -> Location:
    sheet = str(place[0]) if place else ""
    if len(place) < 2 or not isinstance(place[1], int):
        return Location(sheet)
    entry = document[sheet][place[1]]
    key = entry.get("code") or entry.get("id") or "" if isinstance(entry, Mapping) else ""
    return Location(sheet, str(key), ".".join(str(part) for part in place[2:]), place[1])
