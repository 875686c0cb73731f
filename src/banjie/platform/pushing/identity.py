"""Who we are to the services that carry messages: a key pair, and a signed word for each service (VAPID, RFC 8292).

Pure but for the setting's key.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

import orjson
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from banjie.platform.pushing import encoding
from banjie.platform.pushing.sealing import CURVE

_KEY_BYTES: Final = 32
# A service takes no word that holds for longer than a day.
_HOLDS: Final = timedelta(hours=12)


class BadKey(ValueError):
    """BANJIE_PUSH_KEY is no key. The key itself is never shown."""

    def __init__(self) -> None:
        super().__init__("BANJIE_PUSH_KEY is no key; `banjie keys push` makes one")


@dataclass(frozen=True, slots=True)
class Identity:
    """Our key pair; `public` as browsers are given it."""

    private: ec.EllipticCurvePrivateKey = field(repr=False)
    public: str

    def authorization(self, origin: str, *, contact: str, at: datetime) -> str:
        """The header for one service, `origin` as https://host. `contact`: whom it may ask about us, or ""."""
        claims: dict[str, str | int] = {"aud": origin, "exp": int((at + _HOLDS).timestamp())}
        if contact:
            claims["sub"] = contact
        said = f"{_part({'typ': 'JWT', 'alg': 'ES256'})}.{_part(claims)}"
        first, second = decode_dss_signature(self.private.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
        signature = encoding.written(first.to_bytes(_KEY_BYTES) + second.to_bytes(_KEY_BYTES))
        return f"vapid t={said}.{signature}, k={self.public}"


def new_key() -> str:
    """A fresh key for BANJIE_PUSH_KEY: the private number, 32 bytes."""
    made = ec.generate_private_key(CURVE)
    return encoding.written(made.private_numbers().private_value.to_bytes(_KEY_BYTES))


def identity() -> Identity | None:
    """Ours by the setting; None where messages to browsers are off, or the key is none: `doctor` says so, no page."""
    try:
        return identity_of(settings.BANJIE_PUSH_KEY) if settings.BANJIE_PUSH_KEY else None
    except BadKey:
        return None


def contact() -> str:
    """Whom a service may ask about us: the setting, else the portal itself where it has an https address."""
    if settings.BANJIE_PUSH_CONTACT:
        return str(settings.BANJIE_PUSH_CONTACT)
    return str(settings.PUBLIC_URL) if settings.SECURE else ""


@lru_cache(maxsize=4)
def identity_of(key: str) -> Identity:
    """Raises BadKey."""
    try:
        raw = encoding.read(key.strip())
        if len(raw) != _KEY_BYTES:
            raise BadKey
        private = ec.derive_private_key(int.from_bytes(raw), CURVE)
    except BadKey:
        raise
    except ValueError:
        raise BadKey from None
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return Identity(private, encoding.written(point))


def _part(value: dict[str, str | int] | dict[str, str]) -> str:
    return encoding.written(orjson.dumps(value))
