"""The rail of the workbench: worklists with their counts, then everything else this person may open."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from banjie.cases import wording
from banjie.cases.filters import Queue
from banjie.organisations.permissions import Permission, Viewer
from banjie.web import waiting
from banjie.web.staff import viewer_of

ICONS = {
    Queue.TO_ACCEPT: "inbox",
    Queue.TO_DISPATCH: "split",
    Queue.TO_CLAIM: "user-check",
    Queue.TO_HANDLE: "wrench",
    Queue.TO_ASSIST: "users",
    Queue.WAITING: "pause",
    Queue.TO_REVIEW: "check-check",
    Queue.TO_FOLLOW_UP: "phone",
    Queue.EXTENSIONS: "clock",
    Queue.OVERDUE: "alarm-clock",
    Queue.OVERSIGHT: "eye",
}
_ALARMING = {Queue.OVERDUE, Queue.OVERSIGHT}

type Item = dict[str, Any]


def rail_of(request: HttpRequest) -> list[Item]:
    """The items for whoever is signed in; empty for anybody else."""
    viewer = viewer_of(request)
    return list(_items(request, viewer)) if viewer is not None else []


def _items(request: HttpRequest, viewer: Viewer) -> Iterator[Item]:
    counts = waiting.counts_for(request, viewer)
    if counts:
        yield {"label": _("Worklists")}
    chosen = request.GET.get("queue")
    for number, (queue, count) in enumerate(counts.items(), 1):
        yield {
            "label": wording.QUEUES[queue],
            "url": f"{reverse('workbench:cases')}?queue={queue}",
            "icon": ICONS[queue],
            "count": count,
            "count_tone": "danger" if queue in _ALARMING else "",
            "current": chosen == queue,
            "key": str(queue),
            "shortcut": f"g {number}" if number < 10 else "",
        }
    yield from _cases(request, viewer, chosen)
    yield from _keeping(request, viewer)


def _cases(request: HttpRequest, viewer: Viewer, chosen: str | None) -> Iterator[Item]:
    if not (viewer.scopes(Permission.CASES_SEE_AREA) or viewer.scopes(Permission.CASES_SEE_UNIT)):
        return
    yield {"label": _("Cases")}
    every = reverse("workbench:cases")
    yield _item(request, _("All cases"), every, "list", current=request.path == every and not chosen, shortcut="g a")
    if viewer.scopes(Permission.CASES_CREATE):
        yield _item(request, _("New case"), reverse("workbench:new-case"), "plus", shortcut="g n")
    if viewer.scopes(Permission.CASES_IMPORT):
        yield _item(request, _("Import spreadsheets"), reverse("imports:overview"), "file-spreadsheet", shortcut="g i")


def _keeping(request: HttpRequest, viewer: Viewer) -> Iterator[Item]:
    pages = [
        (Permission.CATALOGUE_EDIT, _("Catalogue"), "catalogue:overview", "folder-tree"),
        (Permission.PLACES_EDIT, _("Areas"), "areas:overview", "map"),
        (Permission.CALENDAR_EDIT, _("Working calendar"), "calendar:overview", "calendar"),
        (Permission.ORGANISATIONS_SEE_RIGHTS, _("Units and staff"), "accounts:units", "building-2"),
        (Permission.CLIENTS_EDIT, _("Other systems"), "clients:overview", "link"),
    ]
    allowed = [page for page in pages if viewer.scopes(page[0])]
    if allowed:
        yield {"label": _("Keeping")}
    for _needed, label, name, icon in allowed:
        yield _item(request, label, reverse(name), icon)


def _item(
    request: HttpRequest, label: str, url: str, icon: str, *, current: bool | None = None, shortcut: str = ""
) -> Item:
    here = request.path.startswith(url) if current is None else current
    return {"label": label, "url": url, "icon": icon, "current": here, "shortcut": shortcut}
