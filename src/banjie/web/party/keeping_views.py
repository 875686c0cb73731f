"""Keeping the agreement, from a telephone: done, with a proof; got it; did not get it."""

from collections.abc import Callable

from django import forms
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from banjie.mediation import party_keeping, queries
from banjie.mediation.actions.keeping import Proof
from banjie.mediation.queries import OwnObligation
from banjie.platform import clock, files
from banjie.ui.widgets import DateInput, OneFile
from banjie.web import file_words
from banjie.web.mediation.agreement.draft_forms import SumField
from banjie.web.party import keeping_words
from banjie.web.party.consent_views import attempt, done
from banjie.web.party.matter_views import show
from banjie.web.party.visits import PartyRequest, party_only


class DoneForm(forms.Form):
    """What was done of an obligation; a sum is asked for where money is owed."""

    amount = SumField(label=_("How much?"))
    on = forms.DateField(label=_("When?"), widget=DateInput())
    proof = forms.FileField(
        label=_("A photo or receipt"),
        required=False,
        help_text=_("The mediator sees it. Where and when a photo was taken is removed from it."),
        widget=OneFile(limit_mb=20, accept="image/*,application/pdf"),
    )

    def of(self, obligation: OwnObligation) -> "DoneForm":
        if obligation.owed.amount is None:
            del self.fields["amount"]
        return self


@party_only
@require_http_methods(["GET", "POST"])
def report(request: PartyRequest, obligation_id: int) -> HttpResponseBase:
    obligation = _own(request, obligation_id, lambda each: each.can_report)
    initial = {"on": localdate(clock.now()), "amount": obligation.owed.rest}
    form = DoneForm(request.POST or None, request.FILES or None, initial=initial).of(obligation)
    if request.method == "POST" and form.is_valid():
        why = _report(request, obligation_id, form)
        if not why:
            return done("reported")
        form.add_error(None, why)
    context = {"form": form, "sentence": keeping_words.sentence(obligation), "obligation": obligation}
    return render(request, "party/report.html", context, status=422 if form.errors else 200)


@party_only
@require_POST
def got(request: PartyRequest, obligation_id: int) -> HttpResponseBase:
    why = attempt(lambda: party_keeping.confirm_got(request.party, obligation_id, at=clock.now()))
    return show(request, problem=why, status=422) if why else done("got")


@party_only
@require_http_methods(["GET", "POST"])
def complain(request: PartyRequest, obligation_id: int) -> HttpResponseBase:
    obligation = _own(request, obligation_id, lambda each: each.to_confirm or each.can_complain)
    words, why = request.POST.get("words", "")[:2000], ""
    if request.method == "POST":
        why = attempt(lambda: party_keeping.complain(request.party, obligation_id, words=words, at=clock.now()))
        if not why:
            return done("complained")
    context = {"sentence": keeping_words.sentence(obligation), "obligation": obligation, "words": words, "problem": why}
    return render(request, "party/complain.html", context, status=422 if why else 200)


def _report(request: PartyRequest, obligation_id: int, form: DoneForm) -> str:
    given, proof = form.cleaned_data, Proof()
    upload = given["proof"]
    if upload:
        try:
            kept = files.store(upload.read(), name=upload.name)
        except files.FileRefused as error:
            return str(file_words.why(error))
        proof = Proof(kept.digest, kept.name)
    return attempt(
        lambda: party_keeping.report_done(
            request.party, obligation_id, on=given["on"], amount=given.get("amount"), proof=proof, at=clock.now()
        )
    )


def _own(request: PartyRequest, obligation_id: int, fits: Callable[[OwnObligation], bool]) -> OwnObligation:
    found = queries.own_obligations(request.party, at=clock.now())
    obligation = next((each for each in found if each.owed.id == obligation_id and fits(each)), None)
    if obligation is None:
        raise Http404
    return obligation
