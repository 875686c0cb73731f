"""What each exception of the capabilities becomes for a machine."""

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import psycopg
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as RequestInvalid
from pydantic import ValidationError

from banjie.api.problems import Fault, Kind, Problem, ProblemFound, pointer
from banjie.cases import wording
from banjie.cases.commands.change import BadData
from banjie.cases.contacts import ContactErased, PurposeMissing
from banjie.cases.errors import CaseNotFound, CommandRefused, StaleCase, SubmissionRefused
from banjie.cases.intake.submit import KeyUsedForAnother
from banjie.core.workflow import Reason
from banjie.knowledge import wording as articles
from banjie.knowledge.errors import ArticleNotFound, ArticleRefused, Code, StaleArticle
from banjie.platform import files

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

logger = logging.getLogger(__name__)

RETRY_AFTER = {"Retry-After": "5"}
_LOCK_TIMEOUT = {"55P03", "40001", "40P01"}
_VALUE_ERROR = "value_error"
# Whether a text is measured before or after it was cleaned is our own affair.
_SAME = {"string_too_long": "too_long", "string_too_short": "too_short"}


def register(api: NinjaAPI) -> None:
    for kind, answer in _ANSWERS.items():
        api.add_exception_handler(kind, _handler(answer))


def problem_of(error: Exception) -> Problem:
    """The problem that an exception is told as: by the nearest of its classes that is known."""
    return next(_ANSWERS[kind](error) for kind in type(error).__mro__ if kind in _ANSWERS)


