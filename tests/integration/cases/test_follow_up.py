"""Follow-up: who is drawn and called, what comes of calls, and what a "not settled" leads to."""

from datetime import timedelta

import pytest

from banjie.cases import actions, integrity, queries
from banjie.cases.acting import AS_REPORTER
from banjie.cases.errors import CommandRefused
from banjie.cases.follow_up import calling, sampling
from banjie.cases.models import CallState, CallWhy, Case, Contact, FollowUpCall, FollowUpDraw, Rating, TimelineEntry
from banjie.cases.queries import calls, period_verdicts
from banjie.cases.queries.period_tallies import Scope
from tests.integration.cases.follow_up import everybody_called
from tests.integration.cases.test_closed_loop import ANSWER, HOUR, do, walked_to_closed
from tests.integration.cases.world import AT, World
from tests.integration.organisations.factories import make_staff

DAY = timedelta(days=1)
CLOSED_AT = AT + 3 * HOUR
DRAWN_AT = AT + 8 * DAY
YES = {"solved": True, "satisfaction": 5, "in_time": True}
NO = {"solved": False, "satisfaction": 1, "in_time": False, "why_not": "not_done", "comment": "灯还是不亮。"}


@pytest.fixture(autouse=True)
def _everybody_is_called(settings, tmp_path):
    settings.BANJIE_FOLLOW_UP_RULE = everybody_called(tmp_path)


def listed(world: World, who: str = "caller", at=DRAWN_AT) -> list[int]:
    viewer = world.acting(who, at).viewer
    return [each.line.id for each in calls.calls(viewer, at=at)]


def rated(case_id: int, at=CLOSED_AT + HOUR, **said):
    return actions.perform(case_id, "rate", by=AS_REPORTER, at=at, data=said)


def closed_again(world: World, case_id: int, at) -> None:
    do(world, "dispatcher", case_id, "assign", at=at, lead=world.units["urban"].pk)
    do(world, "handler", case_id, "claim", at=at)
    do(world, "handler", case_id, "answer", at=at, **ANSWER)
    do(world, "reviewer", case_id, "approve", at=at)
    do(world, "reviewer", case_id, "close", at=at)


def test_who_had_a_week_and_said_nothing_is_called(world):
    made = walked_to_closed(world)
    assert sampling.draw(at=CLOSED_AT + 5 * DAY) == 0
    assert listed(world) == []
    assert sampling.draw(at=DRAWN_AT) == 1
    assert listed(world) == [made.case_id]
    assert [each.why for each in calls.calls(world.acting("caller").viewer, at=DRAWN_AT)] == ["drawn"]


def test_a_draw_is_made_once_a_day_and_can_be_reckoned_again(world, settings, tmp_path):
    settings.BANJIE_FOLLOW_UP_RULE = everybody_called(tmp_path, share=0.5)
    for _ in range(12):
        walked_to_closed(world)
    drawn = sampling.draw(at=DRAWN_AT)
    made = FollowUpDraw.objects.get()
    assert (made.eligible, made.drawn) == (12, drawn)
    assert sampling.draw(at=DRAWN_AT + HOUR) == drawn
    assert FollowUpCall.objects.count() == 12
    assert sampling.recheck(made) == []
    FollowUpCall.objects.filter(why=CallWhy.DRAWN).order_by("id").update(why=CallWhy.NOT_DRAWN)
    assert len(sampling.recheck(made)) == drawn


def test_a_verdict_given_before_the_draw_or_no_contact_spares_the_call(world):
    judged, silent, gone = (walked_to_closed(world) for _ in range(3))
    rated(judged.case_id, **YES)
    Contact.objects.filter(case_id=gone.case_id).update(sealed=None, erased_at=AT)
    assert sampling.draw(at=DRAWN_AT) == 1
    assert listed(world) == [silent.case_id]


def test_the_dissatisfied_are_called_first_and_all_of_them(world, settings, tmp_path):
    settings.BANJIE_FOLLOW_UP_RULE = everybody_called(tmp_path, share=0.0)
    silent, poor = walked_to_closed(world), walked_to_closed(world)
    assert sampling.draw(at=DRAWN_AT) == 0
    rated(poor.case_id, at=DRAWN_AT, solved=True, satisfaction=2)
    assert listed(world) == [poor.case_id]
    do(world, "caller", poor.case_id, "call_back", at=DRAWN_AT + HOUR, why_not="manner", comment="说话冲。")
    assert listed(world, at=DRAWN_AT + DAY) == []
    assert FollowUpCall.objects.get(case_id=poor.case_id).state == CallState.REACHED
    assert FollowUpCall.objects.get(case_id=silent.case_id).state == CallState.NOT_CALLED


def test_not_settled_opens_the_case_again_by_itself_as_often_as_the_process_allows(world):
    made = walked_to_closed(world)
    for times in (1, 2):
        done = rated(made.case_id, at=CLOSED_AT + times * HOUR, **NO)
        assert done.state == "accepted"
        assert Case.objects.get(id=made.case_id).reopens == times
        closed_again(world, made.case_id, CLOSED_AT + times * HOUR)
    done = rated(made.case_id, at=CLOSED_AT + 3 * HOUR, **NO)
    assert done.state == "closed"
    # It cannot be opened again, so whoever calls hears why.
    assert listed(world, at=CLOSED_AT + 4 * HOUR) == [made.case_id]
    entry = TimelineEntry.objects.filter(command="reopen").order_by("sequence").first()
    assert (entry.actor_kind, entry.data["reason"]) == ("system", "灯还是不亮。")
    assert [fault for fault in integrity.verify() if isinstance(fault, integrity.Fault)] == []


