"""Signatures and the secure mode of callbacks. Pure.

The signature is the SHA-1 of token, timestamp and nonce (and the sealed text, where there is one), sorted and joined.
A sealed text is base64 of AES-256-CBC over 16 random bytes, the length of the message (4 bytes, network order), the
message, and the appid, filled to 32 bytes (PKCS#7); the key is base64 of EncodingAESKey and "=", its first 16 bytes
begin the chain.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
import struct
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

_BLOCK: Final = 32
_RANDOM: Final = 16


class NotSealed(ValueError):
    """It does not open with this key, or was sealed for another account."""


def signature(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()  # noqa: S324 — as WeChat defines it


def fits(given: str, *parts: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), signature(*parts).encode())


def is_key(encoding_key: str) -> bool:
    return len(encoding_key) == 43 and _key(encoding_key) is not None


def sealed(text: str, *, encoding_key: str, appid: str) -> str:
    key = _key(encoding_key)
    if key is None:
        raise NotSealed("key")
    message = text.encode()
    plain = secrets.token_bytes(_RANDOM) + struct.pack("!I", len(message)) + message + appid.encode()
    fill = _BLOCK - len(plain) % _BLOCK
    encryptor = Cipher(AES(key), CBC(key[:16])).encryptor()
    return base64.b64encode(encryptor.update(plain + bytes([fill]) * fill) + encryptor.finalize()).decode()


def opened(text: str, *, encoding_key: str, appid: str) -> str:
    """Raises NotSealed."""
    key = _key(encoding_key)
    try:
        token = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NotSealed("base64") from None
    if key is None or not token or len(token) % 16:
        raise NotSealed("length")
    decryptor = Cipher(AES(key), CBC(key[:16])).decryptor()
    plain = decryptor.update(token) + decryptor.finalize()
    fill = plain[-1]
    if not 1 <= fill <= _BLOCK or len(plain) < fill + _RANDOM + 4:
        raise NotSealed("fill")
    plain = plain[:-fill]
    (length,) = struct.unpack("!I", plain[_RANDOM : _RANDOM + 4])
    message, rest = plain[_RANDOM + 4 :][:length], plain[_RANDOM + 4 :][length:]
    if len(message) != length or not hmac.compare_digest(rest, appid.encode()):
        raise NotSealed("appid")
    try:
        return message.decode()
    except UnicodeDecodeError:
        raise NotSealed("text") from None


def _key(encoding_key: str) -> bytes | None:
    try:
        key = base64.b64decode(f"{encoding_key}=", validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == 32 else None
