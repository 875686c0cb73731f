"""What people see when something is wrong: what happened, what was kept, and what to do."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/errors/403.html", status=403)


def form_out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or came from elsewhere (CSRF): nothing was done, open the page again."""
    return render(request, "ui/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; or, when it is the database that is away, an honest "nothing was written, try again".

    Both pages are drawn without the request: what is in it (who is signed in) would ask the database again.
    """
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return HttpResponse(render_to_string("ui/errors/503.html"), status=503, headers={"Retry-After": "5"})
    return HttpResponse(render_to_string("ui/errors/500.html"), status=500)
