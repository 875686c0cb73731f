"""The decision: may this command be carried out now, by this person, and what does it come to?"""

from banjie.core.workflow.guards import is_met
from banjie.core.workflow.model import (
    BACK,
    STAY,
    ClockPlan,
    Command,
    Decision,
    Facts,
    Process,
    Reason,
    Refusal,
)


def decide(
    process: Process, state: str, command: str, facts: Facts, *, outcome: str | None = None
) -> Decision | Refusal:
    """Pure. The order of the checks is the order in which a person would ask: can it be done at all, in
    this state, by me, given how things stand?
    """
    rule = process.commands.get(command)
    if rule is None:
        return Refusal(command, Reason.UNKNOWN_COMMAND, state)
    if state not in rule.sources:
        return Refusal(command, Reason.WRONG_STATE, state)
    if not _is_theirs(rule, facts):
        return Refusal(command, Reason.NOT_YOURS, state)
    for guard in rule.guards:
        if not is_met(guard, facts):
            return Refusal(command, guard, state)
    target = _target(rule, state, facts, outcome)
    if target is None:
        return Refusal(command, Reason.UNKNOWN_OUTCOME, state)
    return Decision(
        command, state, target, clock_plan(process, state, target, continues=rule.continues), rule.resident_sees
    )


def allowed(process: Process, state: str, facts: Facts) -> tuple[str, ...]:
    """The commands that `decide` would grant, in the order of the declaration. Buttons come from here."""
    return tuple(
        key
        for key, rule in process.commands.items()
        if state in rule.sources and _is_theirs(rule, facts) and all(is_met(guard, facts) for guard in rule.guards)
    )


def withheld(process: Process, state: str, facts: Facts) -> tuple[Refusal, ...]:
    """The commands that are this person's to give, but that a guard holds back just now, with the reason."""
    refusals = []
    for key, rule in process.commands.items():
        if state in rule.sources and _is_theirs(rule, facts):
            failed = next((guard for guard in rule.guards if not is_met(guard, facts)), None)
            if failed is not None:
                refusals.append(Refusal(key, failed, state))
    return tuple(refusals)


def clock_plan(process: Process, source: str, target: str, *, continues: bool = False) -> ClockPlan:
    """What going from `source` to `target` means for the clocks; it follows from the two states."""
    if source == target:
        return ClockPlan()
    left, entered = process.states[source], process.states[target]
    ends = left.open and not entered.open
    begins_again = entered.open and not left.open
    stop = _stopped_steps(process, source, target)
    begins = () if entered.step in {None, left.step} or _goes_back(process, source, target) else (str(entered.step),)
    return ClockPlan(
        stop=stop,
        start=() if continues else begins,
        rerun=begins if continues else (),
        pause=entered.pauses and not left.pauses,
        resume=left.pauses and not entered.pauses,
        stop_whole=ends,
        restart_whole=begins_again,
    )


def _is_theirs(rule: Command, facts: Facts) -> bool:
    if rule.of != facts.capability:
        return False
    return bool(rule.by & facts.capacities) and (facts.permitted is None or rule.key in facts.permitted)


def _stopped_steps(process: Process, source: str, target: str) -> tuple[str, ...]:
    left, entered = process.states[source], process.states[target]
    if left.step is None or left.step == entered.step:
        return ()
    # Work that only waits keeps its clock: it is paused, and goes on where it was.
    return () if entered.pauses and not left.pauses else (left.step,)


def _goes_back(process: Process, source: str, target: str) -> bool:
    return process.states[source].pauses and not process.states[target].pauses


def _target(rule: Command, state: str, facts: Facts, outcome: str | None) -> str | None:
    to = rule.outcomes.get(outcome or "") if rule.outcomes else rule.to
    if to == STAY:
        return state
    if to == BACK:
        return facts.previous_state
    return to
