"""Calls to an endpoint: addresses made, answers read, failures named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import quote, urlencode

from django.conf import settings

from banjie.onward import documents
from banjie.onward.reading import Unreadable, read
from banjie.platform.calling.addresses import BadAddress, target_of
from banjie.platform.calling.sending import Outcome, Poster

type Fields = Sequence[tuple[str, str]]

_MOST: Final = 2_000_000
_FORM: Final = "application/x-www-form-urlencoded"
# What went wrong before anything of ours was heard.
_UNHEARD: Final = frozenset({"private_address", "bad_address", "name_unknown", "certificate"})


@dataclass
class Failed(Exception):
    """No answer that can be used. `note` is worded at the edge, `said` is what the server said; `status` 0: nothing."""

    note: str
    status: int = 0
    said: str = ""
    retry_after: int | None = None

    @property
    def was_unheard(self) -> bool:
        """Whether what was sent has surely had no effect there."""
        return self.note in _UNHEARD or self.status == 429 or self.is_final

    @property
    def is_final(self) -> bool:
        """Whether the server read it and does not take it: the same again would be refused again."""
        return 400 <= self.status < 500 and self.status not in {408, 429}


@dataclass(frozen=True, slots=True)
class Server:
    """Where an endpoint is and how it is spoken to. `format`: json or xml."""

    url: str
    jurisdiction_id: str = ""
    key: str = ""
    format: str = "json"

    def get[T](self, what: str, shape: Callable[[Any], T], query: Fields = (), *, keyed: bool = True) -> T:
        """Raises Failed. The key goes into the address, where the specification wants it, only when asked for."""
        given = [*query, *self._common(keyed=keyed)]
        address = f"{self._address(what)}?{urlencode(given)}" if given else self._address(what)
        return self._asked("GET", address, b"", {}, shape)

    def post[T](self, what: str, shape: Callable[[Any], T], fields: Fields, *, key: str = "") -> T:
        """As a form. `key`: an Idempotency-Key, which servers of our kind honour. Raises Failed."""
        headers = {"Content-Type": _FORM} | ({"Idempotency-Key": key} if key else {})
        body = urlencode([*self._common(keyed=True), *fields]).encode()
        return self._asked("POST", self._address(what), body, headers, shape)

    def discovery[T](self, url: str, shape: Callable[[Any], T]) -> T:
        """Raises Failed."""
        return self._asked("GET", url, b"", {}, shape)

    def _common(self, *, keyed: bool) -> list[tuple[str, str]]:
        given = [("jurisdiction_id", self.jurisdiction_id)] if self.jurisdiction_id else []
        return given + ([("api_key", self.key)] if keyed and self.key else [])

    def _address(self, what: str) -> str:
        return f"{self.url.rstrip('/')}/{what}.{self.format}"

    def _asked[T](
        self, method: Literal["GET", "POST"], url: str, body: bytes, headers: dict[str, str], shape: Callable[[Any], T]
    ) -> T:
        accept = "application/json" if self.format == "json" else "text/xml"
        outcome = _called(method, url, body, {"User-Agent": "Banjie", "Accept": accept, **headers})
        value = _value(outcome)
        try:
            return shape(value)
        except Unreadable as error:
            raise Failed(error.code, outcome.status, outcome.excerpt) from None


def in_path(text: str) -> str:
    """A code or number of theirs as a part of an address."""
    return quote(text, safe="")


def _called(method: str, url: str, body: bytes, headers: dict[str, str]) -> Outcome:
    private = settings.BANJIE_ONWARD_PRIVATE
    try:
        target = target_of(url, private_allowed=private)
    except BadAddress as error:
        raise Failed("private_address" if error.fault == "private" else "bad_address") from None
    poster = Poster(target, private_allowed=private, seconds=settings.BANJIE_ONWARD_SECONDS)
    try:
        return poster.ask(method, body, headers, most=_MOST + 1)
    finally:
        poster.close()


def _value(outcome: Outcome) -> Any:
    if outcome.note and outcome.note != "refused":
        raise Failed(outcome.note, outcome.status, outcome.excerpt, outcome.retry_after)
    if len(outcome.said) > _MOST:
        raise Failed("too_long", outcome.status)
    try:
        value = read(outcome.said)
    except Unreadable as error:
        if outcome.note:
            raise Failed("refused", outcome.status, outcome.excerpt, outcome.retry_after) from None
        raise Failed(error.code, outcome.status, outcome.excerpt) from None
    if outcome.note:
        said = documents.complaint(value) or outcome.excerpt
        raise Failed("refused", outcome.status, said, outcome.retry_after)
    return value
