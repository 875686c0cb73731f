"""The panels of a board, each with what its template shows first."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banjie.analytics.indicators import Lamp
from banjie.analytics.screen import Drawing
from banjie.organisations.screens.layout import Panel, Placed, Size
from banjie.web.screen.presenting import TONES, lamp_words, named

TITLES: Mapping[Panel, Any] = {
    Panel.CATEGORIES: gettext_lazy("Raised most in seven days"),
    Panel.FIGURES: gettext_lazy("Today's figures"),
    Panel.FLOW: gettext_lazy("In and out since midnight"),
    Panel.LATEST: gettext_lazy("Overdue longest"),
    Panel.MAP: gettext_lazy("Map"),
    Panel.PARTS: gettext_lazy("Areas"),
    Panel.SATISFACTION: gettext_lazy("What reporters say"),
    Panel.UNITS: gettext_lazy("Units"),
}
SIZES: Mapping[Size, Any] = {
    Size.STRIP: gettext_lazy("strip"),
    Size.SMALL: gettext_lazy("small"),
    Size.WIDE: gettext_lazy("wide"),
    Size.TALL: gettext_lazy("tall"),
    Size.LARGE: gettext_lazy("large"),
    Size.HALF: gettext_lazy("half a board"),
}


def board(placed: Iterable[Placed], body: Mapping[str, Any], drawing: Drawing) -> list[dict[str, Any]]:
    return [
        {
            "key": each.panel.value,
            "size": each.size.value,
            "title": TITLES[each.panel],
            "template": f"screen/panels/{_template(each.panel)}.html",
            **_content(each.panel, body, drawing),
        }
        for each in placed
    ]


def _template(panel: Panel) -> str:
    return {Panel.PARTS: "lamps", Panel.UNITS: "lamps"}.get(panel, panel.value)


def _content(panel: Panel, body: Mapping[str, Any], drawing: Drawing) -> dict[str, Any]:
    match panel:
        case Panel.FIGURES:
            return {"figures": [{"key": key, "label": _LABELS[key], **body["figures"][key]} for key in _LABELS]}
        case Panel.MAP:
            return _sheet(body, drawing)
        case Panel.LATEST | Panel.PARTS | Panel.UNITS:
            return {"list": body["lists"][panel.value], "blank": _BLANK, "two": panel is Panel.UNITS}
        case _:
            return {"rows": body["charts"][panel.value], "series": _series(panel)}


# What the template of a row is filled with before there is a row.
_BLANK = dict.fromkeys(("what", "where", "since", "since_exact", "href", "key", "name", "lamp", "late", "open"), "")
_BLANK["tone"] = "neutral"

_LABELS: Mapping[str, Any] = {
    "received": gettext_lazy("Received today"),
    "closed": gettext_lazy("Closed today"),
    "on_time": gettext_lazy("Closed in time"),
    "open": gettext_lazy("Open cases"),
    "overdue": gettext_lazy("Overdue"),
}


def _sheet(body: Mapping[str, Any], drawing: Drawing) -> dict[str, Any]:
    rows = body["lists"]["parts"]["rows"]
    links = {row["key"]: row["href"] for row in rows}
    shapes = [
        {"shape": shape, "name": named(shape.area), "url": links.get(shape.area.code, ""), **found}
        for shape in drawing.shapes
        if (found := body["map"]["areas"].get(shape.area.code)) is not None
    ]
    order = {row["key"]: place for place, row in enumerate(rows)}
    return {
        "drawing": drawing,
        # The worst first: where labels have no room for all, theirs stay.
        "shapes": sorted(shapes, key=lambda each: order.get(each["shape"].area.code, 0)),
        "kinds": [f"{which}-{size}" for which in ("open", "late") for size in (1, 2, 3, 4)],
        "lamps": [{"tone": TONES[lamp], "words": lamp_words(lamp)} for lamp in Lamp],
    }


def _series(panel: Panel) -> list[dict[str, Any]]:
    match panel:
        case Panel.FLOW:
            return [
                {"label": _("Hour")},
                {"label": _("Received today"), "tone": "accent", "shape": "line"},
                {"label": _("Closed today"), "tone": "quiet", "shape": "line"},
                {"label": _("received last week"), "tone": "accent", "shape": "dashed"},
                {"label": _("closed last week"), "tone": "quiet", "shape": "dashed"},
            ]
        case Panel.CATEGORIES:
            return [
                {"label": _("Category")},
                {"label": _("Last seven days"), "tone": "accent"},
                {"label": _("The seven before"), "shape": "none"},
            ]
        case _:
            return [
                {"label": _("Day")},
                {"label": _("Solved"), "tone": "accent", "shape": "line"},
                {"label": _("Satisfied"), "tone": "quiet", "shape": "line"},
            ]
