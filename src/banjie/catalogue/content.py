"""What a catalogue says: categories, time limits and routing rules, as one immutable document.

These models hold the shape of single entries. Whether the entries hold together (parents exist, every
step has a limit) is `checking`'s to say, so that a draft may be kept while it is being worked on.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from banjie.catalogue.fields import (
    ACondition,
    AQuestion,
    ATarget,
    Code,
    CodeOrNone,
    Initials,
    Keyword,
    Long,
    Name,
    Role,
    Short,
)
from banjie.catalogue.problems import BadContent, ContentProblem, Location
from banjie.catalogue.vocabulary import Kind, Level, PublicPlace, every_step
from banjie.core import routing
from banjie.places.levels import Level as AreaLevel


def _in_order(entries: "tuple[TargetEntry, ...]") -> "tuple[TargetEntry, ...]":
    # One order for one meaning: by category and level as they first appear, then in the order of work.
    groups = {group: n for n, group in enumerate(dict.fromkeys((e.category, e.level) for e in entries))}
    steps = {step: n for n, step in enumerate(every_step())}
    return tuple(sorted(entries, key=lambda e: (groups[e.category, e.level], steps.get(e.step, len(steps)))))


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CategoryEntry(Entry):
    """One category. What is None is as in the category above it.

    `offered`: residents may choose it themselves. `public`: its cases may be shown to the public, where the
    reporter agrees, their place as exactly as `public_place` says. `sensitive`: its cases are confidential. `initials`
    replaces the pinyin initials made from the name; `keywords` are further words it is found by. A retired category
    (`active` false) takes no new cases and stays for the old ones.
    """

    code: Code
    parent: CodeOrNone = ""
    name: Name
    name_en: Short = ""
    description: Long = ""
    description_en: Long = ""
    initials: Initials = ""
    keywords: Annotated[tuple[Keyword, ...], Field(max_length=50)] = ()
    default_kind: Kind | None = None
    default_level: Level | None = None
    process: Role | None = None
    offered: bool | None = None
    public: bool | None = None
    public_place: PublicPlace | None = None
    sensitive: bool | None = None
    place_required: bool | None = None
    questions: Annotated[tuple[AQuestion, ...], Field(max_length=50)] = ()
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
            note=self.note,
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
    "too_long": "too_many",
    "string_too_short": "required",
    "string_too_long": "too_long",
    "string_pattern_mismatch": "bad_characters",
    "enum": "unknown_value",
    "extra_forbidden": "unknown_field",
    "bool_parsing": "not_yes_or_no",
    "string_unicode": "unreadable_characters",
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
