"""Web hooks, text messages, WeChat and the call centre, as they call."""

import logging
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from banjie.api.channels.door import callback, headers_of
from banjie.api.problems import Fault, Kind, Problem
from banjie.channels import wording
from banjie.channels.calls import acts as calls
from banjie.channels.calls.acts import NotARecording
from banjie.channels.hook_in import accepting as hook
from banjie.channels.models import Endpoint, State
from banjie.channels.sms import accepting as sms
from banjie.channels.sms.fields import NotAMessage
from banjie.channels.wechat import accepting as wechat
from banjie.channels.wechat.wire import NotACallback
from banjie.platform import clock

logger = logging.getLogger(__name__)


@callback("hook", "POST")
def hook_in(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    """201 for a case, 200 for what was added to one or came before, 202 for what a person looks at first."""
    done = hook.accept(endpoint, headers_of(request), request.body, at=clock.now())
    body: dict[str, Any] = {"state": done.state, "number": done.number or None, "repeated": done.repeated}
    if done.state == State.SET_ASIDE:
        body |= {"reason": done.reason, "errors": done.detail.split(), "detail": str(wording.REASONS[done.reason])}
    status = {State.TAKEN: 200 if done.repeated else 201, State.ADDED: 200}.get(State(done.state), 202)
    return HttpResponse(orjson.dumps(body), status=status, content_type="application/json")


@callback("sms", "POST", "GET")
def sms_in(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    """Answered in the gateway's own words. Some call with everything in the address."""
    body = request.body or request.META.get("QUERY_STRING", "").encode()
    try:
        sms.accept(endpoint, headers_of(request), body, at=clock.now())
    except NotAMessage as error:
        return Problem(Kind.INVALID, code=f"no_{error}").response()
    return HttpResponse(str(endpoint.settings.get("answer") or "OK"), content_type="text/plain; charset=utf-8")


@callback("wechat", "GET", "POST")
def wechat_in(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    """GET is WeChat trying the address; POST a message or an event, answered at once."""
    query = {name: str(value) for name, value in request.GET.items()}
    if request.method == "GET":
        said = wechat.echo(endpoint, query, at=clock.now())
        return HttpResponse(said, content_type="text/plain; charset=utf-8")
    try:
        answer = wechat.accept(endpoint, query, request.body, at=clock.now())
    except NotACallback as error:
        return Problem(Kind.MALFORMED, code=str(error)).response()
    if not answer:
        # What WeChat takes for "received, and nothing to say".
        return HttpResponse("success", content_type="text/plain; charset=utf-8")
    return HttpResponse(answer, content_type="application/xml; charset=utf-8")


@callback("calls", "POST")
def recording(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    try:
        calls.record(endpoint, headers_of(request), request.body, at=clock.now())
    except NotARecording as error:
        code = str(error)
        fault = Fault(code, wording.RECORDINGS[code], pointer="#/call" if code == "call" else "#/recording")
        return Problem(Kind.INVALID, faults=[fault]).response()
    return HttpResponse(status=204)
