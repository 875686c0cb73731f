"""What a request says, from its address and its body alike: checked in form, never in meaning.

Bodies are forms (urlencoded or multipart) as the specification has it, or a JSON object with the same names, where
`attribute` may be an object. An empty parameter is one that was not sent.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from banjie.api.open311.errors import wrong
from banjie.api.problems import Kind, ProblemFound

MOST_VALUES = 1000
_FILES = ("media", "media[]", "media_url", "media_url[]")
_DECIMAL = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,20})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
# https://www.w3.org/TR/NOTE-datetime, with time and zone. A plus sign in an address is often sent unescaped.
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+\- ]\d{2}:\d{2})", re.ASCII)
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_WORDS: Mapping[str, bool] = {"true": True, "1": True, "false": False, "0": False}


class Parameters:
    """Everything that a request was given, by name; `files` are those sent as media."""

    def __init__(self, given: Mapping[str, Sequence[str]], files: "Sequence[UploadedFile[Any]]" = ()) -> None:
        self._given = given
        self.files = files

    def __iter__(self) -> Any:
        return iter(self._given)

    def values(self, name: str) -> list[str]:
        """Every value that is not empty, in order."""
        return [value for value in self._given.get(name, ()) if value.strip()]

    def one(self, name: str) -> str:
        """The value, or "". Raises ProblemFound where two are given that differ."""
        values = {value.strip() for value in self.values(name)}
        if len(values) > 1:
            raise wrong(name, "repeated", _("Send this once."))
        return next(iter(values), "")

    def many(self, name: str) -> list[str]:
        """The values of a parameter that may be repeated, and separated by commas."""
        found = [part.strip() for value in self.values(name) for part in value.split(",") if part.strip()]
        if len(found) > MOST_VALUES:
            raise wrong(name, "too_many", _("There are too many: at most %(most)s.") % {"most": MOST_VALUES})
        return found

    def whole(self, name: str, *, default: int, most: int) -> int:
        """A number from 1 to `most`."""
        text = self.one(name)
        if not text:
            return default
        if not _WHOLE.fullmatch(text) or not 1 <= int(text) <= most:
            raise wrong(name, "out_of_range", _("Give a whole number from 1 to %(most)s.") % {"most": most})
        return int(text)

    def decimal(self, name: str) -> float | None:
        text = self.one(name)
        if not text:
            return None
        if not _DECIMAL.fullmatch(text):
            raise wrong(name, "not_a_number", _("Give degrees as a decimal number, as in 30.5."))
        return float(text)

    def flag(self, name: str) -> bool | None:
        text = self.one(name).lower()
        if text and text not in _WORDS:
            raise wrong(name, "not_true_or_false", _("Say true or false."))
        return _WORDS.get(text)

    def moment(self, name: str) -> datetime | None:
        text = self.one(name)
        return read_moment(name, text) if text else None


def read_moment(name: str, text: str) -> datetime:
    """A moment in the form of the W3C, with its zone. Raises ProblemFound."""
    found = None
    if _MOMENT.fullmatch(text):
        try:
            found = datetime.fromisoformat(text.replace(" ", "+"))
        except ValueError:
            found = None
    if found is None:
        raise wrong(name, "not_a_moment", _("Give date, time and zone, as in 2026-03-02T09:30:00+08:00."))
    if not EARLIEST <= found <= LATEST:
        raise wrong(name, "out_of_range", _("Give a date between 1970 and 2200."))
    return found


def read(request: HttpRequest) -> Parameters:
    """Raises ProblemFound for JSON that is none, and what Django raises for a form that cannot be read."""
    given: dict[str, list[str]] = {name: list(values) for name, values in request.GET.lists()}
    if request.method != "POST":
        return Parameters(given)
    if request.content_type == "application/json":
        for name, values in _from_json(request.body):
            given.setdefault(name, []).extend(values)
        return Parameters(given)
    for name, values in request.POST.lists():
        given.setdefault(name, []).extend(values)
    files = [file for name in _FILES for file in request.FILES.getlist(name)]
    return Parameters(given, files)


def _from_json(body: bytes) -> list[tuple[str, list[str]]]:
    try:
        found = orjson.loads(body or b"{}")
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise ProblemFound(Kind.MALFORMED, code="not_json")
    attributes = found.pop("attribute", None) or {}
    if not isinstance(attributes, dict):
        raise wrong("attribute", "not_an_object", _("Give an object of codes and values."))
    pairs = [*found.items(), *((f"attribute[{code}]", value) for code, value in attributes.items())]
    return [(name, _texts(name, value)) for name, value in pairs]


def _texts(name: str, value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for each in value for text in _texts(name, None if isinstance(each, list) else each)]
    if isinstance(value, dict):
        raise wrong(name, "not_a_value", _("Give a text, a number, or a list of them."))
    if value is None:
        return []
    return [str(value).lower() if isinstance(value, bool) else str(value)]
