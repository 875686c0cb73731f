"""Signatures as Standard Webhooks has them (https://www.standardwebhooks.com, version 1). Pure.

`webhook-signature` holds "v1," and the base64 of HMAC-SHA256 over "id.timestamp.body", once for each secret that is
valid, parted by spaces. A receiver refuses timestamps that are more than some minutes off, and ids it has seen.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from typing import Final

_PREFIX: Final = "whsec_"
_BYTES: Final = 32


def new_secret() -> str:
    """256 random bits, as they are handed over: whsec_ and base64."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def signature(secret: str, *, message_id: str, timestamp: int, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def headers(keys: Sequence[str], *, message_id: str, timestamp: int, body: bytes) -> Mapping[str, str]:
    """The three headers of a message; while a secret is being exchanged it is signed with both."""
    signed = " ".join(signature(key, message_id=message_id, timestamp=timestamp, body=body) for key in keys)
    return {"webhook-id": message_id, "webhook-timestamp": str(timestamp), "webhook-signature": signed}
