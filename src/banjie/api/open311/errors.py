"""Errors in the specification's form: a list of codes and descriptions, whatever goes wrong.

The specification wants 404 for what does not exist, 403 for a wrong or missing key, and 400 for everything else.
We keep to that for every mistake of a client; our own failures are 500 and 503, so that a client can tell what to
try again from what to mend. `code` is the status; our own word, which stays the same in every language, ends the
description in brackets.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from banjie.api.open311.writing import Document
from banjie.api.problems import MEANINGS, Fault, Kind, Problem, ProblemFound

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_BAD_REQUEST, _NOT_FOUND = 400, 404
_STATUSES: Mapping[Kind, int] = MappingProxyType(
    {
        Kind.FAILURE: 500,
        Kind.FORBIDDEN: 403,
        Kind.NOT_FOUND: _NOT_FOUND,
        Kind.STORAGE_FULL: 503,
        Kind.UNAUTHENTICATED: 403,
        Kind.UNAVAILABLE: 503,
    }
)
# Codes of faults that say that something asked for by name does not exist.
_UNKNOWN = frozenset({"category_retired", "category_unknown", "jurisdiction_unknown"})
# What a matter calls its fields, and what a request calls them.
_PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "#": "lat, long",
        "#/area": "jurisdiction_id",
        "#/body": "description",
        "#/category": "service_code",
        "#/contact": "email, phone",
        "#/contact/email": "email",
        "#/contact/name": "first_name, last_name",
        "#/contact/phone": "phone",
        "#/latitude": "lat",
        "#/longitude": "lat, long",
        "#/note": "media_url",
        "#/place_text": "address_string",
        "#/text": "description",
    }
)
_ANSWERS = "#/answers/"


def wrong(parameter: str, code: str, detail: "StrOrPromise") -> ProblemFound:
    """One parameter that cannot be used as it was sent."""
    return ProblemFound(Kind.INVALID, faults=[Fault(code, detail, parameter=parameter)])


def missing(parameter: str) -> ProblemFound:
    return wrong(parameter, "missing", _("This is missing."))


def document(problem: Problem) -> Document:
    status = _status(problem)
    described = _described(problem)
    return Document("errors", [{"code": status, "description": each} for each in described], status, problem.headers)


def _status(problem: Problem) -> int:
    codes = {fault.code for fault in problem.faults}
    # Something wrong beside what does not exist is a request to mend, not an address that leads nowhere.
    if codes and codes <= _UNKNOWN:
        return _NOT_FOUND
    return _STATUSES.get(problem.kind, _BAD_REQUEST)


def _described(problem: Problem) -> Sequence[str]:
    if problem.faults:
        return [_fault(fault) for fault in problem.faults]
    words = problem.detail or MEANINGS[problem.kind].title
    return [f"{words} [{problem.code or problem.kind.value.replace('-', '_')}]"]


def _fault(fault: Fault) -> str:
    where = fault.parameter or _parameter(fault.pointer or "")
    return f"{where}: {fault.detail} [{fault.code}]" if where else f"{fault.detail} [{fault.code}]"


def _parameter(pointer: str) -> str:
    if pointer.startswith(_ANSWERS):
        code = pointer.removeprefix(_ANSWERS).replace("~1", "/").replace("~0", "~")
        return f"attribute[{code}]"
    return _PARAMETERS.get(pointer, pointer.removeprefix("#/"))
