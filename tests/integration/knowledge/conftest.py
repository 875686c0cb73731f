import pytest

from tests.integration.cases.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()
