import pytest

from banjie.platform import clock, jobs
from tests.integration.cases.world import AT, World, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture(autouse=True)
def _at_work(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def at_once(monkeypatch):
    """Jobs are done when they are asked for."""
    monkeypatch.setattr(jobs, "later", lambda wanted, *, at=None, once=None, **arguments: wanted(**arguments))
    for module in ("receiving", "taking", "incoming", "wechat.dialogue"):
        monkeypatch.setattr(f"banjie.channels.{module}.later", lambda wanted, *, at=None, once=None, **a: wanted(**a))
