"""The timeline that a matter has when it first becomes a case: what intake does, or what an import tells."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from banjie.cases.intake.draft import Draft, Through
from banjie.cases.intake.settle import Settled
from banjie.core.workflow import ClockPlan, Process
from banjie.core.workflow.engine import clock_plan
from banjie.platform.actors import SYSTEM, Actor

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_AS_BEFORE: Final = ClockPlan()


class Step(NamedTuple):
    """One entry to be written, with what it does to the clocks."""

    at: datetime
    command: str
    source: str
    target: str
    by: Actor
    data: Mapping[str, Any] = _NOTHING
    clocks: ClockPlan = _AS_BEFORE
    resident_sees: bool = True
    has_lead: bool = False
    assigned_at: datetime | None = None


def steps_of(draft: Draft, found: Settled, *, by: Actor, at: datetime) -> list[Step]:
    """Everything that the timeline of the new case begins with, in order."""
    if draft.past is None:
        return list(_present_steps(draft, found, at, by))
    return list(_past_steps(draft, found, by))


def _present_steps(draft: Draft, found: Settled, at: datetime, by: Actor) -> Iterator[Step]:
    """Submitted now, and taken as far as `draft.through` asks; routing that finds no unit stops at accepted."""
    process = found.process
    data: dict[str, Any] = {"channel": draft.channel, "kind": found.kind, "level": found.level}
    if draft.note:
        data["note"] = draft.note
    if origin := draft.imported or draft.origin:
        data["imported"] = origin
    yield Step(draft.received_at, "submit", "", process.start, by, data)
    if draft.through is Through.RECEIVED:
        return
    yield Step(at, "accept", process.start, "accepted", by, _NOTHING, _clocks(process, process.start, "accepted"))
    if draft.through is Through.ASSIGNED and found.lead is not None:
        yield Step(
            at,
            "assign",
            "accepted",
            "assigned",
            by,
            _assignment(found),
            _clocks(process, "accepted", "assigned"),
            has_lead=True,
            assigned_at=at,
        )


def _past_steps(draft: Draft, found: Settled, by: Actor) -> Iterator[Step]:
    """What a record from elsewhere tells: received, accepted, given to a unit, answered, closed."""
    past, process = draft.past, found.process
    assert past is not None
    data = {"channel": draft.channel, "imported": draft.imported or True}
    yield Step(draft.received_at, "submit", "", process.start, by, data)
    state, at, led = process.start, draft.received_at, found.lead is not None
    for command, target, moment, told in _told(draft, found):
        if moment > at:
            at = moment
        yield Step(
            at,
            command,
            state,
            target,
            SYSTEM,
            told,
            _clocks(process, state, target),
            True,
            led,
            at if target == "assigned" else None,
        )
        state = target
    if past.note and past.closed_at is None:
        yield Step(at, "note", state, state, SYSTEM, {"text": past.note}, resident_sees=False, has_lead=led)


def _told(draft: Draft, found: Settled) -> Iterator[tuple[str, str, datetime, Mapping[str, Any]]]:
    past = draft.past
    assert past is not None
    if past.steps:
        for step in past.steps:
            yield step.command, step.target, step.at, step.data
        return
    accepted_at = past.accepted_at or draft.received_at
    if found.category_id is None and past.closed_at is None:
        return
    yield "accept", "accepted", accepted_at, _NOTHING
    if found.lead is not None and past.closed_at is None and not past.reply:
        yield "assign", "assigned", accepted_at, _assignment(found)
        return
    if past.reply and past.replied_at is not None:
        yield "answer", "answered", past.replied_at, {"public_reply": past.reply}
    if past.closed_at is not None:
        yield "close", "finished", past.closed_at, {"note": past.note} if past.note else _NOTHING


def _assignment(found: Settled) -> dict[str, Any]:
    assert found.lead is not None
    data: dict[str, Any] = {"lead": found.lead.id, "lead_name": found.lead.name}
    if found.routing is not None:
        data["rule"] = found.routing.rule_id
    return data


_plans: dict[tuple[str, str, str], ClockPlan] = {}


def _clocks(process: Process, source: str, target: str) -> ClockPlan:
    """`clock_plan`, worked out once: a version of a process never changes."""
    key = process.name, source, target
    found = _plans.get(key)
    if found is None:
        found = _plans[key] = clock_plan(process, source, target)
    return found
