"""Released cases as anybody reads them. Everything here is told to strangers, so nothing else of a case is read.

Where a case lies is told, filtered and measured only as exactly as its category says: a filter by a small area or a
search around a point would otherwise give away what is blurred.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import F, Q, QuerySet

from banjie.cases import words
from banjie.cases.errors import CaseNotFound
from banjie.cases.models import Attachment, Case, Identity, TimelineEntry
from banjie.cases.models.publishing import Publication
from banjie.cases.publishing import rules
from banjie.cases.publishing.rules import Point, Standing
from banjie.cases.queries.listing import NUMBER, SEARCHED
from banjie.cases.reference import Reference, reference
from banjie.cases.visibility import shown_publicly
from banjie.catalogue.tree import CategoryNode
from banjie.places import queries as places
from banjie.places.levels import Level

PAGE: Final = 20
MOST_PAGES: Final = 200
MOST_MAPPED: Final = 500
# A grid is a few hundred households: told of a single case it would say more than the blurred point does.
_FINEST: Final = Level.VILLAGE.rank
# What strangers are told happened. What else the timeline holds is between the reporter and the offices.
TOLD: Final = frozenset(
    {
        *("submit", "accept", "assign", "transfer", "claim", "suspend", "resume", "grant_extension"),
        *("settle_on_the_spot", "hand_on", "answer_at_once", "close", "reopen"),
    }
)
_COLUMNS: Final[Mapping[str, Any]] = {
    **{
        f"{name}_": F(name)
        for name in (
            *("id", "number", "state", "is_open", "category_path", "area_path", "longitude", "latitude"),
            *("lead_unit_id", "received_at", "due_at", "closed_at"),
        )
    },
    "title_": F("publication__title"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to: a category's code, an area's, whether it is open, words. `page` counts from 1."""

    category: str = ""
    area: str = ""
    is_open: bool | None = None
    q: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class PublicLine:
    """A released case in a list. `point` is blurred; `area_path` ends at a village at the finest."""

    id: int
    number: str
    title: str
    state: str
    is_open: bool
    category_code: str
    category_name: str
    category_name_en: str
    area_path: str
    point: Point | None
    lead_unit_id: int | None
    received_at: datetime
    due_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublicStep:
    """Something that happened, without a word of anybody. `unit_id` is the unit it went to, or that did it."""

    at: datetime
    command: str
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class PublicCase:
    """A released case whole. `reply` is what was released of the answer, of `replied_by`; `photos` are ids.

    `drafted_with` is the language model that most of the answer came from, "" where people wrote it.
    """

    line: PublicLine
    text: str
    reply: str
    drafted_with: str
    replied_by: int | None
    photos: Sequence[int]
    steps: Sequence[PublicStep]


def released() -> QuerySet[Case]:
    """The cases that strangers may read: released, and nothing that came since speaks against it."""
    cases = shown_publicly(Case.objects.filter(publication__standing=Standing.RELEASED))
    return cases.exclude(identity=Identity.CONFIDENTIAL).exclude(state__in=rules.NOT_FOLLOWED)


def public_list(wanted: Wanted) -> tuple[Sequence[PublicLine], bool]:
    """A page, the newest first; and whether there is more."""
    start = (min(max(wanted.page, 1), MOST_PAGES) - 1) * PAGE
    found = _lines(_narrowed(wanted).order_by("-received_at", "-id")[start : start + PAGE + 1])
    return found[:PAGE], len(found) > PAGE and wanted.page < MOST_PAGES


def public_map(wanted: Wanted) -> tuple[Sequence[PublicLine], int]:
    """The newest that have a point which may be told, and how many more match."""
    matching = _narrowed(wanted)
    newest = _lines(matching.order_by("-received_at", "-id")[:MOST_MAPPED])
    mapped = [line for line in newest if line.point is not None]
    return mapped, matching.count() - len(mapped)


def public_case(number: str) -> PublicCase:
    """Raises CaseNotFound, alike for what does not exist and for what is not shown."""
    found = list(_rows(_numbered(number)))
    if not found:
        raise CaseNotFound(number)
    line = _line(found[0], reference())
    shown = Publication.objects.select_related("answer").get(case_id=line.id)
    return PublicCase(
        line=line,
        text=shown.text,
        reply=shown.reply,
        drafted_with=shown.answer.drafted_with if shown.answer is not None else "",
        replied_by=shown.answer.unit_id if shown.answer is not None else None,
        photos=_photos(line.id, shown.photos),
        steps=_steps(line.id),
    )


