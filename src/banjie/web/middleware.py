"""What every response goes through."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import resolve_url

FOUND, UNAUTHORISED = 302, 401
_TEXTS = frozenset({"application/json", "image/svg+xml"})

type Handler = Callable[[HttpRequest], HttpResponse]


def policy(base_map: str) -> str:
    """No third-party request but to the base map that the installation itself has chosen, if any."""
    address = urlsplit(base_map)
    host = f" {address.scheme}://{address.netloc}" if address.netloc else ""
    return "; ".join(("default-src 'self'", f"img-src 'self' data: blob:{host}", f"connect-src 'self'{host}", *_FIXED))


_FIXED = (
    "worker-src 'self' blob:",
    "style-src 'self'",
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)


class CompressedText(GZipMiddleware):
    """Pages and other text go compressed, a list in a tenth of its size; pictures and documents are already.

    Django's own middleware pads by a random length, so that sizes give no secret of a page away (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.get("Content-Type", "").partition(";")[0]
        if kind.startswith("text/") or kind in _TEXTS or kind.endswith("+json"):
            return super().process_response(request, response)
        return response


def signed_out_fragment(get_response: Handler) -> Handler:
    """A part of a page asked for after the session has ended is refused, not answered with the page to sign in.

    The browser would follow that redirect by itself and put a sign-in form where the answer belongs; and the draft
    of what was being sent would be taken for sent, and erased.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        leads_to_sign_in = response.status_code == FOUND and response["Location"].startswith(
            resolve_url(settings.LOGIN_URL)
        )
        if leads_to_sign_in and request.headers.get("HX-Request"):
            return HttpResponse(status=UNAUTHORISED)
        return response

    return respond


def content_security_policy(get_response: Handler) -> Handler:
    """No third-party request, no inline script: uploaded content never runs."""

    chosen = policy(settings.BANJIE_BASE_MAP)

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", chosen)
        return response

    return respond
