"""What every request of a machine passes before it reaches its address: size, kind and method."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from django.http.response import HttpResponseBase

from banjie.api.problems import Kind, Problem

# The longest submission is some 200 kB, whatever the script.
MOST_JSON = 1024 * 1024
# Beside the file itself: the other fields of the form, and its boundaries.
_AROUND_FILE = 64 * 1024
_JSON = "application/json"
_FORM = "multipart/form-data"
_WITH_BODY = {"POST", "PUT", "PATCH"}

type View = Callable[..., HttpResponseBase]


def guarded(view: View, *, takes: str = _JSON) -> View:
    """`takes` is the content type of bodies that the address accepts."""

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        problem = problem_with(request, {takes: MOST_JSON if takes == _JSON else most_with_files()})
        if problem is not None:
            return problem.response()
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            response = _not_allowed(response)
        elif response.status_code < 400:
            response.headers.setdefault("Cache-Control", "no-store")
        return bodiless(response) if is_head else response

    respond.csrf_exempt = True  # type: ignore[attr-defined]
    return respond


def most_with_files() -> int:
    """Bytes of a body that carries files."""
    return settings.BANJIE_ATTACHMENT_MAX_BYTES + _AROUND_FILE


def problem_with(request: HttpRequest, takes: Mapping[str, int]) -> Problem | None:
    """What keeps a request from being read. `takes`: content types of bodies, each with the most bytes."""
    if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        return Problem(Kind.MALFORMED, code="nul")
    if request.method not in _WITH_BODY:
        return None
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length and "HTTP_TRANSFER_ENCODING" in request.META:
        return Problem(Kind.LENGTH_REQUIRED)
    if not length.isascii() or not (length or "0").isdigit():
        return Problem(Kind.MALFORMED, code="content_length")
    most = takes.get(request.content_type or "", max(takes.values()))
    if int(length or 0) > most:
        return Problem(Kind.TOO_LARGE, data={"most_bytes": most})
    if int(length or 0) and request.content_type not in takes:
        return Problem(
            Kind.UNSUPPORTED_MEDIA_TYPE, data={"accepted": list(takes)}, headers={"Accept": ", ".join(takes)}
        )
    return _unread(request) if request.content_type != _FORM else None


def _unread(request: HttpRequest) -> Problem | None:
    """Reads the body before anything is decided, so that a refusal leaves the connection fit for more."""
    try:
        len(request.body)
    except UnreadablePostError:
        return Problem(Kind.MALFORMED, code="incomplete")
    return None


def _not_allowed(response: HttpResponseBase) -> HttpResponse:
    allowed = set(response.headers["Allow"].split(", "))
    if "GET" in allowed:
        allowed.add("HEAD")
    return Problem(Kind.METHOD_NOT_ALLOWED, headers={"Allow": ", ".join(sorted(allowed))}).response()


def bodiless(response: HttpResponseBase) -> HttpResponseBase:
    """The headers that GET would have had, and nothing else."""
    if isinstance(response, HttpResponse):
        length = len(response.content)
        response.content = b""
        response["Content-Length"] = str(length)
        return response
    bare = HttpResponse(status=response.status_code, headers=dict(response.headers))
    response.close()
    return bare