def public_case_id(number: str) -> int:
    """The id of a case that is shown. Raises CaseNotFound."""
    found = _numbered(number).values_list("id", flat=True).first()
    if found is None:
        raise CaseNotFound(number)
    return found


def public_photo(number: str, photo: int) -> Attachment:
    """The file of a photo that was released. Raises CaseNotFound."""
    case_id = public_case_id(number)
    photos = Publication.objects.values_list("photos", flat=True).get(case_id=case_id)
    found = Attachment.objects.filter(case_id=case_id, id=photo).first() if photo in photos else None
    if found is None:
        raise CaseNotFound(number)
    return found


def public_lines(ids: Collection[int]) -> Sequence[PublicLine]:
    """Those of some cases that are shown, the newest first."""
    return _lines(released().filter(id__in=ids).order_by("-received_at", "-id"))


def released_words(ids: Iterable[int]) -> Mapping[int, tuple[str, str]]:
    """The released text and reply of those of some cases that are shown."""
    rows = released().filter(id__in=list(ids)).order_by("id")
    told = rows.values_list("id", "publication__text", "publication__reply")
    return {key: (text, reply) for key, text, reply in told}


def shown_area(path: str, look_up: Reference) -> str:
    """An area's path up to the village: no finer than strangers are told."""
    area = look_up.area_at(path)
    while area is not None and area.level.rank > _FINEST:
        area = places.by_path(area.parent_path)
    return area.path if area is not None else ""


def _numbered(number: str) -> QuerySet[Case]:
    """What cannot be a number is nobody's; the database is not asked to make sense of it."""
    return released().filter(number=number) if NUMBER.fullmatch(number) else Case.objects.none()


def _narrowed(wanted: Wanted) -> QuerySet[Case]:
    cases = released()
    look_up = reference()
    if wanted.category:
        node = look_up.category_at(wanted.category)
        cases = cases.filter(category_path__descendants_of=node.path) if node is not None else cases.none()
    if wanted.area:
        area = look_up.area_at(wanted.area)
        known = area is not None and area.level.rank <= _FINEST
        cases = cases.filter(area_path__descendants_of=area.path) if known and area is not None else cases.none()
    if wanted.is_open is not None:
        cases = cases.filter(is_open=wanted.is_open)
    return cases.filter(_says(wanted.q)) if wanted.q.strip() else cases


def _says(text: str) -> Q:
    """By the released words; by number, where it is one."""
    asked = words.tsquery(text)
    if not asked:
        return Q(number=text.strip())
    matching = Publication.objects.extra(where=["search @@ %s::tsquery"], params=[asked]).order_by("-case_id")
    return Q(id__in=matching.values("case_id")[:SEARCHED]) | Q(number=text.strip())


def _rows(cases: QuerySet[Case]) -> Any:
    return cases.values(**_COLUMNS)


def _lines(cases: QuerySet[Case]) -> list[PublicLine]:
    look_up = reference()
    return [_line(row, look_up) for row in _rows(cases)]


def _line(row: Mapping[str, Any], look_up: Reference) -> PublicLine:
    values = {name.removesuffix("_"): value for name, value in row.items()}
    category = look_up.category_at(values.pop("category_path"))
    # The queries let nothing through whose category is not there.
    assert isinstance(category, CategoryNode)
    return PublicLine(
        **values
        | {
            "category_code": category.code,
            "category_name": category.name,
            "category_name_en": category.name_en,
            "area_path": shown_area(values["area_path"], look_up),
            "point": rules.blurred(values.pop("longitude"), values.pop("latitude"), category.public_place),
        }
    )


def _photos(case_id: int, shown: Sequence[int]) -> list[int]:
    there = set(Attachment.objects.filter(case_id=case_id, id__in=shown).values_list("id", flat=True))
    return [each for each in shown if each in there]


def _steps(case_id: int) -> list[PublicStep]:
    rows = TimelineEntry.objects.filter(case_id=case_id, command__in=TOLD).order_by("sequence")
    found = rows.values_list("at", "command", "unit_id", "data")
    return [PublicStep(at, command, _unit(command, unit_id, data)) for at, command, unit_id, data in found]


def _unit(command: str, unit_id: int | None, data: Mapping[str, Any]) -> int | None:
    lead = data.get("lead")
    return lead if command in {"assign", "transfer"} and isinstance(lead, int) else unit_id
