import pytest

from banjie.platform import clock
from tests.integration.cases.world import AT
from tests.integration.web.conftest import signed_in

__all__ = ["signed_in"]


@pytest.fixture
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's clock stands at the moment for which the world is made."""
    monkeypatch.setattr(clock, "now", lambda: AT)
