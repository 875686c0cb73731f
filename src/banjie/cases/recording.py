"""Appends to the timeline. Every change of a case passes through here, and the chain grows by one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from banjie.cases import chain
from banjie.cases.models import Case, TimelineEntry
from banjie.platform.actors import Actor


def append(
    case: Case,
    command: str,
    *,
    by: Actor,
    at: datetime,
    source: str = "",
    resident_sees: bool = False,
    data: Mapping[str, Any] | None = None,
) -> TimelineEntry:
    """Adds an entry and moves `case.entries` and `case.head`; the caller saves the case, whose row it holds."""
    body = chain.data_json(data or {})
    entry = chain.Entry(
        case_id=case.id,
        sequence=case.entries + 1,
        at=at,
        recorded_at=at,
        command=command,
        source=source or case.state,
        target=case.state,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=by.name,
        unit_id=by.unit_id,
        resident_sees=resident_sees,
        data={},
    )
    previous = bytes(case.head) or chain.GENESIS
    digest = chain.digest(previous, entry, body)
    case.entries, case.head = entry.sequence, digest
    columns = {name: getattr(entry, name) for name in entry.__slots__ if name != "data"}
    return TimelineEntry.objects.create(**columns, data=orjson.loads(body), previous=previous, digest=digest)
