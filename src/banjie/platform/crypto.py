"""Small secrets at rest, and codes that cannot be guessed.

A token is AES-256-GCM: ``version(1) | key id(4) | nonce(12) | ciphertext and tag``, as bytes for a
``BinaryField``. AES-GCM was chosen over Fernet because a bulk import encrypts something in every row:
it is about seven times as fast, half as long, and takes associated data, which ties a token to the row
it was made for: copied to another row it no longer opens. (Random 96-bit nonces are safe for 2^32 tokens
under one key, NIST SP 800-38D section 8.3: two centuries of the largest hotline. Rotate long before.)

There is deliberately no keyed fingerprint here: it would let two rows be linked by the person in them.
"""

import base64
import binascii
import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, Self

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_VERSION: Final = b"\x01"
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
HEADER_BYTES: Final = 5
_SHORTEST_TOKEN: Final = HEADER_BYTES + _NONCE_BYTES + 16


class KeyProblem(StrEnum):
    """What is wrong with the keys in the setting."""

    NO_KEYS = "no_keys"
    NOT_A_KEY = "not_a_key"
    SAME_KEY_TWICE = "same_key_twice"


class DecryptProblem(StrEnum):
    """Why a token does not open."""

    MALFORMED = "malformed"
    UNKNOWN_KEY = "unknown_key"
    ALTERED_OR_MOVED = "altered_or_moved"


class BadKeys(Exception):
    """The setting holds no usable keys. ``position`` counts from 1; the key itself is never shown."""

    def __init__(self, code: KeyProblem, position: int | None = None) -> None:
        self.code = code
        self.position = position
        where = "" if position is None else f" (key {position})"
        super().__init__(f"BANJIE_CONTACT_KEYS: {code.value}{where}; `new_key()` makes a key")


class CannotDecrypt(Exception):
    """No key opens the token. ``key_id`` names the key it was made with, where the token says so."""

    def __init__(self, code: DecryptProblem, key_id: str | None = None) -> None:
        self.code = code
        self.key_id = key_id
        super().__init__(f"{code.value}" + (f", key {key_id}" if key_id else ""))


def new_key() -> str:
    """A fresh key for BANJIE_CONTACT_KEYS: 32 random bytes, URL-safe base64 (44 characters)."""
    return base64.urlsafe_b64encode(secrets.token_bytes(_KEY_BYTES)).decode()


class Keyring:
    """The keys of one setting: the first encrypts, every one decrypts."""

    __slots__ = ("_by_id", "_first", "_first_header")

    def __init__(self, keys: Iterable[bytes]) -> None:
        self._by_id: dict[bytes, AESGCM] = {}
        headers = []
        for position, key in enumerate(keys, start=1):
            key_id = hashlib.sha256(b"banjie contact key id" + key).digest()[: HEADER_BYTES - 1]
            if key_id in self._by_id:
                raise BadKeys(KeyProblem.SAME_KEY_TWICE, position)
            self._by_id[key_id] = AESGCM(key)
            headers.append(_VERSION + key_id)
        if not headers:
            raise BadKeys(KeyProblem.NO_KEYS)
        self._first_header = headers[0]
        self._first = self._by_id[headers[0][1:]]

    @classmethod
    def from_setting(cls, keys: Iterable[str]) -> Self:
        """Read keys as `new_key` writes them. Raises BadKeys."""
        return cls([_read_key(key.strip(), position) for position, key in enumerate(keys, start=1)])

    def encrypt(self, text: str, *, bound_to: str) -> bytes:
        """Encrypt ``text`` for the row named by ``bound_to`` (any stable text, as ``contact:4711``)."""
        nonce = os.urandom(_NONCE_BYTES)
        header = self._first_header
        return header + nonce + self._first.encrypt(nonce, text.encode(), header + bound_to.encode())

    def decrypt(self, token: bytes | memoryview, *, bound_to: str) -> str:
        """The text of a token. Raises CannotDecrypt."""
        token = bytes(token)
        if len(token) < _SHORTEST_TOKEN or token[:1] != _VERSION:
            raise CannotDecrypt(DecryptProblem.MALFORMED)
        header = token[:HEADER_BYTES]
        key = self._by_id.get(header[1:])
        if key is None:
            raise CannotDecrypt(DecryptProblem.UNKNOWN_KEY, header[1:].hex())
        body = HEADER_BYTES + _NONCE_BYTES
        try:
            return key.decrypt(token[HEADER_BYTES:body], token[body:], header + bound_to.encode()).decode()
        except InvalidTag:
            raise CannotDecrypt(DecryptProblem.ALTERED_OR_MOVED, header[1:].hex()) from None

    @property
    def header(self) -> bytes:
        """What every token made now begins with: it names the key, and gives nothing of it away."""
        return self._first_header

    def is_current(self, token: bytes | memoryview) -> bool:
        """Whether the token was made with the key that now encrypts (else ``rotate`` it)."""
        return bytes(token[:HEADER_BYTES]) == self._first_header


