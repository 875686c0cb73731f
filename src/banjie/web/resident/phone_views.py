"""“Tell me on this phone”, on the page of a matter: the browser's own doing, after its holder's own tap."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from banjie.cases import queries
from banjie.cases.errors import CaseNotFound
from banjie.channels.phones import keeping
from banjie.core.workflow import final_states
from banjie.platform import clock
from banjie.platform.origin import address_of
from banjie.platform.proving.asking import knocked
from banjie.platform.pushing import identity
from banjie.platform.pushing.address import NotAnAddress

_WORKER: Final = Path(__file__).resolve().parent.parent / "static" / "web" / "phone_worker.js"
_MOST_BYTES: Final = 4_000
# A person presses once or twice; a script shall not fill our tables.
_MOST_ASKED: Final = 30


@dataclass(frozen=True, slots=True)
class Offered:
    """What the page of a matter says of it: our public key, or "" where the matter is over and phones let go."""

    key: str


def offered(case: queries.Tracked) -> Offered | None:
    """None where the installation has it switched off."""
    ours = identity.identity()
    if ours is None:
        return None
    return Offered("" if case.state in final_states() else ours.public)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that shows messages. Its address stands above the pages for which browsers let it work."""
    answer = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


# The worker renews an address without a page and its token; whoever knows the address of the matter holds its key.
@csrf_exempt
@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    case = _open(code)
    ours = identity.identity()
    if ours is None:
        raise Http404
    at = clock.now()
    if knocked("phone", address_of(request), at=at, most=_MOST_ASKED):
        return HttpResponse(status=429)
    try:
        keeping.ask(case.case_id, _given(request), by=ours, language=get_language() or "", at=at)
    except NotAnAddress:
        return HttpResponse(status=422)
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
def stop(request: HttpRequest, code: str) -> HttpResponse:
    try:
        keeping.stop(_found(code).case_id, _given(request))
    except NotAnAddress:
        return HttpResponse(status=422)
    return HttpResponse(status=204)


def _open(code: str) -> queries.Tracked:
    case = _found(code)
    if case.state in final_states():
        raise Http404
    return case


def _found(code: str) -> queries.Tracked:
    try:
        return queries.tracked(code, at=clock.now())
    except CaseNotFound:
        raise Http404 from None


def _given(request: HttpRequest) -> Any:
    body = request.body
    if len(body) > _MOST_BYTES:
        raise NotAnAddress("length")
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise NotAnAddress("json") from None


@lru_cache(maxsize=1)
def _script() -> bytes:
    return _WORKER.read_bytes()
