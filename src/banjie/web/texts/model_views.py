"""How well suggestions do, for whoever keeps the catalogue: models, the one in the shadow, weeks, categories."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from banjie.cases.jobs import train_now
from banjie.cases.learning import duels, reports
from banjie.intelligence.shelf import actions, queries
from banjie.intelligence.shelf.queries import CATEGORY, KIND, LEVEL, UNIT, Kept
from banjie.intelligence.weighing.confusion import Fares
from banjie.intelligence.weighing.drift import Week
from banjie.intelligence.weighing.duel import LEAST_DIFFERENCES
from banjie.organisations.permissions import Viewer
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from banjie.platform.jobs import later
from banjie.web import messages
from banjie.web.accounts.viewers import actor_of, allowed, viewer_of
from banjie.web.long_runs import progress_shown
from banjie.web.texts import frame
from banjie.web.texts.frame import KEEPS, name_of, percent, purpose_of
from banjie.web.texts.under_way import learning_shown

_SHOWN: Final = 30
COLUMNS = (
    {"label": _("Model")},
    {"label": _("Trained"), "kind": "wide"},
    {"label": _("Cases"), "kind": "number"},
    {"label": _("Corrected"), "kind": "number"},
    {"label": _("First is right"), "kind": "number"},
    {"label": _("Among three"), "kind": "number"},
    {"label": _("Sure of"), "kind": "number"},
    {"label": _("Action"), "kind": "narrow", "hidden_label": True},
)
WEEK_COLUMNS = (
    {"label": _("Week from")},
    {"label": _("Matters"), "kind": "number"},
    {"label": _("Mostly unknown words"), "kind": "number"},
    {"label": _("First is right"), "kind": "number"},
    {"label": _("Spread moved by"), "kind": "number"},
    {"label": _("Standing")},
)
_OF_ONE: Final = {CATEGORY: _("Category"), UNIT: _("Unit"), KIND: _("Kind"), LEVEL: _("Level")}
VERDICTS = {
    "better": _("Better than the one in use: took over"),
    "worse": _("Worse than the one in use: not used"),
    "undecided": _("No better within four weeks: not used"),
}


@allowed(KEEPS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    purpose, viewer, at = purpose_of(request), viewer_of(request), clock.now()
    kept = queries.history(purpose)
    found = reports.report(purpose, at=at)
    used = next((each for each in kept if each.in_use), None)
    context = {
        "title": gettext("Suggestions at entry and dispatch"),
        "tabs": frame.tabs(viewer, purpose),
        "purpose": purpose,
        "kept": [_model(each) for each in kept],
        "used": used,
        "duel": _duel(purpose),
        "weeks": [_week(each) for each in found.weeks],
        "drifts": bool(found.weeks) and found.weeks[0].drifts,
        "fares": _fares(found.fares, purpose, viewer),
        "confused": _confused(used, purpose, viewer) if not found.fares else [],
        "itself": SYSTEM.name,
        **learning_shown(purpose),
        "columns": COLUMNS,
        "week_columns": WEEK_COLUMNS,
        "fares_columns": _fares_columns(purpose),
        "moves": purpose in (KIND, LEVEL),
    }
    return render(request, "texts/overview.html", context)


@allowed(KEEPS)
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """How learning stands, asked for every second; once it is over the page is loaded anew."""
    context = learning_shown(purpose_of(request))
    return progress_shown(request, "texts/progress.html", context, at_work=bool(context["working"]))


@allowed(KEEPS)
@require_POST
def train(request: HttpRequest) -> HttpResponse:
    purpose = purpose_of(request)
    later(train_now, once="cases.train_now", by=actor_of(request).name, purpose=purpose)
    return HttpResponseRedirect(frame.address("overview", purpose))


@allowed(KEEPS)
@require_POST
def use(request: HttpRequest, number: int) -> HttpResponse:
    try:
        actions.take_into_use(number=number, by=actor_of(request), at=clock.now())
    except actions.UnknownModel:
        raise Http404 from None
    messages.done(request, gettext("Suggestions come from model %(number)s now.") % {"number": number})
    return HttpResponseRedirect(frame.address("overview", purpose_of(request)))


def _model(each: Kept) -> dict[str, Any]:
    names = ("right", "in_first_three", "covered")
    rates = {name: percent(each.figures[name]) if each.figures else None for name in names}
    return {"model": each, "ended": VERDICTS.get(str(each.duel.get("verdict", "")), ""), **rates}


def _duel(purpose: str) -> dict[str, Any] | None:
    shadow, standing = queries.in_shadow(purpose), duels.standing(purpose)
    if shadow is None or standing is None:
        return None
    differ = standing.only_new + standing.only_old
    return {
        "number": shadow.number,
        "since": shadow.trained_at,
        "standing": standing,
        "new": percent(standing.new_rate) if standing.matters else None,
        "old": percent(standing.old_rate) if standing.matters else None,
        "lacking": max(0, LEAST_DIFFERENCES - differ),
    }


def _week(each: Week) -> dict[str, Any]:
    return {
        "week": each,
        "foreign": percent(each.foreign / each.texts) if each.texts else None,
        "right": percent(each.right / each.settled) if each.settled else None,
        "shift": percent(each.shift) if each.settled else None,
    }


def _fares(found: Sequence[Fares], purpose: str, viewer: Viewer) -> list[dict[str, Any]]:
    """The commonest; not those that only some may know of, nor what was taken for them."""
    return [
        {
            "line": each,
            "name": name_of(purpose, each.code),
            "found": percent(each.found),
            "trusted": percent(each.trusted),
            "taken_for": "" if _hidden(purpose, each.taken_for, viewer) else name_of(purpose, each.taken_for),
        }
        for each in found
        if not _hidden(purpose, each.code, viewer)
    ][:_SHOWN]


def _confused(used: Kept | None, purpose: str, viewer: Viewer) -> list[dict[str, Any]]:
    """As it was measured when the model was made, until matters have come in that tell more."""
    return [
        {"truth": name_of(purpose, truth), "said": name_of(purpose, said), "times": times}
        for truth, said, times in (used.figures.get("confused", []) if used else [])
        if said and not _hidden(purpose, truth, viewer) and not _hidden(purpose, said, viewer)
    ]


def _hidden(purpose: str, code: str, viewer: Viewer) -> bool:
    return purpose == CATEGORY and frame.is_sensitive(code) and not frame.may_know(viewer)


def _fares_columns(purpose: str) -> tuple[dict[str, Any], ...]:
    return (
        {"label": _OF_ONE[purpose], "kind": "wide"},
        {"label": _("Matters"), "kind": "number"},
        {"label": _("Of these found"), "kind": "number"},
        {"label": _("When said, right"), "kind": "number"},
        {"label": _("Most often taken for"), "kind": "wide"},
    )
