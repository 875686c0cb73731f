"""The one way to change a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from banjie.cases import clockwork, events, recording
from banjie.cases import models as tables
from banjie.cases.acting import AS_SYSTEM, Acting
from banjie.cases.commands.change import BadData, Change, Context, Insert, Settle
from banjie.cases.commands.changes import CHANGES
from banjie.cases.commands.fields import Payload
from banjie.cases.commands.payloads import AnswerPayload, Merge, Nothing, outcome_of, parse
from banjie.cases.errors import CaseNotFound, CommandRefused, StaleCase
from banjie.cases.facts import Gathered, gather
from banjie.cases.follow_up import keeping
from banjie.cases.machine_texts.marking import drafted_with
from banjie.cases.models import Case
from banjie.cases.publishing.news import Merged
from banjie.cases.reference import reference
from banjie.cases.visibility import visible_to
from banjie.core.workflow import Capacity, Decision, Refusal, decide, shipped
from banjie.platform.actors import Actor
from banjie.platform.events import publish


@dataclass(frozen=True, slots=True)
class Performed:
    """What a command came to."""

    case_id: int
    number: str
    state: str
    entries: int


@transaction.atomic
def perform(
    case_id: int,
    command: str,
    *,
    by: Acting,
    at: datetime,
    data: Mapping[str, Any] | None = None,
    expected: int | None = None,
    grounds: Mapping[str, Any] | None = None,
) -> Performed:
    """Carries out one command on one case, wholly or not at all.

    `expected` is the number of timeline entries the person last saw; if the case has moved on since, nothing
    is written. `grounds` is by which rule the system acts; it stands with the entry. Raises CaseNotFound,
    StaleCase, CommandRefused, BadData, pydantic.ValidationError; KeyError for a command that no process knows.
    """
    payload = parse(command, data or {})
    case = _locked(case_id, by, beside=payload.into if isinstance(payload, Merge) else None)
    if expected is not None and expected != case.entries:
        raise StaleCase(case.id, expected, case.entries)
    look_up = reference()
    gathered = gather(case, by, at, look_up)
    process = shipped()[case.process]
    decision = decide(process, case.state, command, gathered.facts, outcome=outcome_of(payload))
    if isinstance(decision, Refusal):
        raise CommandRefused(decision)
    context = Context(case, decision, at, _signing(by, command, gathered), look_up, gathered.extension_asked)
    change = CHANGES[command](context, payload)
    if grounds:
        change.data["grounds"] = dict(grounds)
    if isinstance(payload, AnswerPayload):
        _mark_drafted(case.id, change, payload)
    _apply(case, context, change, payload)
    keeping.note(case, command, payload, at=at)
    if keeping.says_unsettled(payload) and (opened := _opened_again(case, payload, at)) is not None:
        return opened
    keeping.call_back(case, payload, at=at)
    return Performed(case.id, case.number, case.state, case.entries)


def _mark_drafted(case_id: int, change: Change, payload: AnswerPayload) -> None:
    """A reply that came from a language model says so, on the timeline too, before anybody reviews it."""
    if model := drafted_with(case_id, payload.public_reply):
        change.data["drafted_with"] = model
        change.inserts = [replace(each, values={**each.values, "drafted_with": model}) for each in change.inserts]


def _opened_again(case: Case, payload: Payload, at: datetime) -> Performed | None:
    """Not settled: the system opens the case again by rule; None where the process does not allow it any more."""
    said = getattr(payload, "comment", "")
    try:
        return perform(case.id, "reopen", by=AS_SYSTEM, at=at, data={"reason": said or _unsettled()})
    except CommandRefused:
        return None


def _unsettled() -> str:
    """It stands on the timeline for good, so in the language of the installation, whoever acted."""
    with override(settings.LANGUAGE_CODE):
        return gettext("The reporter says that it is not settled.")


@dataclass(frozen=True, slots=True)
class Beside:
    """What a capability that builds on cases brings to a command of its own.

    It has found in what further `capacities` somebody acts, and which of the process's conditions hold; `change`
    is what the command does to the case, and `terms` to its clocks. What else it keeps, it writes in the same
    transaction.
    """

    capability: str
    capacities: frozenset[Capacity]
    holds: frozenset[str] = frozenset()
    change: Change = field(default_factory=Change)
    terms: clockwork.Terms = clockwork.NO_TERMS


@transaction.atomic
def perform_beside(
    case_id: int, command: str, beside: Beside, *, by: Acting, at: datetime, expected: int | None = None
) -> Performed:
    """Carries out a command that is a capability's own, by the same decision, on the same timeline.

    Raises CaseNotFound, StaleCase, CommandRefused.
    """
    case = _locked(case_id, by, beside=None)
    if expected is not None and expected != case.entries:
        raise StaleCase(case.id, expected, case.entries)
    look_up = reference()
    facts = gather(case, by, at, look_up).beside(beside.capability, beside.capacities, beside.holds)
    decision = decide(shipped()[case.process], case.state, command, facts)
    if isinstance(decision, Refusal):
        raise CommandRefused(decision)
    context = Context(case, decision, at, by.actor, look_up)
    _apply(case, context, beside.change, Nothing(), beside.terms)
    return Performed(case.id, case.number, case.state, case.entries)


def _locked(case_id: int, by: Acting, *, beside: int | None) -> Case:
    """The case, its row held; with `beside`, the other case of a merge is held too.

    Always the lower id first, so that two merges that cross wait for each other instead of locking up.
    """
    wanted = {case_id} if beside is None else {case_id, beside}
    found = visible_to(by.viewer, Case.objects.all()) if by.viewer else Case.objects.all()
    held = {case.id: case for case in found.filter(id__in=wanted).order_by("id").select_for_update(of=("self",))}
    if case_id not in held:
        raise CaseNotFound(case_id)
    if beside is not None and beside not in held:
        raise BadData("case_unknown", "into")
    return held[case_id]


def _signing(by: Acting, command: str, gathered: Gathered) -> Actor:
    """The actor with the unit for which they act: the one called in when contributing, else their own."""
    if command == "contribute":
        return replace(by.actor, unit_id=gathered.assisting_unit)
    return by.actor


def _apply(
    case: Case, context: Context, change: Change, payload: Payload, terms: clockwork.Terms = clockwork.NO_TERMS
) -> None:
    decision = context.decision
    for name, value in change.fields.items():
        setattr(case, name, value)
    _move(case, decision, context.at)
    clockwork.advance(case, context, payload, terms=terms)
    for insert in change.inserts:
        _insert(case.id, insert)
    for settle in change.settles:
        _settle(case.id, settle)
    recording.append(
        case,
        decision.command,
        by=context.by,
        at=context.at,
        source=decision.source,
        resident_sees=decision.resident_sees,
        data=change.data | _verdict(case, decision),
    )
    if decision.command == "merge":
        _tell_the_other(case, context)
    case.save()
    events.publish_performed(case, context, change.data)


def _verdict(case: Case, decision: Decision) -> dict[str, object]:
    """The end of a case says how its deadline stood: a reopening wipes that off the row (see period_standing)."""
    return {"late": case.closed_late, "due_at": case.due_at} if decision.clocks.stop_whole else {}


def _move(case: Case, decision: Decision, at: datetime) -> None:
    if not decision.moves:
        return
    states = shipped()[case.process].states
    entered = states[decision.target]
    case.previous_state = decision.source
    case.state = decision.target
    if case.is_open and not entered.open:
        case.closed_at = at
    case.is_open = entered.open
    if entered.final:
        case.oversight_due_at = None
        case.extension_pending = False


def _insert(case_id: int, insert: Insert) -> None:
    getattr(tables, insert.record).objects.create(case_id=case_id, **insert.values)


def _settle(case_id: int, settle: Settle) -> None:
    getattr(tables, settle.record).objects.filter(case_id=case_id, **settle.where).update(**settle.values)


def _tell_the_other(case: Case, context: Context) -> None:
    """The case that takes another in says so on its own timeline, for its own reporter to see."""
    other = Case.objects.select_for_update(of=("self",)).filter(id=case.merged_into_id or 0, is_open=True).first()
    if other is None:
        raise BadData("case_settled", "into")
    if other.about_unit_path != case.about_unit_path:
        # In another case the unit complained of would come to read it.
        raise BadData("merge_about_another", "into")
    data = {"from": case.id, "number": case.number}
    recording.append(other, "merged_here", by=context.by, at=context.at, data=data)
    other.save(update_fields=["entries", "head"])
    events.publish_to_tell(other, "merged_here", data, at=context.at)
    publish(Merged(case.id, other.id))
