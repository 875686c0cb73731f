"""What is said about or in a session, sealed and bound to the row it stands in."""

from typing import Any, Final
from uuid import UUID

from banjie.platform import crypto
from banjie.platform.tables.text import clean_text

REASON: Final = 400


def session_binding(uid: UUID, column: str) -> str:
    return f"dispute-session:{uid}:{column}"


def line_binding(session_id: int, key: UUID) -> str:
    return f"dispute-minutes-line:{session_id}:{key}"


def minutes_binding(session_id: int, column: str) -> str:
    return f"dispute-minutes:{session_id}:{column}"


def signature_binding(session_id: int, who: str, digest: str) -> str:
    return f"dispute-minutes-signature:{session_id}:{who}:{digest}"


def paper_binding(session_id: int, digest: str) -> str:
    return f"dispute-minutes-paper:{session_id}:{digest}"


def wish_binding(session_id: int, who: str) -> str:
    return f"dispute-session-other-time:{session_id}:{who}"


def seal_text(text: str, *, bound_to: str, limit: int = REASON) -> bytes | None:
    """Sealed, cleaned; None for an empty text."""
    plain = clean_text(text, limit=limit).text.strip()
    return crypto.encrypt(plain, bound_to=bound_to) if plain else None


def opened_text(sealed: bytes | memoryview | None, *, bound_to: str) -> str:
    return crypto.decrypt(sealed, bound_to=bound_to) if sealed is not None else ""


def opened_json(sealed: bytes | memoryview | None, *, bound_to: str) -> Any:
    """None where nothing was written, or what was has been erased."""
    return crypto.decrypt_json(sealed, bound_to=bound_to) if sealed is not None else None