def test_what_was_not_settled_before_is_called_whatever_the_lot(world, settings, tmp_path):
    settings.BANJIE_FOLLOW_UP_RULE = everybody_called(tmp_path, share=0.0)
    made = walked_to_closed(world)
    rated(made.case_id, **NO)
    closed_again(world, made.case_id, CLOSED_AT + 2 * HOUR)
    assert sampling.draw(at=DRAWN_AT) == 1
    assert calls.calls(world.acting("caller").viewer, at=DRAWN_AT)[0].why == "unsettled_before"


def test_not_settled_in_a_call_opens_it_again_and_the_verdict_stays(world):
    made = walked_to_closed(world)
    sampling.draw(at=DRAWN_AT)
    done = do(world, "caller", made.case_id, "follow_up", at=DRAWN_AT, **NO)
    assert done.state == "accepted"
    verdict = Rating.objects.get(case_id=made.case_id)
    assert (verdict.round, verdict.solved, verdict.why_not) == (0, False, "not_done")
    assert verdict.taken_by == world.staff["caller"].pk
    assert FollowUpCall.objects.get().state == CallState.REACHED


def test_after_the_window_not_settled_opens_nothing(world):
    made = walked_to_closed(world)
    assert rated(made.case_id, at=CLOSED_AT + 31 * DAY, **NO).state == "closed"


def test_who_is_not_reached_is_tried_again_later_and_given_up_after_the_third_time(world):
    made = walked_to_closed(world)
    sampling.draw(at=DRAWN_AT)
    at = DRAWN_AT
    for attempt in (1, 2, 3):
        assert listed(world, at=at) == [made.case_id]
        do(world, "caller", made.case_id, "follow_up", at=at, reached=False, why_unreached="no_answer")
        call = FollowUpCall.objects.get()
        assert call.attempts == attempt
        assert listed(world, at=at + HOUR) == []
        at += 5 * HOUR
    assert call.state == CallState.GIVEN_UP
    assert TimelineEntry.objects.filter(command="follow_up").count() == 3


@pytest.mark.parametrize(("why", "state"), [("wrong_number", "wrong_number"), ("refused", "refused")])
def test_a_wrong_number_and_a_refusal_end_the_calling(world, why, state):
    made = walked_to_closed(world)
    sampling.draw(at=DRAWN_AT)
    do(world, "caller", made.case_id, "follow_up", at=DRAWN_AT, reached=False, why_unreached=why)
    assert FollowUpCall.objects.get().state == state
    assert listed(world, at=DRAWN_AT + DAY) == []


def test_a_reporter_who_answers_after_the_draw_is_not_called(world):
    made = walked_to_closed(world)
    sampling.draw(at=DRAWN_AT)
    rated(made.case_id, at=DRAWN_AT + HOUR, **YES)
    assert FollowUpCall.objects.get().state == CallState.OVERTAKEN
    assert listed(world, at=DRAWN_AT + 2 * HOUR) == []


@pytest.mark.parametrize("unit", ["urban", "housing"])
def test_no_caller_of_a_unit_that_handled_it_or_helped(world, unit):
    made = walked_to_closed(world)
    case = Case.objects.get(id=made.case_id)
    case.assisting.create(
        unit=world.units["housing"], unit_path="government.housing", called_at=AT, contributed_at=AT, contributed_by=1
    )
    own = make_staff(f"caller_of_{unit}", "follow_up_caller", world.units[unit])
    world.staff[f"{unit}_caller"] = own
    sampling.draw(at=DRAWN_AT)
    assert listed(world, f"{unit}_caller") == []
    assert listed(world) == [made.case_id]
    offer = queries.case_file(made.case_id, by=world.acting(f"{unit}_caller"), at=DRAWN_AT).offer
    assert "follow_up" not in offer.allowed
    with pytest.raises(CommandRefused) as caught:
        do(world, f"{unit}_caller", made.case_id, "follow_up", at=DRAWN_AT, **YES)
    assert caught.value.refusal.code == "not_own_work"
    with pytest.raises(CommandRefused):
        do(world, f"{unit}_caller", made.case_id, "finish", at=DRAWN_AT)


def test_two_callers_never_hold_the_same_call(world):
    one, other = walked_to_closed(world), walked_to_closed(world)
    make = make_staff("caller2", "follow_up_caller", world.units["centre"])
    world.staff["caller2"] = make
    sampling.draw(at=DRAWN_AT)
    first, second = (world.acting(who, DRAWN_AT).viewer for who in ("caller", "caller2"))
    taken = [calling.take_next(by=viewer, at=DRAWN_AT) for viewer in (first, second)]
    assert sorted(taken) == sorted([one.case_id, other.case_id])
    assert calling.take_next(by=first, at=DRAWN_AT, after=taken[0]) is None
    calling.put_aside(case_id=taken[1], by=second)
    assert calling.take_next(by=first, at=DRAWN_AT, after=taken[0]) == taken[1]


def test_verdicts_are_counted_beside_the_claims_of_the_unit(world):
    good, bad, silent = (walked_to_closed(world) for _ in range(3))
    rated(good.case_id, **YES)
    rated(bad.case_id, **NO)
    sampling.draw(at=DRAWN_AT)
    do(world, "caller", silent.case_id, "follow_up", at=DRAWN_AT, reached=False, why_unreached="refused")
    found = period_verdicts.verdict_counts(Scope(area_path="county"), since=AT, until=AT + 20 * DAY)
    (cell,) = [each for each in found if found[each].get("verdicts")]
    assert cell.unit_id == world.units["urban"].pk
    assert found[cell] == {
        "verdicts": 2,
        "solved": 1,
        "satisfied": 1,
        "asked_in_time": 2,
        "in_time": 1,
        "claimed": 2,
        "contradicted": 1,
        "called": 1,
        "refused": 1,
        "closed": 3,
    }
