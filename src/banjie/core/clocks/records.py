"""Clocks as JSON, for a jsonb column: short, readable in a database console, and with a version."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from banjie.core.clocks.clock import Clock, Extension, Pause
from banjie.core.clocks.errors import ClockError, ClockErrorCode
from banjie.core.clocks.targets import Target, parse_target
from banjie.core.clocks.when import parse_when

VERSION: Final = 1


def clock_to_record(clock: Clock) -> dict[str, Any]:
    """A dict of text, numbers and lists. Times are ISO 8601 in UTC; what is empty is left out."""
    record: dict[str, Any] = {
        "v": VERSION,
        "name": clock.name,
        "target": str(clock.target),
        "started_at": _time(clock.started_at),
        "warning": None if clock.warning is None else str(clock.warning),
    }
    if clock.pauses:
        record["pauses"] = [_pause_to_record(pause) for pause in clock.pauses]
    if clock.extensions:
        record["extensions"] = [_extension_to_record(extension) for extension in clock.extensions]
    if clock.stopped_at is not None:
        record["stopped_at"] = _time(clock.stopped_at)
    return record


def clock_from_record(record: Mapping[str, Any]) -> Clock:
    """The clock of a record. Raises ClockError UNREADABLE, with the version, for one that is not ours."""
    if record.get("v") != VERSION:
        raise ClockError(ClockErrorCode.UNREADABLE, version=record.get("v"))
    try:
        warning = record["warning"]
        stopped_at = record.get("stopped_at")
        return Clock(
            name=str(record["name"]),
            target=parse_target(record["target"]),
            started_at=datetime.fromisoformat(record["started_at"]),
            pauses=tuple(_pause(row) for row in record.get("pauses", ())),
            extensions=tuple(_extension(row) for row in record.get("extensions", ())),
            stopped_at=None if stopped_at is None else datetime.fromisoformat(stopped_at),
            warning=None if warning is None else parse_when(warning),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, ClockError):
            raise
        raise ClockError(ClockErrorCode.UNREADABLE, version=VERSION, reason=repr(error)) from error


def _pause_to_record(pause: Pause) -> dict[str, Any]:
    record = {"paused_at": _time(pause.paused_at), "reason": pause.reason}
    if pause.resumed_at is not None:
        record["resumed_at"] = _time(pause.resumed_at)
    if pause.cap is not None:
        record["cap"] = str(pause.cap)
    return record


def _pause(row: Mapping[str, Any]) -> Pause:
    resumed_at, cap = row.get("resumed_at"), row.get("cap")
    return Pause(
        datetime.fromisoformat(row["paused_at"]),
        str(row["reason"]),
        None if resumed_at is None else datetime.fromisoformat(resumed_at),
        None if cap is None else parse_target(cap),
    )


def _extension_to_record(extension: Extension) -> dict[str, Any]:
    record: dict[str, Any] = {"granted_at": _time(extension.granted_at), "reason": extension.reason}
    if isinstance(extension.by, Target):
        record["by"] = str(extension.by)
    else:
        record["by_seconds"] = extension.by.total_seconds()
    return record


def _extension(row: Mapping[str, Any]) -> Extension:
    by = parse_target(row["by"]) if "by" in row else timedelta(seconds=row["by_seconds"])
    return Extension(by, datetime.fromisoformat(row["granted_at"]), str(row["reason"]))


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
