"""A file is closed once it is whole; a dispute that ended without agreement can be taken up again."""

from datetime import timedelta

import pytest

from banjie.cases.errors import CommandRefused
from banjie.cases.models import Case
from banjie.mediation import actions
from banjie.mediation.models import Dispute
from tests.integration.cases.world import AT
from tests.integration.mediation.world import MediationWorld, consent, make_begun, make_mediation_world

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
NEEDED = ("application", "rights_notice", "identity", "session_record", "failure_notice")
LATER = AT + timedelta(days=3)


@pytest.fixture
def world(db: None) -> MediationWorld:
    return make_mediation_world()


def ended(world: MediationWorld) -> tuple[int, tuple[int, int]]:
    case_id, parties = make_begun(world)
    actions.end_without(case_id, ending="no_agreement", by=world.acting("township"), at=AT)
    return case_id, parties


def bring(world: MediationWorld, case_id: int, *slots: str) -> None:
    for slot in slots:
        actions.add_paper(
            case_id, slot=slot, title=slot, content=PAPER, name="a.pdf", by=world.acting("township"), at=AT
        )


def state_of(case_id: int) -> str:
    return Case.objects.get(id=case_id).state


def test_a_file_that_lacks_a_paper_is_not_closed(world: MediationWorld) -> None:
    case_id, _ = ended(world)
    bring(world, case_id, *NEEDED[:-1])
    with pytest.raises(CommandRefused):
        actions.close_file(case_id, by=world.acting("township"), at=LATER)
    assert state_of(case_id) == "failed"
    assert Dispute.objects.get(case_id=case_id).filed_at is None


def test_a_whole_file_is_closed_and_keeps_its_mediator(world: MediationWorld) -> None:
    case_id, _ = ended(world)
    bring(world, case_id, *NEEDED)
    actions.close_file(case_id, by=world.acting("township"), at=LATER)
    assert state_of(case_id) == "unsettled"
    dispute = Dispute.objects.get(case_id=case_id)
    assert dispute.filed_at == LATER
    assert dispute.seats.filter(left_at=None).exists()


def test_a_dispute_is_taken_up_again_once_both_sides_wish_it(world: MediationWorld) -> None:
    case_id, (first, second) = ended(world)
    with pytest.raises(CommandRefused):
        actions.try_again(case_id, by=world.acting("township"), at=LATER)
    consent(world, case_id, first, second, to="try_again", at=LATER)
    actions.try_again(case_id, by=world.acting("township"), at=LATER)
    dispute = Dispute.objects.get(case_id=case_id)
    assert (state_of(case_id), dispute.ending, dispute.ended_at) == ("consulting", "", None)
    assert dispute.stays.filter(ended_at=None).count() == 1


def test_by_its_page_a_file_is_closed_once_it_is_whole(world: MediationWorld, client) -> None:
    case_id, _ = ended(world)
    staff = world.people["township"]
    type(staff).objects.filter(pk=staff.pk).update(language="en")
    client.force_login(staff)
    path = f"/work/mediation/{case_id}/"
    assert "A paper that must be in the file is missing" in client.get(path).content.decode()
    client.post(f"{path}close/")
    assert state_of(case_id) == "failed"
    bring(world, case_id, *NEEDED)
    assert f"{path}close/" in client.get(path).content.decode()
    assert client.post(f"{path}close/").status_code == 302
    assert state_of(case_id) == "unsettled"
