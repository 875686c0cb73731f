"""Instants as whole microseconds since 1970 UTC: exact, and quick to add and to search."""

from datetime import UTC, datetime, timedelta

from banjie.core.clocks.errors import ClockError, ClockErrorCode

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND_US = 1_000_000
MINUTE_US = 60 * SECOND_US
HOUR_US = 60 * MINUTE_US


def to_us(at: datetime) -> int:
    """Microseconds since 1970 UTC. Raises ClockError NAIVE_TIME for a time without a zone."""
    try:
        since = at - EPOCH
    except TypeError as error:
        raise ClockError(ClockErrorCode.NAIVE_TIME, at=at.isoformat()) from error
    return (since.days * 86_400 + since.seconds) * SECOND_US + since.microseconds


def from_us(us: int) -> datetime:
    """The same instant as a datetime in UTC."""
    try:
        return EPOCH + timedelta(0, 0, us)
    except OverflowError as error:
        raise ClockError(ClockErrorCode.OUTSIDE_YEARS, microseconds=us) from error


def span(us: int) -> timedelta:
    return timedelta(0, 0, us)


def span_us(amount: timedelta) -> int:
    return amount // MICROSECOND
