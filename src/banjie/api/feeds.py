"""What is public of cases as a feed (Atom, JSON Feed 1.1), and deadlines of units for calendars.

Of a case it tells category, area, state and moments: neither words of the reporter nor places.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banjie.cases import queries, wording
from banjie.cases.queries import OutwardCase, Wanted
from banjie.cases.reference import reference
from banjie.outbound import calendars
from banjie.platform import clock

_SIZE: Final = 50
_ATOM: Final = "application/atom+xml; charset=utf-8"
_JSON: Final = "application/feed+json; charset=utf-8"


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """Parameters: area and category (a path or code each), state (open, closed), page."""
    entries, links = _found(request)
    updated = _moment(max((each.updated_at for each in entries), default=datetime(1970, 1, 1, tzinfo=UTC)))
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{escape(_own(request))}</id><title>{escape(_title())}</title><updated>{updated}</updated>",
        f"<author><name>{escape(str(settings.SITE_NAME))}</name></author>",
        *(f"<link rel={quoteattr(rel)} href={quoteattr(href)}/>" for rel, href in links.items()),
        *(_entry(each) for each in entries),
        "</feed>",
    ]
    return _answer(request, "".join(parts).encode(), _ATOM)


@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    entries, links = _found(request)
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(),
        "home_page_url": settings.PUBLIC_URL,
        "feed_url": links["self"],
        "items": [_item(each) for each in entries],
    }
    if "next" in links:
        feed["next_url"] = links["next"]
    return _answer(request, orjson.dumps(feed), _JSON)


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The deadlines behind a secret address."""
    found = calendars.read(token, at=clock.now())
    if found is None:
        return HttpResponse(status=404, content_type="text/plain")
    response = HttpResponse(found, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    return response


def _found(request: HttpRequest) -> tuple[Sequence[OutwardCase], dict[str, str]]:
    asked = request.GET
    area = reference().area(asked.get("area", "").rpartition(".")[2]) if asked.get("area") else None
    number = asked.get("page", "")
    page = int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 5 else 1
    is_open = {"open": True, "closed": False}.get(asked.get("state", ""))
    wanted = Wanted(
        # An area that is none has no cases, rather than all of them.
        area=area.path if area is not None else ("none" if asked.get("area") else ""),
        elsewhere=False,
        categories=[asked["category"]] if asked.get("category") else (),
        is_open=is_open,
        page=max(1, page),
        size=_SIZE,
    )
    entries, more = queries.outward_list(None, wanted)
    links = {"self": _address(request, page)} | ({"next": _address(request, page + 1)} if more else {})
    return entries, links | ({"previous": _address(request, page - 1)} if page > 1 else {})


def _own(request: HttpRequest) -> str:
    return f"{settings.PUBLIC_URL}{request.path}"


def _address(request: HttpRequest, page: int) -> str:
    kept = {key: request.GET[key] for key in ("area", "category", "state") if request.GET.get(key)}
    query = urlencode(kept | ({"page": str(page)} if page > 1 else {}))
    return _own(request) + (f"?{query}" if query else "")


def _title() -> str:
    return _("Public cases")


def _words(case: OutwardCase) -> tuple[str, str, str]:
    look_up = reference()
    category, area = look_up.category_at(case.category_path), look_up.area_at(case.area_path)
    state = str(wording.word(wording.STATES, case.state))
    return category.name if category else "", area.name if area else "", state


def _entry(case: OutwardCase) -> str:
    category, area, state = _words(case)
    title = " · ".join(part for part in (category, area) if part) or case.number
    return (
        f"<entry><id>{escape(_id(case))}</id><title>{escape(title)}</title>"
        f"<published>{_moment(case.received_at)}</published><updated>{_moment(case.updated_at)}</updated>"
        f"<category term={quoteattr(case.category_path or 'none')} label={quoteattr(category)}/>"
        f"<summary>{escape(f'{case.number} · {state}')}</summary></entry>"
    )


def _item(case: OutwardCase) -> dict[str, Any]:
    category, area, state = _words(case)
    return {
        "id": _id(case),
        "title": " · ".join(part for part in (category, area) if part) or case.number,
        "content_text": f"{case.number} · {state}",
        "date_published": _moment(case.received_at),
        "date_modified": _moment(case.updated_at),
        "tags": [part for part in (category, area) if part],
        "_banjie": {
            "number": case.number,
            "state": case.state,
            "is_open": case.is_open,
            "category": case.category_path,
            "area": case.area_path,
            "closed_at": _moment(case.closed_at) if case.closed_at else None,
        },
    }


def _id(case: OutwardCase) -> str:
    return f"{settings.PUBLIC_URL}/cases/{case.number}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _answer(request: HttpRequest, body: bytes, kind: str) -> HttpResponse:
    """With a tag, so that whoever asks again gets nothing where nothing is new."""
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": tag})
    response = HttpResponse(body, content_type=kind, headers={"ETag": tag, "Cache-Control": "public, max-age=60"})
    response["Access-Control-Allow-Origin"] = "*"
    return response
