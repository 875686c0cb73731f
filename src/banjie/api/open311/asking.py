"""GET Service Requests, one of them, and the number behind a token (the tracking code)."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from banjie.api.open311 import jurisdictions
from banjie.api.open311.door import Asked
from banjie.api.open311.errors import wrong
from banjie.api.open311.jurisdictions import Jurisdiction
from banjie.api.open311.parameters import Parameters
from banjie.api.open311.telling import CLOSED, OPEN, told
from banjie.api.open311.writing import Document
from banjie.cases import queries
from banjie.cases.queries import OutwardCase, Wanted
from banjie.platform import clock

# "Default query limit is a span of 90 days or first 1000 requests returned, whichever is smallest."
MOST_DAYS = timedelta(days=90)
MOST_REQUESTS = 1000
_MOST_PAGES = 1_000_000
_NUMBER = re.compile(r"\d{6}-\d{6,}", re.ASCII)
# The default ends a little later than now: clocks of those who hand in may be ahead.
_AHEAD = timedelta(minutes=10)
# What the address of the next page leaves out.
_NOT_KEPT = frozenset({"api_key", "page"})
_KEPT_PRIVATE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


def listed(asked: Asked) -> Document:
    wanted = _wanted(asked.parameters)
    found, more = queries.outward_list(asked.viewer, wanted)
    extensions = bool(asked.parameters.flag("extensions"))
    headers = {"Link": next_link(asked, wanted.page)} if more else {}
    return Document("service_requests", [told(case, extensions=extensions) for case in found], headers=headers)


def one(asked: Asked, request_id: str) -> Document:
    """By its number, as far as the key sees; or by the tracking code, as its reporter does."""
    place = jurisdictions.asked_for(asked.parameters)
    extensions = bool(asked.parameters.flag("extensions"))
    if _NUMBER.fullmatch(request_id):
        case = queries.outward_case(request_id, viewer=asked.viewer, area=place.path, elsewhere=place.alone)
        return Document("service_requests", [told(case, extensions=extensions)])
    case = _by_code(request_id, place)
    return Document("service_requests", [told(case, extensions=extensions, code=request_id)], headers=_KEPT_PRIVATE)


def of_token(asked: Asked, token: str) -> Document:
    case = _by_code(token, jurisdictions.asked_for(asked.parameters))
    content = [{"service_request_id": case.number, "token": token}]
    return Document("service_requests", content, headers=_KEPT_PRIVATE)


def next_link(asked: Asked, page: int) -> str:
    """The address of the next page. The key is not part of it: addresses are written into logs."""
    kept = [(name, value) for name, values in asked.request.GET.lists() for value in values if name not in _NOT_KEPT]
    return f'<{asked.request.path}?{urlencode([*kept, ("page", page + 1)])}>; rel="next"'


def paging(parameters: Parameters) -> tuple[int, int]:
    """The page and how much stands on it."""
    page = parameters.whole("page", default=1, most=_MOST_PAGES)
    return page, parameters.whole("page_size", default=MOST_REQUESTS, most=MOST_REQUESTS)


def span(parameters: Parameters, *, first: str, last: str, at: datetime) -> tuple[datetime, datetime]:
    """The stretch that two parameters bound: 90 days at most, and where one is left out, 90 from the other.

    Raises ProblemFound where they are in the wrong order or too far apart.
    """
    since, until = parameters.moment(first), parameters.moment(last)
    if until is None:
        until = since + MOST_DAYS if since is not None else at + _AHEAD
    if since is None:
        since = until - MOST_DAYS
    if since > until:
        raise wrong(f"{first}, {last}", "reversed", _("The first of these lies after the second."))
    if until - since > MOST_DAYS:
        raise wrong(f"{first}, {last}", "too_far_apart", _("These may span 90 days at most."))
    return since, until


def _wanted(parameters: Parameters) -> Wanted:
    """Numbers override everything else; the last news may be asked for instead of the receipt."""
    place = jurisdictions.asked_for(parameters)
    if numbers := parameters.many("service_request_id"):
        return Wanted(area=place.path, elsewhere=place.alone, numbers=numbers)
    at = clock.now()
    since = until = updated_since = updated_until = None
    by_news = bool(parameters.one("updated_after") or parameters.one("updated_before"))
    if by_news:
        updated_since, updated_until = span(parameters, first="updated_after", last="updated_before", at=at)
    if not by_news or parameters.one("start_date") or parameters.one("end_date"):
        since, until = span(parameters, first="start_date", last="end_date", at=at)
    page, size = paging(parameters)
    return Wanted(
        area=place.path,
        elsewhere=place.alone,
        categories=parameters.many("service_code"),
        since=since,
        until=until,
        updated_since=updated_since,
        updated_until=updated_until,
        is_open=_is_open(parameters),
        page=page,
        size=size,
    )


def _is_open(parameters: Parameters) -> bool | None:
    wanted = {each.lower() for each in parameters.many("status")}
    if wanted - {OPEN, CLOSED}:
        raise wrong("status", "unknown_status", _("Status is open or closed."))
    return wanted == {OPEN} if len(wanted) == 1 else None


def _by_code(code: str, place: Jurisdiction) -> OutwardCase:
    return queries.outward_by_code(code, area=place.path, elsewhere=place.alone)
