"""The draft against what is in force: what changes, what must be mended, what it would have done; publishing."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banjie.cases import queries as cases
from banjie.catalogue import actions, queries
from banjie.catalogue.comparing import ComparedCase, Difference, compare
from banjie.catalogue.differences import differences
from banjie.catalogue.refusals import Refused
from banjie.core.routing import Routing
from banjie.organisations import queries as organisations
from banjie.platform import clock
from banjie.web import messages
from banjie.web.catalogue.access import actor_of, edits_catalogue, publishes_catalogue, sees_catalogue
from banjie.web.catalogue.forms import PublishForm
from banjie.web.catalogue.page import Desk, desk, language, page, problem_rows, revision_of
from banjie.web.catalogue.showing import RuleWords, change_rows
from banjie.web.catalogue.wording import refusal_text
from banjie.web.staff import StaffRequest

PREVIEWED = timedelta(days=31)


@sees_catalogue
@require_safe
def draft(request: StaffRequest) -> HttpResponse:
    return _draft_page(request, desk(), PublishForm())


@publishes_catalogue
@require_POST
def publish(request: StaffRequest) -> HttpResponse:
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            number = actions.publish(
                note=form.cleaned_data["note"], revision=revision_of(request), by=actor_of(request), at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, refusal_text(refused))
        else:
            messages.done(request, _("Release %(number)s is in force.") % {"number": number})
            return HttpResponseRedirect(reverse("catalogue:release", args=[number]))
    return _draft_page(request, desk(), form)


@edits_catalogue
@require_POST
def discard(request: StaffRequest) -> HttpResponse:
    try:
        actions.discard(revision=revision_of(request), by=actor_of(request), at=clock.now())
    except Refused as refused:
        messages.problem(request, refusal_text(refused))
        return HttpResponseRedirect(reverse("catalogue:draft"))
    messages.done(request, _("The draft is discarded. What is in force has not changed."))
    return HttpResponseRedirect(reverse("catalogue:overview"))


@sees_catalogue
@require_safe
def preview(request: StaffRequest) -> HttpResponse:
    """What the draft's rules would have done to the cases of the last month; a part of the draft's page."""
    at = desk()
    now = clock.now()
    found = compare(
        queries.current(), at.catalogue, cases.routing_subjects(now - PREVIEWED, now), queries.unit_resolver()
    )
    return render(request, "catalogue/preview.html", {"days": PREVIEWED.days, "found": found, **_words(at, found)})


def _draft_page(request: StaffRequest, at: Desk, form: PublishForm) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "changes": [], "problems": []}
    if at.draft is not None:
        changes = differences(queries.current().content, at.draft.content)
        context["changes"] = change_rows(at.catalogue, changes)
        context["problems"] = problem_rows(queries.problems_of(at.draft.content))
        context["publishable"] = bool(changes) and all(row["warning"] for row in context["problems"])
        context["rules_change"] = any(change.sheet != "targets" for change in changes)
    return page(request, "draft", at, context, status=422 if form.errors else 200)


def _words(at: Desk, found: Difference) -> dict[str, Any]:
    words = RuleWords(at.catalogue)
    return {
        "by_unit": [
            {"old": _unit(old), "new": _unit(new), "count": count} for (old, new), count in found.by_unit.items()
        ],
        "by_rule": [
            {"old": old or _("no rule"), "new": new or _("no rule"), "count": count}
            for (old, new), count in found.by_rule.items()
        ],
        "rows": [_row(words, case) for case in found.rows],
        "share_old": _share(found.agreed_old, found.known),
        "share_new": _share(found.agreed_new, found.known),
    }


def _row(words: RuleWords, case: ComparedCase) -> dict[str, str]:
    return {
        "number": case.reference,
        "category": words.category(case.category_path.rpartition(".")[2]),
        "old": _with_rule(case.old),
        "new": _with_rule(case.new),
        "went_to": _unit(case.went_to) if case.went_to is not None else "",
    }


def _with_rule(routing: Routing) -> str:
    return f"{_unit(routing.unit_id)} ({routing.rule_id})" if routing.rule_id else _unit(routing.unit_id)


def _unit(unit_id: int | None) -> str:
    unit = organisations.unit(unit_id) if unit_id is not None else None
    return unit.named(language()) if unit is not None else _("the dispatcher")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else ""
