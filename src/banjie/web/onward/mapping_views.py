"""Which service stands for which category, suggested by likeness, tried on a real case."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banjie.cases.acting import Acting
from banjie.cases.errors import CaseNotFound
from banjie.catalogue import queries as catalogue
from banjie.catalogue.tree import CategoryNode
from banjie.onward import actions, matching, queries
from banjie.onward.actions import Refused
from banjie.onward.wording import NOTES, REFUSALS
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.web.accounts.viewers import actor_of, allowed, viewer_of
from banjie.web.onward.forms import MappingForm
from banjie.web.onward.views import opened

_EDIT: Final = Permission.CLIENTS_EDIT
COLUMNS: Final = (
    {"label": gettext_lazy("Category"), "kind": "wide"},
    {"label": gettext_lazy("Service there")},
    {"label": gettext_lazy("What is asked there")},
)


@allowed(_EDIT)
@require_safe
def mapping(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    file = opened(request, endpoint_id)
    mapped = queries.mapping(endpoint_id)
    rows = [(node, _name(node), mapped.get(node.code)) for node in _nodes()]
    number = request.GET.get("number", "").strip()
    context = {
        "title": _("Categories and services of %(name)s") % {"name": file.name},
        "file": file,
        "rows": rows,
        "columns": COLUMNS,
        "number": number,
        **(_tried(request, number, endpoint_id) if number else {"preview": None, "no_preview": False}),
    }
    return render(request, "onward/mapping.html", context)


@allowed(_EDIT)
@require_http_methods(["GET", "POST"])
def map_category(request: HttpRequest, endpoint_id: int, category: str) -> HttpResponse:
    """The service first; what it asks shows once it is chosen."""
    file = opened(request, endpoint_id)
    node = catalogue.current().nodes.get(category)
    if node is None:
        raise Http404
    known = queries.mapping(endpoint_id).get(category)
    services = {each.code: each for each in queries.services(endpoint_id)}
    before = known.service_code if known is not None else ""
    code = request.POST.get("service", before)
    attributes = services[code].attributes if code in services else ()
    sources = {each.code: source for each, source in known.attributes} if known is not None and code == before else None
    form = MappingForm(
        request.POST if request.method == "POST" and code == before else None,
        services=[(each.code, each.name) for each in services.values()],
        attributes=attributes,
        sources=sources if sources is not None else matching.sources_for(attributes, node.questions),
        questions=node.questions,
        initial={"service": code},
    )
    back = reverse("onward:mapping", args=[endpoint_id])
    if request.method == "POST":
        # Another service asks other things: what is most like them is put down, and shown to be looked at.
        fits = form.sources() if form.is_bound and form.is_valid() else None
        if fits is None and not form.is_bound:
            fits = matching.sources_for(attributes, node.questions)
        if fits is not None:
            return _saved(request, endpoint_id, category, code, fits, stays=code != before and bool(attributes))
    title = _("What stands for “%(category)s” at %(name)s") % {"category": _name(node), "name": file.name}
    context = {"title": title, "form": form, "button": _("Save"), "back_url": back}
    return render(request, "accounts/form.html", context, status=422 if form.errors else 200)


def _saved(
    request: HttpRequest,
    endpoint_id: int,
    category: str,
    code: str,
    sources: dict[str, matching.Source],
    *,
    stays: bool,
) -> HttpResponse:
    values = {"endpoint_id": endpoint_id, "category": category, "service_code": code, "sources": sources}
    try:
        actions.map_category(**values, by=actor_of(request), at=clock.now())  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, REFUSALS[refused.code])
    else:
        messages.success(request, _("Saved. Look at what it asks.") if stays else _("Saved."))
    if stays:
        return HttpResponseRedirect(reverse("onward:map-category", args=[endpoint_id, category]))
    return HttpResponseRedirect(reverse("onward:mapping", args=[endpoint_id]))


def _tried(request: HttpRequest, number: str, endpoint_id: int) -> dict[str, object]:
    """What would be sent of a case, as far as whoever asks may see it."""
    try:
        found = queries.preview_numbered(number, endpoint_id, Acting.staff(viewer_of(request)))
    except CaseNotFound:
        return {"preview": None, "no_preview": True}
    return {"preview": found, "no_preview": False, "bars": NOTES.get(found.bars, found.bars)}


def _nodes() -> list[CategoryNode]:
    """The ends of the tree that are in use; disputes never leave, so they are not among them."""
    nodes = catalogue.current().nodes.values()
    return [node for node in nodes if node.is_leaf and node.active and node.kind != "dispute"]


def _name(node: CategoryNode) -> str:
    return node.name_en if (get_language() or "").startswith("en") else node.name
