"""Articles of questions and answers in the words of their reader."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from banjie.catalogue import queries as catalogue
from banjie.knowledge.queries import Line, Offered
from banjie.organisations import queries as organisations
from banjie.places import queries as places
from banjie.web.resident import place_views


def unit_name(unit_id: int) -> str:
    unit = organisations.units_index().get(unit_id)
    return unit.named(get_language() or "") if unit is not None else ""


def area_words(paths: Sequence[str]) -> str:
    """The areas for which something holds; empty for what holds in the whole of a jurisdiction."""
    if any("." not in path for path in paths):
        return ""
    found = [area for path in paths if (area := places.by_path(path)) is not None]
    english = (get_language() or "").startswith("en")
    if len(found) == 1:
        return place_views.area_name(found[0])
    return (", " if english else "、").join(area.name_en if english and area.name_en else area.name for area in found)


def category_words(codes: Sequence[str]) -> list[str]:
    english = (get_language() or "").startswith("en")
    nodes = catalogue.current().nodes
    return [nodes[code].name_en if english else nodes[code].name for code in codes if code in nodes]


def line(each: Line) -> dict[str, Any]:
    """An article in a list. `lang` is set where it is not in the reader's language."""
    english = (get_language() or "").startswith("en")
    own = "en" if english else "zh-hans"
    return {
        "id": each.id,
        "question": each.question,
        "lang": "" if each.language == own else {"en": "en", "zh-hans": "zh-CN"}[each.language],
        "url": reverse("knowledge:article", args=[each.id]),
        "unit": unit_name(each.unit_id),
        "area": area_words(each.areas),
        "categories": category_words(each.categories),
        "confirmed_on": each.confirmed_on,
        "is_past": each.is_past,
        "valid_until": each.valid_until,
    }


def offered(each: Offered) -> dict[str, Any]:
    return line(each.line) | {"answer": each.answer}
