"""A counter: who waits, one button to call the next, and what becomes of them. No mouse needed."""

import hashlib
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.cases.queries import lines as case_lines
from banjie.platform import clock
from banjie.services.hall import halls, queries, tickets, wording
from banjie.services.hall.errors import Refused
from banjie.services.hall.rules import Ending
from banjie.services.hall.tickets import MOST_DESKS
from banjie.web import messages
from banjie.web.counter.desk import Desk, at_a_desk, clerks_only, desk_of, sit_down, stand_up
from banjie.web.staff import StaffRequest, acting
from banjie.web.templatetags.hall_words import hall_number

SAME = 204


class DeskForm(forms.Form):
    hall = forms.ChoiceField(label=gettext_lazy("Service hall"))
    desk = forms.IntegerField(label=gettext_lazy("Number of my desk"), min_value=1, max_value=MOST_DESKS)

    def __init__(self, *args: Any, places: tuple[halls.HallRef, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hall = self.fields["hall"]
        assert isinstance(hall, forms.ChoiceField)
        hall.choices = [(str(each.id), each.name) for each in places]
        self.fields["desk"].widget.attrs |= {"autofocus": True, "inputmode": "numeric"}


@clerks_only
@require_http_methods(["GET", "POST"])
def counter(request: StaffRequest) -> HttpResponse:
    if request.method == "POST":
        return _seated(request)
    desk = desk_of(request)
    if desk is None:
        return _where(request, DeskForm(places=halls.served_by(request.viewer)))
    return _page(request, desk)


@clerks_only
@require_POST
def leave(request: StaffRequest) -> HttpResponse:
    """Another desk, or home: whoever is still at this one stays there for the next who sits down."""
    stand_up(request)
    return HttpResponseRedirect(reverse("counter:counter"))


@at_a_desk
@require_safe
def waiting(request: StaffRequest, desk: Desk) -> HttpResponse:
    """Who waits, asked for every few seconds; nothing where nothing has changed."""
    context = _waiting(request, desk)
    if request.GET.get("mark") == context["mark"]:
        return HttpResponse(status=SAME)
    return render(request, "counter/waiting.html", context)


@at_a_desk
@require_POST
def call_next(request: StaffRequest, desk: Desk) -> HttpResponse:
    try:
        number = tickets.call_next(hall_id=desk.hall.id, desk=desk.number, by=acting(request), at=clock.now())
    except Refused as refused:
        return _refused(request, refused)
    if number is None:
        messages.done(request, _("Nobody waits just now."))
    return HttpResponseRedirect(reverse("counter:counter"))


@at_a_desk
@require_POST
def act(request: StaffRequest, desk: Desk, number: int, what: str) -> HttpResponse:
    """Calls again, ends the visit, or sends the visitor on."""
    at, by = clock.now(), acting(request)
    common: dict[str, Any] = {"hall_id": desk.hall.id, "number": number, "by": by, "at": at}
    try:
        match what:
            case "again":
                tickets.call_again(**common)
            case "done":
                tickets.end(ending=Ending.SERVED, **common)
            case "absent":
                tickets.end(ending=Ending.ABSENT, **common)
            case "hand-on":
                to_desk = _desk_number(request.POST.get("to_desk", ""))
                tickets.hand_on(to_desk=to_desk, **common)
                told = {"number": hall_number(number), "desk": to_desk}
                messages.done(request, _("%(number)s is next at desk %(desk)s, with the same slip.") % told)
            case _:
                raise Http404
    except Refused as refused:
        return _refused(request, refused)
    return HttpResponseRedirect(reverse("counter:counter"))


def _seated(request: StaffRequest) -> HttpResponse:
    places = halls.served_by(request.viewer)
    form = DeskForm(request.POST, places=places)
    if not form.is_valid():
        return _where(request, form, status=422)
    hall = next(each for each in places if str(each.id) == form.cleaned_data["hall"])
    sit_down(request, hall, form.cleaned_data["desk"])
    return HttpResponseRedirect(reverse("counter:counter"))


def _where(request: StaffRequest, form: DeskForm, *, status: int = 200) -> HttpResponse:
    return render(request, "counter/where.html", {"form": form}, status=status)


def _page(request: StaffRequest, desk: Desk, *, status: int = 200) -> HttpResponse:
    at = clock.now()
    visitor = queries.visitor(request.viewer, desk.hall, desk.number, at=at)
    draft = queries.draft_at(request.viewer, desk.hall, desk.number, at=at) if visitor is not None else {}
    made = queries.made_at(request.viewer, desk.hall, desk.number, at=at) if visitor is not None else ()
    lines = case_lines(made, request.viewer)
    context = {
        "desk": desk,
        "visitor": visitor,
        "draft": draft,
        "made": [lines[each] for each in made if each in lines],
    } | _waiting(request, desk)
    return render(request, "counter/counter.html", context, status=status)


def _waiting(request: StaffRequest, desk: Desk) -> dict[str, Any]:
    lines = queries.queue(request.viewer, desk.hall, at=clock.now())
    known = repr([(each.number, each.for_desk) for each in lines])
    return {"desk": desk, "lines": lines, "mark": hashlib.sha256(known.encode()).hexdigest()[:12]}


def _refused(request: StaffRequest, refused: Refused) -> HttpResponse:
    messages.problem(request, wording.REFUSALS[refused.code])
    return HttpResponseRedirect(reverse("counter:counter"))


def _desk_number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 3 else 0
