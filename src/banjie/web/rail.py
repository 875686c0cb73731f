"""The rail of the workbench: worklists with their counts, then everything else this person may open."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from banjie.analytics import verdicts
from banjie.analytics.report import reading
from banjie.cases import reply_templates, wording
from banjie.cases.filters import Queue
from banjie.cases.publishing import queue as publishing
from banjie.cases.topics import queries as topics
from banjie.channels import incoming
from banjie.knowledge import editing as articles
from banjie.mediation.figures.counting import may_count
from banjie.organisations.permissions import Permission, Viewer
from banjie.services.hall import halls
from banjie.web import notice_words, waiting
from banjie.web.help.pages import screen_of
from banjie.web.staff import viewer_of

ICONS = {
    Queue.TO_ACCEPT: "inbox",
    Queue.TO_DISPATCH: "split",
    Queue.TO_CLAIM: "user-check",
    Queue.TO_HANDLE: "wrench",
    Queue.TO_MEDIATE: "handshake",
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
    found = waiting.waiting_for(request, viewer)
    counts = found.queues
    if found.notices is not None:
        yield _notices(request, found.notices)
    if counts:
        yield {"label": _("Worklists")}
    chosen = request.GET.get("queue")
    for number, (queue, count) in enumerate(counts.items(), 1):
        yield {
            "label": wording.QUEUES[queue],
            "url": _worklist(queue),
            "icon": ICONS[queue],
            "count": count,
            "count_tone": "danger" if queue in _ALARMING else "",
            "current": chosen == queue or (queue is Queue.TO_FOLLOW_UP and request.path.startswith(_worklist(queue))),
            "key": str(queue),
            "shortcut": f"g {number}" if number < 10 else "",
        }
    yield from _dispatching(request, viewer)
    yield from _cases(request, viewer, chosen)
    yield from _counter(request, viewer)
    yield from _publishing(request, viewer, found.to_publish)
    yield from _knowledge(request, viewer, found.articles)
    yield from _incoming(request, viewer, found.set_aside)
    yield from _mediating(request, viewer)
    yield from _overseeing(request, viewer)
    yield from _keeping(request, viewer)
    yield _help(request)


def _worklist(queue: Queue) -> str:
    """Those who call have a desk of their own, where one call leads to the next."""
    return reverse("calls:desk") if queue is Queue.TO_FOLLOW_UP else f"{reverse('workbench:cases')}?queue={queue}"


def _notices(request: HttpRequest, unread: int) -> Item:
    item = _item(request, _("Notices"), reverse("workbench:notices"), "bell", shortcut="g 0")
    return item | {"key": "notices", "count": notice_words.at_most(unread), "count_tone": "danger"}


def _cases(request: HttpRequest, viewer: Viewer, chosen: str | None) -> Iterator[Item]:
    if not (viewer.scopes(Permission.CASES_SEE_AREA) or viewer.scopes(Permission.CASES_SEE_UNIT)):
        return
    yield {"label": _("Cases")}
    every = reverse("workbench:cases")
    yield _item(request, _("All cases"), every, "list", current=request.path == every and not chosen, shortcut="g a")
    yield _item(request, _("Map"), reverse("map:map"), "map-pinned", shortcut="g m")
    if viewer.scopes(Permission.CASES_CREATE):
        yield _item(request, _("New case"), reverse("workbench:new-case"), "plus", shortcut="g n")
    if reply_templates.units_of(viewer):
        yield _item(request, _("Ready replies"), reverse("workbench:replies"), "message-square-text")
    if viewer.scopes(Permission.CASES_IMPORT):
        yield _item(request, _("Import spreadsheets"), reverse("imports:overview"), "file-spreadsheet", shortcut="g i")


def _counter(request: HttpRequest, viewer: Viewer) -> Iterator[Item]:
    if halls.served_by(viewer):
        yield _item(request, _("Counter"), reverse("counter:counter"), "landmark", shortcut="g c")


def _publishing(request: HttpRequest, viewer: Viewer, waiting_there: int) -> Iterator[Item]:
    if publishing.may_read(viewer):
        yield _item(request, _("For the public"), reverse("publishing:queue"), "globe") | {"count": waiting_there}


def _knowledge(request: HttpRequest, viewer: Viewer, waiting_there: int) -> Iterator[Item]:
    if articles.may_edit(viewer):
        label = _("Questions and answers")
        yield _item(request, label, reverse("articles:piles"), "message-circle") | {"count": waiting_there}


def _incoming(request: HttpRequest, viewer: Viewer, waiting_there: int) -> Iterator[Item]:
    if incoming.may_see(viewer):
        item = _item(request, _("Incoming messages"), reverse("incoming:waiting"), "mail")
        yield item | {"count": waiting_there}


_SEES_DISPUTES = frozenset({Permission.MEDIATION_SEE, Permission.MEDIATION_MEDIATE, Permission.MEDIATION_LEAD})


def _mediating(request: HttpRequest, viewer: Viewer) -> Iterator[Item]:
    mediates = frozenset({Permission.MEDIATION_MEDIATE})
    in_charge = mediates | {Permission.MEDIATION_LEAD}
    rounds = frozenset({Permission.MEDIATION_HOLD_ROUNDS, Permission.MEDIATION_SEE})
    pages = [
        (mediates, _("My sessions"), "mediation:calendar", "calendar-days", "g s"),
        (in_charge, _("What is due"), "mediation:due", "alarm-clock", ""),
        (rounds, _("Rounds"), "mediation:rounds", "clipboard-list", ""),
        (_SEES_DISPUTES, _("Mediators"), "mediation:mediators", "users", ""),
        (in_charge, _("Reports due"), "mediation:reports-due", "mail", ""),
        (frozenset({Permission.CASES_IMPORT}), _("Registers of past disputes"), "mediation:registers", "history", ""),
    ]
    own = {"mediation:mediators": _at_mediators(request, viewer)}
    items = [
        _item(request, label, reverse(name), icon, current=own.get(name), shortcut=keys)
        for needed, label, name, icon, keys in pages
        if viewer.permissions & needed
    ]
    if items:
        yield {"label": _("Mediation")}
    if viewer.permissions & _SEES_DISPUTES:
        disputes = reverse("mediation:disputes")
        yield _item(request, _("Disputes"), disputes, "handshake", current=_at_disputes(request), shortcut="g q")
    yield from items
    if may_count(viewer):
        yield _item(request, _("Figures of mediation"), reverse("mediation:figures"), "table")


def _at_disputes(request: HttpRequest) -> bool:
    """On the list, or on any page of one dispute; the other pages of mediation lie under the same address."""
    match = request.resolver_match
    return (
        match is not None
        and match.namespace == "mediation"
        and (match.url_name == "disputes" or "case_id" in match.kwargs)
    )


def _at_mediators(request: HttpRequest, viewer: Viewer) -> bool:
    """Whoever has no item for committees comes to them from the mediators."""
    pages = [reverse("mediation:mediators")]
    if not viewer.scopes(Permission.MEDIATION_EDIT):
        pages.append(reverse("mediation:committees"))
    return request.path.startswith(tuple(pages))


def _dispatching(request: HttpRequest, viewer: Viewer) -> Iterator[Item]:
    if viewer.scopes(Permission.CASES_ASSIGN):
        yield _item(request, _("Dispatch desk"), reverse("dispatching:desk"), "split", shortcut="g d")


def _overseeing(request: HttpRequest, viewer: Viewer) -> Iterator[Item]:
    if items := list(_overviews(request, viewer)):
        yield {"label": _("Overview")}
        yield from items


def _overviews(request: HttpRequest, viewer: Viewer) -> Iterator[Item]:
    if topics.may_see(viewer):
        yield _item(request, _("Hot topics"), reverse("topics:overview"), "layers")
    if viewer.scopes(Permission.CASES_OVERSEE):
        yield _item(request, _("Oversight desk"), reverse("oversight:desk"), "gauge", shortcut="g o")
    if reading.may_see(viewer):
        yield _item(request, _("Reports"), reverse("reports:overview"), "file-text", shortcut="g r")
    if verdicts.may_see(viewer):
        yield _item(request, _("Verdicts"), reverse("verdicts:verdicts"), "star", shortcut="g v")
    if viewer.scopes(Permission.CASES_SEE_AREA) and viewer.scopes(Permission.REPORTS_SEE):
        yield _item(request, _("Command screen"), reverse("screen:home"), "monitor", shortcut="g w")


def _keeping(request: HttpRequest, viewer: Viewer) -> Iterator[Item]:
    pages = [
        (Permission.CATALOGUE_EDIT, _("Catalogue"), "catalogue:overview", "folder-tree"),
        (Permission.CATALOGUE_EDIT, _("Suggestions at entry and dispatch"), "texts:overview", "tag"),
        (Permission.TIMELINE_VERIFY, _("Dispatch by rule"), "texts:automatic", "split"),
        (Permission.PLACES_EDIT, _("Areas"), "areas:overview", "map"),
        (Permission.CALENDAR_EDIT, _("Working calendar"), "calendar:overview", "calendar"),
        (Permission.MEDIATION_EDIT, _("Ladders"), "mediation:ladders", "route"),
        (Permission.MEDIATION_EDIT, _("Committees"), "mediation:committees", "handshake"),
        (Permission.MEDIATION_EDIT, _("Forms of mediation"), "mediation:templates", "file-text"),
        (Permission.ORGANISATIONS_SEE_RIGHTS, _("Units and staff"), "accounts:units", "building-2"),
        (Permission.CLIENTS_EDIT, _("Other systems"), "clients:overview", "link"),
        (Permission.HALLS_EDIT, _("Service halls"), "halls:overview", "landmark"),
        (Permission.CLIENTS_EDIT, _("Channels"), "channels:overview", "inbox"),
        (Permission.CLIENTS_EDIT, _("Sending on"), "onward:overview", "send"),
        (Permission.SCREENS_EDIT, _("Screens"), "screens:overview", "layout-dashboard"),
        (Permission.CASES_CLAIM, _("Calendar of deadlines"), "calendars:overview", "calendar-days"),
        (Permission.CASES_SUSPEND, _("Calendar of deadlines"), "calendars:overview", "calendar-days"),
    ]
    allowed = list({page[2]: page for page in pages if viewer.scopes(page[0])}.values())
    if allowed:
        yield {"label": _("Keeping")}
    for _needed, label, name, icon in allowed:
        yield _item(request, label, reverse(name), icon)


def _help(request: HttpRequest) -> Item:
    """Last of all, and about the page one is on."""
    screen = screen_of(request.resolver_match.view_name if request.resolver_match else "")
    item = _item(request, _("Help"), reverse("help:page", args=[screen]), "circle-question-mark", shortcut="g h")
    return item | {"current": request.path.startswith(reverse("help:start"))}


def _item(
    request: HttpRequest, label: str, url: str, icon: str, *, current: bool | None = None, shortcut: str = ""
) -> Item:
    here = request.path.startswith(url) if current is None else current
    return {"label": label, "url": url, "icon": icon, "current": here, "shortcut": shortcut}
