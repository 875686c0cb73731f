import pytest

from tests.integration.mediation.world import MediationWorld, make_mediation_world


@pytest.fixture
def mediation(db: None) -> MediationWorld:
    return make_mediation_world()
