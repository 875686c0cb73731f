"""Which unit is likely to have a matter in the end: suggested beside what the catalogue's rules say, with reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from banjie.cases.models import Case, Guess
from banjie.cases.reference import Reference, reference
from banjie.intelligence.classifying.doubting import weighed
from banjie.intelligence.shelf import queries as shelf
from banjie.intelligence.units import Facet, Matter, spoke, words_of
from banjie.organisations.permissions import inside
from banjie.organisations.tree import UnitRef

LEAST_SHARE: Final = 0.2
MOST: Final = 2


@dataclass(frozen=True, slots=True)
class PlacedUnit:
    """A unit with its share (0 to 1), whether it was reliable when measured, and what spoke for it.

    `doubted`: parts of the text speak for different units.
    """

    unit: UnitRef
    share: float
    sure: bool
    facets: Sequence[Facet]
    words: Sequence[str]
    doubted: bool = False


def suggested_units(matter: Matter, *, about_path: str = "", most: int = MOST) -> Sequence[PlacedUnit]:
    """The likeliest first; never the unit complained of or a part of it. Nothing before anything was learned."""
    kept, look_up = shelf.in_use(shelf.UNIT), reference()
    if kept is None:
        return ()
    allowed = allowed_codes(look_up, about_path)
    weighed_up = weighed(kept.model, [words_of(matter)], top=most, allowed=allowed, titled=False)[0]
    found = []
    for choice in weighed_up.choices:
        unit = look_up.units.by_code(choice.code)
        if unit is None or choice.share < LEAST_SHARE:
            continue
        said = spoke(kept.model, matter, choice.code)
        sure = choice.share >= kept.model.threshold
        found.append(PlacedUnit(unit, choice.share, sure, said.facets, said.words, weighed_up.doubt is not None))
    return tuple(found)


def allowed_codes(look_up: Reference, about_path: str = "") -> frozenset[str]:
    """The units in use, but for one complained of with what lies below it."""
    return frozenset(
        unit.code for unit in look_up.units if unit.active and not (about_path and inside(unit.path, about_path))
    )


def of_case(case: Case, body: str) -> Sequence[PlacedUnit]:
    """For a case that the caller has already found visible."""
    matter = Matter(case.title, body, case.category_path, case.area_path, case.channel, case.kind)
    return suggested_units(matter, about_path=case.about_unit_path)


def untold(case_ids: Sequence[int]) -> frozenset[int]:
    """Of these, the cases that are decided without a proposal, so that proposals can be measured by them."""
    found = Guess.objects.filter(case_id__in=case_ids, purpose=shelf.UNIT, untold=True)
    return frozenset(found.values_list("case_id", flat=True))
