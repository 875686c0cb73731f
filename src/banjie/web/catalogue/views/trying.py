"""Trying a case: where would it go, by which rule, and why not by the ones before?"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banjie.catalogue import queries
from banjie.catalogue.notation import format_conditions
from banjie.catalogue.tree import CategoryNode
from banjie.core.questions import Problem, check
from banjie.core.routing import Check, Miss, Routing, Subject, route
from banjie.organisations import queries as organisations
from banjie.places import queries as places
from banjie.web import routing_words
from banjie.web.catalogue.access import sees_catalogue
from banjie.web.catalogue.forms import TryForm
from banjie.web.catalogue.page import Desk, desk, language, page
from banjie.web.catalogue.showing import RuleWords, question_rows, span
from banjie.web.catalogue.wording import CHECKS, answer_problem_text
from banjie.web.staff import StaffRequest

# Rules that speak of another category are many and tell nothing; the trail counts them.
_TOLD = frozenset({Check.AREA, Check.KIND, Check.LEVEL, Check.ANSWERS})


@sees_catalogue
@require_safe
def try_case(request: StaffRequest) -> HttpResponse:
    """The draft's answer where there is a draft, the release's otherwise; nothing is stored."""
    at = desk()
    words = RuleWords(at.catalogue)
    shown = {
        "category": words.category(request.GET.get("category", "")),
        "area": words.area(request.GET.get("area", "")),
    }
    form = TryForm(request.GET if "category" in request.GET else None, shown=shown)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        node = at.catalogue.nodes.get(form.cleaned_data["category"])
        if node is None:
            form.add_error("category", _("There is no such category."))
        else:
            context |= _tried(request, at, node, form.cleaned_data, words)
    return page(request, "try", at, context, section="try")


def _tried(
    request: StaffRequest, at: Desk, node: CategoryNode, given: dict[str, Any], words: RuleWords
) -> dict[str, Any]:
    asked = {key: request.GET.getlist(f"answer-{key}") for key in (q.key for q in node.questions)}
    answers, problems = check(node.questions, {k: v[0] if len(v) == 1 else v for k, v in asked.items() if v})
    area = places.area(given["area"]) if given["area"] else None
    subject = Subject(
        node.path, area.path if area else "", given["kind"] or node.kind, given["level"] or node.level, answers
    )
    rules = at.catalogue.content.rules
    routing = route((rule.as_rule() for rule in rules), subject, queries.unit_resolver())
    unit = organisations.unit(routing.unit_id) if routing.unit_id is not None else None
    limits = at.catalogue.targets_for(node.path, subject.level)
    return {
        "node": node,
        "routing": routing,
        "unit": unit.named(language()) if unit else "",
        "why": routing_words.why(routing),
        "rule": next((row for row in words.rows(enumerate(rules, 1)) if row["rule"].id == routing.rule_id), None),
        "missed": [_missed(miss) for miss in routing.missed if miss.check in _TOLD],
        "others": _others(routing),
        "questions": [
            {**row, "given": request.GET.getlist(f"answer-{row['question'].key}"), "error": _error(problems, row)}
            for row in question_rows(node.questions)
            if row["question"].is_shown(answers)
        ],
        "handle": span(limits.get("handle")),
        "whole": span(limits.get("whole")),
    }


def _missed(miss: Miss) -> dict[str, str]:
    wanted = format_conditions([miss.condition]) if miss.condition is not None else ""
    return {"rule_id": miss.rule_id, "check": str(CHECKS[miss.check]), "wanted": wanted}


def _others(routing: Routing) -> int:
    return sum(miss.check not in _TOLD for miss in routing.missed)


def _error(problems: Mapping[str, Problem], row: dict[str, Any]) -> str:
    problem = problems.get(row["question"].key)
    # Trying goes on with what is known; only what was typed can be wrong.
    return answer_problem_text(problem) if problem is not None and problem.code != "required" else ""
