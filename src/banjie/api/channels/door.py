"""What every callback passes: its size, its endpoint by the secret of the address, and what is told of faults."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Final

from django.http import HttpRequest, HttpResponse, UnreadablePostError

from banjie.api.problems import Fault, Kind, Problem
from banjie.api.v1.handlers import problem_of
from banjie.channels import endpoints, wording
from banjie.channels.hook_in.accepting import NotBelieved, NotMapped
from banjie.channels.hook_in.documents import NotADocument
from banjie.channels.models import Endpoint

type View = Callable[[HttpRequest, Endpoint], HttpResponse]

_MOST: Final = 1024 * 1024


def callback(kind: str, *methods: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """For an endpoint of this kind, found by its address; what is no address of any is as if there were none."""

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @wraps(view)
        def respond(request: HttpRequest, token: str) -> HttpResponse:
            if request.method not in methods:
                return Problem(Kind.METHOD_NOT_ALLOWED, headers={"Allow": ", ".join(methods)}).response()
            if (problem := _unfit(request)) is not None:
                return problem.response()
            endpoint = endpoints.by_token(kind, token)
            if endpoint is None:
                return Problem(Kind.NOT_FOUND).response()
            response = _answered(view, request, endpoint)
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        respond.csrf_exempt = True  # type: ignore[attr-defined]
        return respond

    return decorate


def headers_of(request: HttpRequest) -> Mapping[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


def _unfit(request: HttpRequest) -> Problem | None:
    if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        return Problem(Kind.MALFORMED, code="nul")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit():
        return Problem(Kind.MALFORMED, code="content_length")
    if int(length) > _MOST:
        return Problem(Kind.TOO_LARGE, data={"most_bytes": _MOST})
    try:
        len(request.body)
    except UnreadablePostError:
        return Problem(Kind.MALFORMED, code="incomplete")
    return None


def _answered(view: View, request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    try:
        return view(request, endpoint)
    except NotBelieved as error:
        return Problem(Kind.UNAUTHENTICATED, code=error.code).response()
    except NotADocument as error:
        return Problem(Kind.MALFORMED, code=str(error)).response()
    except NotMapped as error:
        faults = [Fault(each.code, wording.mapping_fault(each.where, each.code)) for each in error.faults]
        return Problem(Kind.INVALID, code="not_mapped", faults=faults).response()
    except Exception as error:
        # Nothing was kept, or what was is taken up again; whoever calls may call again.
        return problem_of(error).response()
