"""One category: what is said of it, what it asks, its limits and its rules; and changing it."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.catalogue import queries
from banjie.catalogue.editing import AddCategory, EditCategory, MoveCategory, RemoveCategory, RetireCategory
from banjie.catalogue.tree import CategoryNode
from banjie.core.routing import covers
from banjie.web import messages
from banjie.web.catalogue.access import edits_catalogue, sees_catalogue
from banjie.web.catalogue.forms import CategoryForm, MoveCategoryForm, NewCategoryForm
from banjie.web.catalogue.page import Desk, desk, edit_by_button, edit_with, page
from banjie.web.catalogue.showing import (
    KINDS,
    LEVELS,
    RuleWords,
    category_rows,
    crumbs,
    level_columns,
    limit_rows,
    named,
    question_rows,
    steps_shown,
)
from banjie.web.catalogue.wording import PROCESSES, PUBLIC_PLACES, yes_no
from banjie.web.staff import StaffRequest


@sees_catalogue
@require_safe
def category(request: StaffRequest, code: str) -> HttpResponse:
    at = desk()
    node = category_or_404(at, code)
    inherited = node.questions[: len(node.questions) - len(node.entry.questions)]
    context = {
        "node": node,
        "title": named(node),
        "crumbs": crumbs(at.catalogue, node),
        "facts": _facts(node),
        "questions": question_rows(node.entry.questions),
        "inherited": question_rows(inherited),
        "columns": level_columns(with_any=False),
        "limits": limit_rows(at.catalogue, node, steps_shown(node)),
        "rules": RuleWords(at.catalogue).rows(_touching(at, node)),
        "below": category_rows(at.catalogue, at.catalogue.below(node)),
        "published": code in queries.current().nodes,
    }
    return page(request, "category", at, context, section="categories")


@edits_catalogue
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    at = desk()
    parent = at.catalogue.nodes.get(request.GET.get("below", ""))
    form = NewCategoryForm(request.POST or None, initial={"process": "" if parent else "standard"})
    if request.method == "POST" and form.is_valid():
        values = {**form.values(), "parent": parent.code if parent else ""}
        if edit_with(request, AddCategory(values), form) is not None:
            messages.done(request, _("Added to the draft."))
            return HttpResponseRedirect(reverse("catalogue:category", args=[form.cleaned_data["code"]]))
    title = _("New category below %(name)s") % {"name": named(parent)} if parent else _("New top category")
    return _form_page(request, at, form, title, _("Add to the draft"), parent)


@edits_catalogue
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, code: str) -> HttpResponse:
    at = desk()
    node = category_or_404(at, code)
    form = CategoryForm(request.POST or None, initial=CategoryForm.initial_of(node.entry))
    if (
        request.method == "POST"
        and form.is_valid()
        and edit_with(request, EditCategory(code, form.values()), form) is not None
    ):
        messages.done(request, _("Saved in the draft."))
        return _to(code)
    title = _("Change %(name)s") % {"name": named(node)}
    return _form_page(request, at, form, title, _("Save in the draft"), node)


@edits_catalogue
@require_http_methods(["GET", "POST"])
def move(request: StaffRequest, code: str) -> HttpResponse:
    at = desk()
    node = category_or_404(at, code)
    form = MoveCategoryForm(request.POST or None, initial={"parent": node.parent}, node=node, nodes=at.catalogue.nodes)
    if request.method == "POST" and form.is_valid():
        edit = MoveCategory(code, form.cleaned_data["parent"], form.cleaned_data["before"] or None)
        if edit_with(request, edit, form) is not None:
            messages.done(request, _("Moved in the draft, with everything below it."))
            return _to(code)
    title = _("Move %(name)s") % {"name": named(node)}
    return _form_page(request, at, form, title, _("Move it here"), node)


@edits_catalogue
@require_POST
def retire(request: StaffRequest, code: str) -> HttpResponse:
    category_or_404(desk(), code)
    edit_by_button(request, RetireCategory(code), _("Out of use in the draft, with everything below it."))
    return _to(code)


@edits_catalogue
@require_POST
def restore(request: StaffRequest, code: str) -> HttpResponse:
    category_or_404(desk(), code)
    edit_by_button(request, RetireCategory(code, restore=True), _("In use again in the draft."))
    return _to(code)


@edits_catalogue
@require_POST
def remove(request: StaffRequest, code: str) -> HttpResponse:
    category_or_404(desk(), code)
    edit = RemoveCategory(code, frozenset(queries.current().nodes))
    if edit_by_button(request, edit, _("Removed from the draft.")):
        return HttpResponseRedirect(reverse("catalogue:overview"))
    return _to(code)


def category_or_404(at: Desk, code: str) -> CategoryNode:
    node = at.catalogue.nodes.get(code)
    if node is None:
        raise Http404(code)
    return node


def _to(code: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("catalogue:category", args=[code]))


def _touching(at: Desk, node: CategoryNode) -> list[tuple[int, Any]]:
    """The rules that can decide on a case of this category or of one below, in their order."""
    below = {code for code, each in at.catalogue.nodes.items() if covers(node.code, each.path)}
    return [
        (number, rule)
        for number, rule in enumerate(at.catalogue.content.rules, start=1)
        if not rule.category or covers(rule.category, node.path) or rule.category in below
    ]


def _facts(node: CategoryNode) -> list[dict[str, Any]]:
    entry = node.entry
    return [
        {"label": _("Code"), "value": node.code, "own": True},
        {"label": _("Initials"), "value": node.initials, "own": True},
        {"label": _("Kind"), "value": KINDS[node.kind], "own": entry.default_kind is not None},
        {"label": _("Level"), "value": LEVELS[node.level], "own": entry.default_level is not None},
        {"label": _("Process"), "value": PROCESSES.get(node.process, node.process), "own": entry.process is not None},
        {"label": _("Offered to residents"), "value": yes_no(node.offered), "own": entry.offered is not None},
        {"label": _("May be shown publicly"), "value": yes_no(node.public), "own": entry.public is not None},
        {
            "label": _("Place shown publicly"),
            "value": PUBLIC_PLACES[node.public_place],
            "own": entry.public_place is not None,
        },
        {"label": _("Confidential"), "value": yes_no(node.sensitive), "own": entry.sensitive is not None},
        {
            "label": _("Place required"),
            "value": yes_no(node.place_required),
            "own": entry.place_required is not None,
        },
        {"label": _("Keywords"), "value": " · ".join(entry.keywords), "own": True},
    ]


def _form_page(
    request: StaffRequest, at: Desk, form: Any, title: str, button: str, node: CategoryNode | None
) -> HttpResponse:
    context = {
        "title": title,
        "form": form,
        "button": button,
        "crumbs": [] if node is None else [*crumbs(at.catalogue, node), _crumb(node)],
        "back_url": reverse("catalogue:category", args=[node.code]) if node else reverse("catalogue:overview"),
    }
    return page(request, "form", at, context, section="categories", status=422 if form.errors else 200)


def _crumb(node: CategoryNode) -> dict[str, str]:
    return {"label": named(node), "url": reverse("catalogue:category", args=[node.code])}
