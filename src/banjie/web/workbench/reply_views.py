"""What a draft of an answer may still want, beside the form that it is written in and before it is approved."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from banjie.cases.queries import CaseFile
from banjie.cases.reading_replies import ReplyRead, ShownRemark, claims_of, read_draft, read_given
from banjie.intelligence.replies import Aspect, RemarkCode
from banjie.organisations.permissions import Viewer
from banjie.web.staff import StaffRequest, staff_only
from banjie.web.workbench.case_views import opened

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ASPECTS: Mapping[Aspect, "StrOrPromise"] = MappingProxyType(
    {
        Aspect.POINT: _("On the point"),
        Aspect.COMPLETE: _("Complete"),
        Aspect.EXPLAINED: _("Reasons given"),
        Aspect.OWN_WORDS: _("Own words"),
        Aspect.PRIVATE: _("Nothing private"),
    }
)
REMARKS: Mapping[RemarkCode, "StrOrPromise"] = MappingProxyType(
    {
        RemarkCode.OFF_THE_POINT: _("Hardly a word of the matter is taken up. Is this the right case?"),
        RemarkCode.ASK_NOT_TAKEN_UP: _("This was asked and seems not to be answered"),
        RemarkCode.TOO_SHORT: _("Very short: somebody who waited for it will want to know more."),
        RemarkCode.NO_FINDING: _("It does not say what was found out."),
        RemarkCode.NO_STEP: _("It says neither what was done nor what will be."),
        RemarkCode.NO_DATE: _("Something is promised without saying by when"),
        RemarkCode.NO_WAY_ON: _("Not settled, and nothing said of how it goes on."),
        RemarkCode.NO_REASON: _("A refusal needs its reason: a fact, a rule, or whose land or duty it is."),
        RemarkCode.NOT_WHOSE: _("Not within duty: say whose it is, and where to turn to."),
        RemarkCode.CLAIMS_MORE: _("Marked as settled, but the reply speaks of things still to come"),
        RemarkCode.FINDING_DIFFERS: _("The reply says otherwise than what is marked above"),
        RemarkCode.COPIED: _("Nearly the same as the answer to another matter"),
        RemarkCode.FORMULA: _("Little besides greetings and thanks."),
        RemarkCode.PERSONAL: _("This tells of a person, and others may come to read the reply"),
    }
)


@staff_only
@require_POST
def reading(request: StaffRequest, case_id: int) -> HttpResponse:
    """Asked while an answer is written; the form's fields as they stand."""
    file = opened(request, case_id)
    read = read_draft(file, request.POST.get("public_reply", ""), claims_of(request.POST), viewer=request.viewer)
    return shown(request, read if request.POST.get("public_reply", "").strip() else None)


def of_given(file: CaseFile, viewer: Viewer) -> dict[str, Any] | None:
    """What there is to say of the answer that is to be reviewed."""
    read = read_given(file, viewer=viewer)
    return None if read is None else _words(read, file.given_answers[0].drafted_with)


def shown(request: HttpRequest, read: ReplyRead | None) -> HttpResponse:
    return render(request, "workbench/reply_read.html", {"read": None if read is None else _words(read)})


def _words(read: ReplyRead, drafted_with: str = "") -> dict[str, Any]:
    found = {aspect: [_remark(each) for each in read.remarks if each.remark.aspect is aspect] for aspect in ASPECTS}
    if drafted_with and not found[Aspect.OWN_WORDS]:
        # Copied from no other matter, and still nobody's own words.
        del found[Aspect.OWN_WORDS]
    return {
        "aspects": [{"name": ASPECTS[aspect], "remarks": remarks} for aspect, remarks in found.items()],
        "good": not read.remarks,
        "compared": read.compared,
        "drafted_with": drafted_with,
    }


def _remark(each: ShownRemark) -> dict[str, Any]:
    return {
        "words": REMARKS[each.remark.code],
        "passages": each.passages,
        "earlier_id": each.earlier_id,
        "earlier_number": each.earlier_number,
        "percent": each.remark.percent,
    }
