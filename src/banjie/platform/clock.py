"""The one place that reads the system clock. Only the edge calls it; everything else is told the time."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(tz=UTC)  # noqa: TID251 — this is the edge the rule points to
