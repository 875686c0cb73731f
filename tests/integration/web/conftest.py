import pytest
from django.test import Client

from tests.integration.cases.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def signed_in(world: World):
    """A client of the test signed in as one of the world's staff: `signed_in("handler")`."""

    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(world.staff[who])
        return client

    return sign_in
