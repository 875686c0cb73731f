"""Rules that dispatch by themselves: what they were measured at, what they did, who switched them, and the switch."""

from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from banjie.cases.automatic import audit
from banjie.cases.automatic.audit import Act, Standing
from banjie.cases.automatic.measuring import WEEKS
from banjie.cases.automatic.rules import State
from banjie.cases.automatic.switching import FEWEST, HIGHEST, LOWEST, MOST, CannotSwitch, switch
from banjie.cases.models import AutomationChange
from banjie.intelligence.weighing.license import LEAST, Ground
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from banjie.web import messages
from banjie.web.accounts.viewers import actor_of, allowed, viewer_of
from banjie.web.texts import frame
from banjie.web.texts.frame import READS, SWITCHES, percent, unit_name
from banjie.web.texts.suggestions import category_name

_STATES: Final = {
    State.OFF: _("Off"),
    State.MEASURING: _("Measuring, dispatches nothing"),
    State.ON: _("Dispatches by itself"),
}
_TONES: Final = {State.OFF: "neutral", State.MEASURING: "warn", State.ON: "good"}
_GROUNDS: Final = {
    Ground.ALLOWED: _("It may be switched on."),
    Ground.TOO_FEW: _("Too few matters were checked yet."),
    Ground.BELOW: _("What was checked does not bear the rate that is asked for."),
    Ground.UNDONE: _("People undid too much of what it dispatched."),
}
_REFUSALS: Final = {
    "category_unknown": _("There is no such category in use."),
    "rate_out_of_range": _("Give a rate from 80 to 99.9 %."),
    "every_out_of_range": _("Give a whole number from 2 to 50."),
}
RULE_COLUMNS = (
    {"label": _("Category"), "kind": "wide"},
    {"label": _("Standing")},
    {"label": _("Checked"), "kind": "number"},
    {"label": _("Right"), "kind": "number"},
    {"label": _("At least"), "kind": "number"},
    {"label": _("Asked for"), "kind": "number"},
    {"label": _("Dispatched"), "kind": "number"},
    {"label": _("Undone"), "kind": "number"},
    {"label": _("Action"), "kind": "narrow", "hidden_label": True},
)
ACT_COLUMNS = (
    {"label": _("Number")},
    {"label": _("Matter"), "kind": "wide"},
    {"label": _("Dispatched to")},
    {"label": _("On what ground")},
    {"label": _("When")},
    {"label": _("Standing")},
)


class RuleForm(forms.Form):
    """One rule. The rate is given in per cent."""

    category = forms.CharField(label=_("Category"), required=False, max_length=40)
    asked = forms.FloatField(
        label=_("Rate that must be kept, in per cent"),
        initial=97,
        min_value=100 * LOWEST,
        max_value=100 * HIGHEST,
        help_text=_("What was measured must bear it with 95 % certainty, not only on average."),
    )
    every = forms.IntegerField(
        label=_("One in so many goes to a person who is not told"),
        initial=5,
        min_value=FEWEST,
        max_value=MOST,
        help_text=_("By these it is measured, for as long as the rule is there."),
    )


@allowed(*READS)
@require_safe
def automatic(request: HttpRequest) -> HttpResponse:
    return _page(request, RuleForm())


@allowed(SWITCHES)
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Sets a rule to measuring, on or off, as the button that was pressed says."""
    form = RuleForm(request.POST)
    wanted = request.POST.get("state", "")
    if not form.is_valid() or wanted not in set(State):
        return _page(request, form, status=422)
    given = form.cleaned_data
    at = clock.now()
    try:
        switch(
            category=given["category"],
            state=State(wanted),
            asked=given["asked"] / 100,
            every=given["every"],
            by=actor_of(request),
            at=at,
        )
    except CannotSwitch as refused:
        words = _REFUSALS[refused.code] if refused.code in _REFUSALS else _GROUNDS[Ground(refused.code)]
        form.add_error("category" if refused.code == "category_unknown" else None, words)
        return _page(request, form, status=422)
    messages.done(request, gettext("The rule is set. It stands on record below."))
    return HttpResponseRedirect(reverse("texts:automatic"))


def _page(request: HttpRequest, form: RuleForm, *, status: int = 200) -> HttpResponse:
    viewer, at = viewer_of(request), clock.now()
    context = {
        "title": gettext("Suggestions at entry and dispatch"),
        "tabs": frame.tabs(viewer, "automatic"),
        "form": form,
        "may_switch": viewer.may(SWITCHES),
        "rules": [_rule(each) for each in audit.standings(at=at)],
        "acts": [_act(each) for each in audit.acts(viewer)],
        "changes": [_change(each) for each in audit.changes()],
        "weeks": WEEKS,
        "least": LEAST,
        "rule_columns": RULE_COLUMNS,
        "act_columns": ACT_COLUMNS,
    }
    return render(request, "texts/automatic.html", context, status=status)


def _rule(each: Standing) -> dict[str, Any]:
    rule = each.rule
    return {
        "standing": each,
        "name": _named(rule.category),
        "state": _STATES[rule.state],
        "tone": _TONES[rule.state],
        "ground": _GROUNDS[each.ground],
        "allowed": each.ground is Ground.ALLOWED,
        "lower": percent(each.tally.lower) if each.tally.checked else None,
        "right": percent(each.tally.right / each.tally.checked) if each.tally.checked else None,
        "asked": f"{100 * rule.asked:g}",
    }


def _act(each: Act) -> dict[str, Any]:
    return {"line": each, "to": unit_name(each.to_code), "now": unit_name(each.now_code) if each.now_code else ""}


def _change(each: AutomationChange) -> dict[str, Any]:
    why = _GROUNDS[Ground(each.why)] if each.why in set(Ground) else ""
    who = "" if each.by == SYSTEM.name else each.by
    return {"line": each, "name": _named(each.automation.category), "state": _STATES[State(each.state)], "why": why,
            "who": who, "asked": f"{100 * each.asked:g}"}  # fmt: skip


def _named(category: str) -> str:
    return category_name(category) if category else gettext("Every category")
