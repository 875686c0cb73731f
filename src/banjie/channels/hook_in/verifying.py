"""Whether a message is from whom it says: three ways that systems know. Pure.

"standard": Standard Webhooks (https://www.standardwebhooks.com), with a moment, so that nothing can be sent again
later. "github": HMAC-SHA256 over the body in X-Hub-Signature-256, as GitHub and many others send it. "bearer": the
secret itself, for what cannot reckon a signature. "address": nothing but the secret in the address.
"""

import hmac
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Final

from banjie.outbound.signing import signature

MODES: Final = ("standard", "github", "bearer", "address")
# How far the moment of a signed message may lie from ours (Standard Webhooks advises five minutes).
TOLERANCE_SECONDS: Final = 300


def fault_of(mode: str, secret: str, headers: Mapping[str, str], body: bytes, *, at: datetime) -> str:
    """Why it is not believed, as a code; "" for what is. `headers` have small letters."""
    match mode:
        case "address":
            return ""
        case "bearer":
            scheme, _space, given = headers.get("authorization", "").partition(" ")
            return "" if scheme.lower() == "bearer" and _same(given.strip(), secret) else "token"
        case "github":
            mine = "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()
            return "" if _same(headers.get("x-hub-signature-256", "").strip().lower(), mine) else "signature"
        case "standard":
            return _standard(secret, headers, body, at)
    return "signature"


def _standard(secret: str, headers: Mapping[str, str], body: bytes, at: datetime) -> str:
    message_id, moment = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message_id or not (moment.isascii() and moment.isdigit() and len(moment) < 13):
        return "signature"
    mine = signature(secret, message_id=message_id, timestamp=int(moment), body=body)
    if not any(_same(each, mine) for each in headers.get("webhook-signature", "").split(" ")[:10]):
        return "signature"
    return "" if abs(at.timestamp() - int(moment)) <= TOLERANCE_SECONDS else "timestamp"


def _same(given: str, mine: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), mine.encode())
