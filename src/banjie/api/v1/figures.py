"""Figures for everybody, for machines."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from banjie.analytics.public import keeping
from banjie.analytics.public.reckoning import SHARES, By
from banjie.api.problems import Kind, ProblemFound
from banjie.api.v1.shapes import figures as shapes
from banjie.api.v1.wire import reply
from banjie.mediation.figures import period_of

strangers = Router(tags=["Public"], auth=None)


@strangers.get(
    "/public/figures", operation_id="get_public_figures", summary="How many, how fast, how satisfied",
    response=shapes.Figures, url_name="get_public_figures",
)  # fmt: skip
def get_figures(
    request: HttpRequest,
    area: Annotated[str, Query(max_length=40, description="The code of an area at the top; the widest without")] = "",
    period: Annotated[str, Query(max_length=7, description="2026-03, 2026-Q1 or 2026; the newest month without")] = "",
) -> HttpResponse:
    """As they were reckoned last, by night."""
    if period and period_of(period) is None:
        raise ProblemFound(Kind.INVALID, code="period_unknown")
    codes = [area.replace("\0", "")] if area else [each.code for each in keeping.areas()[:1]]
    found = keeping.kept(codes[0], period) if codes else None
    if found is None:
        raise ProblemFound(Kind.NOT_FOUND)
    value: dict[str, Any] = {f"by_{by}": found.figures[by] for by in By}
    value |= {name: found.figures[name] for name in ("total", "months")}
    value |= {"area": found.area, "area_name": found.area_name, "period": found.period.key}
    value |= {"since": found.first, "made_at": found.made_at}
    value["formulas"] = [
        {"key": key, "name": str(each.name), "part": str(each.part), "whole": str(each.whole)}
        for key, each in SHARES.items()
    ]
    return reply(shapes.Figures, value)
