"""Laying out a screen: which panels, in what order and size, with a preview of the boards. Works without script."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from banjie.organisations.screens import actions, queries
from banjie.organisations.screens.layout import DEFAULT, Layout, Panel, Placed, Size, moved, with_panels
from banjie.places import queries as places
from banjie.platform import clock
from banjie.web.accounts.viewers import actor_of, allowed, viewer_of
from banjie.web.screen.keeping_views import EDIT
from banjie.web.screen.panels import SIZES, TITLES
from banjie.web.screen.presenting import named


@allowed(EDIT)
@require_http_methods(["GET", "POST"])
def layout(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows the layout that holds; POST shows a changed one, and keeps it when asked to."""
    area = places.area(code)
    if area is None or not queries.may_keep(viewer_of(request), area):
        raise Http404
    shown, at = queries.layout_of(area), clock.now()
    if request.method == "POST":
        shown = _asked(request.POST)
        if request.POST.get("do") == "save":
            actions.lay_out(area_id=area.id, layout=shown, by=actor_of(request), at=at)
            messages.success(request, gettext("Saved. Screens that are on change within a minute."))
            return redirect("screens:layout", area.code)
    context = {
        "title": gettext("Layout of the screen: %(name)s") % {"name": named(area)},
        "area": area,
        "rows": [_row(place, each, len(shown.panels)) for place, each in enumerate(shown.panels)],
        "sizes": [(size.value, words) for size, words in SIZES.items()],
        "turn_seconds": shown.turn_seconds,
        "boards": [
            [{"title": TITLES[each.panel], "size": each.size.value} for each in board] for board in shown.boards
        ],
        "changed": request.method == "POST",
    }
    return render(request, "screens/layout.html", context)


def _asked(given: Mapping[str, str]) -> Layout:
    """The form as a layout, with the one button that was pressed done."""
    order = [Panel(key) for key in given.get("order", "").split(",") if key in set(Panel)]
    placed = [Placed(panel, _size(given, panel), f"on-{panel}" in given) for panel in order]
    layout = with_panels(placed, turn_seconds=_seconds(given.get("turn", "")))
    verb, _, key = given.get("do", "").partition(":")
    if verb == "reset":
        return DEFAULT
    if verb in {"up", "down"} and key in set(Panel):
        return moved(layout, Panel(key), -1 if verb == "up" else 1)
    return layout


def _size(given: Mapping[str, str], panel: Panel) -> Size:
    chosen = given.get(f"size-{panel}", "")
    return Size(chosen) if chosen in set(Size) else Size.SMALL


def _seconds(text: str) -> int:
    return int(text) if text.strip().isdecimal() and len(text) < 6 else DEFAULT.turn_seconds


def _row(place: int, placed: Placed, count: int) -> dict[str, Any]:
    return {
        "key": placed.panel.value,
        "title": TITLES[placed.panel],
        "size": placed.size.value,
        "on": placed.on,
        "first": place == 0,
        "last": place == count - 1,
    }
