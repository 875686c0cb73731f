"""The keys for endpoints, sealed and opened."""

from banjie.onward.models import Endpoint
from banjie.platform import crypto


def binding(endpoint_id: int) -> str:
    """What a sealed key is bound to, so that it opens for no other endpoint."""
    return f"onward-key:{endpoint_id}"


def sealed(key: str, endpoint_id: int) -> bytes:
    return crypto.encrypt(key, bound_to=binding(endpoint_id))


def key_of(endpoint: Endpoint) -> str:
    return crypto.decrypt(endpoint.api_key, bound_to=binding(endpoint.pk)) if endpoint.api_key is not None else ""
