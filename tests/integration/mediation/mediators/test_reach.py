"""No list, field or form of mediation names, takes or shows what lies in a jurisdiction that is not one's own."""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from banjie.cases.acting import AS_SYSTEM
from banjie.mediation import actions
from banjie.mediation.actions import rounds
from banjie.mediation.actions.rounds import Task
from banjie.mediation.errors import BadEntry
from banjie.mediation.models import Committee, JointCommittee, Mediator, Round, RoundPlan, Seat
from banjie.mediation.queries import committees, dispute_file, suggestions, units_for_ladders
from banjie.mediation.register.fields import Field
from banjie.mediation.register.reading import known_now
from banjie.organisations.models import Staff, Unit
from banjie.places.models import Area
from banjie.platform import clock
from tests.integration.cases.world import AT
from tests.integration.mediation.world import FIRST_DAY, make_claimed
from tests.integration.organisations.factories import make_area, make_staff, make_unit

NAME = "磨坊镇调解所"
PLACE = "磨坊镇"


@dataclass(frozen=True)
class Elsewhere:
    """Another jurisdiction of the same installation: its area, its committee, a mediator of it."""

    area: Area
    unit: Unit
    staff: Staff
    mediator: int


@pytest.fixture
def elsewhere(mediation):
    area = make_area("mill", name=PLACE)
    unit = make_unit("mill_mediation", area=area, roles=["mediation", "mill_only"], name=NAME)
    actions.change_committee(unit.id, values={"kind": "township", "short_name": "磨"}, by=AS_SYSTEM, at=AT)
    staff = make_staff("mill_mediator", "mediator", unit, name="磨坊的人")
    values = {"kind": "full_time", "term_from": FIRST_DAY}
    made = actions.change_mediator(staff.id, unit.id, values=values, by=AS_SYSTEM, at=AT)
    return Elsewhere(area, unit, staff, made)


