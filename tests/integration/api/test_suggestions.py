"""What a text is likely about, asked by another system."""

import pytest

from banjie.cases import learning
from banjie.intelligence.shelf import queries as shelf
from banjie.places import actions as place_actions
from banjie.places.actions import PlaceData
from banjie.places.levels import PlaceKind
from banjie.platform.actors import SYSTEM
from tests.integration.api.callers import Caller
from tests.integration.cases.world import AT, POINT_WEST, World
from tests.integration.intelligence.test_units import some

ADDRESS = "/api/v1/suggestions"


def test_level_and_kind_come_with_their_words(centre: Caller) -> None:
    answer = centre.post(ADDRESS, {"title": "停水", "body": "我们小区已经停水三天，请求帮助协调恢复供水。"})
    assert answer.status_code == 200
    told = answer.json()
    assert told["level"]["level"] == "urgent"
    assert told["level"]["seen"][0]["sign"] == "water"
    assert told["kind"]["kind"] == "request"
    assert told["categories"] == [], "no model was learned here"


def test_nothing_is_made_up(centre: Caller) -> None:
    told = centre.post(ADDRESS, {"body": "今天天气好"}).json()
    level = {"level": "general", "by_words": "general", "seen": [], "taught": None}
    assert told == {"categories": [], "units": [], "level": level, "kind": None, "places": []}


def test_places_come_with_what_speaks_for_them(centre: Caller, world: World) -> None:
    west, east = world.townships
    for area, point in ((west, POINT_WEST), (east, (None, None))):
        data = PlaceData(area.pk, "和平小区", PlaceKind.ESTATE, point[0], point[1])
        place_actions.add_place(data, by=SYSTEM, at=AT)
    (place,) = centre.post(ADDRESS, {"title": "停水", "body": "西乡和平小区停水三天"}).json()["places"]
    assert (place["label"], place["area"], place["sure"], place["rough"]) == ("和平小区", "west", True, False)
    assert (place["longitude"], place["latitude"]) == POINT_WEST
    assert {"what": "within", "words": "西乡"} in place["reasons"]
    both = centre.post(ADDRESS, {"body": "和平小区停水三天"}).json()["places"]
    assert [(each["area"], each["sure"]) for each in both] == [("east", False), ("west", False)]


def test_units_come_with_what_spoke_for_them_and_never_the_one_complained_of(centre: Caller, world: World) -> None:
    some(world)
    learning.train(shelf.UNIT, by=SYSTEM, at=AT)
    asked = {"body": "家里水管漏水", "category": "repair", "area": "west", "channel": "hotline"}
    best, *_rest = centre.post(ADDRESS, asked).json()["units"]
    assert (best["unit"], best["sure"], best["doubted"]) == ("urban", False, False)
    assert "words" in best["spoke"]
    assert best["evidence"]
    assert all(words in asked["body"] for words in best["evidence"])
    others = centre.post(ADDRESS, asked | {"about_unit": world.units["urban"].id}).json()["units"]
    assert "urban" not in [each["unit"] for each in others]


@pytest.mark.parametrize("body", [{"text": "x"}, {"body": "长" * 20_001}, {"body": 7}])
def test_what_is_no_question_is_refused(centre: Caller, body: dict[str, object]) -> None:
    assert centre.post(ADDRESS, body).status_code == 422


def test_only_for_clients(client) -> None:
    assert client.post(ADDRESS, {"body": "x"}, content_type="application/json").status_code == 401
