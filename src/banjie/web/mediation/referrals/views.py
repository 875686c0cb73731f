"""Disputes that were entrusted by a court, a police station, an authority or another jurisdiction."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banjie.mediation import actions, queries
from banjie.mediation.queries import DisputeFile, ReferralLine
from banjie.mediation.sight import Sight
from banjie.platform import clock, files
from banjie.platform.files import FileRefused
from banjie.web import file_words, messages, serving
from banjie.web.mediation.referrals.forms import ReferralForm, ReportForm
from banjie.web.mediation.shell import attempt, opened, shell
from banjie.web.staff import StaffRequest, acting, staff_only


@staff_only
@require_safe
def due(request: StaffRequest) -> HttpResponse:
    """The reports that somebody still waits for, of the disputes whose file is the reader's to see."""
    if not queries.may_read(request.viewer):
        raise Http404
    rows = queries.reports_due(request.viewer, on=localdate(clock.now()))
    columns = [
        {"label": _("Dispute"), "kind": "wide"},
        {"label": _("Who waits")},
        {"label": _("Letter")},
        {"label": _("Report back by")},
    ]
    late = sum(1 for each in rows if each.days is not None and each.days < 0)
    context = {"rows": rows, "columns": columns, "late": late}
    return render(request, "mediation/referrals/due.html", context)


@staff_only
@require_safe
def referrals(request: StaffRequest, case_id: int) -> HttpResponse:
    return render(request, "mediation/referrals/referrals.html", _context(_opened(request, case_id)))


@staff_only
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest, case_id: int) -> HttpResponse:
    file = _opened(request, case_id)
    form = ReferralForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _recorded(request, case_id, form):
        messages.done(request, _("Letter recorded."))
        return HttpResponseRedirect(reverse("mediation:referrals", args=[case_id]))
    return _asked(request, file, form, title=_("Letter of referral"), button=_("Record the letter"))


@staff_only
@require_http_methods(["GET", "POST"])
def report(request: StaffRequest, case_id: int, referral_id: int) -> HttpResponse:
    file = _opened(request, case_id)
    referral = _referral(file, referral_id)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["report"]
        why = attempt(
            lambda: actions.report_back(case_id, referral_id, report=text, by=acting(request), at=clock.now())
        )
        if not why:
            messages.done(request, _("On record as reported. Send the report with its papers."))
            return HttpResponseRedirect(reverse("mediation:referrals", args=[case_id]))
        form.add_error(None, why)
    title = _("Report back to %(name)s") % {"name": referral.body_name}
    return _asked(request, file, form, title=title, button=_("Record the report"))


@staff_only
@require_safe
def letter(request: StaffRequest, case_id: int, referral_id: int) -> HttpResponseBase:
    found = _referral(_opened(request, case_id), referral_id)
    if not found.letter:
        raise Http404
    try:
        content = files.open(found.letter)
        kind = files.sniff(content.read())
        content.seek(0)
    except (files.FileMissing, FileRefused):
        raise Http404 from None
    return serving.file_response(content, files.response_headers(kind, found.letter_name))


def _recorded(request: StaffRequest, case_id: int, form: ReferralForm) -> bool:
    given = dict(form.cleaned_data)
    sent = given.pop("letter")
    try:
        kept = files.store(sent.read(), name=sent.name) if sent else None
    except FileRefused as refused:
        form.add_error("letter", file_words.why(refused))
        return False
    if kept is not None:
        given |= {"letter": kept.digest, "letter_name": kept.name}
    why = attempt(lambda: actions.record_referral(case_id, **given, by=acting(request), at=clock.now()))
    if why:
        form.add_error(None, why)
    return not why


def _opened(request: StaffRequest, case_id: int) -> DisputeFile:
    return opened(request, case_id, needs=Sight.FILE)


def _referral(file: DisputeFile, referral_id: int) -> ReferralLine:
    found = next((each for each in file.referrals if each.id == referral_id), None)
    if found is None:
        raise Http404
    return found


def _asked(request: StaffRequest, file: DisputeFile, form: forms.Form, *, title: str, button: str) -> HttpResponse:
    context = _context(file) | {"form": form, "form_title": title, "form_button": button}
    return render(request, "mediation/referrals/act.html", context, status=422 if form.errors else 200)


def _context(file: DisputeFile) -> dict[str, Any]:
    today = localdate(clock.now())
    lines = [
        {"line": each, "days": (each.report_due_on - today).days if each.report_due_on and each.incoming else None}
        for each in file.referrals
    ]
    return shell(file, "referrals") | {"lines": lines}
