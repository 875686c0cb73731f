"""What every request passes: method, size, kind and format; and errors in the specification's form."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from banjie.api import gate
from banjie.api.open311 import errors, parameters, writing
from banjie.api.open311.parameters import Parameters
from banjie.api.open311.writing import MEDIA_TYPES, XML, Document
from banjie.api.problems import Kind, Problem, ProblemFound
from banjie.api.v1.credentials import client_with
from banjie.api.v1.handlers import problem_of
from banjie.cases.acting import Acting
from banjie.organisations.clients.queries import KnownClient
from banjie.organisations.permissions import Viewer

_BEARER = "bearer "


@dataclass
class Asked:
    """A request on its way in: who asks, and for what."""

    request: HttpRequest

    @cached_property
    def parameters(self) -> Parameters:
        return parameters.read(self.request)

    @cached_property
    def client(self) -> KnownClient | None:
        """The client whose key was sent, if any. Raises ProblemFound for a key that is not in use.

        The keys are the tokens of `api/v1`, as the parameter `api_key` or as a bearer token.
        """
        key = self.parameters.one("api_key") or self._bearer()
        if not key:
            return None
        found = client_with(key)
        if found is None:
            raise _no_key(_("This api_key is not in use."))
        return found

    @property
    def viewer(self) -> Viewer | None:
        return self.client.viewer if self.client is not None else None

    def known_client(self) -> KnownClient:
        """Raises ProblemFound where no key was sent."""
        if self.client is None:
            raise _no_key(_("Send your api_key."))
        return self.client

    def acting(self) -> Acting:
        client = self.known_client()
        return Acting.client(client.id, client.viewer)

    def _bearer(self) -> str:
        given = self.request.headers.get("Authorization", "")
        return given[len(_BEARER) :].strip() if given.lower().startswith(_BEARER) else ""


type Answering = Callable[..., Document]


def address(*, get: Answering | None = None, post: Answering | None = None) -> Callable[..., HttpResponseBase]:
    """A view that answers in the format that the address ends in. It is given the names in the address."""
    by_method = {method: view for method, view in (("GET", get), ("HEAD", get), ("POST", post)) if view is not None}

    def respond(request: HttpRequest, extension: str, **names: Any) -> HttpResponseBase:
        form = extension.lower()
        try:
            document = _answered(request, form, by_method, names)
        except Exception as error:
            document = errors.document(problem_of(error))
        made = writing.response(document, form if form in MEDIA_TYPES else XML)
        made.headers.setdefault("Cache-Control", "no-store")
        return gate.bodiless(made) if request.method == "HEAD" else made

    respond.csrf_exempt = True  # type: ignore[attr-defined]
    return respond


def nowhere(request: HttpRequest) -> HttpResponse:
    """Whatever is no address of ours; XML is the format that every client reads."""
    return writing.response(errors.document(Problem(Kind.NOT_FOUND)), XML)


nowhere.csrf_exempt = True  # type: ignore[attr-defined]


def _answered(request: HttpRequest, form: str, by_method: dict[str, Answering], names: dict[str, Any]) -> Document:
    if form not in MEDIA_TYPES:
        raise ProblemFound(Kind.NOT_FOUND, code="format", detail=_("Answers are given as .json or .xml."))
    problem = gate.problem_with(request, _bodies())
    if problem is not None:
        return errors.document(problem)
    view = by_method.get(request.method or "")
    if view is None:
        return errors.document(Problem(Kind.METHOD_NOT_ALLOWED, headers={"Allow": ", ".join(by_method)}))
    return view(Asked(request), **names)


def _bodies() -> dict[str, int]:
    """The kinds of bodies that are read, each with the most bytes. XML is none of them, so no entity is expanded."""
    return {
        "application/x-www-form-urlencoded": gate.MOST_JSON,
        "application/json": gate.MOST_JSON,
        "multipart/form-data": gate.most_with_files(),
    }


def _no_key(words: Any) -> ProblemFound:
    return ProblemFound(Kind.FORBIDDEN, code="api_key", detail=words)
