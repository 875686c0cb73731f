"""Routing rules, in the order in which they are asked."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.catalogue import queries
from banjie.catalogue.content import RuleEntry
from banjie.catalogue.editing import AddRule, EditRule, MoveRule, RemoveRule
from banjie.organisations import queries as organisations
from banjie.web import messages
from banjie.web.catalogue.access import edits_catalogue, sees_catalogue
from banjie.web.catalogue.forms import RuleForm
from banjie.web.catalogue.page import Desk, desk, edit_by_button, edit_with, page
from banjie.web.catalogue.showing import RuleWords
from banjie.web.catalogue.wording import problem_text
from banjie.web.staff import StaffRequest


@sees_catalogue
@require_safe
def rules(request: StaffRequest) -> HttpResponse:
    """All of them, or those whose row has the words looked for."""
    at = desk()
    text = request.GET.get("q", "").strip()[:60]
    words = RuleWords(at.catalogue)
    problems = _problems(at)
    context = {
        "text": text,
        "columns": _columns(),
        "rules": [
            {**row, "problems": problems.get(row["rule"].id, [])}
            for row in words.rows(enumerate(at.catalogue.content.rules, start=1))
            if _matches(row, text)
        ],
        "total": len(at.catalogue.content.rules),
    }
    return page(request, "rules", at, context, section="rules")


@edits_catalogue
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    at = desk()
    total = len(at.catalogue.content.rules)
    initial = {"category": request.GET.get("category", ""), "place": total + 1}
    form = RuleForm(request.POST or None, initial=initial, shown=_shown(at, request, initial))
    if request.method == "POST" and form.is_valid():
        place = form.cleaned_data["place"]
        before = at.catalogue.content.rules[place - 1].id if place <= total else None
        if edit_with(request, AddRule(form.values(), before), form) is not None:
            messages.done(request, _("Added to the draft."))
            return HttpResponseRedirect(reverse("catalogue:rules"))
    return _form_page(request, at, form, _("New rule"), _("Add to the draft"))


@edits_catalogue
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, rule_id: str) -> HttpResponse:
    at = desk()
    place = _place_or_404(at, rule_id)
    initial = RuleForm.initial_of(at.catalogue.content.rules[place], place + 1)
    form = RuleForm(request.POST or None, initial=initial, shown=_shown(at, request, initial))
    if request.method == "POST" and form.is_valid():
        edit = EditRule(rule_id, form.values(), form.cleaned_data["place"] - 1)
        if edit_with(request, edit, form) is not None:
            messages.done(request, _("Saved in the draft."))
            return HttpResponseRedirect(f"{reverse('catalogue:rules')}#{rule_id}")
    return _form_page(request, at, form, _("Rule %(id)s") % {"id": rule_id}, _("Save in the draft"), rule_id)


@edits_catalogue
@require_POST
def shift(request: StaffRequest, rule_id: str) -> HttpResponse:
    """One place earlier or later."""
    _place_or_404(desk(), rule_id)
    by = 1 if request.POST.get("by") == "1" else -1
    edit_by_button(request, MoveRule(rule_id, by), _("Moved in the draft."))
    return HttpResponseRedirect(f"{reverse('catalogue:rules')}#{rule_id}")


@edits_catalogue
@require_POST
def remove(request: StaffRequest, rule_id: str) -> HttpResponse:
    _place_or_404(desk(), rule_id)
    edit_by_button(request, RemoveRule(rule_id), _("Removed from the draft."))
    return HttpResponseRedirect(reverse("catalogue:rules"))


def _place_or_404(at: Desk, rule_id: str) -> int:
    for place, rule in enumerate(at.catalogue.content.rules):
        if rule.id == rule_id:
            return place
    raise Http404(rule_id)


def _problems(at: Desk) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in queries.problems_of(at.catalogue.content):
        if problem.at.sheet == "rules":
            found.setdefault(problem.at.key, []).append(problem_text(problem))
    return found


def _matches(row: dict[str, Any], text: str) -> bool:
    if not text:
        return True
    rule: RuleEntry = row["rule"]
    said = (rule.id, rule.category, rule.area, rule.unit_role, rule.note, row["category"], row["area"], row["to"])
    return any(text.casefold() in part.casefold() for part in said)


def _shown(at: Desk, request: StaffRequest, initial: dict[str, Any]) -> dict[str, str]:
    words = RuleWords(at.catalogue)
    given = request.POST if request.method == "POST" else initial
    return {
        "category": words.category(str(given.get("category", ""))),
        "area": words.area(str(given.get("area", ""))),
    }


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Order"), "kind": "number"},
        {"label": _("When the case is"), "kind": "wide"},
        {"label": _("It goes to")},
        {"label": _("Move and change"), "hidden_label": True, "kind": "narrow"},
    ]


def _form_page(
    request: StaffRequest, at: Desk, form: RuleForm, title: str, button: str, rule_id: str = ""
) -> HttpResponse:
    context = {
        "title": title,
        "form": form,
        "button": button,
        "rule_id": rule_id,
        "unit_roles": _roles(),
        "crumbs": [{"label": _("Routing rules"), "url": reverse("catalogue:rules")}],
        "back_url": reverse("catalogue:rules"),
    }
    return page(request, "rule_form", at, context, section="rules", status=422 if form.errors else 200)


def _roles() -> Iterable[dict[str, str]]:
    """The duties that units hold, with the names of the first few that do."""
    holders: dict[str, list[str]] = {}
    for unit in organisations.units_index():
        for role in unit.roles if unit.active else ():
            holders.setdefault(role, []).append(unit.name)
    return [{"role": role, "units": "、".join(names[:3])} for role, names in sorted(holders.items())]
