"""Worklists and lists of cases."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banjie.cases import queries, wording
from banjie.cases.filters import Filters
from banjie.cases.queries import worklists
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission
from banjie.places import queries as places
from banjie.platform import clock
from banjie.web import waiting
from banjie.web.staff import StaffRequest, staff_only

# What a chip calls each filter; the order of the chips.
_CHIPS = ("q", "state", "kind", "level", "channel", "category", "area", "unit", "since", "until", "mine", "open")


@staff_only
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """The first worklist that has something in it; where there is none, what this person is here for."""
    counts = waiting.counts_for(request, request.viewer)
    first = next((queue for queue, count in counts.items() if count), next(iter(counts), None))
    if first is not None:
        return redirect(f"/work/cases/?queue={first}")
    for permission, url in (
        (Permission.CASES_SEE_AREA, "/work/cases/"),
        (Permission.CASES_SEE_UNIT, "/work/cases/"),
        (Permission.ORGANISATIONS_SEE_RIGHTS, "/organisation/units/"),
    ):
        if request.viewer.scopes(permission):
            return redirect(url)
    return render(request, "workbench/nothing_to_do.html")


@staff_only
@require_safe
def cases(request: StaffRequest) -> HttpResponse:
    filters = _filters(request)
    page = queries.listing(request.viewer, filters, at=clock.now())
    # Before dispatch no unit has the matter: an empty column would only take room.
    with_units = any(line.unit_name for line in page.lines)
    context = {
        "filters": filters,
        "page": page,
        "title": wording.QUEUES[filters.queue] if filters.queue else _("All cases"),
        "chips": _chips(filters, request),
        "columns": _columns(with_units=with_units),
        "with_units": with_units,
        "next_url": _with(request, cursor=page.next_cursor) if page.next_cursor else "",
        "first_url": _with(request, cursor="") if filters.cursor else "",
        "choices": _choices(request),
        "may_create": bool(request.viewer.scopes(Permission.CASES_CREATE)),
    }
    return render(request, "workbench/cases.html", context)


@staff_only
@require_safe
def counts(request: StaffRequest) -> HttpResponse:
    """The counts of the rail, so that they stay current without reloading."""
    return render(request, "workbench/counts.html", {"counts": waiting.counts_for(request, request.viewer)})


def _filters(request: StaffRequest) -> Filters:
    """The filters of the address; what cannot be read is left out rather than refused."""
    given = {key: value for key, value in request.GET.items() if value != ""}
    while True:
        try:
            return Filters.model_validate(given)
        except ValueError as error:
            bad = {str(fault["loc"][0]) for fault in error.errors()}  # type: ignore[attr-defined]
            given = {key: value for key, value in given.items() if key not in bad}


def _with(request: StaffRequest, **changes: str) -> str:
    values = {key: str(value) for key, value in request.GET.items() if key not in changes}
    values |= {key: value for key, value in changes.items() if value}
    return f"?{urlencode(values)}" if values else request.path


def _chips(filters: Filters, request: StaffRequest) -> list[dict[str, Any]]:
    chips = []
    for name in _CHIPS:
        value = getattr(filters, name)
        if value in (None, "", False):
            continue
        label, shown = _chip_words(name, value)
        chips.append({"label": label, "value": shown, "remove_url": _with(request, **{name: "", "cursor": ""})})
    return chips


def _chip_words(name: str, value: Any) -> tuple[str, str]:
    match name:
        case "q":
            return _("Search"), str(value)
        case "state":
            return _("State"), str(wording.word(wording.STATES, value))
        case "kind" | "level" | "channel":
            labels = {"kind": _("Kind"), "level": _("Level"), "channel": _("Channel")}
            return labels[name], str(wording.CHOICES[name].get(value, value))
        case "unit":
            unit = organisations.unit(value)
            return _("Unit"), unit.name if unit else str(value)
        case "area":
            area = places.area(str(value).rpartition(".")[2])
            return _("Area"), area.name if area else str(value)
        case "mine":
            return _("Handler"), _("Mine")
        case "open":
            return _("Still open"), _("Yes")
        case "since" | "until":
            return (_("From") if name == "since" else _("Until")), str(value)
        case _:
            return _("Category"), str(value)


def _columns(*, with_units: bool) -> list[dict[str, Any]]:
    columns: list[dict[str, Any]] = [
        {"label": _("Matter"), "kind": "wide"},
        {"label": _("State")},
        {"label": _("Category")},
        {"label": _("Area")},
        {"label": _("Unit")},
        {"label": _("Received")},
        {"label": _("Time left")},
    ]
    return columns if with_units else [each for each in columns if each["label"] != _("Unit")]


def _choices(request: StaffRequest) -> dict[str, Any]:
    return {
        "states": wording.STATES.items(),
        "levels": wording.CHOICES["level"].items(),
        "kinds": wording.CHOICES["kind"].items(),
        "channels": wording.CHOICES["channel"].items(),
        "units": [(unit.id, unit.name) for unit in organisations.units_index() if unit.active],
        "queues": worklists.queues_of(request.viewer),
    }
