from collections.abc import Callable

import pytest
from django.test import Client

from banjie.platform import clock, jobs
from banjie.web.party.visits import VISIT
from tests.integration.cases.world import AT
from tests.integration.mediation.access.coming_in import opened
from tests.integration.mediation.world import MediationWorld, make_begun, make_mediation_world


@pytest.fixture(autouse=True)
def _at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr(jobs, "later", lambda wanted, *, at=None, once=None, **arguments: wanted(**arguments))


@pytest.fixture
def mediation(db: None) -> MediationWorld:
    return make_mediation_world()


@pytest.fixture
def begun(mediation: MediationWorld):
    case_id, parties = make_begun(mediation)
    return mediation, case_id, parties


type ComeIn = Callable[..., Client]


@pytest.fixture
def come_in(mediation: MediationWorld) -> ComeIn:
    """A telephone on which a party's page is open: `come_in(case_id, party_id)`."""

    def open_page(case_id: int, party_id: int, **more) -> Client:
        token, _session = opened(mediation, case_id, party_id, **more)
        phone = Client()
        phone.cookies[VISIT] = token
        return phone

    return open_page
