"""Hands one message to the service that reaches a browser (RFC 8030)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

import orjson

from banjie.platform.calling.sending import Outcome, Poster
from banjie.platform.pushing import identity
from banjie.platform.pushing.address import BrowserAddress
from banjie.platform.pushing.identity import Identity
from banjie.platform.pushing.sealing import seal

_SECONDS: Final = 10
# As long as a phone may be switched off and still be told; then the news is no longer new.
_KEPT: Final = timedelta(days=7)
_GONE: Final = frozenset({404, 410})


class Fate(StrEnum):
    """What became of a message. GONE: this address will never be reached again."""

    TAKEN = "taken"
    GONE = "gone"
    FAILED = "failed"


def push(to: BrowserAddress, message: Mapping[str, Any], *, by: Identity, at: datetime) -> tuple[Fate, Outcome]:
    """Sends JSON. A newer message takes the place of one that still waits at the service for the phone."""
    target = to.target()
    poster = Poster(target, private_allowed=False, seconds=_SECONDS)
    origin = f"{target.scheme}://{target.authority}"
    headers = {
        "Authorization": by.authorization(origin, contact=identity.contact(), at=at),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(_KEPT.total_seconds())),
        "Topic": "news",
        "Urgency": "normal",
        "User-Agent": "Banjie",
    }
    try:
        outcome = poster.post(seal(orjson.dumps(message), public=to.public, auth=to.auth), headers)
    finally:
        poster.close()
    return _fate(outcome), outcome


def _fate(outcome: Outcome) -> Fate:
    if outcome.was_taken:
        return Fate.TAKEN
    return Fate.GONE if outcome.status in _GONE else Fate.FAILED
