"""Rules that dispatch: measured first, sampled always, on the lower bound, called off, undone by people."""

from datetime import timedelta

import pytest

from banjie.cases import actions, jobs, learning, suggesting_units
from banjie.cases.automatic import acting, audit, switching
from banjie.cases.automatic.measuring import tally
from banjie.cases.automatic.rules import Proposed, Rule, State, Would, is_for_people, is_sample, rule_for, would
from banjie.cases.automatic.switching import CannotSwitch, switch
from banjie.cases.errors import CommandRefused
from banjie.cases.intake.draft import Submission, Through
from banjie.cases.models import Case, Guess, TimelineEntry
from banjie.core.routing import Outcome, Routing
from banjie.intelligence.shelf import queries as shelf
from banjie.intelligence.shelf.models import TextModel
from banjie.intelligence.weighing.license import Ground, Tally
from banjie.organisations.queries import viewer_for
from banjie.platform import clock, stamps
from banjie.platform.actors import SYSTEM
from tests.integration.cases.world import AT, World, make_world, route_repairs_to_urban

pytestmark = pytest.mark.django_db
MATCHED = Routing(1, "R1", Outcome.MATCHED)


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    made = make_world()
    route_repairs_to_urban(made)
    monkeypatch.setattr(clock, "now", lambda: AT)
    return made


def accepted(world: World, body: str = "路灯坏了", category: str = "repair", **more) -> int:
    told = Submission(body=body, category=category, longitude=110.5, latitude=30.5, **more)
    by = world.acting("intake")
    return actions.submit(told, channel="hotline", by=by, at=AT, through=Through.ACCEPTED).case_id


def set_rule(state: State, category: str = "repair", *, every: int = 5, asked: float = 0.9) -> None:
    switch(category=category, state=state, asked=asked, every=every, by=SYSTEM, at=AT)


def sampled(world: World, count: int, *, wrong: int = 0) -> None:
    """So many matters were decided by people who were not told, `wrong` of them otherwise than the rule would."""
    for number in range(count):
        told = Submission(body=f"第{number}盏路灯坏了", category="repair", longitude=110.5, latitude=30.5)
        unit, who = ("housing", "other_handler") if number < wrong else ("urban", "handler")
        case = actions.submit(
            told, channel="hotline", by=world.acting("dispatcher"), at=AT - timedelta(days=3),
            through=Through.ASSIGNED, lead=world.units[unit].id,
        ).case_id  # fmt: skip
        actions.perform(case, "claim", by=world.acting(who), at=AT - timedelta(days=2), data={})
        Guess.objects.create(
            case_id=case, purpose=shelf.UNIT, model=0, code="", would="urban", by_routing=True, untold=True, share=0,
            sure=False, known=0, category_path="repair", at=AT - timedelta(days=3),
        )  # fmt: skip


def test_nothing_is_dispatched_by_itself_unless_somebody_says_so(world: World):
    case = accepted(world)
    acting.note_new(at=AT)
    assert Case.objects.get(id=case).state == "accepted"
    assert Guess.objects.get(case_id=case, purpose=shelf.UNIT).would == ""


def test_a_rule_that_was_not_measured_cannot_be_switched_on(world: World):
    with pytest.raises(CannotSwitch) as refused:
        set_rule(State.ON)
    assert refused.value.code == Ground.TOO_FEW
    sampled(world, 70, wrong=8)
    with pytest.raises(CannotSwitch) as refused:
        set_rule(State.ON)
    assert refused.value.code == Ground.BELOW


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"category": "nowhere"}, "category_unknown"),
        ({"asked": 0.5}, "rate_out_of_range"),
        ({"asked": 1.0}, "rate_out_of_range"),
        ({"every": 1}, "every_out_of_range"),
        ({"every": 1000}, "every_out_of_range"),
    ],
)
def test_what_cannot_be_set_is_refused(world: World, changed, code):
    given = {"category": "repair", "state": State.MEASURING, "asked": 0.95, "every": 5, **changed}
    with pytest.raises(CannotSwitch) as refused:
        switch(**given, by=SYSTEM, at=AT)
    assert refused.value.code == code


