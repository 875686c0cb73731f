"""A ladder that is no longer to be used: kept from new disputes, kept by those on it, never lost."""

from datetime import timedelta

import pytest

from banjie.mediation import actions
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.ladders import declare, shipped
from banjie.mediation.ladders.setting import first_ladder, in_force, on_offer
from banjie.mediation.models import Dispute, LadderRetired
from banjie.mediation.queries import dispute_file, ladder_changes, ladder_lines
from banjie.platform import clock
from tests.integration.cases.world import AT
from tests.integration.mediation.world import make_begun, make_dispute

LATER = AT + timedelta(days=1)


@pytest.fixture
def own(mediation):
    """A second ladder of people's mediation, by which a dispute has begun and one has ended."""
    by = mediation.acting("administrator")
    actions.set_ladder(declare(shipped()["people"]) | {"key": "own", "name": "本县另设"}, by=by, at=AT)
    running, ended = make_dispute(mediation), make_dispute(mediation)
    for case_id in (running, ended):
        actions.describe(case_id, ladder="own", by=mediation.acting("township_head"), at=AT)
    Dispute.objects.filter(case_id=ended).update(ended_at=AT, ending="withdrawn")
    return running


def others_of_its_track() -> list[str]:
    return [key for key, each in in_force().items() if each.track == "people" and key != "own"]


def retire(mediation, key="own"):
    actions.retire_ladder(key, by=mediation.acting("administrator"), at=LATER)


def test_those_on_it_keep_it_and_go_up_by_it(mediation, own):
    retire(mediation)
    file = dispute_file(own, mediation.acting("township_head").viewer, at=LATER)
    assert (file.ladder.key, file.ladder.name) == ("own", "本县另设")
    actions.describe(own, ladder="own", kind="neighbours", by=mediation.acting("township_head"), at=LATER)
    assert Dispute.objects.get(case_id=own).ladder == "own"


def test_no_other_dispute_is_given_it(mediation, own):
    retire(mediation)
    other, _ = make_begun(mediation)
    fresh = make_dispute(mediation)
    with pytest.raises(BadEntry, match="ladder_retired"):
        actions.describe(fresh, ladder="own", by=mediation.acting("township_head"), at=LATER)
    with pytest.raises(BadEntry, match="ladder_retired"):
        actions.move(
            other,
            unit_id=mediation.committees["county"].id,
            ladder_key="own",
            reason="x",
            by=mediation.acting("township"),
            at=LATER,
        )
    assert not Dispute.objects.exclude(case_id=own).filter(ladder="own", ended_at=None).exists()


def test_the_one_disputes_begin_with_gives_its_place_to_the_next(mediation, own):
    assert first_ladder("people").key == "people"
    for key in others_of_its_track():
        retire(mediation, key)
    assert first_ladder("people").key == "own"
    case_id = make_dispute(mediation)
    actions.describe(case_id, kind="neighbours", by=mediation.acting("township_head"), at=LATER)
    assert Dispute.objects.get(case_id=case_id).ladder == "own"


def test_the_last_of_a_track_stays_on_offer(mediation, own):
    for key in others_of_its_track():
        retire(mediation, key)
    with pytest.raises(BadEntry, match="ladder_last"):
        retire(mediation, "own")
    for track in {each.track for each in in_force().values()}:
        assert any(each.track == track for each in on_offer().values())


def test_it_can_be_offered_again_and_all_of_it_is_on_record(mediation, own):
    by = mediation.acting("administrator")
    retire(mediation)
    with pytest.raises(BadEntry, match="ladder_retired"):
        retire(mediation)
    line = ladder_lines(by.viewer)[-1]
    assert (line.ladder.key, line.offered, line.running, line.all) == ("own", False, 1, 2)
    actions.offer_ladder("own", by=by, at=LATER)
    with pytest.raises(BadEntry, match="ladder_offered"):
        actions.offer_ladder("own", by=by, at=LATER)
    assert "own" in on_offer()
    assert [each.step for each in ladder_changes(by.viewer, key="own")] == ["offered", "retired", "added"]


def test_removed_it_leaves_nothing_behind(mediation):
    by = mediation.acting("administrator")
    actions.set_ladder(declare(shipped()["people"]) | {"key": "own", "name": "本县另设"}, by=by, at=AT)
    retire(mediation)
    actions.give_up_ladder("own", by=by, at=LATER)
    assert not LadderRetired.objects.exists()


@pytest.mark.parametrize("who", ["township", "township_head", "dispatcher", "auditor"])
def test_nobody_else_does(mediation, own, who):
    for act in (actions.retire_ladder, actions.offer_ladder):
        with pytest.raises(DisputeNotFound):
            act("own", by=mediation.acting(who), at=LATER)


def test_two_who_change_it_at_once_cannot_overwrite_each_other(mediation, own):
    by = mediation.acting("administrator")
    seen = ladder_changes(by.viewer, key="own")[0].id
    actions.retire_ladder("own", by=by, at=LATER, expected=seen)
    with pytest.raises(BadEntry, match="ladder_changed_meanwhile"):
        actions.offer_ladder("own", by=by, at=LATER, expected=seen)


def test_by_its_page(mediation, own, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    english = {"accept-language": "en"}
    client.force_login(mediation.base.staff["administrator"])
    page = client.get("/work/mediation/ladders/own/", headers=english).content.decode()
    assert "/work/mediation/ladders/own/retire/" in page
    assert client.post("/work/mediation/ladders/own/retire/", headers=english).status_code == 302
    assert "No longer offered" in client.get("/work/mediation/ladders/", headers=english).content.decode()
    assert client.post("/work/mediation/ladders/own/offer/", headers=english).status_code == 302
    assert "own" in on_offer()
    retire(mediation)
    client.force_login(mediation.people["township_head"])
    kept = client.get(f"/work/mediation/{own}/describe/", headers=english).content.decode()
    assert 'value="own"' in kept
    other = make_dispute(mediation)
    assert 'value="own"' not in client.get(f"/work/mediation/{other}/describe/", headers=english).content.decode()
