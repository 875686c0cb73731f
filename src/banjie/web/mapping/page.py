"""What the page of the map holds: filters, picture, bars of time, figures of areas, and words for the script."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from banjie.analytics.indicators import Indicator
from banjie.cases import cells, wording
from banjie.cases.filters import Filters, Queue
from banjie.cases.queries import mapping, worklists
from banjie.cases.queries.receipts import Receipts, receipts
from banjie.places import queries as places
from banjie.places.queries import Outline
from banjie.web.mapping import figures as tables
from banjie.web.mapping import picture, words
from banjie.web.mapping.ground import Ground, ground
from banjie.web.mapping.shades import shades
from banjie.web.staff import StaffRequest
from banjie.web.workbench.list_views import filters_of
from banjie.web.workbench.list_words import address, chips, choices

# What the map shows where it shows no indicator: the cases themselves.
HEAT: Final = "cases"
_PICTURED_AT_ZOOM: Final = 9.0
_MOST_PICTURED: Final = 600


def whole(request: StaffRequest, *, at: datetime) -> dict[str, Any]:
    filters = filters_of(request)
    compared_here = compared(request, at=at)
    on = ground(request.viewer, filters)
    outlines = _outlines(on, at)
    zoom = picture.zoom_of(outlines, otherwise=_PICTURED_AT_ZOOM)
    heat = mapping.heat(request.viewer, filters, zoom=zoom, most=_MOST_PICTURED, at=at)
    came = receipts(request.viewer, filters, at=at)
    matching = sum(bar.cases for bar in came.bars)
    return compared_here | {
        "filters": filters,
        "chips": [*_queue_chip(request, filters), *chips(filters, request)],
        "choices": choices(request),
        "shows": [(HEAT, _("Where cases arise")), *words.INDICATORS.items()],
        "ranges": _ranges(request, at),
        "list_url": _list_url(request),
        "picture": _picture(compared_here, outlines, heat),
        "heat_legend": _heat_legend(heat),
        "matching": matching,
        "unplaced": matching - heat.total,
        "bars": picture.bars([bar.cases for bar in came.bars]),
        "came": came,
        "stretch": words.stretch(came.bars[0].since, came.bars[-1].until) if came.bars else "",
        "script": _for_the_script(request, came, on, heat),
    }


def compared(request: StaffRequest, *, at: datetime) -> dict[str, Any]:
    """The areas by the figure asked for."""
    filters, show = filters_of(request), show_of(request)
    indicator = Indicator.RECEIVED if show == HEAT else Indicator(show)
    on = ground(request.viewer, filters)
    found = tables.figures(request.viewer, filters, on, indicator, at=at)
    by = request.GET.get("sort", "")
    by = by if by in {"name", "least"} else "most"
    return {
        "show": show,
        "title": words.INDICATORS[indicator],
        "figures": found,
        "lines": [_row(request, line, found) for line in tables.ordered(found.lines, by)],
        "columns": _columns(request, indicator, by),
        "within": on.within and tables.name_of(on.within),
        "legend": found.legend() if show != HEAT else [],
    }


def show_of(request: StaffRequest) -> str:
    asked = request.GET.get("show", HEAT)
    return asked if asked in set(Indicator) else HEAT


def _address(request: StaffRequest, name: str, **changes: str) -> str:
    changes = {"cursor": "", **changes}
    return reverse(name) + address(request, **changes).removeprefix(request.path)


def _list_url(request: StaffRequest, **changes: str) -> str:
    return _address(request, "workbench:cases", **{"show": "", "sort": "", "box": "", "zoom": "", **changes})


def _row(request: StaffRequest, line: tables.Line, found: tables.Figures) -> dict[str, Any]:
    path = line.area.path
    in_list = {
        Indicator.RECEIVED: _list_url(request, area=path),
        Indicator.OPEN: _list_url(request, area=path, open="true", since="", until=""),
    }
    if Queue.OVERDUE in worklists.queues_of(request.viewer):
        in_list[Indicator.OVERDUE] = _list_url(request, area=path, queue=Queue.OVERDUE, since="", until="")
    others = zip(tables.beside(found.indicator), line.beside, strict=True)
    return {
        "line": line,
        "url": in_list.get(found.indicator, in_list[Indicator.RECEIVED]),
        "inside_url": _address(request, "map:map", area=path) if line.has_parts else "",
        "list_url": in_list[Indicator.RECEIVED],
        "beside": [{"label": label, "figure": said, "url": in_list.get(each, "")} for each, (label, said) in others],
    }


def _columns(request: StaffRequest, indicator: Indicator, by: str) -> list[dict[str, Any]]:
    headings = tables.column_words()
    turned = "least" if by == "most" else ""
    direction = {"most": "descending", "least": "ascending"}.get(by, "")
    own: dict[str, Any] = {
        "label": headings.get(indicator, _("Share")),
        "kind": "number",
        "sort_url": _address(request, "map:map", sort=turned),
    }
    area: dict[str, Any] = {"label": _("Area"), "sort_url": _address(request, "map:map", sort="name")}
    if by == "name":
        area["sort"] = "ascending"
    else:
        own["sort"] = direction
    return [area, own, *({"label": headings[each], "kind": "number"} for each in tables.beside(indicator))]


def _queue_chip(request: StaffRequest, filters: Filters) -> list[dict[str, str]]:
    if filters.queue is None:
        return []
    label = str(wording.QUEUES[filters.queue])
    return [{"label": _("Worklist"), "value": label, "remove_url": address(request, queue="", cursor="")}]


def _ranges(request: StaffRequest, at: datetime) -> list[dict[str, Any]]:
    """The stretches that people ask for in words, each a link."""
    today = timezone.localdate(at)
    spans = ((_("7 days"), 7), (_("30 days"), 30), (_("90 days"), 90), (_("A year"), 365))
    chosen = request.GET.get("since", ""), request.GET.get("until", "")
    ranges = []
    for label, days in spans:
        since = (today - timedelta(days=days - 1)).isoformat()
        url = address(request, since=since, until="", cursor="")
        ranges.append({"label": label, "url": url, "current": chosen == (since, "")})
    everything = address(request, since="", until="", cursor="")
    return [*ranges, {"label": _("All time"), "url": everything, "current": chosen == ("", "")}]


def _outlines(on: Ground, at: datetime) -> list[Outline]:
    outlines = places.outlines(_parent_of(on), at=at, zoom=_PICTURED_AT_ZOOM)
    return [outline for outline in outlines if outline.area.path in set(on.paths)]


def _picture(compared_here: dict[str, Any], outlines: Sequence[Outline], heat: mapping.Heat) -> Any:
    with_heat = compared_here["show"] == HEAT
    said = {} if with_heat else compared_here["figures"].said()
    drawn = picture.area_shapes(outlines, said, lambda outline: tables.name_of(outline.area))
    if with_heat:
        scale = shades(heat.counts)
        drawn += [
            picture.cell_shape(cells.outline(cell), scale.of(count), _cases(count))
            for cell, count in zip(heat.cells, heat.counts, strict=True)
        ]
    return picture.picture(drawn, str(compared_here["title"]))


def _parent_of(on: Ground) -> str:
    return on.areas[0].parent_path if on.areas else ""


def _heat_legend(heat: mapping.Heat) -> dict[str, Any]:
    steps = [
        {"shade": shade, "words": f"{least:,}" if least == most else f"{least:,} – {most:,}"}
        for shade, least, most in shades(heat.counts).stretches()
    ]
    return {"steps": steps, "across": words.across(heat.resolution)}


def _cases(count: int) -> str:
    return ngettext("%(n)s case", "%(n)s cases", count) % {"n": f"{count:,}"}


def _for_the_script(request: StaffRequest, came: Receipts, on: Ground, heat: mapping.Heat) -> dict[str, Any]:
    asked = {key: value for key, value in request.GET.items() if value and key not in {"cursor", "sort"}}
    return {
        "urls": {
            "cells": reverse("map:cells"),
            "figures": reverse("map:figures"),
            "areas": f"{reverse('map:areas')}?{urlencode({'within': _parent_of(on)})}",
            "case": reverse("map:case", args=[0]),
            "list": reverse("workbench:cases"),
        },
        "asked": asked,
        "sort": request.GET.get("sort", ""),
        "show": show_of(request),
        "paths": on.paths,
        "bars": _bars(came),
        "words": {
            "cases": _("{n} cases"),
            "as_list": _("Show as a list"),
            "inside": _("Look inside"),
            "cells": _("Cases in a hexagon, {across}"),
            "points": _("Single cases"),
            "overdue": _("Overdue"),
            "open": _("Open cases"),
            "ended": _("No longer open"),
            "offline": _("The map did not get an answer. What it shows is from before; move it to try again."),
            "nothing": _("No cases in this part of the map."),
            "to": _("{since} to {until}"),
        },
    }


def _bars(came: Receipts) -> Sequence[tuple[str, str, int]]:
    return [(bar.since.isoformat(), bar.until.isoformat(), bar.cases) for bar in came.bars]
