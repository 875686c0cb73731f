"""Fetches letters from a mailbox over IMAP: each is kept here before it is marked there, so none is lost between.

What was fetched is known by its UID within the UIDVALIDITY of the folder; when that changes, what is unread is fetched
once more, and those that came before are known by their Message-ID.
"""

import imaplib
import logging
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import Error as DatabaseFault

from banjie.channels import endpoints, receiving, secrets_kept
from banjie.channels.mail_in.reading import HEADER_BYTES, key_of
from banjie.channels.message import Reason
from banjie.channels.models import Endpoint

logger = logging.getLogger(__name__)

_SECONDS: Final = 30
_AT_ONCE: Final = 50
_SIZE: Final = re.compile(rb"RFC822\.SIZE (\d{1,18})")


class MailboxFault(Exception):
    """The mailbox cannot be read just now. `code` is worded in `wording`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def fetch(endpoint: Endpoint, *, at: datetime) -> int:
    """Keeps what is new, as far as one turn goes. Returns how many. Raises MailboxFault, noted at the endpoint."""
    try:
        with _signed_in(endpoint) as box:
            count = _fetch_new(endpoint, box, at)
    except MailboxFault as fault:
        endpoints.note_fault(endpoint.pk, fault.code, at=at)
        raise
    endpoints.note_sound(endpoint.pk, at=at)
    return count


def try_out(endpoint: Endpoint) -> int:
    """How many letters lie in the folder. Raises MailboxFault."""
    with _signed_in(endpoint) as box:
        return _selected(endpoint, box)[1]


@contextmanager
def _signed_in(endpoint: Endpoint) -> Iterator[imaplib.IMAP4_SSL]:
    given = endpoint.settings
    try:
        context = ssl.create_default_context()
        box = imaplib.IMAP4_SSL(given["host"], int(given["port"]), ssl_context=context, timeout=_SECONDS)
    except ssl.SSLError:
        raise MailboxFault("certificate") from None
    except socket.gaierror:
        raise MailboxFault("name_unknown") from None
    except (OSError, imaplib.IMAP4.error):
        raise MailboxFault("unreachable") from None
    try:
        _sign_in(box, given["user"], secrets_kept.of(endpoint).get("password", ""))
        yield box
    except (OSError, imaplib.IMAP4.abort):
        raise MailboxFault("broken_off") from None
    except imaplib.IMAP4.error:
        raise MailboxFault("not_understood") from None
    finally:
        try:
            box.logout()
        except (OSError, imaplib.IMAP4.error):
            logger.debug("the mailbox of %s was left without a word", endpoint.ref)


def _sign_in(box: imaplib.IMAP4_SSL, user: str, password: str) -> None:
    try:
        if user.isascii() and password.isascii():
            box.login(user, password)
        else:
            # LOGIN knows ASCII only; this way of signing in says UTF-8 (RFC 4616).
            box.authenticate("PLAIN", lambda _asked: f"\0{user}\0{password}".encode())
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        raise MailboxFault("sign_in") from None


def _selected(endpoint: Endpoint, box: imaplib.IMAP4_SSL) -> tuple[str, int]:
    """The validity of the folder's UIDs, and how many letters lie in it."""
    status, found = box.select(f'"{endpoint.settings.get("folder") or "INBOX"}"')
    if status != "OK":
        raise MailboxFault("no_folder")
    validity = box.response("UIDVALIDITY")[1]
    return _text(validity[0] if validity else b""), int(found[0] or 0)


def _fetch_new(endpoint: Endpoint, box: imaplib.IMAP4_SSL, at: datetime) -> int:
    validity, _count = _selected(endpoint, box)
    known = endpoint.cursor if endpoint.cursor.get("validity") == validity else {}
    last = int(known.get("uid", 0))
    count = 0
    for uid in _new(box, last)[:_AT_ONCE]:
        try:
            count += _kept(endpoint, box, uid, at)
        except DatabaseFault:
            # It lies there still; the next turn begins with it.
            logger.exception("a letter could not be kept")
            break
        last = max(last, uid)
        endpoint.cursor = {"validity": validity, "uid": last}
        Endpoint.objects.filter(pk=endpoint.pk).update(cursor=endpoint.cursor)
        _mark(endpoint, box, uid)
    return count


def _new(box: imaplib.IMAP4_SSL, last: int) -> list[int]:
    """UIDs above the last one; for a folder never read before, what is unread."""
    criterion = f"UID {last + 1}:*" if last else "UNSEEN"
    status, found = box.uid("SEARCH", criterion)
    if status != "OK":
        raise MailboxFault("not_understood")
    words = _text(found[0] or b"").split() if found else []
    # "n:*" names the last letter even where its number is below n (RFC 3501, section 6.4.8).
    return sorted(int(word) for word in words if word.isdigit() and int(word) > last)


def _kept(endpoint: Endpoint, box: imaplib.IMAP4_SSL, uid: int, at: datetime) -> int:
    size = _size(box, uid)
    if size is None:
        return 0
    if size > settings.BANJIE_MAIL_MAX_BYTES:
        raw = _section(box, uid, f"BODY.PEEK[HEADER]<0.{HEADER_BYTES}>")
        kept = receiving.set_aside_unread(
            endpoint, raw or b"", key=key_of(raw or b""), reason=Reason.TOO_LARGE, detail=str(size), at=at
        )
    elif (raw := _section(box, uid, "BODY.PEEK[]")) is not None:
        kept = receiving.receive(endpoint, raw, key=key_of(raw), at=at)
    else:
        return 0
    return 0 if kept.repeated else 1


def _size(box: imaplib.IMAP4_SSL, uid: int) -> int | None:
    """None for a letter that has gone meanwhile."""
    _status, found = box.uid("FETCH", str(uid), "(RFC822.SIZE)")
    match = _SIZE.search(_joined(found))
    return int(match[1]) if match else None


def _section(box: imaplib.IMAP4_SSL, uid: int, section: str) -> bytes | None:
    _status, found = box.uid("FETCH", str(uid), f"({section})")
    return next((bytes(each[1]) for each in found if isinstance(each, tuple) and len(each) > 1), None)


def _mark(endpoint: Endpoint, box: imaplib.IMAP4_SSL, uid: int) -> None:
    """What is kept here is marked there; where that fails it stays as it is, and is not fetched again."""
    folder = endpoint.settings.get("moved_to")
    box.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")
    if not folder:
        return
    if "MOVE" in box.capabilities:
        box.uid("MOVE", str(uid), f'"{folder}"')
        return
    status, _found = box.uid("COPY", str(uid), f'"{folder}"')
    if status == "OK":
        box.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Deleted)")
        box.expunge()


def _joined(found: list[Any]) -> bytes:
    return b" ".join(part if isinstance(part, bytes) else b" ".join(part) for part in found if part is not None)


def _text(found: bytes | str) -> str:
    return found.decode("ascii", "replace") if isinstance(found, bytes) else str(found)
