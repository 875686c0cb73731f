"""A browser as the services of their makers know it: it gives an address and reads what is sealed for it (RFC 8291)."""

import hashlib
import hmac
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from banjie.platform.pushing import encoding


class Browser:
    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.auth = os.urandom(16)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.public = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def subscription(self) -> dict[str, Any]:
        keys = {"p256dh": encoding.written(self.public), "auth": encoding.written(self.auth)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    def read(self, sealed: bytes) -> bytes:
        salt, size, known = sealed[:16], int.from_bytes(sealed[16:20]), sealed[20]
        point, body = sealed[21 : 21 + known], sealed[21 + known :]
        if len(body) > size:
            raise ValueError("more than one record")
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        shared = self._key.exchange(ec.ECDH(), sender)
        secret = self.derived(shared, self.auth, b"WebPush: info\0" + self.public + point, 32)
        key = self.derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = self.derived(secret, salt, b"Content-Encoding: nonce\0", 12)
        try:
            filled = AESGCM(key).decrypt(nonce, body, None)
        except InvalidTag:
            raise ValueError("not for this browser") from None
        message, mark, _ = filled.rstrip(b"\0").rpartition(b"\x02")
        if not mark:
            raise ValueError("no last record")
        return message

    @staticmethod
    def derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
        first = hmac.new(salt, secret, hashlib.sha256).digest()
        return hmac.new(first, info + b"\x01", hashlib.sha256).digest()[:length]
