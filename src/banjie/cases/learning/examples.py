"""What cases teach: texts in their places, and matters with the units that had them in the end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.db.models.functions import Left

from banjie.cases.learning.correcting import corrected_cases, corrected_units, not_learned
from banjie.cases.models import Case
from banjie.cases.reference import Reference, reference
from banjie.intelligence.classifying.features import LONGEST_BODY, Words
from banjie.intelligence.classifying.training import Example
from banjie.intelligence.from_catalogue import told_by
from banjie.intelligence.shelf import queries as shelf
from banjie.intelligence.units import Matter, words_of

# The newest: what came in ten years ago was put in its place by another catalogue.
MOST_CASES: Final = 200_000
# Somebody looked twice at a corrected case, so it counts as much as several that nobody looked at again.
CORRECTED: Final = 4.0
# A unit has a matter once it has taken it on; until then it may still say that it is not theirs.
UNSETTLED: Final = ("met", "received", "accepted", "assigned", "returned", "declined", "withdrawn", "merged")
_COLUMNS: Final = ("id", "title", "body", "category_path")
_UNIT_COLUMNS: Final = (*_COLUMNS, "area_path", "channel", "kind", "lead_unit_id")


@dataclass(frozen=True, slots=True)
class Lessons:
    """Examples of one purpose. `cases` of them are cases, `corrected` of these were put right by people."""

    examples: Sequence[Example]
    cases: int
    corrected: int


def of_purpose(purpose: str) -> Lessons:
    """Everything there is to learn from for a purpose."""
    if purpose == shelf.UNIT:
        return _units(_newest())
    told = list(told_by(reference().catalogue.nodes.values()))
    found = _categories(_newest())
    return Lessons([*told, *found.examples], found.cases, found.corrected)


def of_cases(purpose: str, case_ids: Collection[int]) -> Lessons:
    """What some cases teach, as they are now."""
    found = Case.objects.filter(id__in=list(case_ids))
    return _units(found) if purpose == shelf.UNIT else _categories(found)


def recent(purpose: str, *, most: int) -> Lessons:
    """The newest cases, to be gone over again beside something new."""
    found = _newest()
    return _units(found, most) if purpose == shelf.UNIT else _categories(found, most)


def _newest() -> QuerySet[Case]:
    return Case.objects.order_by("-received_at", "-id")


def _categories(cases: QuerySet[Case], most: int = MOST_CASES) -> Lessons:
    """Cases with the category that they have now."""
    corrected, wrong, nodes = corrected_cases(), not_learned(shelf.CATEGORY), reference().catalogue.nodes
    found, again = [], 0
    for row in _rows(cases.filter(category__isnull=False), _COLUMNS, most):
        # Where the category stands today; one that is gone is nothing to suggest.
        node = nodes.get(row["category_path"].rpartition(".")[2])
        if node is None or not node.active or row["id"] in wrong:
            continue
        put_right = row["id"] in corrected
        again += put_right
        weight = CORRECTED if put_right else 1.0
        words = Words(row["title"], row["body"] or "")
        found.append(Example(words, tuple(node.path.split(".")), weight, open=not node.sensitive))
    return Lessons(found, len(found), again)


def _units(cases: QuerySet[Case], most: int = MOST_CASES) -> Lessons:
    """Cases with the unit that took them on. What complains of a unit goes by rules of its own, and teaches none."""
    corrected, wrong, look_up = corrected_units(), not_learned(shelf.UNIT), reference()
    settled = cases.filter(lead_unit__isnull=False, about_unit=None).exclude(state__in=UNSETTLED)
    found, again = [], 0
    for row in _rows(settled, _UNIT_COLUMNS, most):
        unit = look_up.unit(row["lead_unit_id"])
        if unit is None or row["id"] in wrong:
            continue
        put_right = row["id"] in corrected
        again += put_right
        weight = CORRECTED if put_right else 1.0
        is_open = not is_sensitive(row["category_path"], look_up)
        found.append(Example(words_of(matter_of(row)), (unit.code,), weight, open=is_open))
    return Lessons(found, len(found), again)


def _rows(cases: QuerySet[Case], columns: Sequence[str], most: int) -> Sequence[dict[str, Any]]:
    named = cases.annotate(body=Left("text__body", LONGEST_BODY)).values(*columns)
    return list(named[:most].iterator(chunk_size=5_000))


def matter_of(row: dict[str, Any]) -> Matter:
    """A row of a case, `body` among its columns, as the model of units is asked."""
    return Matter(row["title"], row["body"] or "", row["category_path"], row["area_path"], row["channel"], row["kind"])


def is_sensitive(path: str, look_up: Reference) -> bool:
    """Whether the catalogue holds the cases of a category to be confidential."""
    node = look_up.category_at(path)
    return node is not None and node.sensitive
