"""An administrator sets up mailboxes, hooks, gateways, accounts and call centres, and sees how each does."""

from typing import Any, Final

import orjson
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.channels import endpoints, queries, wording
from banjie.channels.endpoints import Made, Refused
from banjie.channels.hook_in import accepting
from banjie.channels.hook_in.accepting import NotMapped
from banjie.channels.hook_in.documents import NotADocument
from banjie.channels.kinds import DECLARED
from banjie.channels.queries import EndpointFile
from banjie.channels.trying import TRIED, NotTried
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.web.accounts.rows import change_rows
from banjie.web.accounts.viewers import actor_of, allowed, or_404, viewer_of
from banjie.web.channels.forms import EndpointForm, initial_of

_EDIT: Final = Permission.CLIENTS_EDIT
_COLUMNS: Final = (
    {"label": gettext_lazy("Name"), "kind": "wide"},
    {"label": gettext_lazy("Kind")},
    {"label": gettext_lazy("Last received")},
    {"label": gettext_lazy("State")},
)


# What the record calls them, beside what is set of a kind.
_RECORDED: Final = {
    "name": gettext_lazy("Name"),
    "client": gettext_lazy("System"),
    "area_path": gettext_lazy("Whose it is to look at what is set aside"),
    "secret": gettext_lazy("Secret"),
    "secret_address": gettext_lazy("Secret address"),
}


