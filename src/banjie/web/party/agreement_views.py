"""The agreement on a telephone: to read in peace, and to sign by hand."""

from collections.abc import Sequence
from io import BytesIO

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banjie.mediation import party_actions, queries, sentences, wording
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.queries import OwnAgreement
from banjie.mediation.terms.sums import totals
from banjie.platform import clock, files
from banjie.web import serving
from banjie.web.party import plain_words
from banjie.web.party.consent_views import attempt, done
from banjie.web.party.visits import PartyRequest, party_only


@party_only
@require_http_methods(["GET", "POST"])
def agreement(request: PartyRequest) -> HttpResponseBase:
    at = clock.now()
    shown, why = queries.own_agreement(request.party, at=at), ""
    if shown is None:
        raise Http404
    if request.method == "POST":
        why = _sign(request, shown)
        if not why:
            return done("signed")
    context = {
        "agreement": shown,
        "sentences": _sentences(shown),
        "totals": _totals(shown),
        "problem": why,
        "binding_on": sentences.day(localdate(shown.binding_at)) if shown.binding_at is not None else "",
        "why_not": wording.PROBLEMS.get(shown.why_not, ""),
        "confirm_until": plain_words.day(shown.confirm_until) if shown.confirm_until is not None else "",
    }
    return render(request, "party/agreement.html", context, status=422 if why else 200)


@party_only
@require_safe
def copy(request: PartyRequest) -> HttpResponseBase:
    """The copy that is this party's to take along, as a PDF."""
    try:
        made = queries.own_copy(request.party, at=clock.now())
    except DisputeNotFound:
        raise Http404 from None
    headers = files.response_headers(files.FileKind.PDF, f"{plain_words.form_name(made.form)}.pdf")
    return serving.file_response(BytesIO(made.content), headers)


def _sign(request: PartyRequest, shown: OwnAgreement) -> str:
    if "read" not in request.POST:
        return _("Read it first, and tick that you did.")
    digest, drawn = request.POST.get("digest", ""), request.POST.get("strokes", "")
    return attempt(
        lambda: party_actions.sign_agreement(request.party, shown.id, digest=digest, drawn=drawn, at=clock.now())
    )


def _totals(shown: OwnAgreement) -> Sequence[str]:
    """What one owes in several parts comes to; sums that go both ways are not added up."""
    paying = {term.owed_by for term in shown.terms if term.amount is not None}
    if len(paying) != 1 or len(shown.terms) < 2:
        return []
    return [sentences.money(amount, currency) for currency, amount in totals(shown.terms).items()]


def _sentences(shown: OwnAgreement) -> Sequence[str]:
    return [sentences.sentence(term, lambda party: shown.names.get(party, "")) for term in shown.terms]
