"""One case on one page."""

from typing import Any

import orjson
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banjie.cases import actions, contacts, queries, wording
from banjie.cases.errors import CaseNotFound, CommandRefused
from banjie.cases.publishing import acts
from banjie.cases.publishing.rules import Act
from banjie.cases.queries import CaseFile
from banjie.knowledge import editing
from banjie.knowledge.answering import COMMAND
from banjie.organisations.permissions import Permission
from banjie.places import queries as places
from banjie.platform import clock, files
from banjie.web import messages, serving
from banjie.web.onward import case_views as onward_views
from banjie.web.staff import StaffRequest, acting, staff_only
from banjie.web.texts import beside
from banjie.web.workbench import case_document, case_words, machine_panels, timeline_showing

# On the page of a case these stand first, in the order in which a person would reach for them.
PRIMARY = (
    "accept",
    "assign",
    "claim",
    "settle_on_the_spot",
    "answer",
    "contribute",
    "rule_on_return",
    "approve",
    "close",
    "follow_up",
    "call_back",
    "grant_extension",
    "reply_to_oversight",
    "resume",
    "stop_waiting",
)


# Where an enquiry may still be answered at once, before it has gone to a unit.
_UNANSWERED = frozenset({"received", "accepted"})
MEDIATING = frozenset({Permission.MEDIATION_LEAD, Permission.MEDIATION_MEDIATE, Permission.MEDIATION_SEE})


def opened(request: StaffRequest, case_id: int) -> CaseFile:
    """The case file, or the same 404 for what does not exist and for what this person may not see."""
    try:
        return queries.case_file(case_id, by=acting(request), at=clock.now())
    except CaseNotFound:
        raise Http404 from None


@staff_only
@require_safe
def case(request: StaffRequest, case_id: int) -> HttpResponse:
    file = opened(request, case_id)
    return render(request, "workbench/case.html", page_context(request, file))


@staff_only
@require_safe
def preview(request: StaffRequest, case_id: int) -> HttpResponse:
    """What one wants to know before opening: shown beside a list."""
    file = opened(request, case_id)
    primary = _primary(file)
    context = {
        "file": file,
        "case": file.case,
        "state": wording.word(wording.STATES, file.case.state),
        "tone": case_words.tone(file.case),
        "turn": case_words.turn(file),
        "primary": _button(primary) if primary else None,
        "last": [
            case_words.entry(each)
            for each in reversed([line for line in file.timeline if line.command != "alarm"][-4:])
        ],
        "reply": file.given_answers[0] if file.given_answers else None,
    }
    return render(request, "workbench/case_preview.html", context)


def page_context(request: StaffRequest, file: CaseFile) -> dict[str, Any]:
    """Everything that the page of a case shows; the acting views show it again with a form open."""
    found = file.case
    show = timeline_showing.chosen(request.GET.get("show", ""))
    primary = _primary(file)
    return {
        "file": file,
        "case": found,
        "state": wording.word(wording.STATES, found.state),
        "tone": case_words.tone(found),
        "turn": case_words.turn(file),
        "primary": _button(primary) if primary else None,
        "others": [_button(each) for each in file.offer.allowed if each not in {primary, "note", "add_information"}],
        "withheld": [(wording.COMMANDS[each.command], wording.REFUSALS[each.code]) for each in file.offer.withheld],
        "may_note": "note" in file.offer.allowed,
        "entries": [case_words.entry(each) for each in reversed(file.timeline)],
        "stretches": timeline_showing.stretches(file.timeline, show),
        "timeline_tabs": timeline_showing.tabs(show),
        **_clocks(file),
        "answers_given": case_words.answers(file),
        "choices": wording.CHOICES,
        "may_unmask": contacts.may_unmask(request.viewer, found),
        "may_tell_code": contacts.may_tell_code(request.viewer, found),
        "geojson": _map(request, file),
        "mediation_url": _mediation(request, file),
        "publishing_url": _publishing(request, file),
        "alike": may_be_alike(file),
        **_articles(request, file),
        **onward_views.panel(request, file),
        **machine_panels.beside_case(file),
        **beside.while_received(file, request.viewer, at=clock.now()),
    }


def _clocks(file: CaseFile) -> dict[str, Any]:
    """What runs or was late stands open; the steps that were done in time, which nobody has to act on, are folded."""
    told = [case_words.clock(each) for each in file.clocks]
    folded = [each for each in told[1:] if each.kept]
    return {"clocks": [each for each in told if each not in folded], "kept_clocks": folded}


def may_be_alike(file: CaseFile) -> bool:
    """Whether to look for the same matter: a dispute is nobody else's, and what is over stays apart."""
    return file.case.is_open and file.case.kind != "dispute"


def _mediation(request: StaffRequest, file: CaseFile) -> str:
    """Where the parties, sessions and agreements of a dispute are; empty for other cases, and for who has no part."""
    if not file.case.process.startswith("mediation-") or not request.viewer.permissions & MEDIATING:
        return ""
    return reverse("mediation:dispute", args=[file.case.id])


