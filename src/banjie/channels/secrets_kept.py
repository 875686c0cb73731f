"""The secrets of endpoints, sealed and opened; and of their addresses only a digest."""

import hashlib
import secrets
from collections.abc import Mapping

from banjie.channels import bindings
from banjie.channels.models import Endpoint
from banjie.platform import crypto


def sealed(values: Mapping[str, str], ref: str) -> bytes:
    return crypto.encrypt_json(dict(values), bound_to=bindings.endpoint(ref))


def of(endpoint: Endpoint) -> dict[str, str]:
    if endpoint.secrets is None:
        return {}
    known: dict[str, str] = crypto.decrypt_json(endpoint.secrets, bound_to=bindings.endpoint(endpoint.ref))
    return known


def new_token() -> str:
    """256 random bits, so that a plain digest is enough to know it by."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
