"""Several people act on one case at the same moment: one wins, the others are told, nothing is overwritten."""

import pytest

from banjie.cases import actions
from banjie.cases.commands.change import BadData
from banjie.cases.errors import CommandRefused, StaleCase
from banjie.cases.models import Case, TimelineEntry
from tests.integration.cases.test_closed_loop import do, taken_in
from tests.integration.cases.world import AT, World
from tests.integration.faults.crowds import assert_whole, at_once, failures

pytestmark = pytest.mark.slow


def test_of_six_who_accept_one_case_exactly_one_wins(world: World) -> None:
    made = taken_in(world)
    accept = [lambda: do(world, "intake", made.case_id, "accept")] * 6
    lost = failures(at_once(*accept))
    assert len(lost) == 5
    assert all(isinstance(error, CommandRefused) for error in lost), lost
    assert TimelineEntry.objects.filter(case_id=made.case_id).count() == 2
    assert_whole()


def test_of_six_notes_on_the_same_version_one_is_written(world: World) -> None:
    made = taken_in(world)

    def note() -> object:
        return actions.perform(
            made.case_id, "note", by=world.acting("dispatcher"), at=AT, data={"text": "一条"}, expected=1
        )

    lost = failures(at_once(*[note] * 6))
    assert len(lost) == 5
    assert all(isinstance(error, StaleCase) for error in lost), lost
    assert_whole()


def test_notes_that_expect_nothing_are_all_written_in_one_chain(world: World) -> None:
    made = taken_in(world)
    outcomes = at_once(*[lambda: do(world, "dispatcher", made.case_id, "note", text="一条")] * 6)
    assert failures(outcomes) == []
    assert Case.objects.get(id=made.case_id).entries == 7
    assert_whole()


@pytest.mark.parametrize("_round", range(5))
def test_merges_that_cross_end_in_one_merge_and_one_clean_refusal(world: World, _round: int) -> None:
    one, other = taken_in(world).case_id, taken_in(world).case_id
    lost = failures(
        at_once(
            lambda: do(world, "intake", one, "merge", into=other),
            lambda: do(world, "intake", other, "merge", into=one),
        )
    )
    assert len(lost) == 1
    assert isinstance(lost[0], BadData | CommandRefused), lost
    assert Case.objects.filter(state="merged").count() == 1
    assert_whole()


def test_a_case_is_not_merged_into_one_that_cannot_be_seen_or_is_settled(world: World) -> None:
    one, other = taken_in(world).case_id, taken_in(world).case_id
    with pytest.raises(BadData, match="case_unknown"):
        do(world, "intake", one, "merge", into=999_999)
    do(world, "intake", other, "decline", reason="重复", lawful_channel="无")
    with pytest.raises(BadData, match="case_settled"):
        do(world, "intake", one, "merge", into=other)
    assert Case.objects.get(id=one).state == "received"
    assert_whole()


def test_the_same_submission_eight_times_at_once_makes_one_case(world: World) -> None:
    outcomes = at_once(*[lambda: taken_in(world, key="hotline:1")] * 8)
    assert failures(outcomes) == []
    assert len({(made.case_id, made.tracking_code) for made in outcomes}) == 1
    assert [made.repeated for made in outcomes].count(False) == 1
    assert Case.objects.count() == 1
    assert_whole()
