"""Public cases for anybody, and for those who read them beforehand what they do."""

from dataclasses import replace
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from banjie.api.problems import Kind, ProblemFound
from banjie.api.v1.cases import CaseNumber
from banjie.api.v1.commands import IfMatch, expected_from
from banjie.api.v1.credentials import acting, client_of
from banjie.api.v1.files import AttachmentNumber
from banjie.api.v1.shapes import public as shapes
from banjie.api.v1.wire import reply
from banjie.cases.masking import Outgoing
from banjie.cases.publishing import acts, concerns, joining, queue, showing
from banjie.cases.publishing.payloads import Objection, PublicWords, Why
from banjie.cases.publishing.showing import MOST_PAGES, Wanted
from banjie.organisations import queries as organisations
from banjie.platform import clock, files
from banjie.platform.origin import address_of
from banjie.platform.proving.asking import knocked

strangers = Router(tags=["Public"], auth=None)
router = Router(tags=["Public"])

Number = Annotated[str, Path(min_length=1, max_length=24, description="The number of a case")]
_Text = Annotated[str, Query(max_length=100)]
_LARGE = 1280
# A machine that reads for a whole county says so with a client of its own.
_MOST_OBJECTIONS = 20


@strangers.get("/public/cases", operation_id="list_public", summary="List public cases", response=shapes.PublicLines)
def list_public(
    request: HttpRequest,
    category: _Text = "",
    area: Annotated[str, Query(max_length=400, description="A path; finer than a village finds nothing")] = "",
    is_open: Annotated[bool | None, Query()] = None,
    q: _Text = "",
    page: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1,
) -> HttpResponse:
    """What was read and released, the newest first."""
    wanted = Wanted(category=category, area=area, is_open=is_open, q=q.replace("\0", ""), page=page)
    found, more = showing.public_list(wanted)
    return reply(shapes.PublicLines, {"cases": [_line(each) for each in found], "page": page, "more": more})


@strangers.get(
    "/public/cases/{number}", operation_id="get_public", summary="Read a public case", response=shapes.PublicCase
)
def get_public(request: HttpRequest, number: Number) -> HttpResponse:
    """Its released words, and what happened without a word of anybody."""
    found = showing.public_case(number)
    steps = [{"at": each.at, "command": each.command, "unit_name": _unit(each.unit_id)} for each in found.steps]
    own: dict[str, Any] = {name: getattr(found, name) for name in ("text", "reply", "drafted_with", "photos")}
    own["steps"] = steps
    own["joined"] = joining.counts([found.line.id]).get(found.line.id, 0)
    return reply(shapes.PublicCase, _line(found.line) | own | {"replied_by": _unit(found.replied_by)})


@strangers.get(
    "/public/cases/{number}/photos/{int:photo}",
    operation_id="get_public_photo",
    summary="Look at a released photo",
    openapi_extra={"responses": {200: {"description": "A copy", "content": {"image/jpeg": {}}}}},
)
def get_public_photo(request: HttpRequest, number: Number, photo: AttachmentNumber) -> HttpResponse:
    try:
        content = files.thumbnail(showing.public_photo(number, photo).digest, _LARGE)
    except files.FileRefused:
        raise ProblemFound(Kind.NOT_FOUND) from None
    headers = files.response_headers(files.FileKind.JPEG, f"{number}.jpg") | {"Cache-Control": "no-store"}
    return HttpResponse(content, headers=headers)


@strangers.post(
    "/public/cases/{number}/concerns",
    operation_id="object_to_public",
    summary="Say that a public case shows what it should not",
    response={202: shapes.Objected},
)
def object_to(request: HttpRequest, number: Number, body: Objection) -> HttpResponse:
    """What gives somebody away is hidden at once; everything is read again. Some tries from one address within a
    quarter of an hour, then `too_many`.
    """
    at = clock.now()
    if knocked("objection by api", address_of(request), at=at, most=_MOST_OBJECTIONS):
        raise ProblemFound(Kind.TOO_MANY)
    hidden = concerns.raise_concern(number, said=body, at=at)
    return reply(shapes.Objected, {"hidden": hidden}, status=202)


@router.get(
    "/cases/{int:case_id}/publication",
    operation_id="get_publication",
    summary="How a case stands before the public",
    response=shapes.PublicWords,
)
def get_publication(request: HttpRequest, case_id: CaseNumber) -> HttpResponse:
    return _standing(request, case_id)


@router.post(
    "/cases/{int:case_id}/publication/propose",
    operation_id="propose_public",
    summary="Propose words for the public",
    response=shapes.PublicWords,
)
def propose(request: HttpRequest, case_id: CaseNumber, body: PublicWords, if_match: IfMatch = None) -> HttpResponse:
    acts.propose(case_id, words=body, **_common(request, if_match))
    return _standing(request, case_id)


@router.post(
    "/cases/{int:case_id}/publication/release",
    operation_id="publish",
    summary="Show a case publicly",
    response=shapes.PublicWords,
)
def release(request: HttpRequest, case_id: CaseNumber, body: PublicWords, if_match: IfMatch = None) -> HttpResponse:
    acts.release(case_id, words=body, **_common(request, if_match))
    return _standing(request, case_id)


@router.post(
    "/cases/{int:case_id}/publication/refuse",
    operation_id="refuse_public",
    summary="Do not show a case",
    response=shapes.PublicWords,
)
def refuse(request: HttpRequest, case_id: CaseNumber, body: Why, if_match: IfMatch = None) -> HttpResponse:
    acts.refuse(case_id, reason=body.reason, **_common(request, if_match))
    return _standing(request, case_id)


@router.post(
    "/cases/{int:case_id}/publication/take-back",
    operation_id="take_back",
    summary="No longer show a case",
    response=shapes.PublicWords,
)
def take_back(request: HttpRequest, case_id: CaseNumber, body: Why, if_match: IfMatch = None) -> HttpResponse:
    acts.take_back(case_id, reason=body.reason, **_common(request, if_match))
    return _standing(request, case_id)


def _common(request: HttpRequest, if_match: str | None) -> dict[str, Any]:
    return {"by": acting(request), "at": clock.now(), "expected": expected_from(if_match)}


def _standing(request: HttpRequest, case_id: int) -> HttpResponse:
    found = queue.reading(case_id, by=acting(request), at=clock.now())
    outgoing = Outgoing(client_of(request).viewer)
    words = {name: getattr(found, name) for name in ("title", "text", "reply", "reason")}
    values: dict[str, Any] = outgoing.values(words) | {
        "standing": found.standing,
        "hidden": found.hidden,
        "concerns": [replace(each, note=outgoing.words(each.note)) for each in found.concerns],
        "photos": found.chosen,
        "may": sorted(found.may),
        "entries": found.line.entries,
    }
    return reply(shapes.PublicWords, values, entries=found.line.entries)


def _line(line: showing.PublicLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in shapes.PublicLine.model_fields}


def _unit(unit_id: int | None) -> str:
    unit = organisations.units_index().get(unit_id)
    return unit.name if unit is not None else ""
