"""Worklists and lists of cases."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banjie.cases import queries, wording
from banjie.cases.filters import Filters, GroupBy
from banjie.organisations import actions as organisation_actions
from banjie.organisations import queries as organisations
from banjie.organisations.models import PreferenceName
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.web import notice_words, waiting
from banjie.web.staff import StaffRequest, staff_only
from banjie.web.workbench import bulk, list_columns, list_words, view_words


@staff_only
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """The first worklist that has something in it; where there is none, what this person is here for."""
    counts = waiting.waiting_for(request, request.viewer).queues
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
    filters = filters_of(request)
    if filters.group is not None and not filters.is_bounded:
        return redirect(f"{request.path}{list_words.address(request, open='true')}")
    liking = organisations.preferences_of(request.viewer.staff_id)
    keys = list_columns.chosen(liking.get(PreferenceName.LIST_COLUMNS))
    views = view_words.shown(request.viewer, filters)
    rows = _grouped(request, filters, filters.group, keys) if filters.group else _paged(request, filters, keys)
    context = rows | {
        "filters": filters,
        "title": wording.QUEUES[filters.queue] if filters.queue else _("All cases"),
        "chips": list_words.chips(filters, request),
        "choices": list_words.choices(request),
        "groupings": list_words.groupings(filters, request),
        "column_choices": list_columns.choices(keys),
        "tour": PreferenceName.TOUR_TAKEN not in liking or "tour" in request.GET,
        "preview": liking.get(PreferenceName.LIST_PREVIEW) is True,
        "bulk": bulk.offered(request.viewer, filters.queue) if rows["table"].rows else [],
        "query": request.GET.urlencode(),
        "nothing_found": not rows["table"].rows,
        "map_url": reverse("map:map") + list_words.address(request, cursor="", group="").removeprefix(request.path),
        "views": views,
        "view": view_words.to_save(request.viewer, filters, request.GET.urlencode(), views),
        "exports": list_words.exports(request) if rows["table"].rows and queries.may_export(request.viewer) else [],
        "may_create": bool(request.viewer.scopes(Permission.CASES_CREATE)),
    }
    return render(request, "workbench/cases.html", context)


def _paged(request: StaffRequest, filters: Filters, keys: tuple[str, ...]) -> dict[str, Any]:
    at = clock.now()
    page = queries.listing(request.viewer, filters, at=at)
    table = list_columns.table(page.lines, keys, at=at, selectable=_selectable(request, filters))
    return {
        "table": table,
        "sections": [{"group": None, "rows": table.rows}],
        "next_url": list_words.address(request, cursor=page.next_cursor) if page.next_cursor else "",
        "first_url": list_words.address(request, cursor="") if filters.cursor else "",
    }


def _selectable(request: StaffRequest, filters: Filters) -> bool:
    return bool(bulk.offered(request.viewer, filters.queue))


def _grouped(request: StaffRequest, filters: Filters, by: GroupBy, keys: tuple[str, ...]) -> dict[str, Any]:
    """Each group under its heading, with the first of its cases and the way to all of them."""
    at = clock.now()
    groups = queries.grouped(request.viewer, filters, by, at=at)
    kept = tuple(key for key in keys if key != by)
    table = list_columns.table(
        [line for group in groups for line in group.lines], kept, at=at, selectable=_selectable(request, filters)
    )
    rows = iter(table.rows)
    sections = [
        {
            "group": group,
            "rows": [next(rows) for _line in group.lines],
            "url": list_words.address(request, **{str(by): group.key, "group": "", "cursor": ""}) if group.key else "",
        }
        for group in groups
    ]
    return {"table": table, "sections": sections, "next_url": "", "first_url": ""}


@staff_only
@require_POST
def set_columns(request: StaffRequest) -> HttpResponse:
    """Keeps the columns this person wants in every list; none chosen means the usual ones again."""
    wanted = list_columns.chosen(request.POST.getlist("column"))
    value = None if wanted == list_columns.USUAL else list(wanted)
    organisation_actions.prefer(PreferenceName.LIST_COLUMNS, value, staff_id=request.viewer.staff_id)
    return redirect(f"/work/cases/?{request.POST.get('back', '')}")


@staff_only
@require_POST
def set_preview(request: StaffRequest) -> HttpResponse:
    """Shows the pane beside lists, or takes it away."""
    value = True if request.POST.get("preview") == "on" else None
    organisation_actions.prefer(PreferenceName.LIST_PREVIEW, value, staff_id=request.viewer.staff_id)
    return redirect(f"/work/cases/?{request.POST.get('back', '')}")


@staff_only
@require_safe
def counts(request: StaffRequest) -> HttpResponse:
    """The counts of the rail, so that they stay current without reloading."""
    found = waiting.waiting_for(request, request.viewer)
    context = {
        "counts": found.queues,
        "told": found.notices is not None,
        "unread": notice_words.at_most(found.notices or 0),
    }
    return render(request, "workbench/counts.html", context)


def filters_of(request: StaffRequest) -> Filters:
    """The filters of the address."""
    return filters_from(request.GET)


def filters_from(query: QueryDict) -> Filters:
    """What an address asks for; what cannot be read is left out rather than refused."""
    given = {key: value for key, value in query.items() if value != ""}
    while True:
        try:
            return Filters.model_validate(given)
        except ValueError as error:
            bad = {str(fault["loc"][0]) for fault in error.errors()}  # type: ignore[attr-defined]
            given = {key: value for key, value in given.items() if key not in bad}
