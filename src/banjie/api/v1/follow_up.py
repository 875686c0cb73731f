"""Follow-up for other systems: calls to make, and what reporters said, as rates."""

from dataclasses import asdict
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from banjie.analytics import verdicts as reckoning
from banjie.analytics.verdicts import FORMULAS, Asked, By, Verdicts
from banjie.api.problems import Kind, ProblemFound
from banjie.api.v1.credentials import client_of, require
from banjie.api.v1.shapes import follow_up as shapes
from banjie.api.v1.wire import reply
from banjie.cases.queries import calls
from banjie.mediation.figures import period_of
from banjie.organisations.permissions import Permission
from banjie.platform import clock

router = Router(tags=["Follow-up"])


@router.get("/calls", operation_id="list_calls", summary="Reporters to call", response=shapes.Calls)
def list_calls(
    request: HttpRequest, limit: Annotated[int, Query(ge=1, le=200, description="At most so many")] = 50
) -> HttpResponse:
    """Whom to call now, the dissatisfied first; never about the work of a unit for which the client acts."""
    client = require(request, Permission.CASES_FOLLOW_UP)
    found = calls.calls(client.viewer, at=clock.now(), limit=limit)
    return reply(shapes.Calls, {"calls": [_call(each) for each in found]})


@router.get("/verdicts", operation_id="get_verdicts", summary="The three rates", response=shapes.Verdicts)
def get_verdicts(
    request: HttpRequest,
    period: Annotated[str, Query(max_length=7, description="2026, 2026-Q3 or 2026-07")],
    by: Annotated[By, Query(description="How to group")] = By.UNIT,
    area: Annotated[str, Query(max_length=400, description="The path of an area")] = "",
    unit: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="A unit, with all below it")] = None,
    category: Annotated[str, Query(max_length=400, description="The path of a top category")] = "",
) -> HttpResponse:
    """What reporters said in a month, quarter or year, with the formulas that it is reckoned by."""
    require(request, Permission.REPORTS_SEE)
    asked_for = period_of(period)
    if asked_for is None:
        raise ProblemFound(Kind.INVALID, code="period_unknown")
    since, until = asked_for.moments(ZoneInfo(settings.TIME_ZONE))
    asked = Asked(since=since, until=until, area=area, unit=unit, category=category)
    cells = reckoning.counted(client_of(request).viewer, asked)
    if cells is None:
        raise ProblemFound(Kind.NOT_FOUND)
    value = {
        "period": asked_for.key,
        "by": by,
        "total": _group("", reckoning.total(cells)),
        "groups": [_group(line.key, line.counts) for line in reckoning.grouped(cells, by)],
        "formulas": [
            {"key": each.key, "name": str(each.name), "part": str(each.part), "whole": str(each.whole)}
            for each in FORMULAS.values()
        ],
    }
    return reply(shapes.Verdicts, value)


def _call(each: calls.CallLine) -> dict[str, Any]:
    line = each.line
    return {
        "case_id": line.id,
        "number": line.number,
        "title": line.title,
        "level": line.level,
        "unit_id": line.lead_unit_id,
        "why": each.why,
        "command": "call_back" if each.why == "dissatisfied" else "follow_up",
        "attempts": each.attempts,
        "last_attempt_at": each.last_attempt_at,
        "closed_at": each.closed_at,
        "until": each.until,
        "held": each.held,
    }


def _group(key: str, counts: Verdicts) -> dict[str, Any]:
    rates = {str(formula.key): formula.reckon(counts) for formula in FORMULAS.values()}
    return {
        "key": key,
        "closed": counts.closed,
        "verdicts": counts.verdicts,
        "by_call": counts.by_call,
        "rates": {name: asdict(share) | {"value": share.value} for name, share in rates.items()},
    }
