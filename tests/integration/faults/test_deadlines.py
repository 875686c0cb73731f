"""What the clockwork jobs do when run twice, at once, late, or against a person who was quicker."""

from datetime import date, timedelta

import pytest
from pytest_django import Settings

from banjie.cases import actions, contacts, deadlines
from banjie.cases.acting import AS_REPORTER
from banjie.cases.contacts import PurposeMissing
from banjie.cases.models import Case, Contact, TimelineEntry
from banjie.platform import crypto, sealing, stamps
from banjie.platform.actors import SYSTEM
from tests.integration.cases.test_closed_loop import HOUR, do, taken_in, walked_to_closed, walked_to_handling
from tests.integration.cases.world import AT, World
from tests.integration.faults.crowds import assert_whole, at_once, failures

pytestmark = pytest.mark.slow
LATE = AT + timedelta(days=40)


def alarms(case_id: int) -> list[tuple[str, str, str]]:
    entries = TimelineEntry.objects.filter(case_id=case_id, command="alarm").order_by("sequence")
    return [(each.data["clock"], each.data["audience"], each.data["due_at"]) for each in entries]


def test_each_alarm_is_raised_once_however_often_the_tick_runs(world: World) -> None:
    made = taken_in(world)
    outcomes = at_once(*[lambda: deadlines.tick(at=LATE)] * 4)
    assert failures(outcomes) == []
    raised = TimelineEntry.objects.filter(case_id=made.case_id, command="alarm").count()
    assert raised > 0
    assert len(Case.objects.get(id=made.case_id).told) == raised
    deadlines.tick(at=LATE)
    assert TimelineEntry.objects.filter(case_id=made.case_id, command="alarm").count() == raised
    assert_whole()


def test_a_fault_in_one_case_keeps_no_other_from_its_alarms(world: World, caplog: pytest.LogCaptureFixture) -> None:
    broken, sound = taken_in(world).case_id, taken_in(world).case_id
    Case.objects.filter(id=broken).update(clocks={"whole": "nonsense"}, next_alarm_at=AT)
    deadlines.tick(at=LATE)
    assert alarms(sound) != []
    assert alarms(broken) == []
    assert f"case {broken}" in caplog.text


def test_a_wait_that_ran_out_goes_on_by_itself(world: World) -> None:
    made = walked_to_handling(world)
    do(world, "handler", made.case_id, "ask_reporter", question="哪一盏？", within="2h")
    assert deadlines.end_waits(at=AT + HOUR) == 0
    outcomes = at_once(*[lambda: deadlines.end_waits(at=AT + 3 * HOUR)] * 3)
    assert failures(outcomes) == []
    assert sum(outcomes) == 1
    assert Case.objects.get(id=made.case_id).state == "handling"
    assert_whole()


def test_a_case_that_was_late_already_may_still_wait_for_its_reporter(world: World) -> None:
    made = walked_to_handling(world)
    do(world, "handler", made.case_id, "ask_reporter", at=LATE, question="哪一盏？", within="2d")
    assert Case.objects.get(id=made.case_id).step_due_at > LATE
    assert deadlines.end_waits(at=LATE + HOUR) == 0
    assert Case.objects.get(id=made.case_id).state == "waiting"
    assert deadlines.end_waits(at=LATE + timedelta(days=3)) == 1


def test_silence_ends_a_closed_case_once(world: World) -> None:
    made = walked_to_closed(world)
    assert deadlines.finish_silent(at=AT + timedelta(days=29)) == 0
    outcomes = at_once(*[lambda: deadlines.finish_silent(at=AT + timedelta(days=31))] * 3)
    assert failures(outcomes) == []
    assert sum(outcomes) == 1
    assert Case.objects.get(id=made.case_id).state == "finished"
    assert_whole()


def finished(world: World) -> int:
    """A case that is over, and not only settled: nobody follows it up any more."""
    made = walked_to_closed(world)
    do(world, "caller", made.case_id, "finish", at=AT)
    return made.case_id


def test_only_contacts_of_cases_that_are_over_are_erased_and_each_once(world: World) -> None:
    kept, erased = walked_to_closed(world).case_id, finished(world)
    Contact.objects.update(erase_on=date(2026, 3, 3))
    outcomes = at_once(*[lambda: contacts.erase_due(today=date(2026, 3, 4), at=AT)] * 3)
    assert failures(outcomes) == []
    assert sum(outcomes) == 1
    assert Contact.objects.get(case_id=kept).sealed is not None
    assert Contact.objects.get(case_id=erased).sealed is None
    assert_whole()


