"""What mediators enter themselves: when they are away, what they learnt, what they say to their figures."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from banjie.mediation import actions
from banjie.platform import clock
from banjie.web import messages
from banjie.web.mediation.mediators.access import page_or_404, readers_only
from banjie.web.mediation.mediators.forms import AbsenceForm, CommentForm, TrainingForm
from banjie.web.mediation.mediators.views import page_context
from banjie.web.mediation.shell import attempt, carried_out
from banjie.web.staff import StaffRequest, acting


@readers_only
@require_POST
def absence(request: StaffRequest, mediator_id: int) -> HttpResponse:
    form = AbsenceForm(request.POST)

    def act() -> None:
        actions.record_absence(mediator_id, **form.cleaned_data, by=acting(request), at=clock.now())

    return _entered(request, mediator_id, "absence_form", form, act)


@readers_only
@require_POST
def back(request: StaffRequest, mediator_id: int, absence_id: int) -> HttpResponse:
    return carried_out(
        request,
        lambda: actions.cancel_absence(mediator_id, absence_id, by=acting(request), at=clock.now()),
        told=_("Taken off the list."),
        back=reverse("mediation:mediator", args=[mediator_id]),
    )


@readers_only
@require_POST
def training(request: StaffRequest, mediator_id: int) -> HttpResponse:
    form = TrainingForm(request.POST)

    def act() -> None:
        actions.record_training(mediator_id, **form.cleaned_data, by=acting(request), at=clock.now())

    return _entered(request, mediator_id, "training_form", form, act)


@readers_only
@require_POST
def comment(request: StaffRequest, mediator_id: int) -> HttpResponse:
    form = CommentForm(request.POST)

    def act() -> None:
        actions.comment_figures(mediator_id, **form.cleaned_data, by=acting(request), at=clock.now())

    return _entered(request, mediator_id, "comment_form", form, act, year=request.POST.get("year", ""))


def _entered(
    request: StaffRequest, mediator_id: int, name: str, form: forms.Form, act: Callable[[], None], year: str = ""
) -> HttpResponse:
    page = page_or_404(request, mediator_id)
    if form.is_valid():
        why = attempt(act)
        if not why:
            messages.done(request, _("Saved."))
            query = f"?year={year}" if year.isdecimal() else ""
            return HttpResponseRedirect(reverse("mediation:mediator", args=[mediator_id]) + query)
        form.add_error(None, why)
    context = page_context(request, page) | {name: form}
    return render(request, "mediation/mediators/mediator.html", context, status=422)
