"""What Banjie suggests from texts, to whoever takes matters in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from banjie.cases import placing
from banjie.cases.suggesting import suggested
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.web import place_offers
from banjie.web.staff import StaffRequest, staff_only
from banjie.web.texts import suggestions
from banjie.web.texts.frame import may_know
from banjie.web.texts.suggestions import shown


@staff_only
@require_POST
def category(request: StaffRequest) -> HttpResponse:
    """The likeliest categories of what has been typed so far, as buttons; nothing once one was chosen."""
    if not request.viewer.scopes(Permission.CASES_CREATE):
        return HttpResponse(status=404)
    title, body = request.POST.get("title", ""), request.POST.get("body", "")
    found = () if request.POST.get("category") else suggested(title, body, confidential=may_know(request.viewer))
    return render(request, "texts/suggested.html", {"suggested": shown(found), "doubt": suggestions.doubt_of(found)})


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
    """The places that the words so far may mean, until one was chosen; where a pin was put, what is near it."""
    scopes = request.viewer.scopes(Permission.CASES_CREATE)
    if not scopes:
        return HttpResponse(status=404)
    home = placing.home_of(scope.area_path for scope in scopes)
    offers = place_offers.asked(request, home=home, at=clock.now())
    return render(request, "texts/places.html", {"offers": offers})
