"""Signs of ours on letters, by which an answer is known to belong to a thread. Pure but for the key.

A sign is the thread's number and eighty bits that only we can reckon: whoever holds one has a letter that went to the
reporter, which held the tracking code as well. It stands in the address to answer to and in the Message-ID.
"""

import base64
import hmac
import re
from collections.abc import Iterator
from typing import Final

from django.conf import settings

from banjie.platform.proving.secrets import digest

_BYTES: Final = 10
_SIGN: Final = re.compile(r"(?:\+|<)bj(\d{1,18})-([a-z2-7]{16})(?=[@.])", re.IGNORECASE)


def sign_of(thread_id: int) -> str:
    return f"bj{thread_id}-{_mac(thread_id, None)}"


def message_id(thread_id: int, serial: str, domain: str) -> str:
    """Of a letter about this thread; `serial` tells its letters apart."""
    return f"<{sign_of(thread_id)}.{serial}@{domain}>"


def address_with(sign: str, address: str) -> str:
    """The address to which an answer finds back by itself (RFC 5233's plus)."""
    local, _at, domain = address.rpartition("@")
    return f"{local}+{sign}@{domain}"


def thread_in(*texts: str) -> int | None:
    """The first thread of which a sign that fits stands in what headers say."""
    for text in texts:
        for thread_id, mac in _found(text):
            if any(hmac.compare_digest(mac, _mac(thread_id, key)) for key in (None, *settings.SECRET_KEY_FALLBACKS)):
                return thread_id
    return None


def _found(text: str) -> Iterator[tuple[int, str]]:
    for match in _SIGN.finditer(text[:20_000]):
        if int(match[1]) < 2**63:
            yield int(match[1]), match[2].lower()


def _mac(thread_id: int, key: str | None) -> str:
    return base64.b32encode(digest("channel thread", str(thread_id), key)[:_BYTES]).decode().lower()