def test_measured_and_switched_on_it_dispatches_and_the_timeline_says_which_rule(world: World):
    sampled(world, 70)
    set_rule(State.ON)
    cases = [accepted(world, f"{number}号路灯不亮") for number in range(12)]
    jobs.note_guesses()
    jobs.note_guesses()
    rows = {case.id: case for case in Case.objects.filter(id__in=cases)}
    samples = {each for each in cases if is_sample(rows[each].number, 5)}
    for each in cases:
        assert rows[each].state == ("accepted" if each in samples else "assigned")
    assert set(suggesting_units.untold(cases)) == samples
    entry = TimelineEntry.objects.filter(case_id=next(each for each in cases if each not in samples)).latest("id")
    assert (entry.command, entry.actor_kind) == ("assign", "system")
    assert entry.data["grounds"] == {"automation": "repair", "by": "routing", "model": 0, "share": 0.0}
    assert TimelineEntry.objects.filter(command="assign", actor_kind="system").count() == len(cases) - len(samples)


def test_a_dispatcher_takes_it_back_and_too_many_of_these_call_the_rule_off(world: World):
    sampled(world, 70)
    set_rule(State.ON, every=50)
    cases = [accepted(world, f"{number}号路灯不亮") for number in range(8)]
    acting.note_new(at=AT)
    by = world.acting("dispatcher")
    done = list(Case.objects.filter(id__in=cases, state="assigned"))
    for case in done[:5]:
        actions.perform(case.id, "recall", by=by, at=AT, data={"reason": "应由住建办理"})
        assert Case.objects.get(id=case.id).state == "accepted"
    with pytest.raises(CommandRefused):
        actions.perform(done[5].id, "recall", by=world.acting("handler"), at=AT, data={"reason": "不想办"})
    acts = audit.acts(viewer_for(world.staff["dispatcher"], AT))
    assert len(acts) == len(done)
    assert sum(each.undone for each in acts) == 5
    one_more = accepted(world, "又一盏路灯不亮")
    acting.note_new(at=AT)
    assert Case.objects.get(id=one_more).state == "accepted"
    (standing,) = audit.standings(at=AT)
    assert standing.rule.state is State.MEASURING
    newest = audit.changes()[0]
    assert (newest.state, newest.why, newest.by) == ("measuring", Ground.UNDONE, SYSTEM.name)


def test_falling_precision_calls_a_rule_off_before_it_acts_again(world: World):
    sampled(world, 70)
    set_rule(State.ON)
    sampled(world, 20, wrong=20)
    assert tally("repair", at=AT) == Tally(90, 70)
    assert switching.call_off(at=AT) == ["repair"]
    assert switching.call_off(at=AT) == []
    case = accepted(world)
    acting.note_new(at=AT)
    assert Case.objects.get(id=case).state == "accepted"


def test_old_samples_do_not_count(world: World):
    sampled(world, 70)
    Guess.objects.update(at=AT - timedelta(weeks=9))
    assert tally("repair", at=AT) == Tally()
    assert tally("", at=AT) == Tally()
    assert tally("nowhere", at=AT) == Tally()


def test_what_was_taken_back_goes_to_a_person_and_is_not_dispatched_again(world: World):
    sampled(world, 70)
    set_rule(State.ON, every=50)
    case = accepted(world)
    acting.note_new(at=AT)
    if Case.objects.get(id=case).state == "assigned":
        actions.perform(case, "recall", by=world.acting("dispatcher"), at=AT, data={"reason": "再看看"})
    acting.note_new(at=AT + timedelta(minutes=5))
    assert Case.objects.get(id=case).state == "accepted"


@pytest.mark.parametrize("more", [{"kind": "complaint"}, {"level": "critical"}, {"level": "urgent"}])
def test_what_presses_and_what_complains_is_left_to_people(world: World, more):
    sampled(world, 70)
    set_rule(State.ON)
    case = accepted(world, **more)
    acting.note_new(at=AT)
    assert Case.objects.get(id=case).state == "accepted"
    assert Guess.objects.get(case_id=case, purpose=shelf.UNIT).would == ""


