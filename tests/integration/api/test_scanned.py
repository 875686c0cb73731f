"""What a plate shows, asked by another program: the same as its page, and no more."""

import pytest
from django.test import Client

from banjie.places import actions as places
from banjie.places.models import PlaceCode
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from tests.integration.cases.world import AT, World
from tests.integration.web.test_place_page import coded

ADDRESS = "/api/v1/public/places/"


@pytest.fixture(autouse=True)
def _at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def test_the_place_comes_with_whom_to_call_and_what_is_open(world: World) -> None:
    code = coded(world)
    answer = Client().get(f"{ADDRESS}{code.code}")
    assert answer.status_code == 200
    told = answer.json()
    assert told["name"] == "一号楼"
    assert told["area_names"][-1]
    assert told["point"] is not None
    assert told["open"] == {"matters": [], "public": 0, "counts": []}
    assert [each["name"] for each in told["centres"]]


def test_unknown_and_retired_are_alike(world: World) -> None:
    code = coded(world)
    places.retire_code(code.pk, why="换牌", by=SYSTEM, at=AT)
    gone, never = Client().get(f"{ADDRESS}{code.code}"), Client().get(f"{ADDRESS}ZZZZ-ZZZZ")
    assert (gone.status_code, never.status_code) == (404, 404)
    assert gone.json() == never.json()
    assert PlaceCode.objects.count() == 1
