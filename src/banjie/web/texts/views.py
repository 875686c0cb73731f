"""What Banjie suggests from texts, to whoever takes matters in; and how well, to whoever keeps the catalogue."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from banjie.cases import learning, placing
from banjie.cases.jobs import train_now
from banjie.cases.suggesting import suggested
from banjie.intelligence.shelf import actions, queries
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from banjie.platform.jobs import later
from banjie.web import messages, place_offers
from banjie.web.accounts.viewers import actor_of, allowed
from banjie.web.staff import StaffRequest, staff_only
from banjie.web.texts import suggestions
from banjie.web.texts.suggestions import category_name, shown

_EDIT = Permission.CATALOGUE_EDIT
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
CORRECTION_COLUMNS = (
    {"label": _("Number")},
    {"label": _("Was"), "kind": "wide"},
    {"label": _("Became"), "kind": "wide"},
    {"label": _("By")},
    {"label": _("When")},
)


@allowed(_EDIT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    kept = queries.history()
    used = next((each for each in kept if each.in_use), None)
    context = {
        "title": gettext("Category suggestions"),
        "kept": [{"model": each, **_percents(each.figures)} for each in kept],
        "used": used,
        "confused": [
            {"truth": category_name(truth), "said": category_name(said), "times": times}
            for truth, said, times in (used.figures.get("confused", []) if used else [])
            if said
        ],
        "corrections": [
            {"line": each, "before": category_name(each.before), "after": category_name(each.after)}
            for each in learning.corrections()
        ],
        "itself": SYSTEM.name,
        "columns": COLUMNS,
        "correction_columns": CORRECTION_COLUMNS,
    }
    return render(request, "texts/overview.html", context)


@allowed(_EDIT)
@require_POST
def train(request: HttpRequest) -> HttpResponse:
    later(train_now, once="cases.train_now", by=actor_of(request).name)
    messages.done(request, gettext("Learning has begun. The new model shows up here when it is done."))
    return HttpResponseRedirect(reverse("texts:overview"))


@allowed(_EDIT)
@require_POST
def use(request: HttpRequest, number: int) -> HttpResponse:
    try:
        actions.take_into_use(number=number, by=actor_of(request), at=clock.now())
    except actions.UnknownModel:
        raise Http404 from None
    messages.done(request, gettext("Suggestions come from model %(number)s now.") % {"number": number})
    return HttpResponseRedirect(reverse("texts:overview"))


@staff_only
@require_POST
def category(request: StaffRequest) -> HttpResponse:
    """The likeliest categories of what has been typed so far, as buttons; nothing once one was chosen."""
    if not request.viewer.scopes(Permission.CASES_CREATE):
        return HttpResponse(status=404)
    title, body = request.POST.get("title", ""), request.POST.get("body", "")
    found = () if request.POST.get("category") else suggested(title, body)
    return render(request, "texts/suggested.html", {"suggested": shown(found)})


@staff_only
@require_POST
def reading(request: StaffRequest) -> HttpResponse:
    """The level and the kind that the words so far speak for, where they were not chosen yet."""
    if not request.viewer.scopes(Permission.CASES_CREATE):
        return HttpResponse(status=404)
    title, body = request.POST.get("title", ""), request.POST.get("body", "")
    context = suggestions.read(title, body, level=request.POST.get("level", ""), kind=request.POST.get("kind", ""))
    return render(request, "texts/read.html", context)


@staff_only
@require_POST
def places(request: StaffRequest) -> HttpResponse:
    """The places that the words so far may mean, until one was chosen or a pin was put."""
    scopes = request.viewer.scopes(Permission.CASES_CREATE)
    if not scopes:
        return HttpResponse(status=404)
    home = scopes[0].area_path if len(scopes) == 1 else ""
    found = placing.places_in(place_offers.typed_in(request), at=clock.now(), home=home)
    return render(request, "texts/places.html", {"offers": place_offers.offers(found)})


def _percents(figures: Any) -> dict[str, int | None]:
    names = ("right", "in_first_three", "covered")
    return {name: round(100 * figures[name]) if figures else None for name in names}
