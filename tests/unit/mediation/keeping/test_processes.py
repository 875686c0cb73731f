"""What may happen to a round, an obligation and a confirmation in each state: the whole tables."""

import pytest

from banjie.core.workflow import Capacity, Facts, decide
from banjie.mediation import wording_keeping
from banjie.mediation.processes import process

OBLIGATION = {
    "owed": {"meet_condition", "lapse", "perform_part", "perform", "waive", "report_breach"},
    "part": {"perform_part", "perform", "correct", "waive", "report_breach"},
    "reported": {"correct", "confirm", "dispute", "waive", "report_breach"},
    "broken": {"perform_part", "perform", "waive", "go_to_court", "take_back"},
    "kept": set(),
    "waived": set(),
    "lapsed": set(),
    "in_court": set(),
}
CONFIRMATION = {
    "preparing": {"add_paper", "review", "sign_at_court", "submit", "withdraw"},
    "submitted": {"receive", "ask_correction", "refuse", "withdraw"},
    "received": {"ask_correction", "confirm", "refuse", "withdraw"},
    "correcting": {"add_paper", "correct", "refuse", "sign_at_court", "withdraw"},
    "confirmed": set(),
    "refused": set(),
    "withdrawn": set(),
    "lapsed": set(),
}
ROUND = {
    "planned": {"open", "add"},
    "sitting": {"add", "decide", "close"},
    "followed": {"report_task", "finish"},
    "finished": set(),
    "missed": set(),
}


def granted(name, state, capacity, holds):
    found = process(name)
    facts = Facts(frozenset({capacity}), holds=holds)
    return {command for command in found.commands if not hasattr(decide(found, state, command, facts), "code")}


@pytest.mark.parametrize(
    ("name", "table", "capacity"),
    [
        ("obligation", OBLIGATION, Capacity.MEDIATOR),
        ("confirmation", CONFIRMATION, Capacity.MEDIATOR),
        ("round", ROUND, Capacity.LEAD_LEADER),
    ],
)
def test_the_whole_table(name, table, capacity):
    found = process(name)
    assert set(found.states) == set(table)
    every = frozenset(found.conditions)
    assert {state: granted(name, state, capacity, every) for state in found.states} == table


@pytest.mark.parametrize("name", ["obligation", "confirmation", "round"])
def test_no_condition_is_let_through_unheld(name):
    found = process(name)
    for state in found.states:
        for capacity in Capacity:
            for command in granted(name, state, capacity, frozenset()):
                assert not found.commands[command].guards


@pytest.mark.parametrize("name", ["obligation", "confirmation", "round"])
def test_no_state_has_the_name_that_stands_for_every_open_one(name):
    assert "open" not in process(name).states


def test_every_state_and_refusal_has_words():
    for name, choice in (
        ("obligation", "obligation_state"),
        ("confirmation", "confirmation_state"),
        ("round", "round_state"),
    ):
        assert set(process(name).states) <= set(wording_keeping.CHOICES[choice])
        for condition in process(name).conditions:
            if condition not in {"tasks_done", "next_day_come", "window_closed"}:
                assert condition in wording_keeping.PROBLEMS, condition