def test_keys_rotated_while_contacts_are_erased_bring_none_back(world: World, settings: Settings) -> None:
    for _ in range(3):
        finished(world)
    Contact.objects.update(erase_on=date(2026, 3, 3))
    settings.BANJIE_CONTACT_KEYS = [crypto.new_key(), *settings.BANJIE_CONTACT_KEYS]
    outcomes = at_once(
        lambda: list(sealing.reseal()),
        lambda: contacts.erase_due(today=date(2026, 3, 4), at=AT),
        lambda: list(sealing.reseal()),
    )
    assert failures(outcomes) == []
    assert not Contact.objects.exclude(sealed=None).exists()
    assert_whole()


def test_a_purpose_with_control_characters_is_kept_cleaned(world: World) -> None:
    made = walked_to_handling(world)
    with pytest.raises(PurposeMissing):
        actions.unmask(made.case_id, purpose="\x00 \x00", by=world.acting("dispatcher"), at=AT)
    actions.unmask(made.case_id, purpose="上门\x00前\ud800联系", by=world.acting("dispatcher"), at=AT)
    last = TimelineEntry.objects.filter(case_id=made.case_id).last()
    assert last.data["purpose"] == "上门前\ufffd联系"
    assert_whole()


def test_deadlines_reckoned_anew_may_be_interrupted_and_repeated(world: World) -> None:
    made = walked_to_handling(world)
    before = Case.objects.get(id=made.case_id)
    moved = before.due_at + timedelta(days=5)
    # As if it had been reckoned by other rules.
    Case.objects.filter(id=made.case_id).update(due_at=moved)
    next(deadlines.recompute_open(by=SYSTEM, reason="calendar", at=AT))
    list(deadlines.recompute_open(by=SYSTEM, reason="calendar", at=AT))
    assert Case.objects.get(id=made.case_id).due_at == before.due_at
    entries = TimelineEntry.objects.filter(case_id=made.case_id, command="recompute")
    assert [entry.data["reason"] for entry in entries] == ["calendar"]
    assert_whole()


def test_a_clock_set_back_makes_no_negative_time(world: World) -> None:
    made = walked_to_handling(world)
    earlier = AT - timedelta(days=2)
    do(world, "handler", made.case_id, "ask_reporter", at=earlier, question="哪一盏？", within="5wd")
    stamps.clear_all()
    actions.perform(made.case_id, "provide_information", by=AS_REPORTER, at=earlier - HOUR, data={"text": "第二盏"})
    case = Case.objects.get(id=made.case_id)
    for clock in case.clocks.values():
        for gap in clock.get("pauses", ()):
            assert gap["resumed_at"] is None or gap["resumed_at"] >= gap["paused_at"]
        assert clock.get("stopped_at") is None or clock["stopped_at"] >= clock["started_at"]
    commands = TimelineEntry.objects.filter(case_id=case.id).order_by("sequence").values_list("command", flat=True)
    assert list(commands)[-2:] == ["ask_reporter", "provide_information"]
    assert_whole()


def test_a_faulty_case_does_not_hold_a_past_for_ever(world: World, caplog: pytest.LogCaptureFixture) -> None:
    broken, sound = taken_in(world).case_id, taken_in(world).case_id
    Case.objects.filter(id=broken).update(clocks={"whole": "nonsense"}, next_alarm_at=AT)
    actions.relive_alarms(until=LATE)
    assert alarms(sound) != []
    assert f"case {broken}" in caplog.text


def test_a_past_that_is_told_afterwards_has_its_alarms_at_their_moments(world: World) -> None:
    made = walked_to_handling(world)
    actions.relive_alarms(until=LATE)
    entries = TimelineEntry.objects.filter(case_id=made.case_id, command="alarm").order_by("sequence")
    moments = [entry.at for entry in entries]
    assert moments == sorted(moments)
    assert len(set(moments)) > 3
    assert all(AT < moment <= LATE for moment in moments)
    deadlines.tick(at=LATE)
    assert TimelineEntry.objects.filter(case_id=made.case_id, command="alarm").count() == len(moments)
    assert_whole()
