"""How often a request is asked about, growing with its age. Pure."""

from datetime import datetime, timedelta
from typing import Final

# Up to this age → so often.
STEPS: Final = (
    (timedelta(hours=2), timedelta(minutes=5)),
    (timedelta(days=1), timedelta(minutes=20)),
    (timedelta(days=7), timedelta(hours=2)),
    (timedelta(days=30), timedelta(hours=8)),
)
OLDEST: Final = timedelta(days=1)
# A token is exchanged for a number soon, or never.
TOKEN_STEPS: Final = ((timedelta(minutes=10), timedelta(seconds=30)), (timedelta(hours=6), timedelta(minutes=10)))
TOKEN_OLDEST: Final = timedelta(hours=3)
# What was closed there may be opened again: looked at for so long.
AFTER_CLOSING: Final = timedelta(days=30)


def every(age: timedelta) -> timedelta:
    return next((pause for until, pause in STEPS if age <= until), OLDEST)


def token_every(age: timedelta) -> timedelta:
    return next((pause for until, pause in TOKEN_STEPS if age <= until), TOKEN_OLDEST)


def next_look(sent_at: datetime, *, at: datetime, closed_at: datetime | None = None) -> datetime | None:
    """When to look again; None once it has been closed for long enough."""
    if closed_at is not None:
        wait = every(max(at - closed_at, timedelta(days=1)))
        return at + wait if at - closed_at < AFTER_CLOSING else None
    return at + every(max(at - sent_at, timedelta(0)))
