"""The tree of categories, and what the type-ahead fields of these pages ask for."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banjie.catalogue.tree import CategoryNode
from banjie.places import queries as places
from banjie.places.words import LEVELS
from banjie.web.catalogue.access import sees_catalogue
from banjie.web.catalogue.page import Desk, desk, english, language, page
from banjie.web.catalogue.showing import category_rows, named, subtree
from banjie.web.staff import StaffRequest

MOST_FOUND = 50
MOST_OPTIONS = 12


@sees_catalogue
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """Everything, folded by top category; with words to look for, what has them."""
    at = desk()
    text = request.GET.get("q", "").strip()[:60]
    context: dict[str, Any] = {"text": text, "columns": _columns(), "total": len(at.catalogue.nodes)}
    if text:
        found = at.catalogue.index.search(text, language(), MOST_FOUND)
        context["found"] = category_rows(at.catalogue, found)
    else:
        context["groups"] = [_group(at, top) for top in at.catalogue.top]
    return page(request, "overview", at, context, section="categories")


@sees_catalogue
@require_safe
def category_options(request: StaffRequest) -> HttpResponse:
    """Categories of the draft, by characters, pinyin initials or English words."""
    found = desk().catalogue.index.search(request.GET.get("q", ""), language(), MOST_OPTIONS)
    return JsonResponse(
        {
            "options": [
                {"value": node.code, "label": named(node), "detail": f"{node.code} {' › '.join(_names(node)[:-1])}"}
                for node in found
            ]
        }
    )


@sees_catalogue
@require_safe
def area_options(request: StaffRequest) -> HttpResponse:
    """Areas by their code or a part of their name, the widest first."""
    text = request.GET.get("q", "").strip()[:60].casefold()
    found = [
        area
        for area in places.subtree()
        if text
        and area.active
        and (text in area.name or text in area.name_en.casefold() or text == area.code.casefold())
    ]
    found.sort(key=lambda area: (area.path.count("."), area.path))
    return JsonResponse(
        {
            "options": [
                {
                    "value": area.code,
                    "label": area.name_en if english() and area.name_en else area.name,
                    "detail": f"{area.code} {LEVELS[area.level]}",
                }
                for area in found[:MOST_OPTIONS]
            ]
        }
    )


def _group(at: Desk, top: CategoryNode) -> dict[str, Any]:
    below = list(subtree(at.catalogue, top))
    return {"top": top, "name": named(top), "count": len(below), "rows": category_rows(at.catalogue, [top, *below])}


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Category"), "kind": "wide"},
        {"label": _("Kind")},
        {"label": _("Level")},
        {"label": _("Process")},
        {"label": _("To be handled in")},
        {"label": _("Questions"), "kind": "number"},
        {"label": _("Rules"), "kind": "number"},
    ]


def _names(node: CategoryNode) -> tuple[str, ...]:
    return node.names_en if english() else node.names