def _read_key(text: str, position: int) -> bytes:
    try:
        key = base64.b64decode(text, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise BadKeys(KeyProblem.NOT_A_KEY, position) from None
    if len(key) != _KEY_BYTES:
        raise BadKeys(KeyProblem.NOT_A_KEY, position)
    return key


@lru_cache(maxsize=4)
def _keyring_of(keys: tuple[str, ...]) -> Keyring:
    return Keyring.from_setting(keys)


def keyring() -> Keyring:
    """The keyring of the setting BANJIE_CONTACT_KEYS (a list of keys). Raises BadKeys."""
    return _keyring_of(tuple(settings.BANJIE_CONTACT_KEYS))


def encrypt(text: str, *, bound_to: str) -> bytes:
    """Encrypt ``text`` with the first key for the row named by ``bound_to``."""
    return keyring().encrypt(text, bound_to=bound_to)


def decrypt(token: bytes | memoryview, *, bound_to: str) -> str:
    """The text of a token. Raises CannotDecrypt."""
    return keyring().decrypt(token, bound_to=bound_to)


def encrypt_json(value: Any, *, bound_to: str) -> bytes:
    """Encrypt a value of plain JSON (as a contact's fields)."""
    return keyring().encrypt(orjson.dumps(value).decode(), bound_to=bound_to)


def decrypt_json(token: bytes | memoryview, *, bound_to: str) -> Any:
    """The JSON value of a token. Raises CannotDecrypt."""
    return orjson.loads(decrypt(token, bound_to=bound_to))


def rotate(token: bytes | memoryview, *, bound_to: str) -> bytes:
    """The same text under the first key; a token that already is comes back as it was."""
    ring = keyring()
    if ring.is_current(token):
        return bytes(token)
    return ring.encrypt(ring.decrypt(token, bound_to=bound_to), bound_to=bound_to)


# Crockford's base 32 (crockford.com/base32.html): no I, L, O, U, so that a code survives being read out.
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS: Final = [first + second for first in _ALPHABET for second in _ALPHABET]
_CODE_BYTES: Final = 8
_READ_AS: Final = str.maketrans("OIL", "011")
_SEPARATORS: Final = re.compile(r"[\s\-_.·‐-―−\u200b-\u200d\u2060\ufeff]+")
_CODE: Final = re.compile(rf"[{_ALPHABET}]{{12}}")


def tracking_codes(count: int) -> list[str]:
    """``count`` codes as ``7K3M-9QPX-2VTD``: 12 characters, 60 random bits each."""
    random = secrets.token_bytes(_CODE_BYTES * count)
    pairs = _PAIRS
    codes = []
    for start in range(0, len(random), _CODE_BYTES):
        bits = int.from_bytes(random[start : start + _CODE_BYTES])
        codes.append(
            f"{pairs[bits & 1023]}{pairs[bits >> 10 & 1023]}-{pairs[bits >> 20 & 1023]}"
            f"{pairs[bits >> 30 & 1023]}-{pairs[bits >> 40 & 1023]}{pairs[bits >> 50 & 1023]}"
        )
    return codes


def tracking_code() -> str:
    """One code as ``7K3M-9QPX-2VTD``."""
    return tracking_codes(1)[0]


def normalise_tracking_code(text: str) -> str | None:
    """A code as people type it, in its one written form; None where it cannot be a code.

    Forgiven: case, spaces, dashes of any kind, full-width characters, O for 0, I and L for 1.
    """
    plain = unicodedata.normalize("NFKC", text[:100]).upper()
    plain = _SEPARATORS.sub("", plain).translate(_READ_AS)
    if not _CODE.fullmatch(plain):
        return None
    return f"{plain[:4]}-{plain[4:8]}-{plain[8:]}"
