"""What somebody typed at a kiosk, on its way to a counter: sealed, bound to its number, and soon gone."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from banjie.platform import crypto
from banjie.platform.tables.text import clean_text

# What a kiosk asks, and how much of each is handed over.
FIELDS: Final[Mapping[str, int]] = {
    "body": 20_000,
    "place_text": 200,
    "kind": 20,
    "identity": 20,
    "contact_name": 80,
    "contact_phone": 40,
}


def binding(hall_id: int, day: date, number: int) -> str:
    return f"ticket:{hall_id}:{day.isoformat()}:{number}"


def binding_of_made(hall_id: int, day: date, number: int) -> str:
    return f"ticket-made:{hall_id}:{day.isoformat()}:{number}"


def of(typed: Mapping[str, str]) -> dict[str, str]:
    """What of it is worth handing over, cleaned. Choices alone are nothing: somebody must have typed something."""
    kept = {name: clean_text(typed.get(name, ""), limit=most).text.strip() for name, most in FIELDS.items()}
    if not any(kept[name] for name in ("body", "place_text", "contact_name", "contact_phone")):
        return {}
    return {name: text for name, text in kept.items() if text}


def sealed(draft: Mapping[str, str], *, bound_to: str) -> bytes:
    return crypto.encrypt_json(dict(draft), bound_to=bound_to)


def opened(token: bytes | memoryview, *, bound_to: str) -> dict[str, str]:
    found: dict[str, str] = crypto.decrypt_json(bytes(token), bound_to=bound_to)
    return found


def with_made(token: bytes | memoryview | None, case_id: int, *, bound_to: str) -> bytes:
    """Which cases were taken in at this visit, with one more of them."""
    known = made(token, bound_to=bound_to)
    return crypto.encrypt_json([*known, case_id] if case_id not in known else list(known), bound_to=bound_to)


def made(token: bytes | memoryview | None, *, bound_to: str) -> tuple[int, ...]:
    return () if token is None else tuple(crypto.decrypt_json(bytes(token), bound_to=bound_to))
