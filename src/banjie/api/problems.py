"""Errors as machines read them: problem details (RFC 9457), with words in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MEDIA_TYPE = "application/problem+json"
# Where each kind is explained; a kind's address is its identity and never changes.
REFERENCE = "/api/v1/#problem-"


class Kind(StrEnum):
    """Alphabetised. The last part of a problem's `type`."""

    CONFLICT = "conflict"
    FAILURE = "failure"
    FILE_REFUSED = "file-refused"
    FORBIDDEN = "forbidden"
    GONE = "gone"
    INVALID = "invalid"
    KEY_REUSED = "key-reused"
    LENGTH_REQUIRED = "length-required"
    MALFORMED = "malformed"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    NOT_FOUND = "not-found"
    REFUSED = "refused"
    STALE = "stale"
    STORAGE_FULL = "storage-full"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    UNAUTHENTICATED = "unauthenticated"
    UNAVAILABLE = "unavailable"
    UNSUPPORTED_MEDIA_TYPE = "unsupported-media-type"


@dataclass(frozen=True, slots=True)
class Meaning:
    """The status of a kind and what it says in one line."""

    status: int
    title: "StrOrPromise"


MEANINGS: Mapping[Kind, Meaning] = MappingProxyType(
    {
        Kind.CONFLICT: Meaning(409, _("It contradicts what is on record. Nothing was changed.")),
        Kind.FAILURE: Meaning(500, _("Something went wrong here. Nothing was changed.")),
        Kind.FILE_REFUSED: Meaning(422, _("This file is not accepted. Nothing was kept of it.")),
        Kind.FORBIDDEN: Meaning(403, _("This client may not do this.")),
        Kind.GONE: Meaning(410, _("The contact has been erased on schedule.")),
        Kind.INVALID: Meaning(422, _("Something in the request does not hold. Nothing was changed.")),
        Kind.KEY_REUSED: Meaning(422, _("This Idempotency-Key was used for another matter already.")),
        Kind.LENGTH_REQUIRED: Meaning(411, _("Say how long the body is (Content-Length).")),
        Kind.MALFORMED: Meaning(400, _("The request cannot be read.")),
        Kind.METHOD_NOT_ALLOWED: Meaning(405, _("This address does not take this method.")),
        Kind.NOT_FOUND: Meaning(404, _("There is nothing here, or nothing that this client may see.")),
        Kind.REFUSED: Meaning(409, _("The case does not allow it now. Nothing was changed.")),
        Kind.STALE: Meaning(412, _("The case has moved on since you read it. Nothing was changed.")),
        Kind.STORAGE_FULL: Meaning(507, _("There is no room for the file. Nothing was kept of it.")),
        Kind.TOO_LARGE: Meaning(413, _("The request is too large. Nothing was kept of it.")),
        Kind.TOO_MANY: Meaning(429, _("Too many came from your network address. Try again in a quarter of an hour.")),
        Kind.UNAUTHENTICATED: Meaning(401, _("Send a token that is in use: Authorization: Bearer …")),
        Kind.UNAVAILABLE: Meaning(503, _("Banjie cannot answer just now. Nothing was changed; try again shortly.")),
        Kind.UNSUPPORTED_MEDIA_TYPE: Meaning(415, _("This address does not take this kind of content.")),
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a request. `pointer` is a JSON Pointer into the body (as a URI fragment)."""

    code: str
    detail: "StrOrPromise"
    pointer: str | None = None
    parameter: str | None = None

    def wire(self) -> dict[str, str]:
        values = {"code": self.code, "detail": str(self.detail)}
        if self.pointer is not None:
            values["pointer"] = self.pointer
        if self.parameter is not None:
            values["parameter"] = self.parameter
        return values


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem on its way out. `code` is narrower than the kind; `data` are members of its own."""

    kind: Kind
    code: str = ""
    detail: "StrOrPromise" = ""
    faults: Sequence[Fault] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> HttpResponse:
        meaning = MEANINGS[self.kind]
        body: dict[str, Any] = {
            "type": f"{REFERENCE}{self.kind}",
            "title": str(meaning.title),
            "status": meaning.status,
            "code": self.code or self.kind.value.replace("-", "_"),
        }
        if self.detail:
            body["detail"] = str(self.detail)
        if self.faults:
            body["errors"] = [fault.wire() for fault in self.faults]
        response = HttpResponse(
            orjson.dumps(body | dict(self.data), default=str), status=meaning.status, content_type=MEDIA_TYPE
        )
        for name, value in self.headers.items():
            response[name] = value
        # A client's mistake is told to the client; the log is for ours.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response


class ProblemFound(Exception):
    """Raised where a view finds that it cannot go on; becomes the response."""

    def __init__(self, kind: Kind, **details: Any) -> None:
        self.problem = Problem(kind, **details)
        super().__init__(kind.value)


def pointer(*parts: str | int) -> str:
    """A JSON Pointer (RFC 6901) as a URI fragment: pointer("contact", "phone") is "#/contact/phone"."""
    escaped = (str(part).replace("~", "~0").replace("/", "~1") for part in parts)
    return "#" + "".join(f"/{part}" for part in escaped)
