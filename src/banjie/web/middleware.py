"""What every response goes through."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

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


def content_security_policy(get_response: Handler) -> Handler:
    """No third-party request, no inline script: uploaded content never runs."""

    chosen = policy(settings.BANJIE_BASE_MAP)

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", chosen)
        return response

    return respond
