"""Coming in as a party, without pages."""

from datetime import datetime

from banjie.mediation import access
from banjie.mediation.access import Entered, Opened, PartySession
from banjie.mediation.models import AccessEntry
from tests.integration.cases.world import AT
from tests.integration.mediation.world import MediationWorld

ADDRESS = "203.0.113.7"


def paper_for(world: MediationWorld, case_id: int, party_id: int, *, who="township", at=AT, companion_id=None):
    return access.issue(case_id, party_id, companion_id=companion_id, by=world.acting(who, at), at=at)


def entered(code: str, *, at: datetime = AT, address: str = ADDRESS) -> str:
    answer = access.enter(code, address=address, at=at)
    assert isinstance(answer, Entered)
    return answer.token


def opened(world: MediationWorld, case_id: int, party_id: int, *, at=AT, companion_id=None) -> tuple[str, PartySession]:
    """The token of a visit with digits that were read out, and what it proves."""
    paper = paper_for(world, case_id, party_id, at=at, companion_id=companion_id)
    token = entered(paper.code, at=at)
    digits = access.read_out(case_id, paper.access_id, by=world.acting("township", at), at=at)
    answer = access.prove(token, digits, address=ADDRESS, at=at)
    assert isinstance(answer, Opened)
    session = access.session_with(answer.token, at=at)
    assert session is not None
    return answer.token, session


def entry_of(code: str, *, at: datetime = AT) -> int:
    entered(code, at=at)
    return AccessEntry.objects.latest("id").id