@pytest.fixture(autouse=True)
def _at_work(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def visit(client, mediation):
    def visiting(who, name, *args, data=None, query=""):
        client.force_login(mediation.people.get(who) or mediation.base.staff[who])
        path = reverse(name if ":" in name else f"mediation:{name}", args=args) + query
        return client.get(path) if data is None else client.post(path, data)

    return visiting


def names_them(answer):
    text = answer.content.decode()
    return NAME in text or PLACE in text or "mill_only" in text


def make_round(mediation):
    """One that sits, of the whole county."""
    by = mediation.acting("leader_of_county")
    rounds.plan_rounds(
        area_path=mediation.base.county.path,
        unit_id=mediation.base.units["centre"].id,
        first_on=AT.date(),
        by=by,
        at=AT,
    )
    found = Round.objects.get()
    rounds.open_round(found.id, by=by, at=AT)
    return found


@pytest.fixture
def round_(mediation):
    mediation.people["leader_of_county"] = make_staff("county_leader", "county_leader", mediation.base.units["centre"])
    return make_round(mediation)


def test_a_ladder_says_of_no_unit_elsewhere_that_it_would_have_a_rung(mediation, elsewhere, visit):
    seen = visit("administrator", "ladder", "people")
    assert mediation.committees["township"].name in seen.content.decode()
    assert not names_them(seen)
    codes = {each.code for each in units_for_ladders(mediation.acting("administrator").viewer)}
    assert elsewhere.unit.code not in codes
    assert "mediation_west" in codes


def test_the_administrator_of_a_township_sees_no_other_township_in_a_ladder(mediation):
    west = mediation.base.units["west_centre"]
    mediation.people["west_admin"] = make_staff("west_admin", "administrator", west)
    make_unit("mediation_east", area=mediation.base.townships[1], roles=["mediation"])
    codes = {each.code for each in units_for_ladders(mediation.acting("west_admin").viewer)}
    assert codes == {"west_centre", "mediation_west", "mediation_brook"}


@pytest.mark.parametrize(
    ("name", "typed"),
    [("area-options", ""), ("area-options", PLACE), ("unit-options", "mill"), ("staff-options", "磨坊")],
)
def test_what_is_typed_into_a_field_finds_nothing_elsewhere(mediation, elsewhere, visit, name, typed):
    found = visit("administrator", f"accounts:{name}", query=f"?q={typed}").json()["options"]
    values = {each["value"] for each in found}
    assert not values & {elsewhere.area.code, elsewhere.unit.code, elsewhere.staff.username}


def test_neither_a_committee_nor_its_mediators_are_listed_elsewhere(mediation, elsewhere, visit):
    assert elsewhere.unit.id not in {each.unit.id for each in committees(mediation.acting("administrator").viewer)}
    for name in ("committees", "mediators", "new-committee", "new-mediator"):
        assert not names_them(visit("administrator", name)), name
    assert not names_them(visit("administrator", "mediators", query=f"?area={elsewhere.area.code}"))
    assert visit("administrator", "mediator", elsewhere.mediator).status_code == 404


def test_a_code_from_elsewhere_makes_no_committee_and_is_not_named(mediation, elsewhere, visit):
    other = make_unit("mill_council", area=elsewhere.area, name=f"{PLACE}议会")
    given = {"unit": other.code, "kind": "authority", "short_name": "磨", "active": "on"}
    answer = visit("administrator", "new-committee", data=given)
    assert answer.status_code == 422
    assert not names_them(answer)
    assert not Committee.objects.filter(unit=other).exists()


def test_nobody_from_elsewhere_and_for_no_area_there_becomes_a_mediator(mediation, elsewhere, visit):
    other = make_staff("mill_clerk", "handler", elsewhere.unit, name="磨坊镇办事员")
    given = {
        "staff": other.username,
        "committee": mediation.committees["township"].id,
        "kind": "expert",
        "area": elsewhere.area.code,
        "term_from": "2026-01-01",
        "at_once": "5",
    }
    answer = visit("administrator", "new-mediator", data=given)
    assert answer.status_code == 422
    assert not names_them(answer)
    own = mediation.base.staff["handler"]
    for staff, areas, code in ((other, [], "staff_unknown"), (own, [elsewhere.area.path], "area_unknown")):
        with pytest.raises(BadEntry, match=code):
            actions.change_mediator(
                staff.id,
                mediation.committees["township"].id,
                values={"kind": "expert", "term_from": FIRST_DAY, "areas": areas},
                by=mediation.acting("administrator"),
                at=AT,
            )
    assert not Mediator.objects.filter(staff__in=[other, own]).exists()


def test_no_committee_elsewhere_is_proposed_shown_or_seated(mediation, elsewhere, visit):
    case_id = make_claimed(mediation)
    by = mediation.acting("township_head")
    actions.record_referral(
        case_id,
        incoming=True,
        body="jurisdiction",
        body_name=PLACE,
        letter_on=AT.date(),
        by=mediation.acting("township"),
        at=AT,
    )
    file = dispute_file(case_id, by.viewer, at=AT)
    assert list(suggestions(file, at=AT, beside=elsewhere.unit.id).joint) == []
    seen = visit("township_head", "seats", case_id, query=f"?beside={elsewhere.unit.id}").content.decode()
    assert NAME not in seen
    assert elsewhere.staff.name not in seen
    with pytest.raises(BadEntry, match="mediator_unknown"):
        actions.seat_from_another(case_id, elsewhere.mediator, why="jurisdiction", task="联合调解", by=by, at=AT)
    assert not Seat.objects.exists()
    assert not JointCommittee.objects.exists()


def test_a_dispute_is_moved_to_no_committee_elsewhere(mediation, elsewhere, visit):
    case_id = make_claimed(mediation)
    assert "unit" in visit("dispatcher", "course", case_id, "move").content.decode()
    given = {"unit": elsewhere.unit.code, "ladder_key": "people", "reason": "换一家"}
    answer = visit("dispatcher", "course", case_id, "move", data=given)
    assert answer.status_code == 422
    assert not names_them(answer)
    with pytest.raises(BadEntry, match="unit_unknown"):
        actions.move(case_id, unit_id=elsewhere.unit.id, reason="换", by=mediation.acting("dispatcher"), at=AT)


def test_rounds_are_held_by_units_of_their_own_jurisdiction(mediation, elsewhere, round_, visit):
    given = {"area": mediation.base.county.code, "unit": elsewhere.unit.code, "first_on": "2026-03-09"}
    answer = visit("leader_of_county", "plan-rounds", data=given)
    assert answer.status_code == 422
    assert not names_them(answer)
    with pytest.raises(BadEntry, match="unit_unknown"):
        rounds.plan_rounds(
            area_path=mediation.base.county.path,
            unit_id=elsewhere.unit.id,
            first_on=AT.date(),
            by=mediation.acting("leader_of_county"),
            at=AT,
        )
    assert not RoundPlan.objects.filter(unit=elsewhere.unit).exists()
    seen = visit("leader_of_county", "new-place", query=f"?area={elsewhere.area.code}")
    assert seen.status_code == 200
    assert not names_them(seen)


def test_a_round_gives_no_work_to_a_unit_elsewhere_and_none_takes_part(mediation, elsewhere, round_, visit):
    by = mediation.acting("leader_of_county")
    visit("leader_of_county", "attend-round", round_.id, data={"unit": elsewhere.unit.code})
    with pytest.raises(BadEntry, match="unit_unknown"):
        rounds.set_attending(round_.id, unit_ids=[elsewhere.unit.id], by=by, at=AT)
    round_.refresh_from_db()
    assert round_.attending == []
    item = round_.items.create(kind="place", position=99, why=[], seen={}, required=True)
    task = Task(elsewhere.unit.id, "去看看", AT.date())
    with pytest.raises(BadEntry, match="unit_unknown"):
        rounds.decide_item(round_.id, item.id, decision="given", tasks=[task], by=by, at=AT)


def test_a_word_of_a_register_means_nothing_elsewhere(mediation, elsewhere):
    known = known_now(mediation.acting("administrator").viewer)
    assert known.find(Field.COMMITTEE, NAME) is None
    assert known.find(Field.AREA, PLACE) is None
    assert known.find(Field.COMMITTEE, mediation.committees["township"].name) == "mediation_west"
    assert known_now(None).find(Field.COMMITTEE, NAME) == elsewhere.unit.code
