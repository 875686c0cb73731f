"""There is always a next step, and it is somebody's turn, until the file is closed."""

from itertools import product

import pytest

from banjie.core.workflow import shipped
from banjie.mediation.next_step import Meeting, Paper, Stands, Step, Turn, next_step
from banjie.web.mediation.overview.next_words import PAGES, STEPS

STATES = list(shipped()["mediation-1"].states)
HOLDS = ("all_sides_named", "all_consent", "mediator_seated")


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_a_step_in_words_and_a_turn(state):
    conditions = shipped()["mediation-1"].conditions
    for meeting, paper, late, seated in product(Meeting, Paper, (True, False), (True, False)):
        for holds in (frozenset(), frozenset(conditions)):
            found = next_step(Stands(state, holds, seated, meeting=meeting, paper=paper, late=late))
            assert found.code in STEPS
            over = found.code == "over"
            assert (found.turn is Turn.NOBODY) is over
            assert not over or shipped()["mediation-1"].states[state].final


def test_pages_are_of_steps():
    assert set(PAGES) < set(STEPS)


@pytest.mark.parametrize(
    ("more", "code", "turn"),
    [
        ({}, "name_parties", Turn.COMMITTEE),
        ({"holds": frozenset(HOLDS[:1])}, "seat", Turn.HEAD),
        ({"holds": frozenset(HOLDS[:1]), "seated": True, "tie_open": True}, "declare_no_tie", Turn.MEDIATOR),
        ({"holds": frozenset(HOLDS[:1]), "seated": True, "objection_waits": True}, "rule_on_objection", Turn.HEAD),
        ({"holds": frozenset({HOLDS[0], HOLDS[2]}), "seated": True}, "ask_consent", Turn.MEDIATOR),
        ({"holds": frozenset(HOLDS), "seated": True}, "begin", Turn.MEDIATOR),
    ],
)
def test_before_mediation(more, code, turn):
    assert next_step(Stands("consulting", **more)) == Step(code, turn)


@pytest.mark.parametrize(
    ("more", "code", "turn"),
    [
        ({"meeting": Meeting.NONE}, "first_session", Turn.MEDIATOR),
        ({"meeting": Meeting.PROPOSED}, "settle_time", Turn.MEDIATOR),
        ({"meeting": Meeting.ARRANGED, "paper": Paper.DRAFT}, "hold_session", Turn.MEDIATOR),
        ({"meeting": Meeting.TIME_PASSED}, "start_session", Turn.MEDIATOR),
        ({"meeting": Meeting.UNDER_WAY, "paper": Paper.UNSIGNED_BY_PARTIES}, "end_session", Turn.MEDIATOR),
        ({"meeting": Meeting.UNWRITTEN}, "finish_minutes", Turn.MEDIATOR),
        ({"meeting": Meeting.UNWRITTEN, "paper": Paper.DRAFT}, "finish_draft", Turn.MEDIATOR),
        ({"meeting": Meeting.HELD}, "after_session", Turn.MEDIATOR),
        ({"meeting": Meeting.HELD, "late": True}, "time_over", Turn.MEDIATOR),
        ({"paper": Paper.UNSIGNED_BY_PARTIES, "late": True}, "sign", Turn.PARTIES),
        ({"paper": Paper.UNCHECKED}, "check_identity", Turn.MEDIATOR),
        ({"paper": Paper.UNSIGNED_BY_US}, "sign_and_seal", Turn.MEDIATOR),
        ({"objection_waits": True, "meeting": Meeting.UNDER_WAY}, "rule_on_objection", Turn.HEAD),
        ({}, "mediate", Turn.MEDIATOR),
    ],
)
def test_in_mediation(more, code, turn):
    assert next_step(Stands("mediating", seated=True, **more)) == Step(code, turn)


@pytest.mark.parametrize(
    ("state", "holds", "code", "turn"),
    [
        ("performing", {"breach_reported", "file_complete"}, "answer_breach", Turn.MEDIATOR),
        ("performing", {"file_complete"}, "keep", Turn.PARTIES),
        ("performing", {"obligations_settled"}, "complete_file", Turn.MEDIATOR),
        ("performing", {"obligations_settled", "file_complete"}, "close_file", Turn.MEDIATOR),
        ("failed", {"both_sides_wish"}, "try_again", Turn.MEDIATOR),
        ("failed", {"file_complete"}, "close_file", Turn.MEDIATOR),
        ("unsettled", {"both_sides_wish"}, "try_again", Turn.MEDIATOR),
        ("finished", set(), "over", Turn.NOBODY),
    ],
)
def test_after_mediation(state, holds, code, turn):
    assert next_step(Stands(state, frozenset(holds), seated=True)) == Step(code, turn)


def test_what_is_overdue_is_the_mediator_s_to_see_to():
    assert next_step(Stands("performing", seated=True, owed_late=True)) == Step("see_to_it", Turn.MEDIATOR)
    assert next_step(Stands("performing", frozenset({"breach_reported"}), owed_late=True)).code == "answer_breach"