def _publishing(request: StaffRequest, file: CaseFile) -> str:
    """Where its words for the public are read; empty where that is not theirs, or its reporter did not agree."""
    theirs = acts.allows(request.viewer, Act.PROPOSE, file.case.area_path)
    return reverse("publishing:read", args=[file.case.id]) if theirs and file.case.public else ""


def _articles(request: StaffRequest, file: CaseFile) -> dict[str, str]:
    """The way to articles that may answer an enquiry, and from its answer to an article; empty where not theirs."""
    found, viewer = file.case, request.viewer
    asked = found.kind == "enquiry" and found.state in _UNANSWERED and not found.reopens
    answers = asked and viewer.scopes(Permission.CASES_ACCEPT)
    told = not found.is_open and any(each.approved_at for each in file.given_answers)
    from_article = any(line.command == COMMAND for line in file.timeline)
    begins = told and found.kind == "enquiry" and not from_article and editing.units_for(viewer)
    return {
        "articles_url": reverse("articles:for-case", args=[found.id]) if answers else "",
        "article_from_url": f"{reverse('articles:new')}?case={found.id}" if begins else "",
    }


def _primary(file: CaseFile) -> str | None:
    """What to do first; a matter that nobody has classified is classified before anything else can be done."""
    first = next((command for command in PRIMARY if command in file.offer.allowed), None)
    if first is None and not file.category_names and "classify" in file.offer.allowed:
        return "classify"
    return first


def _button(command: str) -> dict[str, Any]:
    return {"command": command, "label": wording.COMMANDS[command]}


def _map(request: StaffRequest, file: CaseFile) -> dict[str, Any] | None:
    """The case and the open ones around it."""
    found = file.case
    if found.longitude is None or found.latitude is None:
        return None
    others = queries.nearby(
        request.viewer, found.longitude, found.latitude, excluding=found.id, at=clock.now(), limit=30
    )
    features = [*_ground(found.area_path), _point(found.longitude, found.latitude, found.title, "", "accent")]
    features += [
        _point(line.longitude, line.latitude, line.title, f"/work/cases/{line.id}/", "neutral") for line in others
    ]
    return {"type": "FeatureCollection", "features": features}


def _ground(area_path: str) -> list[dict[str, Any]]:
    """The outline of the case's own area, to see where in it the case lies."""
    outline = places.outline(area_path, at=clock.now(), zoom=14) if area_path else None
    if outline is None:
        return []
    return [
        {
            "type": "Feature",
            "geometry": orjson.loads(outline.geometry),
            "properties": {"title": outline.area.name, "kind": "area", "tone": "neutral"},
        }
    ]


def _point(longitude: float | None, latitude: float | None, title: str, url: str, tone: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": {"title": title, "url": url, "tone": tone},
    }


@staff_only
@require_safe
def printed(request: StaffRequest, case_id: int) -> HttpResponse:
    """The whole file for paper: nothing folded, no buttons, no contact."""
    file = opened(request, case_id)
    return render(request, "workbench/case_print.html", page_context(request, file))


@staff_only
@require_safe
def as_pdf(request: StaffRequest, case_id: int) -> HttpResponse:
    """The same as a file to keep or hand on."""
    file = opened(request, case_id)
    content = case_document.case_pdf(file, by=request.viewer.name, at=clock.now())
    name = content_disposition_header(as_attachment=True, filename=f"{file.case.number}.pdf")
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": name})


@staff_only
@require_POST
def attach(request: StaffRequest, case_id: int) -> HttpResponse:
    """Adds files; each is judged on its own, and the good ones are kept."""
    shown = request.POST.get("resident_sees") == "yes"
    for upload in request.FILES.getlist("files"):
        try:
            actions.attach(
                case_id,
                content=upload.read(),
                name=upload.name or "",
                by=acting(request),
                at=clock.now(),
                resident_sees=shown,
            )
        except CaseNotFound:
            raise Http404 from None
        except CommandRefused as error:
            messages.problem(request, wording.REFUSALS[error.refusal.code])
        except files.FileRefused as error:
            messages.problem(request, _("%(name)s was not added.") % {"name": upload.name}, error)
        except files.StorageFull:
            messages.problem(request, _("The disk is full. Nothing was added; everything else is kept."))
        except files.StorageUnavailable:
            messages.problem(request, _("Files cannot be kept just now. Nothing was added; try again later."))
    return redirect("workbench:case", case_id=case_id)


@staff_only
@require_safe
def attachment(request: StaffRequest, case_id: int, attachment_id: int) -> HttpResponseBase:
    file = opened(request, case_id)
    found = next((each for each in file.attachments if each.id == attachment_id), None)
    if found is None:
        raise Http404
    try:
        content = files.open(found.digest)
    except files.FileMissing:
        raise Http404 from None
    headers = files.response_headers(files.FileKind(found.kind), found.name)
    return serving.file_response(content, headers)
