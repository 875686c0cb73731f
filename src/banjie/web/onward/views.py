"""An administrator says which other servers cases are sent on to, asks what they take, and sees how it goes."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.onward import actions, asking, queries
from banjie.onward.actions import Refused
from banjie.onward.asking import Answered
from banjie.onward.calling import Failed
from banjie.onward.queries import EndpointFile, LinkLine
from banjie.onward.wording import ENDED, NOTES, RECORDED, REFUSALS, STATES
from banjie.organisations import queries as organisations
from banjie.organisations.clients import queries as clients
from banjie.organisations.permissions import Permission, Viewer
from banjie.platform import clock
from banjie.web.accounts.rows import change_rows
from banjie.web.accounts.viewers import actor_of, allowed, or_404, viewer_of
from banjie.web.onward.forms import EndpointForm

_EDIT: Final = Permission.CLIENTS_EDIT
_SHOWN: Final = ("troubled", "followed", "ended")
COLUMNS: Final = (
    {"label": gettext_lazy("Name"), "kind": "wide"},
    {"label": gettext_lazy("Unit that stands for it")},
    {"label": gettext_lazy("Followed"), "kind": "number"},
    {"label": gettext_lazy("How it goes")},
)
LINK_COLUMNS: Final = (
    {"label": gettext_lazy("Case"), "kind": "wide"},
    {"label": gettext_lazy("Number there")},
    {"label": gettext_lazy("State")},
    {"label": gettext_lazy("Last asked")},
    {"label": gettext_lazy("What is wrong")},
)


@allowed(_EDIT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    rows = [(each, _unit(each.unit_id), NOTES.get(each.note, each.note)) for each in queries.files(viewer_of(request))]
    context = {"title": _("Sending on to other systems"), "rows": rows, "columns": COLUMNS}
    return render(request, "onward/overview.html", context)


@allowed(_EDIT)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = EndpointForm(request.POST or None, new=True, **_choices(viewer_of(request)))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add(wanted=form.wanted(), by=actor_of(request), at=clock.now())
        except Refused as refused:
            _put(form, refused)
        else:
            messages.success(request, _("Added. Ask for its services next."))
            return HttpResponseRedirect(reverse("onward:endpoint", args=[made]))
    return _form(request, form, _("Add a system to send on to"), _("Add it"), reverse("onward:overview"))


@allowed(_EDIT)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    file = opened(request, endpoint_id)
    names = (
        "name",
        "url",
        "jurisdiction_id",
        "format",
        "tells_contact",
        "takes_updates",
        "lists_all",
        "declined_words",
    )
    initial = {name: getattr(file, name) for name in names} | {"unit": file.unit_id, "client": file.client_id}
    form = EndpointForm(request.POST or None, new=False, initial=initial, **_choices(viewer_of(request)))
    back = reverse("onward:endpoint", args=[endpoint_id])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(endpoint_id=endpoint_id, wanted=form.wanted(), by=actor_of(request), at=clock.now())
        except Refused as refused:
            _put(form, refused)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(back)
    return _form(request, form, _("Change %(name)s") % {"name": file.name}, _("Save"), back)


@allowed(_EDIT)
@require_safe
def endpoint(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    file = opened(request, endpoint_id)
    show = request.GET.get("show", "")
    chosen = show if show in _SHOWN else ""
    client = next((each for each in clients.clients_seen_by(viewer_of(request)) if each.id == file.client_id), None)
    context = {
        "title": file.name,
        "file": file,
        "unit": _unit(file.unit_id),
        "client": client,
        "fault": NOTES.get(file.note, file.note),
        "rows": [told(each) for each in queries.links(endpoint_id, show=chosen)],
        "columns": LINK_COLUMNS,
        "filters": _filters(file, chosen),
        "changes": change_rows(
            organisations.changes_of(actions.RECORDED, endpoint_id), own=actions.RECORDED, fields=RECORDED
        ),
    }
    return render(request, "onward/endpoint.html", context)


@allowed(_EDIT)
@require_POST
def act(request: HttpRequest, endpoint_id: int, what: str) -> HttpResponse:
    """Ask for services, stop, start, remove."""
    opened(request, endpoint_id)
    common: dict[str, Any] = {"endpoint_id": endpoint_id, "by": actor_of(request), "at": clock.now()}
    back = reverse("onward:endpoint", args=[endpoint_id])
    try:
        match what:
            case "ask":
                messages.success(request, _answered(asking.ask_services(**common)))
                back = reverse("onward:mapping", args=[endpoint_id])
            case "stop":
                actions.set_active(**common, active=False)
                messages.success(request, _("Nothing more is sent there, and nothing asked."))
            case "start":
                actions.set_active(**common, active=True)
                messages.success(request, _("It goes on from where it stood."))
            case "remove":
                actions.remove(**common)
                messages.success(request, _("Removed."))
                back = reverse("onward:overview")
            case _:
                raise Http404
    except Refused as refused:
        messages.error(request, REFUSALS[refused.code])
    except Failed as failed:
        messages.error(request, failure(failed))
    return HttpResponseRedirect(back)


def opened(request: HttpRequest, endpoint_id: int) -> EndpointFile:
    return or_404(queries.file(viewer_of(request), endpoint_id))


def told(line: LinkLine) -> dict[str, Any]:
    """A link with its words."""
    words = ENDED.get(line.ended_why, "") if line.ended_at is not None else STATES[line.state]
    bad = line.ended_at is None and line.state in {"refused", "unsure"}
    tone = "danger" if bad else "warn" if line.ended_at is None and line.note else ""
    return {"line": line, "state": words, "tone": tone, "note": NOTES.get(line.note, line.note)}


def failure(failed: Failed) -> str:
    """What went wrong, with what the server said of it."""
    words = str(NOTES.get(failed.note, failed.note))
    said = f"{failed.status} {failed.said[:200]}".strip() if failed.status else failed.said[:200]
    return _("Nothing was changed. %(what)s. %(said)s") % {"what": words, "said": said}


def _answered(answered: Answered) -> str:
    n = answered.services
    text = ngettext("It offers %(n)s service.", "It offers %(n)s services.", n) % {"n": n}
    if answered.definitions_failed:
        more = _("What %(n)s of them ask could not be had; ask again later.") % {"n": answered.definitions_failed}
        text = f"{text} {more}"
    if answered.elsewhere:
        more = _("Its discovery names another address: %(url)s") % {"url": answered.elsewhere}
        text = f"{text} {more}"
    return text


def _unit(unit_id: int) -> str:
    unit = organisations.units_index().get(unit_id)
    return unit.name if unit is not None else ""


def _choices(viewer: Viewer) -> dict[str, Any]:
    index = organisations.units_index()
    units = [
        (unit.id, unit.name)
        for unit in index
        if unit.active and viewer.may(_EDIT, area_path=unit.area_path, unit_path=unit.path)
    ]
    return {"units": units, "clients": [(each.id, each.name) for each in clients.clients_seen_by(viewer)]}


def _filters(file: EndpointFile, chosen: str) -> list[dict[str, Any]]:
    own = reverse("onward:endpoint", args=[file.id])
    options = (("", _("All")), ("troubled", _("In trouble")), ("followed", _("Followed")), ("ended", _("Ended")))
    return [{"label": label, "url": f"{own}?show={key}", "current": key == chosen} for key, label in options]


def _put(form: EndpointForm, refused: Refused) -> None:
    form.add_error(refused.field if refused.field in form.fields else None, str(REFUSALS[refused.code]))


def _form(request: HttpRequest, form: EndpointForm, title: str, button: str, back_url: str) -> HttpResponse:
    context = {"title": title, "form": form, "button": button, "back_url": back_url}
    return render(request, "accounts/form.html", context, status=422 if form.errors else 200)
