from collections.abc import Iterator

import pytest

from tests.integration.cases.world import World, make_world
from tests.integration.onward.neighbour import Neighbour, neighbour


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture(autouse=True)
def _reach_the_machine_itself(settings) -> None:
    settings.BANJIE_ONWARD_PRIVATE = True
    settings.BANJIE_ONWARD_SECONDS = 1


@pytest.fixture
def peer() -> Iterator[Neighbour]:
    with neighbour() as found:
        yield found
