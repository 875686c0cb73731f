"""What is told of cases: types of events, groups of fields, the envelope (CloudEvents 1.0, structured JSON). Pure."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import orjson
from django.utils.translation import gettext_lazy as _

from banjie.organisations.clients.scopes import Scope

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CONTENT_TYPE: Final = "application/cloudevents+json; charset=utf-8"
TEST: Final = "banjie.test"
_PREFIX: Final = "banjie.case."


class Type(StrEnum):
    """What happened, from outside. In the order of a case's life."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CLASSIFIED = "classified"
    ASSIGNED = "assigned"
    STARTED = "started"
    SENT_ON = "sent_on"
    WAITING = "waiting"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    ANSWERED = "answered"
    CLOSED = "closed"
    RATED = "rated"
    REOPENED = "reopened"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    MOVED = "moved"


WORDS: Final[Mapping[Type, "StrOrPromise"]] = MappingProxyType(
    {
        Type.RECEIVED: _("A case came in"),
        Type.ACCEPTED: _("A case was accepted"),
        Type.DECLINED: _("A case was declined"),
        Type.CLASSIFIED: _("Category, level or place changed"),
        Type.ASSIGNED: _("A case was given to a unit"),
        Type.STARTED: _("A unit has begun"),
        Type.SENT_ON: _("A case was sent on to another system"),
        Type.WAITING: _("The reporter was asked"),
        Type.SUSPENDED: _("A case was suspended"),
        Type.RESUMED: _("The work goes on"),
        Type.ANSWERED: _("A unit has answered"),
        Type.CLOSED: _("A case was closed"),
        Type.RATED: _("The reporter gave a verdict"),
        Type.REOPENED: _("A case was opened again"),
        Type.FINISHED: _("A case was filed"),
        Type.WITHDRAWN: _("A case was withdrawn"),
        Type.MERGED: _("A case was merged into another"),
        Type.MOVED: _("A case went on otherwise"),
    }
)

_OF_COMMAND: Final[Mapping[str, Type]] = MappingProxyType(
    {
        "submit": Type.RECEIVED,
        "accept": Type.ACCEPTED,
        "decline": Type.DECLINED,
        "classify": Type.CLASSIFIED,
        "rehome": Type.CLASSIFIED,
        "assign": Type.ASSIGNED,
        "transfer": Type.ASSIGNED,
        "claim": Type.STARTED,
        "sent_on": Type.SENT_ON,
        "ask_reporter": Type.WAITING,
        "provide_information": Type.RESUMED,
        "stop_waiting": Type.RESUMED,
        "suspend": Type.SUSPENDED,
        "resume": Type.RESUMED,
        "answer": Type.ANSWERED,
        "settle_on_the_spot": Type.ANSWERED,
        "answer_at_once": Type.CLOSED,
        "close": Type.CLOSED,
        "rate": Type.RATED,
        "follow_up": Type.RATED,
        "reopen": Type.REOPENED,
        "finish": Type.FINISHED,
        "withdraw": Type.WITHDRAWN,
        "merge": Type.MERGED,
    }
)


def type_of(command: str, *, source: str, target: str, reached: bool = True) -> Type | None:
    """The type of an entry of the timeline; None for what is nobody else's business, as notes and looks are."""
    if command == "follow_up" and not reached:
        return None
    found = _OF_COMMAND.get(command)
    if found is not None:
        return found
    return Type.MOVED if source and source != target else None


class Fields(StrEnum):
    """Groups of fields. `SUMMARY` is always told; contacts are in none.

    `PERSONAL` adds no field: with it the words of the others go as they were written, else masked. It is chosen by
    itself, since an event goes to an address, where others may read it than those who hold the token.
    """

    SUMMARY = "summary"
    PLACE = "place"
    UNIT = "unit"
    TEXT = "text"
    ANSWER = "answer"
    PERSONAL = "personal"
    VERDICT = "verdict"


FIELD_WORDS: Final[Mapping[Fields, "StrOrPromise"]] = MappingProxyType(
    {
        Fields.SUMMARY: _("Number, state, kind, level, category, area, dates"),
        Fields.PLACE: _("The exact place"),
        Fields.UNIT: _("The unit that has it"),
        Fields.TEXT: _("Title and text"),
        Fields.ANSWER: _("The approved reply"),
        Fields.PERSONAL: _("All words as they were written, with names, numbers and doors of persons"),
        Fields.VERDICT: _("The reporter's verdict"),
    }
)
_READING: Final = frozenset({Scope.READ, Scope.ACT, Scope.CONTACT, Scope.PERSONAL})
_NEEDS: Final[Mapping[Fields, frozenset[Scope]]] = MappingProxyType(
    {
        Fields.SUMMARY: _READING,
        Fields.PLACE: _READING,
        Fields.UNIT: _READING,
        Fields.TEXT: frozenset({Scope.READ, Scope.ACT, Scope.PERSONAL}),
        Fields.ANSWER: frozenset({Scope.READ, Scope.ACT, Scope.PERSONAL}),
        Fields.PERSONAL: frozenset({Scope.PERSONAL}),
        Fields.VERDICT: frozenset({Scope.FIGURES}),
    }
)


def allowed_fields(scopes: Collection[str]) -> frozenset[Fields]:
    """The groups that a client with these scopes may be told."""
    held = {Scope(scope) for scope in scopes}
    return frozenset(group for group, needed in _NEEDS.items() if needed & held)


def envelope(*, event_id: str, type_: str, source: str, subject: str, at: datetime, data: Mapping[str, Any]) -> bytes:
    """One event as it goes over the wire, to the letter the same however often it is sent."""
    return orjson.dumps(
        {
            "specversion": "1.0",
            "id": event_id,
            "source": source,
            "type": type_,
            "subject": subject,
            "time": at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "datacontenttype": "application/json",
            "data": data,
        }
    )


def full_name(type_: Type) -> str:
    return f"{_PREFIX}{type_}"
