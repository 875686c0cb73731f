"""The secrets of endpoints, sealed and opened; and of their addresses only a digest."""

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
