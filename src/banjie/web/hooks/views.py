"""An administrator sets where events of cases go, sees what did not arrive and why, and sends it again."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.organisations import queries as organisations
from banjie.organisations.clients import queries as clients
from banjie.organisations.clients.queries import ClientFile
from banjie.organisations.permissions import Permission
from banjie.outbound import actions, events, queries
from banjie.outbound.actions import Refused
from banjie.outbound.queries import SubscriptionFile
from banjie.platform import clock
from banjie.web.accounts.rows import change_rows
from banjie.web.accounts.viewers import actor_of, allowed, or_404, viewer_of
from banjie.web.hooks.forms import SubscriptionForm
from banjie.web.hooks.words import NOTES, RECORDED, REFUSALS, STATES

_EDIT: Final = Permission.CLIENTS_EDIT
_COLUMNS: Final = (
    {"label": gettext_lazy("Event"), "kind": "wide"},
    {"label": gettext_lazy("State")},
    {"label": gettext_lazy("Attempts"), "kind": "number"},
    {"label": gettext_lazy("What came back")},
    {"label": gettext_lazy("Action"), "kind": "narrow", "hidden_label": True},
)


@allowed(_EDIT)
@require_http_methods(["GET", "POST"])
def subscribe(request: HttpRequest, client_id: int) -> HttpResponse:
    client = _client(request, client_id)
    form = SubscriptionForm(request.POST or None, scopes=client.scopes)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.subscribe(client_id=client_id, wanted=form.wanted(), by=actor_of(request), at=clock.now())
        except Refused as refused:
            _put(form, refused)
        else:
            return _secret(request, client, made.subscription_id, made.secret)
    back = reverse("clients:client", args=[client_id])
    return _form(request, form, _("Send events to %(name)s") % {"name": client.name}, _("Subscribe"), back)


@allowed(_EDIT)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, client_id: int, subscription_id: int) -> HttpResponse:
    client, file = _both(request, client_id, subscription_id)
    initial = {
        "name": file.name,
        "url": file.url,
        "types": file.types,
        "fields_told": file.fields,
        "area": file.area_path.rpartition(".")[2],
        "category": file.category_path,
    }
    form = SubscriptionForm(request.POST or None, scopes=client.scopes, initial=initial)
    back = reverse("hooks:subscription", args=[client_id, subscription_id])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(subscription_id=subscription_id, wanted=form.wanted(), by=actor_of(request), at=clock.now())
        except Refused as refused:
            _put(form, refused)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(back)
    return _form(request, form, _("Change %(name)s") % {"name": file.name}, _("Save"), back)


@allowed(_EDIT)
@require_safe
def subscription(request: HttpRequest, client_id: int, subscription_id: int) -> HttpResponse:
    client, file = _both(request, client_id, subscription_id)
    state = request.GET.get("state", "")
    chosen = state if state in STATES else ""
    lines = queries.deliveries(subscription_id, state=chosen)
    context = {
        "title": file.name,
        "client": client,
        "hook": file,
        "fault": NOTES.get(file.last_fault, file.last_fault),
        "types": [events.WORDS[events.Type(each)] for each in file.types],
        "told": [events.FIELD_WORDS[events.Fields(each)] for each in file.fields],
        "rows": [
            {"line": each, "note": NOTES.get(each.note, each.note), "state": STATES[each.state]} for each in lines
        ],
        "columns": _COLUMNS,
        "filters": _filters(client_id, file, chosen),
        "changes": change_rows(
            organisations.changes_of(actions.RECORDED, file.id), own=actions.RECORDED, fields=RECORDED
        ),
    }
    return render(request, "hooks/subscription.html", context)


@allowed(_EDIT)
@require_POST
def renew(request: HttpRequest, client_id: int, subscription_id: int) -> HttpResponse:
    client, _file = _both(request, client_id, subscription_id)
    secret = actions.renew_secret(subscription_id=subscription_id, by=actor_of(request), at=clock.now())
    return _secret(request, client, subscription_id, secret)


@allowed(_EDIT)
@require_POST
def act(request: HttpRequest, client_id: int, subscription_id: int, what: str) -> HttpResponse:
    """Stop, start, remove, try, or send again what was given up."""
    _both(request, client_id, subscription_id)
    common: dict[str, Any] = {"subscription_id": subscription_id, "by": actor_of(request), "at": clock.now()}
    back = reverse("hooks:subscription", args=[client_id, subscription_id])
    match what:
        case "stop":
            actions.stop(**common)
            said = _("Nothing more is sent.")
        case "start":
            actions.start(**common)
            said = _("Sending again.")
        case "remove":
            actions.remove(**common)
            said, back = _("Removed."), reverse("clients:client", args=[client_id])
        case "test":
            actions.send_test(**common)
            said = _("A test event is on its way; look again in a moment.")
        case "replay":
            one = request.POST.get("delivery", "")
            ids = [int(one)] if one.isascii() and one.isdigit() and len(one) < 19 else None
            count = actions.replay(**common, delivery_ids=ids)
            said = ngettext("%(n)s event is sent again.", "%(n)s events are sent again.", count) % {"n": count}
        case _:
            raise Http404
    messages.success(request, said)
    return HttpResponseRedirect(back)


def _client(request: HttpRequest, client_id: int) -> ClientFile:
    return or_404(clients.client_to_edit(viewer_of(request), client_id))


def _both(request: HttpRequest, client_id: int, subscription_id: int) -> tuple[ClientFile, SubscriptionFile]:
    client = _client(request, client_id)
    return client, or_404(queries.subscription(subscription_id, client_id=client_id))


def _filters(client_id: int, file: SubscriptionFile, chosen: str) -> list[dict[str, Any]]:
    own = reverse("hooks:subscription", args=[client_id, file.id])
    options = (("", _("All")), ("waiting", STATES["waiting"]), ("dead", STATES["dead"]), ("taken", STATES["taken"]))
    return [{"label": label, "url": f"{own}?state={key}", "current": key == chosen} for key, label in options]


def _put(form: SubscriptionForm, refused: Refused) -> None:
    field = {"fields": "fields_told"}.get(refused.field, refused.field)
    form.add_error(field if field in form.fields else None, str(REFUSALS[refused.code]))


def _form(request: HttpRequest, form: SubscriptionForm, title: str, button: str, back_url: str) -> HttpResponse:
    context = {"title": title, "form": form, "button": button, "back_url": back_url}
    return render(request, "accounts/form.html", context, status=422 if form.errors else 200)


def _secret(request: HttpRequest, client: ClientFile, subscription_id: int, secret: str) -> HttpResponse:
    """In the answer itself and nowhere else."""
    context = {"title": client.name, "client": client, "subscription_id": subscription_id, "secret": secret}
    response = render(request, "hooks/secret.html", context)
    response["Cache-Control"] = "no-store"
    return response
