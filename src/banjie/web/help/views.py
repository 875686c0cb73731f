"""Help for a screen, and the tour of the first day."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from banjie.organisations import actions as organisations
from banjie.organisations.models import PreferenceName
from banjie.web.help.pages import START, helps
from banjie.web.staff import StaffRequest, staff_only

# Its parts have screens of their own, listed where one reads about mediation.
_MEDIATION: Final = "mediation"


@staff_only
@require_safe
def page(request: StaffRequest, screen: str = START) -> HttpResponse:
    known = helps(get_language() or "")
    if screen not in known:
        raise Http404
    titles = [(key, each.title) for key, each in known.items()]
    parts = [each for each in titles if each[0].startswith(_MEDIATION)]
    reads = screen.startswith(_MEDIATION)
    context = {
        "screen": screen,
        "help": known[screen],
        "parts": parts if reads else [],
        "others": [each for each in titles if each not in parts or (each[0] == _MEDIATION and not reads)],
    }
    return render(request, "help/page.html", context)


@staff_only
@require_POST
def tour_taken(request: StaffRequest) -> HttpResponse:
    """The tour was seen to its end or put away: it does not come back by itself."""
    organisations.prefer(PreferenceName.TOUR_TAKEN, True, staff_id=request.viewer.staff_id)
    return HttpResponse(status=204)
