"""The timeline that a matter has when it first becomes a case: what intake does, or what an import tells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from banjie.cases.intake.draft import Draft, Through
from banjie.cases.intake.settle import Settled
from banjie.core.workflow import ClockPlan
from banjie.core.workflow.engine import clock_plan
from banjie.platform.actors import SYSTEM, Actor


@dataclass(frozen=True, slots=True)
class Step:
    """One entry to be written, with what it does to the clocks."""

    at: datetime
    command: str
    source: str
    target: str
    by: Actor
    data: Mapping[str, Any] = field(default_factory=dict)
    clocks: ClockPlan = field(default_factory=ClockPlan)
    resident_sees: bool = True
    has_lead: bool = False
    assigned_at: datetime | None = None


def present_steps(draft: Draft, found: Settled, at: datetime, by: Actor) -> Iterator[Step]:
    """Submitted now, and taken as far as `draft.through` asks; routing that finds no unit stops at accepted."""
    process = found.process
    data: dict[str, Any] = {"channel": draft.channel, "kind": found.kind, "level": found.level}
    if draft.note:
        data["note"] = draft.note
    yield Step(draft.received_at, "submit", "", process.start, by, data)
    if draft.through is Through.RECEIVED:
        return
    accepted = "accepted"
    yield Step(at, "accept", process.start, accepted, by, {}, clock_plan(process, process.start, accepted))
    if draft.through is Through.ASSIGNED and found.lead is not None:
        yield Step(
            at,
            "assign",
            accepted,
            "assigned",
            by,
            _assignment(found),
            clock_plan(process, accepted, "assigned"),
            has_lead=True,
            assigned_at=at,
        )


def past_steps(draft: Draft, found: Settled, by: Actor) -> Iterator[Step]:
    """What a record from elsewhere tells: received, accepted, given to a unit, answered, closed."""
    past, process = draft.past, found.process
    assert past is not None
    yield Step(draft.received_at, "submit", "", process.start, by, {"channel": draft.channel, "imported": True})
    state, at = process.start, draft.received_at
    for command, target, moment, data in _told(draft, found):
        at = max(at, moment)
        yield Step(
            at,
            command,
            state,
            target,
            SYSTEM,
            data,
            clock_plan(process, state, target),
            has_lead=found.lead is not None,
            assigned_at=at if target == "assigned" else None,
        )
        state = target


def _told(draft: Draft, found: Settled) -> Iterator[tuple[str, str, datetime, dict[str, Any]]]:
    past = draft.past
    assert past is not None
    accepted_at = past.accepted_at or draft.received_at
    if found.category_id is None and past.closed_at is None:
        return
    yield "accept", "accepted", accepted_at, {}
    if found.lead is not None and past.closed_at is None and not past.reply:
        yield "assign", "assigned", accepted_at, _assignment(found)
        return
    if past.reply and past.replied_at is not None:
        yield "answer", "answered", past.replied_at, {"public_reply": past.reply}
    if past.closed_at is not None:
        yield "close", "finished", past.closed_at, {"note": past.note} if past.note else {}


def _assignment(found: Settled) -> dict[str, Any]:
    assert found.lead is not None
    data: dict[str, Any] = {"lead": found.lead.id, "lead_name": found.lead.name}
    if found.routing is not None:
        data["rule"] = found.routing.rule_id
    return data
