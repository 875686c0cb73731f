"""Who is who to a session: every reader against every kind, and the process that a session goes by."""

from itertools import product

import pytest

from banjie.core.workflow import Capacity, Facts, Refusal, decide
from banjie.mediation.processes import process
from banjie.mediation.session_wording import REFUSALS
from banjie.mediation.sessions import reading
from banjie.mediation.sessions.people import Part, Who
from banjie.mediation.sessions.reading import Reader, ReaderKind, Seen, of_sight, seen
from banjie.mediation.sight import Sight

BOTH = (False, True)


@pytest.mark.parametrize(("took_place", "read_back", "locked"), list(product(BOTH, BOTH, BOTH)))
def test_only_the_panel_and_the_side_itself_see_anything_of_what_was_said_apart(took_place, read_back, locked):
    stands = {"took_place": took_place, "read_back": read_back, "locked": locked}
    assert seen(reading.panel(1), side="A", **stands) is Seen.WORDS
    own = seen(reading.of_side(1, "A"), side="A", **stands)
    assert own is (Seen.WORDS if read_back else Seen.FACTS)
    assert seen(reading.of_side(1, "B"), side="A", **stands) is Seen.NOTHING
    for sight in (Sight.FILE, Sight.PROCEDURE):
        assert seen(of_sight(1, sight), side="A", **stands) is (Seen.DAY if took_place else Seen.NOTHING)


def test_the_head_reads_signed_minutes_of_everybody_and_no_others():
    head = of_sight(1, Sight.FILE)
    assert seen(head, side="", took_place=True, read_back=True, locked=False) is Seen.FACTS
    assert seen(head, side="", took_place=True, read_back=True, locked=True) is Seen.WORDS


def test_a_reader_is_never_half_of_a_side():
    with pytest.raises(ValueError):
        Reader(1, ReaderKind.SIDE)
    with pytest.raises(ValueError):
        Reader(1, ReaderKind.PANEL, "A")
    with pytest.raises(ValueError):
        of_sight(1, Sight.NOTHING)


@pytest.mark.parametrize("text", ["", "party", "party-", "party--1", "party-x", "other-1", "party-" + "9" * 40])
def test_what_names_nobody_is_nobody(text):
    assert Who.read(text) is None
    assert Who.read(str(Who(Part.COMPANION, 7))) == Who(Part.COMPANION, 7)


def test_a_party_can_answer_and_wish_and_nothing_else():
    session = process("session")
    everything = frozenset(session.conditions)
    facts = Facts(frozenset({Capacity.PARTY}), holds=everything)
    granted = {
        (state, command)
        for state, command in product(session.states, session.commands)
        if not isinstance(decide(session, state, command, facts), Refusal)
    }
    assert granted == {("proposed", "answer_times"), ("scheduled", "ask_other_time")}


def test_every_refusal_has_words():
    session = process("session")
    guards = {guard for command in session.commands.values() for guard in command.guards}
    assert guards | {"wrong_state", "not_yours", "unknown_command"} <= REFUSALS.keys()
