"""The hash chain of a case's timeline, and seals over all of them. Pure.

An entry's digest is SHA-256 over the digest before it and the entry's canonical JSON: keys sorted, UTF-8,
instants in UTC with microseconds. Anyone can recompute it from an export with these two facts.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

GENESIS = b"\0" * 32

_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_NAIVE_UTC | orjson.OPT_UTC_Z


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is written: everything the digest covers."""

    case_id: int
    sequence: int
    at: datetime
    recorded_at: datetime
    command: str
    source: str
    target: str
    actor_kind: str
    actor_id: int | None
    actor_name: str
    unit_id: int | None
    resident_sees: bool
    data: Mapping[str, Any]


def data_json(data: Mapping[str, Any]) -> bytes:
    """The JSON that is stored and hashed; datetimes become ISO strings in UTC."""
    return orjson.dumps(data, default=_plain, option=_OPTIONS)


def digest(previous: bytes, entry: Entry, data: bytes | None = None) -> bytes:
    """The digest of an entry after `previous`. `data` spares encoding `entry.data` twice."""
    head = [
        entry.case_id,
        entry.sequence,
        moment(entry.at),
        moment(entry.recorded_at),
        entry.command,
        entry.source,
        entry.target,
        entry.actor_kind,
        entry.actor_id,
        entry.actor_name,
        entry.unit_id,
        entry.resident_sees,
    ]
    return linked(previous, head, data if data is not None else data_json(entry.data))


def linked(previous: bytes, head: Sequence[Any], data: bytes) -> bytes:
    """The digest over what `digest` makes of an entry; for those who have it at hand in this form."""
    return hashlib.sha256(previous + orjson.dumps(head) + data).digest()


def moment(at: datetime) -> str:
    """An instant as it is hashed: UTC, with microseconds."""
    return f"{at.astimezone(UTC).isoformat(timespec='microseconds')[:26]}Z"


def seal(previous: bytes, digests: Iterable[bytes]) -> bytes:
    """The digest of a seal over the digests of a stretch of entries, in order of their ids."""
    running = hashlib.sha256(previous)
    for each in digests:
        running.update(each)
    return running.digest()


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    # Lazy translations and enums have nothing of their own to keep.
    return str(value)
