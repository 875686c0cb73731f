"""Pages of other sites may read what anybody may read (CORS): open data is of little use to a map on somebody's blog if
browsers keep it from it.

Never with cookies: a visitor who is signed in here is a stranger there. A key travels only where a page holds one.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

OPEN: Final = ("/open311/", "/feeds/", "/api/v1/public/", "/public/figures.csv")
_NO_CONTENT: Final = 204
_A_DAY: Final = 24 * 3600
_ASKED: Final = "HTTP_ACCESS_CONTROL_REQUEST_METHOD"

type Handler = Callable[[HttpRequest], HttpResponse]


def open_to_pages_of_others(get_response: Handler) -> Handler:
    """Middleware: answers the question that browsers send ahead, and marks what may be read."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(OPEN):
            return get_response(request)
        ahead = request.method == "OPTIONS" and _ASKED in request.META
        response = HttpResponse(status=_NO_CONTENT) if ahead else get_response(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        # It is there to be taken by other pages; the default of the site says the opposite.
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        if ahead:
            response["Access-Control-Allow-Methods"] = "GET, HEAD, POST"
            response["Access-Control-Allow-Headers"] = "Authorization, Content-Type, Idempotency-Key, If-None-Match"
            response["Access-Control-Max-Age"] = str(_A_DAY)
        return response

    return respond
