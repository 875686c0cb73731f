"""Other systems: who they are, what they may do, and their tokens, each shown once."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.organisations.clients import actions, queries
from banjie.organisations.clients.queries import ClientFile
from banjie.organisations.clients.scopes import WORDS, Scope
from banjie.organisations.permissions import Permission
from banjie.organisations.refusals import Reason
from banjie.outbound import queries as outbound
from banjie.platform import clock
from banjie.web.accounts.pages import attempt, done
from banjie.web.accounts.viewers import actor_of, allowed, or_404, viewer_of
from banjie.web.clients.forms import ClientForm, GrantForm

_EDIT = Permission.CLIENTS_EDIT
_FIELDS = {Reason.NAME_TAKEN: "name", Reason.NAME_MISSING: "name"}
COLUMNS = (
    {"label": _("Name"), "kind": "wide"},
    {"label": _("Token")},
    {"label": _("Limited to")},
    {"label": _("Until")},
    {"label": _("Last seen")},
)
GRANT_COLUMNS = (
    {"label": _("Role")},
    {"label": _("For the unit")},
    {"label": _("Over the area")},
    {"label": _("Action"), "kind": "narrow", "hidden_label": True},
)


@allowed(_EDIT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    rows = [(file, _scopes(file)) for file in queries.clients_seen_by(viewer_of(request))]
    context = {"title": gettext("Other systems"), "rows": rows, "columns": COLUMNS}
    return render(request, "clients/overview.html", context)


@allowed(_EDIT)
@require_http_methods(["GET", "POST"])
def admit(request: HttpRequest) -> HttpResponse:
    form = ClientForm(request.POST or None, initial={"scopes": [Scope.CREATE]})
    if request.method == "POST" and form.is_valid():
        admitted = attempt(
            form, lambda: actions.admit_client(**form.facts(), by=actor_of(request), at=clock.now()), _FIELDS
        )
        if admitted is not None:
            file = or_404(queries.client_to_edit(viewer_of(request), admitted.client_id))
            return _token(request, file, admitted.token)
    return _form(request, form, gettext("Admit a system"), gettext("Admit it"), reverse("clients:overview"))


@allowed(_EDIT)
@require_safe
def client(request: HttpRequest, client_id: int) -> HttpResponse:
    return _client(request, _file(request, client_id), GrantForm(viewer=viewer_of(request), prefix="grant"))


@allowed(_EDIT)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, client_id: int) -> HttpResponse:
    file = _file(request, client_id)
    initial = {name: getattr(file, name) for name in ("name", "contact", "scopes", "expires_at")}
    form = ClientForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():

        def act() -> bool:
            facts = form.facts()
            actions.change_client(client_id=client_id, **facts, by=actor_of(request), at=clock.now())
            return True

        if attempt(form, act, _FIELDS):
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(reverse("clients:client", args=[client_id]))
    title = gettext("Change %(name)s") % {"name": file.name}
    return _form(request, form, title, gettext("Save"), reverse("clients:client", args=[client_id]))


@allowed(_EDIT)
@require_POST
def renew(request: HttpRequest, client_id: int) -> HttpResponse:
    file = _file(request, client_id)
    token = actions.renew_token(client_id=client_id, by=actor_of(request), at=clock.now())
    return _token(request, file, token)


@allowed(_EDIT)
@require_POST
def suspend(request: HttpRequest, client_id: int) -> HttpResponse:
    return _done(request, client_id, actions.suspend_client, gettext("Its token no longer works."))


@allowed(_EDIT)
@require_POST
def restore(request: HttpRequest, client_id: int) -> HttpResponse:
    return _done(request, client_id, actions.restore_client, gettext("In use again."))


@allowed(_EDIT)
@require_POST
def grant(request: HttpRequest, client_id: int) -> HttpResponse:
    file, viewer = _file(request, client_id), viewer_of(request)
    form = GrantForm(request.POST, viewer=viewer, prefix="grant")
    if form.is_valid():
        given = form.cleaned_data
        granted = attempt(
            form,
            lambda: actions.grant_to_client(
                client_id=client_id,
                role=given["role"],
                unit_id=given["unit"].id,
                area_id=given["area"].id,
                by=actor_of(request),
                at=clock.now(),
            ),
        )
        if granted is not None:
            messages.success(request, gettext("Role granted."))
            return HttpResponseRedirect(reverse("clients:client", args=[client_id]))
    return _client(request, file, form, status=422)


@allowed(_EDIT)
@require_POST
def withdraw(request: HttpRequest, client_id: int, grant_id: int) -> HttpResponse:
    return _done(request, client_id, actions.withdraw_from_client, gettext("Role withdrawn."), grant_id=grant_id)


def _file(request: HttpRequest, client_id: int) -> ClientFile:
    return or_404(queries.client_to_edit(viewer_of(request), client_id))


def _scopes(file: ClientFile) -> list[str]:
    return [str(WORDS[Scope(scope)]) for scope in file.scopes]


def _client(request: HttpRequest, file: ClientFile, form: GrantForm, *, status: int = 200) -> HttpResponse:
    context = {
        "title": file.name,
        "client": file,
        "scopes": _scopes(file),
        "columns": GRANT_COLUMNS,
        "hooks": outbound.subscriptions_of(file.id),
        "grant_form": form,
    }
    return render(request, "clients/client.html", context, status=status)


def _form(request: HttpRequest, form: ClientForm, title: str, button: str, back_url: str) -> HttpResponse:
    context = {"title": title, "form": form, "button": button, "back_url": back_url}
    return render(request, "accounts/form.html", context, status=422 if form.errors else 200)


def _token(request: HttpRequest, file: ClientFile, token: str) -> HttpResponse:
    """In the answer itself and nowhere else: neither an address nor a session ever holds it."""
    response = render(request, "clients/token.html", {"title": file.name, "client": file, "token": token})
    response["Cache-Control"] = "no-store"
    return response


def _done(
    request: HttpRequest, client_id: int, act: Callable[..., Any], text: str, **named: int
) -> HttpResponseRedirect:
    _file(request, client_id)
    return done(
        request,
        lambda: act(client_id=client_id, by=actor_of(request), at=clock.now(), **named),
        text,
        "clients:client",
        client_id,
    )
