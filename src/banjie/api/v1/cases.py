"""Reading cases."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from banjie.api.problems import Kind, ProblemFound
from banjie.api.v1.credentials import acting, client_of
from banjie.api.v1.shapes import cases as shapes
from banjie.api.v1.wire import reply
from banjie.cases import queries, wording
from banjie.cases.filters import Filters
from banjie.cases.masking import names_somebody
from banjie.cases.queries import CaseFile
from banjie.organisations.clients.scopes import Scope
from banjie.platform import clock

router = Router(tags=["Cases"])

CaseNumber = Annotated[int, Path(ge=1, le=2**63 - 1, description="The id of a case")]
# Days that the database and every time zone can count from.
_Day = Annotated[date, Field(ge=date(1970, 1, 1), le=date(9000, 1, 1))]
_Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


class ListFilters(Filters):
    """What a list is narrowed to. Everything may be left out."""

    unit: _Id | None = None
    handler: _Id | None = None
    since: _Day | None = None
    until: _Day | None = None


@router.get("/cases", operation_id="list_cases", summary="List cases", response=shapes.Lines)
def list_cases(request: HttpRequest, filters: Query[ListFilters]) -> HttpResponse:
    """The cases that match and that the client may see, page by page (`next_cursor`, header Link).

    Words are masked unless the client has the scope `personal`, without which nobody is searched for either.
    """
    viewer = client_of(request).viewer
    if names_somebody(filters.q, viewer):
        raise ProblemFound(Kind.FORBIDDEN, data={"scope": Scope.PERSONAL.value})
    page = queries.listing(viewer, filters, at=clock.now())
    response = reply(shapes.Lines, {"cases": page.lines, "next_cursor": page.next_cursor})
    if page.next_cursor:
        following = {**request.GET.dict(), "cursor": page.next_cursor}
        response["Link"] = f'<{request.path}?{urlencode(following)}>; rel="next"'
    return response


@router.get("/cases/{int:case_id}", operation_id="get_case", summary="Read a case", response=shapes.CaseFile)
def get_case(request: HttpRequest, case_id: CaseNumber) -> HttpResponse:
    file = queries.case_file(case_id, by=acting(request), at=clock.now())
    return reply(shapes.CaseFile, _file(file), entries=file.case.entries)


@router.get(
    "/cases/{int:case_id}/timeline", operation_id="get_timeline", summary="What happened", response=shapes.Timeline
)
def get_timeline(
    request: HttpRequest,
    case_id: CaseNumber,
    after: Annotated[int, Query(ge=0, le=2**31 - 1, description="Entries after this one only")] = 0,
) -> HttpResponse:
    file = queries.case_file(case_id, by=acting(request), at=clock.now())
    since = [entry for entry in file.timeline if entry.sequence > after]
    return reply(shapes.Timeline, {"entries": file.case.entries, "timeline": since}, entries=file.case.entries)


@router.get(
    "/cases/{int:case_id}/actions", operation_id="get_actions", summary="What may be done", response=shapes.Offer
)
def get_actions(request: HttpRequest, case_id: CaseNumber) -> HttpResponse:
    """The commands that would be granted to this client now, and those that a condition holds back, with why."""
    file = queries.case_file(case_id, by=acting(request), at=clock.now())
    base = request.path.removesuffix("actions") + "commands/"
    offer = {
        "entries": file.case.entries,
        "state": file.case.state,
        "allowed": [
            {"command": key, "label": str(wording.word(wording.COMMANDS, key)), "href": base + key}
            for key in file.offer.allowed
        ],
        "withheld": [
            {
                "command": refusal.command,
                "label": str(wording.word(wording.COMMANDS, refusal.command)),
                "code": refusal.code,
                "detail": str(wording.word(wording.REFUSALS, refusal.code)),
            }
            for refusal in file.offer.withheld
        ],
    }
    return reply(shapes.Offer, offer, entries=file.case.entries)


def _file(file: CaseFile) -> dict[str, Any]:
    case = file.case
    own = {name: getattr(case, name) for name in _COLUMNS}
    kept = {name: getattr(file, name) for name in _PARTS}
    return {
        **own,
        **kept,
        "answers": dict(file.answers),
        "category_name": file.category_names[-1] if file.category_names else "",
        "category_name_en": file.category_names_en[-1] if file.category_names_en else "",
        "centre": _named(case.centre_id, file.centre_name),
        "about_unit": _named(case.about_unit_id, file.about_unit_name),
        "return_requests": file.returns,
        "clocks": [
            {
                "name": clock_line.name,
                "state": clock_line.standing.state,
                "due_at": clock_line.standing.due_at,
                "warning_at": clock_line.standing.warning_at,
                "paused_since": clock_line.standing.paused_since,
            }
            for clock_line in file.clocks
        ],
    }


def _named(key: int | None, name: str) -> Mapping[str, Any] | None:
    return {"id": key, "name": name} if key is not None else None


_PARTS = (
    *("body", "has_contact", "contact_erased", "category_names", "category_names_en", "area_name", "unit_name"),
    *("handler_name", "assisting", "given_answers", "orders", "ratings", "attachments"),
)
_COLUMNS = (
    *("id", "number", "title", "state", "kind", "level", "channel", "identity", "category_path", "area_path"),
    *("place_text", "longitude", "latitude", "lead_unit_id", "handler_id", "received_at", "due_at", "step_due_at"),
    *("closed_at", "closed_late", "is_open", "extension_pending", "oversight_due_at", "returns", "reopens"),
    *("reminders", "entries", "process", "public", "accepted_at", "assigned_at", "answered_at", "reopened_at"),
)
