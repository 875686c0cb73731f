"""How long to wait before an event is sent again, and when it is given up. Pure."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

# The longest waits after each failure, as Standard Webhooks suggests: some 28 hours in all.
_WAITS: Final = (5, 30, 120, 600, 1_800, 3_600, 7_200, 18_000, 36_000, 36_000)
ATTEMPTS: Final = len(_WAITS) + 1
_LONGEST_ASKED: Final = 3_600


def seconds_asked(retry_after: str, *, date: str, now: datetime) -> int | None:
    """The wait that a receiver asks for (RFC 9110, 10.2.3): seconds, or a moment. None where it asks for none.

    A moment is by the receiver's own clock, so its `date` counts where it is told; `now` is for those who tell none.
    """
    asked = retry_after.strip()
    if asked.isascii() and asked.isdigit():
        return int(asked) if len(asked) < 9 else None
    until = _moment(asked)
    if until is None:
        return None
    return max(0, round((until - (_moment(date.strip()) or now)).total_seconds()))


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text[:60])
    except (ValueError, OverflowError):
        return None
    # The two old forms of the date name no zone, and mean GMT.
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def wait_after(failures: int, *, jitter: Callable[[], float], asked: int | None = None) -> timedelta | None:
    """The wait after so many failures in a row; None once it is given up.

    Between half and the whole of the longest wait, by `jitter` (0 to 1), so that what failed together does not come
    together again. `asked`: seconds that the receiver asked for (Retry-After), kept within an hour.
    """
    if failures >= ATTEMPTS:
        return None
    longest = _WAITS[failures - 1]
    seconds = longest * (0.5 + jitter() / 2)
    return timedelta(seconds=max(seconds, min(asked or 0, _LONGEST_ASKED)))
