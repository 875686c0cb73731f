"""Time limits: the default ones and those of a category, as a table of steps and levels."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from banjie.catalogue.editing import SetTargets
from banjie.catalogue.tree import CategoryNode
from banjie.web import messages
from banjie.web.catalogue.access import edits_catalogue
from banjie.web.catalogue.forms import LimitsForm
from banjie.web.catalogue.page import Desk, desk, edit_with, page
from banjie.web.catalogue.showing import crumbs, level_columns, limit_rows, named, steps_shown
from banjie.web.catalogue.views.categories import category_or_404
from banjie.web.staff import StaffRequest


@edits_catalogue
@require_http_methods(["GET", "POST"])
def default(request: StaffRequest) -> HttpResponse:
    """The limits that hold wherever a category says nothing else."""
    return _limits(request, desk(), None)


@edits_catalogue
@require_http_methods(["GET", "POST"])
def of_category(request: StaffRequest, code: str) -> HttpResponse:
    at = desk()
    return _limits(request, at, category_or_404(at, code))


def _limits(request: StaffRequest, at: Desk, node: CategoryNode | None) -> HttpResponse:
    form = LimitsForm(request.POST or None, rows=limit_rows(at.catalogue, node, steps_shown(node)))
    if request.method == "POST" and form.is_valid():
        code = node.code if node is not None else ""
        if edit_with(request, SetTargets(code, form.targets()), form) is not None:
            messages.done(request, _("Saved in the draft."))
            return HttpResponseRedirect(_after(node))
    context = {
        "title": _("Time limits of %(name)s") % {"name": named(node)} if node else _("Default time limits"),
        "form": form,
        "node": node,
        "columns": level_columns(with_any=True),
        "back_url": _after(node),
        "crumbs": [*crumbs(at.catalogue, node), {"label": named(node), "url": _after(node)}] if node else [],
    }
    section = "categories" if node is not None else "limits"
    return page(request, "limits", at, context, section=section, status=422 if form.errors else 200)


def _after(node: CategoryNode | None) -> str:
    if node is None:
        return reverse("catalogue:limits")
    return reverse("catalogue:category", args=[node.code]) + "#limits"