@allowed(_EDIT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    files = queries.endpoints_kept_by(viewer_of(request))
    rows = [{"file": each, "kind": wording.KINDS[each.kind], "trouble": _trouble(each)} for each in files]
    context = {
        "title": _("Channels"),
        "rows": rows,
        "columns": _COLUMNS,
        "kinds": [(kind, wording.KINDS[kind]) for kind in DECLARED],
        "set_aside": queries.set_aside(files),
    }
    return render(request, "channels/overview.html", context)


@allowed(_EDIT)
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in DECLARED:
        raise Http404
    declared = DECLARED[kind]
    form = EndpointForm(
        request.POST or None, declared=declared, viewer=viewer_of(request), initial=initial_of(declared, {})
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = endpoints.make(kind, wanted=form.wanted(), by=actor_of(request), at=clock.now())
        except Refused as refused:
            form.take_faults(refused)
        else:
            return _made(request, _file(request, made.endpoint_id), made)
    title = _("New: %(kind)s") % {"kind": wording.KINDS[kind]}
    return _form(request, form, title, _("Set it up"), reverse("channels:overview"))


@allowed(_EDIT)
@require_safe
def endpoint(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    return _page(request, _file(request, endpoint_id))


@allowed(_EDIT)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    file = _file(request, endpoint_id)
    declared = DECLARED[file.kind]
    initial = initial_of(declared, file.settings) | {
        "name": file.name,
        "client": str(file.client_id or ""),
        "belongs_to": file.area_path.rpartition(".")[2],
    }
    form = EndpointForm(request.POST or None, declared=declared, viewer=viewer_of(request), initial=initial)
    back = reverse("channels:endpoint", args=[endpoint_id])
    if request.method == "POST" and form.is_valid():
        try:
            endpoints.change(endpoint_id, wanted=form.wanted(), by=actor_of(request), at=clock.now())
        except Refused as refused:
            form.take_faults(refused)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(back)
    return _form(request, form, _("Change %(name)s") % {"name": file.name}, _("Save"), back)


@allowed(_EDIT)
@require_POST
def act(request: HttpRequest, endpoint_id: int, what: str) -> HttpResponse:
    """Stop, start, renew the address, or try whether it works."""
    file = _file(request, endpoint_id)
    common: dict[str, Any] = {"by": actor_of(request), "at": clock.now()}
    match what:
        case "stop":
            endpoints.set_active(endpoint_id, active=False, **common)
            messages.success(request, _("Nothing more is taken in by it."))
        case "start":
            endpoints.set_active(endpoint_id, active=True, **common)
            messages.success(request, _("It takes in again."))
        case "renew":
            return _made(request, file, endpoints.renew(endpoint_id, **common))
        case "try" if file.kind in TRIED:
            try:
                messages.success(request, TRIED[file.kind](endpoint_id, request.POST.get("to", "")))
            except NotTried as error:
                messages.error(request, str(error))
        case _:
            raise Http404
    return HttpResponseRedirect(reverse("channels:endpoint", args=[endpoint_id]))


@allowed(_EDIT)
@require_POST
def preview(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """What a pasted sample would come to by the mapping of a hook; nothing is written."""
    file = _file(request, endpoint_id)
    if file.kind != "hook":
        raise Http404
    sample = request.POST.get("sample", "")[:60_000]
    found: dict[str, Any] = {"problem": "", "values": [], "faults": [], "wanted": True}
    try:
        mapped = accepting.preview(file.settings["mapping"], sample)
    except NotADocument:
        found["problem"] = wording.FAULTS["not_json"]
    except NotMapped as error:
        found["faults"] = [wording.mapping_fault(each.where, each.code) for each in error.faults]
    else:
        found["values"] = [(name, value) for name, value in mapped.values.items()]
        found["values"] += [(name, value) for name, value in (("key", mapped.key), ("device", mapped.device)) if value]
        found["values"] += [(each.name, len(each.content)) for each in mapped.files]
        found["faults"] = [wording.mapping_fault(each.where, each.code) for each in mapped.faults]
        found["wanted"] = mapped.wanted
    return _page(request, file, sample=sample, found=found)


def address_of(file: EndpointFile, token: str) -> str:
    """Where others call this endpoint, with its secret."""
    return settings.PUBLIC_URL + reverse(f"channel-{file.kind}", args=[token])


def _file(request: HttpRequest, endpoint_id: int) -> EndpointFile:
    return or_404(queries.endpoint_to_keep(viewer_of(request), endpoint_id))


def _trouble(file: EndpointFile) -> str:
    return wording.trouble(file.fault) if file.failures and file.fault else ""


def _page(
    request: HttpRequest, file: EndpointFile, *, sample: str = "", found: dict[str, Any] | None = None
) -> HttpResponse:
    declared = DECLARED[file.kind]
    shown = [each for each in declared.settings if each.kind not in {"secret", "json"} and file.settings.get(each.name)]
    context = {
        "title": file.name,
        "file": file,
        "kind": wording.KINDS[file.kind],
        "trouble": _trouble(file),
        "settings": [(each.label, _shown(each.choices, file.settings[each.name])) for each in shown],
        "mapping": file.settings.get("mapping"),
        "documents": [
            (each.label, orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())
            for each in declared.settings
            if each.kind == "json" and (value := file.settings.get(each.name))
        ],
        "counts": [(wording.STATES[state], count) for state, count in file.counts.items()],
        "has_address": declared.has_address,
        "tries": file.kind in TRIED,
        "asks_number": file.kind == "sms",
        "pop_up": settings.PUBLIC_URL + reverse("incoming:call", args=[file.ref]) if file.kind == "calls" else "",
        "sample": sample,
        "found": found,
        "changes": change_rows(
            organisations.changes_of(endpoints.RECORDED, file.id),
            own=endpoints.RECORDED,
            fields={each.name: each.label for each in declared.settings} | _RECORDED,
        ),
    }
    return render(request, "channels/endpoint.html", context)


def _shown(choices: Any, value: Any) -> Any:
    return dict(choices).get(value, _("Yes") if value is True else value)


def _form(request: HttpRequest, form: EndpointForm, title: str, button: str, back_url: str) -> HttpResponse:
    context = {"title": title, "form": form, "button": button, "back_url": back_url}
    return render(request, "accounts/form.html", context, status=422 if form.errors else 200)


def _made(request: HttpRequest, file: EndpointFile, made: Made) -> HttpResponse:
    """In the answer itself and nowhere else."""
    if not made.token:
        return HttpResponseRedirect(reverse("channels:endpoint", args=[file.id]))
    context = {"title": file.name, "file": file, "address": address_of(file, made.token), "secret": made.secret}
    response = render(request, "channels/secret.html", context)
    response["Cache-Control"] = "no-store"
    return response