def test_both_models_answer_on_the_same_matters_and_the_better_one_takes_over(world: World):
    learning.train(by=SYSTEM, at=AT - timedelta(days=9))
    learning.train(by=SYSTEM, at=AT - timedelta(days=8))
    TextModel.objects.filter(number=2).update(in_use=False)
    TextModel.objects.filter(number=1).update(in_use=True)
    TextModel.objects.filter(number=2).update(in_shadow=True)
    stamps.bump(shelf.STAMP)
    cases = [accepted(world, f"道路坏了{number}") for number in range(25)]
    acting.note_new(at=AT)
    said = Guess.objects.filter(case_id__in=cases, purpose=shelf.CATEGORY)
    assert {each.model for each in said} == {1, 2}
    assert said.count() == 50
    said.filter(model=1).update(code="enquiry")
    said.filter(model=2).update(code="repair")
    learning.learn(shelf.CATEGORY, by=SYSTEM, at=AT + timedelta(hours=1))
    used = next(each for each in shelf.history() if each.number == 2)
    assert used.duel["verdict"] == "better"
    assert (used.duel["only_new"], used.duel["only_old"]) == (25, 0)
    assert used.chosen_at is not None


def test_matters_older_than_the_first_model_do_not_keep_it_from_the_younger_ones(world: World, monkeypatch):
    monkeypatch.setattr(acting, "_AT_ONCE", 2)
    for number in range(3):
        accepted(world, f"老路坏了{number}")
    learning.train(by=SYSTEM, at=AT + timedelta(hours=1))
    told = Submission(body="新路坏了", category="repair", longitude=110.5, latitude=30.5)
    later = AT + timedelta(hours=2)
    fresh = actions.submit(told, channel="hotline", by=world.acting("intake", later), at=later).case_id
    acting.note_new(at=later)
    assert list(Guess.objects.filter(purpose=shelf.CATEGORY).values_list("case_id", flat=True)) == [fresh]


def test_guesses_are_forgotten_but_for_what_was_acted_on(world: World):
    case, other = accepted(world), accepted(world, "水管坏了")
    set_rule(State.MEASURING)
    acting.note_new(at=AT)
    Guess.objects.filter(case_id=case).update(acted=True)
    acting.forget_old(at=AT + timedelta(days=500))
    assert list(Guess.objects.values_list("case_id", flat=True)) == [case]
    assert other != case


def rule(category: str, state: State = State.ON) -> Rule:
    return Rule(1, category, state, 0.95, 5)


def test_the_nearest_rule_counts_and_one_that_is_off_keeps_a_wider_one_out():
    every, roads = rule(""), rule("ROADS", State.OFF)
    rules = {"": every, "ROADS": roads}
    assert rule_for("CITY.ROADS.HOLE", rules) is roads
    assert rule_for("CITY.LAMP", rules) is every
    assert rule_for("CITY", {"ROADS": roads}) is None


@pytest.mark.parametrize(
    ("proposed", "expected"),
    [
        (Proposed(MATCHED, "urban", "urban", True), Would("urban", by_routing=True)),
        (Proposed(MATCHED, "urban", "water", False), Would("urban", by_routing=True)),
        (Proposed(MATCHED, "urban", "water", True), Would()),
        (Proposed(Routing(None, None, Outcome.NO_RULE), "", "water", True), Would("water")),
        (Proposed(Routing(None, None, Outcome.NO_RULE), "", "water", False), Would()),
        (Proposed(Routing(2, "R1", Outcome.SUPERVISOR), "government", "government", True), Would()),
        (Proposed(Routing(None, "R1", Outcome.COMPLAINED_OF), "", "water", True), Would()),
        (Proposed(None, "", "", False), Would()),
    ],
)
def test_rules_win_and_a_sure_model_that_disagrees_leaves_it_to_a_person(proposed, expected):
    assert would(proposed) == expected


def test_what_a_machine_may_never_decide():
    plain = {"level": "general", "kind": "report", "about_unit": False, "sensitive": False}
    assert not is_for_people(**plain)
    for changed in ({"level": "critical"}, {"kind": "dispute"}, {"about_unit": True}, {"sensitive": True}):
        assert is_for_people(**(plain | changed))


def test_one_in_so_many_is_a_sample_whatever_somebody_wishes():
    numbers = [f"2026-{number:06d}" for number in range(5_000)]
    for every in (2, 5, 20):
        share = sum(is_sample(number, every) for number in numbers) / len(numbers)
        assert share == pytest.approx(1 / every, rel=0.25)
