"""What cases teach: texts in their places, matters with the units that had them in the end, what people changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Left

from banjie.cases.learning.correcting import corrected_cases, corrected_units, not_learned
from banjie.cases.models import Case, TimelineEntry
from banjie.cases.reference import Reference, reference
from banjie.intelligence.classifying.features import LONGEST_BODY, Words
from banjie.intelligence.classifying.progress import READ_UNTIL, Step, Tell, quiet
from banjie.intelligence.classifying.training import Example
from banjie.intelligence.from_catalogue import told_by
from banjie.intelligence.moved import STAY
from banjie.intelligence.shelf import queries as shelf
from banjie.intelligence.units import Matter, words_of

# The newest: what came in ten years ago was put in its place by another catalogue.
MOST_CASES: Final = 200_000
# Somebody looked twice at a corrected case, so it counts as much as several that nobody looked at again.
CORRECTED: Final = 4.0
# A unit has a matter once it has taken it on; until then it may still say that it is not theirs.
UNSETTLED: Final = ("met", "received", "accepted", "assigned", "returned", "declined", "withdrawn", "merged")
# What people did not change of these stays as the words say.
STAYS: Final = (shelf.KIND, shelf.LEVEL)
# A model that learned from what it filled in itself would only become surer of it.
_FILLED_IN: Final = Exists(
    TimelineEntry.objects.filter(case=OuterRef("pk"), sequence=1, data__imported__has_key="suggested")
)
_AT_ONCE: Final = 5_000
_COLUMNS: Final = ("id", "title", "body", "category_path")
_UNIT_COLUMNS: Final = (*_COLUMNS, "area_path", "channel", "kind", "lead_unit_id")


@dataclass(frozen=True, slots=True)
class Lessons:
    """Examples of one purpose. `cases` of them are cases, `corrected` of these were put right by people."""

    examples: Sequence[Example]
    cases: int
    corrected: int


def of_purpose(purpose: str, *, tell: Tell = quiet) -> Lessons:
    """Everything there is to learn from for a purpose. `tell` hears how much of it was read."""
    found = _lessons(purpose, _newest(), MOST_CASES, tell)
    if purpose in STAYS and not found.corrected and shelf.in_use(purpose) is None:
        # As long as nobody has changed any, what the words say is all there is.
        return Lessons((), 0, 0)
    told = told_by(reference().catalogue.nodes.values()) if purpose == shelf.CATEGORY else ()
    return Lessons([*told, *found.examples], found.cases, found.corrected)


def of_cases(purpose: str, case_ids: Collection[int]) -> Lessons:
    """What some cases teach, as they are now."""
    return _lessons(purpose, Case.objects.filter(id__in=list(case_ids)), MOST_CASES)


def recent(purpose: str, *, most: int) -> Lessons:
    """The newest cases, to be gone over again beside something new."""
    return _lessons(purpose, _newest(), most)


def _lessons(purpose: str, cases: QuerySet[Case], most: int, tell: Tell = quiet) -> Lessons:
    if purpose == shelf.UNIT:
        return _units(cases, most, tell)
    return _changed(purpose, cases, most, tell) if purpose in STAYS else _categories(cases, most, tell)


def _newest() -> QuerySet[Case]:
    return Case.objects.order_by("-received_at", "-id")


def _categories(cases: QuerySet[Case], most: int, tell: Tell) -> Lessons:
    """Cases with the category that they have now, but for those that the words alone filled in at an import."""
    corrected, wrong, nodes = corrected_cases(), not_learned(shelf.CATEGORY), reference().catalogue.nodes
    found, again = [], 0
    named = cases.filter(category__isnull=False).annotate(filled_in=_FILLED_IN)
    for row in _rows(named, (*_COLUMNS, "filled_in"), most, tell):
        # Where the category stands today; one that is gone is nothing to suggest.
        node = nodes.get(row["category_path"].rpartition(".")[2])
        put_right = row["id"] in corrected
        if node is None or not node.active or row["id"] in wrong or (row["filled_in"] and not put_right):
            continue
        again += put_right
        weight = CORRECTED if put_right else 1.0
        words = Words(row["title"], row["body"] or "")
        found.append(Example(words, tuple(node.path.split(".")), weight, open=not node.sensitive))
    return Lessons(found, len(found), again)


def _units(cases: QuerySet[Case], most: int, tell: Tell) -> Lessons:
    """Cases with the unit that took them on. What complains of a unit goes by rules of its own, and teaches none."""
    corrected, wrong, look_up = corrected_units(), not_learned(shelf.UNIT), reference()
    settled = cases.filter(lead_unit__isnull=False, about_unit=None).exclude(state__in=UNSETTLED)
    found, again = [], 0
    for row in _rows(settled, _UNIT_COLUMNS, most, tell):
        unit = look_up.unit(row["lead_unit_id"])
        if unit is None or row["id"] in wrong:
            continue
        put_right = row["id"] in corrected
        again += put_right
        weight = CORRECTED if put_right else 1.0
        is_open = not is_sensitive(row["category_path"], look_up)
        found.append(Example(words_of(matter_of(row)), (unit.code,), weight, open=is_open))
    return Lessons(found, len(found), again)


def _changed(purpose: str, cases: QuerySet[Case], most: int, tell: Tell) -> Lessons:
    """Cases whose kind or level a person changed, with what it is now; all others say that it stays with the words.

    So nothing is unlearned because nobody looked: only what people did moves what is proposed.
    """
    corrected, look_up = corrected_cases(purpose), reference()
    found, again = [], 0
    for row in _rows(cases.exclude(state__in=("met", "received")), (*_COLUMNS, purpose), most, tell):
        put_right = row["id"] in corrected
        again += put_right
        words, answer = Words(row["title"], row["body"] or ""), row[purpose] if put_right else STAY
        is_open = not is_sensitive(row["category_path"], look_up)
        found.append(Example(words, (answer,), CORRECTED if put_right else 1.0, open=is_open))
    return Lessons(found, len(found), again)


def _rows(cases: QuerySet[Case], columns: Sequence[str], most: int, tell: Tell) -> Sequence[dict[str, Any]]:
    named = cases.annotate(body=Left("text__body", LONGEST_BODY)).values(*columns)
    expected = min(cases.count(), most) if tell is not quiet else 0
    found: list[dict[str, Any]] = []
    for row in named[:most].iterator(chunk_size=_AT_ONCE):
        found.append(row)
        if expected and len(found) % _AT_ONCE == 0:
            tell(Step.READ, READ_UNTIL * min(len(found) / expected, 1.0))
    return found


def matter_of(row: dict[str, Any]) -> Matter:
    """A row of a case, `body` among its columns, as the model of units is asked."""
    return Matter(row["title"], row["body"] or "", row["category_path"], row["area_path"], row["channel"], row["kind"])


def is_sensitive(path: str, look_up: Reference) -> bool:
    """Whether the catalogue holds the cases of a category to be confidential."""
    node = look_up.category_at(path)
    return node is not None and node.sensitive
