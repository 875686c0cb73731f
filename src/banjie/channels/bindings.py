"""What each sealed value is bound to, so that it opens in no other row; and the keyed digests. Pure but for the key."""

from datetime import date

from banjie.platform.proving.secrets import digest as keyed


def endpoint(ref: str) -> str:
    return f"channel-endpoint:{ref}"


def inbound(endpoint_id: int, key: bytes | memoryview, generation: int) -> str:
    return f"channel-inbound:{endpoint_id}:{bytes(key).hex()}:{generation}"


def thread(endpoint_id: int, case_id: int) -> str:
    return f"channel-thread:{endpoint_id}:{case_id}"


def part(endpoint_id: int, digest: bytes | memoryview, number: int) -> str:
    return f"channel-part:{endpoint_id}:{bytes(digest).hex()}:{number}"


def telling(endpoint_id: int, digest: bytes | memoryview) -> str:
    return f"channel-telling:{endpoint_id}:{bytes(digest).hex()}"


def call(endpoint_id: int, digest: bytes | memoryview) -> str:
    return f"channel-call:{endpoint_id}:{bytes(digest).hex()}"


def key_of(endpoint_id: int, key: str) -> bytes:
    return keyed(f"channel message {endpoint_id}", key)


def window_of(endpoint_id: int, address: str, day: date) -> bytes:
    """Another every day and at every endpoint: two cases of one person share it only if asked on one day."""
    return keyed(f"channel window {endpoint_id} {day.isoformat()}", address)


def teller_of(endpoint_id: int, address: str) -> bytes:
    return keyed(f"channel telling {endpoint_id}", address)


def device_of(endpoint_id: int, name: str) -> bytes:
    return keyed(f"channel device {endpoint_id}", name)


def long_of(endpoint_id: int, name: str) -> bytes:
    return keyed(f"channel long message {endpoint_id}", name)


def stopped_of(number: str) -> bytes:
    return keyed("channel stopped", number)


def call_of(endpoint_id: int, call_id: str) -> bytes:
    return keyed(f"channel call {endpoint_id}", call_id)


def phone(case_id: int, digest: bytes | memoryview) -> str:
    return f"channel-phone:{case_id}:{bytes(digest).hex()}"


def phone_of(case_id: int, endpoint: str) -> bytes:
    return keyed(f"channel phone {case_id}", endpoint)
