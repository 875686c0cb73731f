"""Every state × command × capacity of the shipped processes, and the clocks that follow."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.core.workflow import (
    Capacity,
    ClockPlan,
    Decision,
    Facts,
    Reason,
    Refusal,
    allowed,
    decide,
    shipped,
    withheld,
)
from banjie.core.workflow.guards import GUARDS

STANDARD = shipped()["standard-1"]
FAST = shipped()["fast-1"]
EVERYBODY = frozenset(Capacity)
# Facts under which every guard that can hold together holds; of the two about extensions, and about a rating, each
# excludes the other.
WILLING = Facts(
    capacities=EVERYBODY,
    previous_state="handling",
    has_lead=True,
    oversight_open=True,
    assists=True,
    reopen_window_open=True,
    reopens_left=1,
)


@pytest.mark.parametrize(
    ("process", "state", "command"),
    [(p, s, c) for p in (STANDARD, FAST) for s, c in itertools.product(p.states, p.commands)],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_command_is_granted_exactly_in_its_states(process, state, command):
    rule = process.commands[command]
    facts = _with(WILLING, **_asked_by(rule))
    outcome = next(iter(rule.outcomes), None)
    result = decide(process, state, command, facts, outcome=outcome)
    if state in rule.sources:
        assert isinstance(result, Decision)
        assert result.target in process.states
    else:
        assert result == Refusal(command, Reason.WRONG_STATE, state)


@pytest.mark.parametrize("command", STANDARD.commands)
@pytest.mark.parametrize("capacity", Capacity)
def test_a_command_is_granted_only_in_its_capacities(command, capacity):
    rule = STANDARD.commands[command]
    facts = _with(WILLING, capacities=frozenset({capacity}), **_asked_by(rule))
    result = decide(STANDARD, min(rule.sources), command, facts, outcome=next(iter(rule.outcomes), None))
    if capacity in rule.by:
        assert isinstance(result, Decision)
    else:
        assert result == Refusal(command, Reason.NOT_YOURS, min(rule.sources))


GUARDED = [(command.key, guard) for command in STANDARD.commands.values() for guard in command.guards]
FAILING = {
    "assists": {"assists": False},
    "category_known": {"has_category": False},
    "extension_not_pending": {"extension_pending": True},
    "extension_pending": {"extension_pending": False},
    "higher_centre_exists": {"has_higher_centre": False},
    "lead_known": {"has_lead": False},
    "not_own_answer": {"answered_by_actor": True},
    "not_own_work": {"own_work": True},
    "not_rated_yet": {"already_rated": True},
    "not_reminded_recently": {"reminded_recently": True},
    "oversight_open": {"oversight_open": False},
    "rated_already": {"already_rated": False},
    "reopen_window_open": {"reopen_window_open": False},
    "reopens_left": {"reopens_left": 0},
}


def test_every_guard_is_tried():
    assert FAILING.keys() == GUARDS.keys()
    assert {guard for _, guard in GUARDED} == GUARDS.keys() | set(STANDARD.conditions)


@pytest.mark.parametrize(("command", "guard"), GUARDED)
def test_a_failing_guard_refuses_and_says_which(command, guard):
    state = min(STANDARD.commands[command].sources)
    rule = STANDARD.commands[command]
    without = {"holds": frozenset(rule.guards) - GUARDS.keys() - {guard}}
    facts = _with(WILLING, capability=rule.of, **without | FAILING.get(guard, {}))
    assert decide(STANDARD, state, command, facts) == Refusal(command, guard, state)
    assert Refusal(command, guard, state) in withheld(STANDARD, state, facts)
    assert command not in allowed(STANDARD, state, facts)


def test_a_command_outside_what_the_persons_roles_permit_is_refused():
    facts = _with(WILLING, permitted=frozenset({"note"}))
    assert isinstance(decide(STANDARD, "handling", "note", facts), Decision)
    assert decide(STANDARD, "handling", "answer", facts) == Refusal("answer", Reason.NOT_YOURS, "handling")


def test_an_unknown_command_is_refused():
    assert decide(STANDARD, "handling", "delete", WILLING) == Refusal("delete", Reason.UNKNOWN_COMMAND, "handling")


def test_an_outcome_that_is_not_declared_is_refused():
    refusal = decide(STANDARD, "returned", "rule_on_return", WILLING, outcome="perhaps")
    assert refusal == Refusal("rule_on_return", Reason.UNKNOWN_OUTCOME, "returned")


@given(
    st.sampled_from([STANDARD, FAST]),
    st.data(),
    st.frozensets(st.sampled_from(list(Capacity))),
    st.booleans(),
    st.integers(0, 2),
)
def test_what_is_allowed_is_what_is_granted(process, data, capacities, flag, left):
    state = data.draw(st.sampled_from(sorted(process.states)))
    facts = Facts(
        capacities, "handling", flag, flag, not flag, flag, flag, not flag, not flag, flag, flag, flag, left, flag
    )
    offered = set(allowed(process, state, facts))
    for command, rule in process.commands.items():
        outcome = next(iter(rule.outcomes), None)
        granted = isinstance(decide(process, state, command, facts, outcome=outcome), Decision)
        assert granted == (command in offered)


def test_moving_on_stops_one_step_and_starts_the_next():
    assert _clocks("assigned", "claim") == ClockPlan(stop=("claim",), start=("handle",))


def test_asking_the_reporter_pauses_the_work_and_starts_the_wait():
    assert _clocks("handling", "ask_reporter") == ClockPlan(start=("wait_for_reporter",), pause=True)


def test_the_reporters_answer_resumes_the_work_where_it_was():
    decision = decide(STANDARD, "waiting", "provide_information", WILLING)
    assert isinstance(decision, Decision)
    assert decision.target == "handling"
    assert decision.clocks == ClockPlan(stop=("wait_for_reporter",), resume=True)


def test_sending_an_answer_back_sets_the_old_clock_going():
    assert _clocks("answered", "send_back") == ClockPlan(stop=("review",), rerun=("handle",))


def test_closing_stops_the_whole_and_reopening_restarts_it():
    assert _clocks("approved", "close") == ClockPlan(stop=("close",), start=("follow_up",), stop_whole=True)
    assert _clocks("closed", "reopen") == ClockPlan(stop=("follow_up",), start=("dispatch",), restart_whole=True)


def test_a_command_that_stays_leaves_the_clocks_alone():
    assert _clocks("handling", "call_in") == ClockPlan()


def _clocks(state, command):
    decision = decide(STANDARD, state, command, WILLING)
    assert isinstance(decision, Decision)
    return decision.clocks


def _asked_by(rule):
    """What the guards ask that exclude one another; of a capability's own command also that it vouches for the rest."""
    return {
        "extension_pending": "extension_pending" in rule.guards,
        "already_rated": "rated_already" in rule.guards,
        "capability": rule.of,
        "holds": frozenset(rule.guards) - GUARDS.keys(),
    }


def _with(facts, **changes):
    from dataclasses import replace

    return replace(facts, **changes)
