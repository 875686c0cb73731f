"""What people said of a breach or on a visit: sealed, each bound to its row."""

from banjie.platform import crypto
from banjie.platform.tables.text import clean_text

MOST = 2000


def seal(text: str, *, bound_to: str) -> bytes | None:
    """None for nothing said."""
    told = clean_text(text, limit=MOST).text.strip()
    return crypto.encrypt(told, bound_to=bound_to) if told else None


def opened(sealed: bytes | memoryview | None, *, bound_to: str) -> str:
    """Empty where nothing was said, and once it has been erased."""
    return crypto.decrypt(bytes(sealed), bound_to=bound_to) if sealed is not None else ""


def breach_binding(obligation_id: int) -> str:
    return f"obligation-breach:{obligation_id}"


def visit_binding(follow_up_id: int) -> str:
    return f"follow-up:{follow_up_id}"


def ruling_binding(confirmation_id: int) -> str:
    return f"court-confirmation:{confirmation_id}"
