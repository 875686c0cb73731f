"""The questions that a category itself asks, one by one."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from banjie.catalogue.editing import SetQuestions
from banjie.catalogue.tree import CategoryNode
from banjie.core.questions import Question, definition_problems
from banjie.web import messages
from banjie.web.catalogue.access import edits_catalogue
from banjie.web.catalogue.forms import QuestionForm
from banjie.web.catalogue.page import Desk, desk, edit_by_button, edit_with, page
from banjie.web.catalogue.showing import crumbs, named
from banjie.web.catalogue.views.categories import category_or_404
from banjie.web.catalogue.wording import PROBLEMS
from banjie.web.staff import StaffRequest

# Where a fault in a question is shown; elsewhere it stands at the top.
_FIELDS = {
    "duplicate_question": "key",
    "duplicate_option": "options",
    "options_too_few": "options",
    "options_unexpected": "options",
    "bounds_reversed": "maximum",
    "bounds_unexpected": "minimum",
    "bounds_wrong_kind": "minimum",
}


@edits_catalogue
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest, code: str) -> HttpResponse:
    at = desk()
    node = category_or_404(at, code)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and _accepted(request, form, node, [*node.entry.questions], len(node.entry.questions)):
        messages.done(request, _("Added to the draft."))
        return _to(code)
    return _form_page(request, at, form, node, _("New question of %(name)s") % {"name": named(node)})


@edits_catalogue
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, code: str, key: str) -> HttpResponse:
    at = desk()
    node = category_or_404(at, code)
    place = _place(node, key)
    form = QuestionForm(request.POST or None, initial=QuestionForm.initial_of(node.entry.questions[place]))
    others = [question for question in node.entry.questions if question.key != key]
    if request.method == "POST" and _accepted(request, form, node, others, place):
        messages.done(request, _("Saved in the draft."))
        return _to(code)
    return _form_page(request, at, form, node, _("Change the question “%(key)s”") % {"key": key})


@edits_catalogue
@require_POST
def shift(request: StaffRequest, code: str, key: str) -> HttpResponse:
    """One place earlier or later."""
    node = category_or_404(desk(), code)
    questions = list(node.entry.questions)
    question = questions.pop(_place(node, key))
    by = 1 if request.POST.get("by") == "1" else -1
    questions.insert(max(0, _place(node, key) + by), question)
    edit_by_button(request, SetQuestions(code, tuple(questions)), _("Moved in the draft."))
    return _to(code)


@edits_catalogue
@require_POST
def remove(request: StaffRequest, code: str, key: str) -> HttpResponse:
    node = category_or_404(desk(), code)
    _place(node, key)
    kept = tuple(question for question in node.entry.questions if question.key != key)
    edit_by_button(request, SetQuestions(code, kept), _("Removed from the draft."))
    return _to(code)


def _accepted(
    request: StaffRequest, form: QuestionForm, node: CategoryNode, others: Sequence[Question], place: int
) -> bool:
    """Whether the question of the form stands now among the others, at its place."""
    if not form.is_valid():
        return False
    question = form.question()
    made = (*others[:place], question, *others[place:])
    above = node.questions[: len(node.questions) - len(node.entry.questions)]
    problems = [problem for key, problem in definition_problems((*above, *made)) if key == question.key]
    for problem in problems:
        field = "shown_if" if problem.code.startswith("condition_") else _FIELDS.get(problem.code)
        form.add_error(field, str(PROBLEMS[problem.code]) % problem.data)
    return not problems and edit_with(request, SetQuestions(node.code, made), form) is not None


def _place(node: CategoryNode, key: str) -> int:
    for place, question in enumerate(node.entry.questions):
        if question.key == key:
            return place
    raise Http404(key)


def _to(code: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("catalogue:category", args=[code]) + "#questions")


def _form_page(request: StaffRequest, at: Desk, form: Any, node: CategoryNode, title: str) -> HttpResponse:
    url = reverse("catalogue:category", args=[node.code])
    context = {
        "title": title,
        "form": form,
        "button": _("Save in the draft"),
        "crumbs": [*crumbs(at.catalogue, node), {"label": named(node), "url": url}],
        "back_url": f"{url}#questions",
    }
    return page(request, "form", at, context, section="categories", status=422 if form.errors else 200)
