"""A letter as a message: who wrote it, in what words, going on with which thread. Pure but for our keys."""

from collections.abc import Collection
from email import message_from_bytes, policy
from email.message import Message as Letter
from hashlib import sha256
from typing import Final

from banjie.channels.codes import codes_in
from banjie.channels.mail_in import automatic, headers, texts
from banjie.channels.mail_in.parts import Parts, parts_of
from banjie.channels.message import Message, NotTaken, Read, Reason
from banjie.channels.models import Endpoint

# Of a letter that is too large, enough for its headers.
HEADER_BYTES: Final = 64 * 1024


def read(raw: bytes, endpoint: Endpoint) -> Read:
    own = {str(endpoint.settings.get("address", "")).lower(), *endpoint.settings.get("own", ())}
    return read_letter(raw, own=own - {""})


def read_letter(raw: bytes, *, own: Collection[str] = ()) -> Read:
    letter = parsed(raw)
    if letter is None:
        return NotTaken(Reason.UNREADABLE)
    try:
        machine = automatic.made_by_machine(letter, own=own)
        if machine is not None:
            return machine
        found = parts_of(letter)
    except RecursionError:
        return NotTaken(Reason.UNREADABLE, "nested")
    if found.has_invitation and not found.text.strip():
        return NotTaken(Reason.INVITATION)
    return _message(letter, found)


def shown(raw: bytes) -> Read:
    """A letter as a person is to see it, whoever or whatever wrote it."""
    letter = parsed(raw)
    if letter is None:
        return NotTaken(Reason.UNREADABLE)
    try:
        return _message(letter, parts_of(letter))
    except RecursionError:
        return NotTaken(Reason.UNREADABLE, "nested")


def parsed(raw: bytes) -> Letter | None:
    """The letter, or None for what is none: without a header that letters have."""
    try:
        letter = message_from_bytes(raw, policy=policy.compat32)
    except (ValueError, LookupError, RecursionError, AssertionError):
        return None
    names = {name.lower() for name, _value in letter.raw_items()}
    return letter if names & {"from", "subject", "to", "message-id", "date"} else None


def key_of(raw: bytes) -> str:
    """By what a letter is known when it comes again: its Message-ID and who wrote it, else all of it.

    With the writer, since nobody else may keep a letter from coming in by sending its id ahead.
    """
    letter = parsed(raw[:HEADER_BYTES])
    found = headers.ids_in(letter, "Message-ID") if letter is not None else []
    if letter is not None and found:
        return f"{found[0]} {headers.from_of(letter)}"
    return sha256(raw).hexdigest()


def _message(letter: Letter, found: Parts) -> Message:
    name, address = headers.sender_of(letter)
    subject = headers.subject_of(letter)
    thread = automatic.signed_thread(letter)
    codes = codes_in(f"{subject}\n{found.text}")
    # Who answers is heard without what they quote; who writes for the first time may mean just that.
    body = texts.own_words(found.text) if thread is not None or codes else texts.tidy(found.text)
    ids = headers.ids_in(letter, "Message-ID")
    return Message(
        body=body,
        title=subject,
        address=address,
        name=name,
        files=found.files,
        thread=thread,
        codes=codes,
        unkept=found.unkept,
        reply_to=ids[0] if ids else "",
        answerable=automatic.answerable(letter),
    )
