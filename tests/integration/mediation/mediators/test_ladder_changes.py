"""A ladder changes under disputes that run on it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from banjie.mediation import actions
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.ladders import BadLadder, declare, shipped
from banjie.mediation.ladders.setting import in_force, ladder
from banjie.mediation.models import Dispute, LadderChange, RungStay, Seat
from banjie.mediation.queries import dispute_file, ladder_changes, ladder_lines, standing_on
from tests.integration.cases.world import AT
from tests.integration.mediation.world import make_begun, make_dispute

LATER = AT + timedelta(days=1)
EARLIEST = {"key": "neighbours", "name": "邻里议事", "unit_role": "mediation", "level": "village", "time": "7d"}


def people(**values):
    return declare(shipped()["people"]) | values


def with_a_rung_below():
    return people(rungs=[EARLIEST, *people()["rungs"]])


def test_a_dispute_keeps_its_rung_when_one_is_put_below(mediation):
    case_id, _ = make_begun(mediation, who="village")
    by = mediation.acting("administrator")
    assert dispute_file(case_id, mediation.acting("village").viewer, at=AT).rung == 0
    assert actions.set_ladder(with_a_rung_below(), by=by, at=LATER) == 1
    file = dispute_file(case_id, mediation.acting("village").viewer, at=LATER)
    assert (file.rung, file.ladder.at(file.rung).key) == (1, "village")
    assert RungStay.objects.get(dispute_id=case_id).rung == 1
    assert Seat.objects.get(dispute_id=case_id).rung == 1
    # … and up the ladder it goes to the rung that was above it before.
    actions.go_up(case_id, reason="分歧大", by=mediation.acting("village"), at=LATER)
    assert RungStay.objects.get(dispute_id=case_id, ended_at=None).key == "township"


def test_the_first_write_to_a_dispute_after_a_change_begins_on_the_new_lowest_rung(mediation):
    case_id = make_dispute(mediation, committee="village")
    actions.set_ladder(with_a_rung_below(), by=mediation.acting("administrator"), at=LATER)
    actions.describe(case_id, kind="neighbours", by=mediation.acting("village_head"), at=LATER)
    assert RungStay.objects.get(dispute_id=case_id).key == "neighbours"


def test_a_rung_on_which_disputes_run_stays(mediation):
    case_id, _ = make_begun(mediation, who="village")
    by = mediation.acting("administrator")
    without = people(rungs=people()["rungs"][1:])
    assert standing_on(ladder("people")) == {"village": 1}
    with pytest.raises(BadEntry, match="rung_in_use"):
        actions.set_ladder(without, by=by, at=LATER)
    assert not LadderChange.objects.exists()
    actions.end_without(case_id, ending="no_agreement", by=mediation.acting("village"), at=LATER)
    actions.set_ladder(without, by=by, at=LATER)
    assert Dispute.objects.get(case_id=case_id).rung == 0


def test_every_change_is_on_record_with_who_and_when_and_stays(mediation):
    by = mediation.acting("administrator")
    actions.set_ladder(with_a_rung_below(), by=by, at=AT)
    actions.set_ladder(people(key="own", name="本县另设"), by=by, at=AT)
    actions.give_up_ladder("people", by=by, at=LATER)
    actions.give_up_ladder("own", by=by, at=LATER)
    told = [(each.key, each.step, each.by_name, each.changed_at) for each in ladder_changes(by.viewer)]
    name = by.actor.name
    assert told == [
        ("own", "removed", name, LATER),
        ("people", "returned", name, LATER),
        ("own", "added", name, AT),
        ("people", "changed", name, AT),
    ]
    assert in_force() == shipped()
    with pytest.raises(IntegrityError), transaction.atomic():
        LadderChange.objects.all().delete()


def test_a_ladder_by_which_a_dispute_goes_is_not_removed(mediation):
    by = mediation.acting("administrator")
    actions.set_ladder(people(key="own", name="本县另设"), by=by, at=AT)
    case_id = make_dispute(mediation)
    actions.describe(case_id, ladder="own", by=mediation.acting("township_head"), at=AT)
    with pytest.raises(BadEntry, match="ladder_in_use"):
        actions.give_up_ladder("own", by=by, at=LATER)
    with pytest.raises(BadEntry, match="ladder_track_stays"):
        actions.set_ladder(people(key="own", name="本县另设", track="judicial"), by=by, at=LATER)
    line = next(each for each in ladder_lines(by.viewer) if each.ladder.key == "own")
    assert (line.own, line.is_shipped, line.running) == (True, False, 1)


def test_two_who_change_a_ladder_at_once_cannot_overwrite_each_other(mediation):
    by = mediation.acting("administrator")
    actions.set_ladder(with_a_rung_below(), by=by, at=AT, expected=0)
    with pytest.raises(BadEntry, match="ladder_changed_meanwhile"):
        actions.set_ladder(people(name="另一种"), by=by, at=LATER, expected=0)
    assert ladder("people").at(0).key == "neighbours"


def test_a_faulty_ladder_changes_nothing(mediation):
    with pytest.raises(BadLadder):
        actions.set_ladder(people(rungs=[]), by=mediation.acting("administrator"), at=AT)
    assert in_force() == shipped()


@pytest.mark.parametrize("who", ["township_head", "township", "dispatcher"])
def test_only_whoever_sets_mediation_up_sets_ladders(mediation, who):
    by = mediation.acting(who)
    with pytest.raises(DisputeNotFound):
        actions.set_ladder(with_a_rung_below(), by=by, at=AT)
    with pytest.raises(DisputeNotFound):
        actions.give_up_ladder("people", by=by, at=AT)
    assert list(ladder_lines(by.viewer)) == []
    assert list(ladder_changes(by.viewer)) == []