def _handler(answer: Callable[[Any], Problem]) -> Callable[[HttpRequest, Any], HttpResponse]:
    def handle(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(error).response()

    return handle


def _found(error: ProblemFound) -> Problem:
    return error.problem


def _refused(error: CommandRefused) -> Problem:
    refusal = error.refusal
    kind = Kind.FORBIDDEN if refusal.code == Reason.NOT_YOURS else Kind.REFUSED
    data = {"command": refusal.command, "state": refusal.state}
    return Problem(kind, refusal.code, wording.word(wording.REFUSALS, refusal.code), data=data)


def _submission(error: SubmissionRefused) -> Problem:
    faults = [
        Fault(each.code, wording.word(wording.PROBLEMS, each.code), pointer(*each.field.split(".")))
        for each in error.problems
    ]
    return Problem(Kind.INVALID, faults=faults)


def _bad_data(error: BadData) -> Problem:
    return Problem(
        Kind.INVALID, faults=[Fault(error.code, wording.word(wording.PROBLEMS, error.code), pointer(error.field))]
    )


def _request_invalid(error: RequestInvalid) -> Problem:
    return Problem(Kind.INVALID, faults=list(_faults(error.errors)))


def _payload_invalid(error: ValidationError) -> Problem:
    entries = [{**each, "loc": ("body", "body", *each["loc"])} for each in error.errors(include_url=False)]
    return Problem(Kind.INVALID, faults=list(_faults(entries)))


def _faults(errors: Any) -> Iterator[Fault]:
    for each in errors:
        source, *where = each["loc"]
        code, words = _worded(each)
        if source == "body":
            yield Fault(code, words, pointer(*where[1:]))
        elif source in {"form", "file"}:
            yield Fault(code, words, pointer(*where))
        else:
            yield Fault(code, words, parameter=".".join(str(part) for part in where))


def _worded(error: Mapping[str, Any]) -> tuple[str, "StrOrPromise"]:
    """Our own code where a rule of ours spoke, else the kind of fault that the shape found."""
    kind = _SAME.get(str(error["type"]), str(error["type"]))
    context = error.get("ctx") or {}
    if kind == _VALUE_ERROR:
        code = str(context.get("error", ""))
        words = wording.PROBLEMS.get(code) or articles.PROBLEMS.get(code)
        if words is not None:
            return code, words
    known = _SHAPES().get(kind)
    return kind, known % context if known is not None else str(error["msg"])


def _SHAPES() -> Mapping[str, str]:  # noqa: N802 — a table that is read in the reader's language
    return {
        "extra_forbidden": _("There is no such field."),
        "greater_than": _("It must be greater than %(gt)s."),
        "greater_than_equal": _("It must be at least %(ge)s."),
        "less_than_equal": _("It must be at most %(le)s."),
        "literal_error": _("It must be one of: %(expected)s."),
        "missing": _("This is missing."),
        "too_long": _("It is too long: at most %(max_length)s."),
        "too_short": _("It must not be empty."),
        "timezone_aware": _("Give the time zone, as in 2026-03-02T09:30:00+08:00."),
    }


def _http(error: HttpError) -> Problem:
    """What the framework itself finds; the only one in use is a body that is no JSON."""
    kind = {400: Kind.MALFORMED, 403: Kind.FORBIDDEN, 404: Kind.NOT_FOUND}.get(error.status_code, Kind.MALFORMED)
    return Problem(kind, "not_json" if error.status_code == 400 else "")


def _database(error: Exception) -> Problem:
    """Away, restarting or overtaxed: nothing was written, so trying again is right."""
    state = getattr(error, "sqlstate", None) or getattr(error.__cause__, "sqlstate", None)
    if state in _LOCK_TIMEOUT:
        return Problem(Kind.UNAVAILABLE, "busy", headers={"Retry-After": "1"})
    logger.error("The database did not answer", exc_info=error)
    return Problem(Kind.UNAVAILABLE, headers=RETRY_AFTER)


def _integrity(error: IntegrityError) -> Problem:
    logger.warning("A request of a client contradicts what is on record", exc_info=error)
    return Problem(Kind.CONFLICT)


def _file(error: files.FileRefused) -> Problem:
    data = {key: value for key, value in (("limit", error.limit), ("detected", error.detected)) if value is not None}
    kind = Kind.TOO_LARGE if error.code is files.FileProblem.TOO_LARGE else Kind.FILE_REFUSED
    return Problem(kind, error.code.value, data=data)


def _failure(error: Exception) -> Problem:
    logger.error("A request of a client failed", exc_info=error)
    return Problem(Kind.FAILURE)


def _article(error: ArticleRefused) -> Problem:
    words = articles.REFUSALS[error.code]
    if error.field:
        return Problem(Kind.INVALID, faults=[Fault(error.code, words, pointer(error.field))])
    kind = Kind.FORBIDDEN if error.code is Code.NOT_YOURS else Kind.REFUSED
    return Problem(kind, error.code, words)


def _stale(error: StaleCase | StaleArticle) -> Problem:
    return Problem(Kind.STALE, data={"entries": error.entries, "seen": error.seen})


def _always(kind: Kind, code: str = "", **headers: str) -> Callable[[Any], Problem]:
    return lambda error: Problem(kind, code, headers={key.replace("_", "-"): text for key, text in headers.items()})


def _purpose(error: PurposeMissing) -> Problem:
    return Problem(Kind.INVALID, faults=[Fault("too_short", _("It must not be empty."), pointer("purpose"))])


_ANSWERS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    ArticleNotFound: _always(Kind.NOT_FOUND),
    ArticleRefused: _article,
    AuthenticationError: _always(Kind.UNAUTHENTICATED, WWW_Authenticate='Bearer realm="banjie"'),
    BadData: _bad_data,
    BadRequest: _always(Kind.MALFORMED),
    CaseNotFound: _always(Kind.NOT_FOUND),
    CommandRefused: _refused,
    ContactErased: _always(Kind.GONE),
    DatabaseError: _failure,
    Exception: _failure,
    Http404: _always(Kind.NOT_FOUND),
    HttpError: _http,
    IntegrityError: _integrity,
    InterfaceError: _database,
    KeyUsedForAnother: _always(Kind.KEY_REUSED),
    MultiPartParserError: _always(Kind.MALFORMED, "multipart"),
    OperationalError: _database,
    ProblemFound: _found,
    PurposeMissing: _purpose,
    RequestDataTooBig: _always(Kind.TOO_LARGE),
    RequestInvalid: _request_invalid,
    StaleArticle: _stale,
    StaleCase: _stale,
    SubmissionRefused: _submission,
    SuspiciousOperation: _always(Kind.MALFORMED),
    UnreadablePostError: _always(Kind.MALFORMED, "incomplete"),
    ValidationError: _payload_invalid,
    files.FileMissing: _always(Kind.NOT_FOUND),
    files.FileRefused: _file,
    files.StorageFull: _always(Kind.STORAGE_FULL, Retry_After="60"),
    files.StorageUnavailable: _always(Kind.UNAVAILABLE, Retry_After="5"),
    psycopg.InterfaceError: _database,
    psycopg.OperationalError: _database,
}
