"""Seals a message so that only the browser it is for reads it (RFC 8291, in the form of RFC 8188). Pure but for chance.

The service that carries it sees that something came, and how long it is; so every message is made equally long.
"""

import os
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE: Final = ec.SECP256R1()
LENGTH: Final = 512
_RECORD: Final = 4096
_LAST: Final = b"\x02"
SALT_BYTES: Final = 16


def seal(
    message: bytes,
    *,
    public: bytes,
    auth: bytes,
    length: int = LENGTH,
    ours: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """One record. `public` is the browser's point on P-256, uncompressed; `auth` its secret of 16 bytes.

    `ours` and `salt` are made anew for every message; only a test names them. Raises ValueError for a point that
    is none, or a message longer than `length`, to which it is filled up (0: as it is).
    """
    if length and len(message) > length:
        raise ValueError("the message is too long")
    ours = ours or ec.generate_private_key(CURVE)
    salt = salt or os.urandom(SALT_BYTES)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public)
    point = ours.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = ours.exchange(ec.ECDH(), theirs)
    secret = _derived(shared, auth, b"WebPush: info\x00" + public + point, 32)
    key = _derived(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\x00", 12)
    filled = message + _LAST + bytes(max(0, length - len(message)))
    head = salt + _RECORD.to_bytes(4) + len(point).to_bytes(1) + point
    return head + AESGCM(key).encrypt(nonce, filled, None)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)
