import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from banjie.platform import clock
from tests.integration.cases.world import AT, World, make_world


def soup(answer: HttpResponse) -> BeautifulSoup:
    """The page that came, if one came."""
    assert answer.status_code == 200, answer
    return BeautifulSoup(answer.content, "html.parser")


@pytest.fixture
def _at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's clock stands at the moment for which the world is made."""
    monkeypatch.setattr(clock, "now", lambda: AT)


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
