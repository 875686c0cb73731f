"""What a message from outside is, whichever way it came. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Reason(StrEnum):
    """Why a message became nothing, or nothing yet. Alphabetised; worded in `wording`."""

    AMBIGUOUS = "ambiguous"
    AUTO_REPLY = "auto_reply"
    BOUNCED = "bounced"
    CASE_OVER = "case_over"
    EMPTY = "empty"
    FAILED = "failed"
    INVITATION = "invitation"
    MACHINE_MADE = "machine_made"
    MANY_RECIPIENTS = "many_recipients"
    NOT_WANTED = "not_wanted"
    OWN = "own"
    REFUSED = "refused"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class File:
    """Something that came with a message, as it came."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody says. `address` and `name` are the sender's, sealed with the case.

    `thread` was proved by a sign of ours; `codes` look like tracking codes that stand in it. `matter` are
    further fields of a submission, `device` is what has one open case at a time. `unkept` names what came with it and
    cannot be kept. `reply_to` is the id of a letter to answer. Nothing is answered where `answerable` is False.
    """

    body: str
    title: str = ""
    address: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    files: Sequence[File] = ()
    thread: int | None = None
    codes: Sequence[str] = ()
    matter: Mapping[str, Any] = field(default_factory=dict)
    device: str = ""
    unkept: Sequence[str] = ()
    reply_to: str = ""
    answerable: bool = True


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Why there is nothing to take. A person looks at what is set aside; what is `passed_over` nobody needs to see.

    `bounced` is the thread whose address took no letter.
    """

    reason: Reason
    detail: str = ""
    passed_over: bool = False
    bounced: int | None = None


type Read = Message | NotTaken
