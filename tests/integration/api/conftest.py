import pytest

from tests.integration.api.callers import CASES, Caller, make_caller, matter
from tests.integration.cases.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def centre(world: World) -> Caller:
    """The system of the centre: takes in and dispatches."""
    return make_caller(world, ("intake_clerk", "centre"), ("dispatcher", "centre"))


@pytest.fixture
def case(world: World, centre: Caller) -> dict:
    made = centre.post(CASES, matter(world))
    assert made.status_code == 201, made.content
    return made.json()
