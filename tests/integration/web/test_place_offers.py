"""Places that a text may mean: offered to clerks with reasons, to residents as a question, and to nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from banjie.cases.actions import submit
from banjie.cases.intake.draft import Submission, Through
from banjie.cases.placing import Why, certain_areas, home_of, places_in
from banjie.places import actions as place_actions
from banjie.places.actions import PlaceData
from banjie.places.levels import PlaceKind
from banjie.platform.actors import SYSTEM
from tests.integration.cases.world import AT, POINT_EAST, POINT_WEST, World
from tests.integration.web.conftest import soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_work")]
STAFF, PORTAL = "/work/suggestions/places/", "/report/meant/"


@pytest.fixture
def named(world: World) -> World:
    west, east = world.townships
    for area, name, kind, point, aliases in (
        (west, "和平小区", PlaceKind.ESTATE, POINT_WEST, ("西和平",)),
        (east, "和平小区", PlaceKind.ESTATE, POINT_EAST, ()),
        (west, "人民路", PlaceKind.ROAD, POINT_WEST, ()),
        (west, "老粮站", PlaceKind.LANDMARK, (None, None), ()),
    ):
        data = PlaceData(area.pk, name, kind, point[0], point[1], aliases)
        place_actions.add_place(data, by=SYSTEM, at=AT)
    return world


def buttons(client: Client, address: str, **typed: str):
    return soup(client.post(address, {"body": "", "title": "", **typed})).select("button[data-place]")


def test_a_clerk_is_offered_the_place_with_its_reasons(named: World, signed_in) -> None:
    page = soup(signed_in("intake").post(STAFF, {"body": "人民路12号对面路灯不亮"}))
    (button,) = page.select("button[data-place]")
    assert (button["data-place"], button["data-area"], button["type"]) == ("人民路12号", "west", "button")
    assert (float(button["data-longitude"]), float(button["data-latitude"])) == POINT_WEST
    told = page.text
    assert "门牌12号" in told
    assert "西乡" in told
    assert "图钉在该路上某处" in told
    assert page.select_one("mark").text == "人民路"


def test_of_several_of_one_name_the_one_in_the_area_named_is_offered(named: World, signed_in) -> None:
    client = signed_in("intake")
    assert [each["data-area"] for each in buttons(client, STAFF, body="和平小区停水")] == ["east", "west"]
    (button,) = buttons(client, STAFF, body="东镇的和平小区停水")
    assert button["data-area"] == "east"
    (alias,) = buttons(client, STAFF, body="西和平停水")
    assert alias["data-place"] == "和平小区"


def test_a_place_without_a_point_gives_its_area_to_the_matter(named: World, signed_in) -> None:
    client = signed_in("intake")
    (button,) = buttons(client, STAFF, body="老粮站门口路灯不亮")
    assert not button.has_attr("data-longitude")
    sent = {"body": "老粮站门口路灯不亮", "channel": "hotline", "identity": "open", "place_text": "老粮站"}
    page = client.post(reverse("workbench:entry-suggestion"), sent | {"area": button["data-area"]})
    assert "西乡" in page.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"body": "。"},
        {"body": "路灯不亮"},
        {"body": "和平小区停水", "place_text_text": "东镇"},
        {"body": "\x00\ufffd" * 50},
    ],
)
def test_nothing_is_offered_where_no_place_is_named_or_one_was_put(named: World, signed_in, typed) -> None:
    assert not buttons(signed_in("intake"), STAFF, **typed)
    assert not buttons(Client(), PORTAL, **typed)


def test_where_a_pin_stands_what_is_round_it_is_meant_and_the_pin_stays(named: World, signed_in) -> None:
    at_west = {"longitude": str(POINT_WEST[0]), "latitude": str(POINT_WEST[1])}
    (button,) = buttons(signed_in("intake"), STAFF, body="和平小区停水", **at_west)
    assert not button.has_attr("data-longitude")
    page = soup(Client().post(PORTAL, {"body": "和平小区停水", **at_west}))
    assert page.select_one("button[data-place]")["data-place"] == "和平小区"
    assert "是的，写上" in page.text
    assert not buttons(signed_in("intake"), STAFF, body="老粮站停水", longitude="111.5", latitude="30.5")
    assert not buttons(Client(), PORTAL, body="和平小区停水", longitude="500", latitude="x\x00")[2:]


def test_the_area_of_the_channel_tells_places_of_one_name_apart_and_says_so(named: World, signed_in) -> None:
    (button,) = buttons(signed_in("intake"), STAFF, body="和平小区停水", home="east")
    assert button["data-area"] == "east"
    told = soup(signed_in("intake").post(STAFF, {"body": "和平小区停水", "home": "east"})).text
    assert "在该渠道所属区域内" in told
    assert len(buttons(signed_in("intake"), STAFF, body="和平小区停水", home="nowhere")) == 2
    (chosen,) = buttons(Client(), PORTAL, body="和平小区停水", area="west")
    assert float(chosen["data-longitude"]) == POINT_WEST[0]


def test_of_an_import_the_area_of_whoever_brings_it_in_decides(named: World) -> None:
    texts = ["和平小区停水", "人民路积水"]
    assert [each and each[0].code for each in certain_areas(texts)] == [None, "west"]
    east = named.townships[1]
    assert [each and each[0].code for each in certain_areas(texts, home=east.path)] == ["east", "west"]


def test_somebody_with_several_areas_is_at_home_in_what_holds_them() -> None:
    assert home_of(["Q.A.B", "Q.A.C"]) == "Q.A"
    assert home_of(["Q.A"]) == "Q.A"
    assert home_of([]) == home_of(["Q.A", ""]) == home_of(["A", "B"]) == ""


def test_names_in_english_are_found_where_the_areas_and_roads_have_chinese_ones(named: World) -> None:
    (found, *_) = places_in("The lamp near 12 Renmin Road is broken", at=AT)
    assert (found.name, found.area.code) == ("人民路", "west")
    assert Why.ALIAS in {each.what for each in found.reasons}


def test_the_desk_offers_a_place_where_the_case_has_none(named: World, signed_in) -> None:
    told = Submission(body="和平小区路灯不亮", category="repair", area="east")
    by = named.acting("intake")
    case = submit(told, channel="sms", by=by, at=AT, through=Through.ACCEPTED).case_id
    client = signed_in("dispatcher")
    link = soup(client.get(f"/work/dispatch/?case={case}")).select_one('a[href*="place="]')
    assert "和平小区" in link.text
    form = soup(client.get(link["href"]))
    assert form.select_one("[name=place_text]")["value"] == "和平小区"
    assert form.select_one("[name=longitude]")["value"].startswith("111.5")


def test_whoever_enters_no_matters_is_not_answered(named: World, signed_in) -> None:
    assert signed_in("handler").post(STAFF, {"body": "和平小区"}).status_code == 404
    assert Client().post(STAFF, {"body": "和平小区"}).status_code in (302, 403, 404)
    assert signed_in("intake").get(STAFF).status_code == 405


def test_a_resident_is_asked_whether_they_mean_it(named: World) -> None:
    page = soup(Client().post(PORTAL, {"body": "人民路12号门口路灯不亮"}))
    assert "您说的是人民路12号吗？" in page.text
    (button,) = page.select("button[data-place]")
    assert float(button["data-longitude"]) == POINT_WEST[0]
    several = soup(Client().post(PORTAL, {"body": "和平小区停水"}))
    assert "您说的是哪一处？" in several.text
    # What has no point puts no pin.
    assert not buttons(Client(), PORTAL, body="老粮站门口路灯不亮")


def test_both_forms_ask_for_them(named: World, signed_in) -> None:
    assert soup(signed_in("intake").get("/work/cases/new/")).select_one(f'[hx-post="{STAFF}"]')
    assert soup(Client().get("/report/")).select_one(f'[hx-post="{PORTAL}"]')


def test_a_name_that_is_added_or_removed_is_known_at_once(named: World) -> None:
    assert [each.label for each in places_in("新城花园没水", at=AT)] == []
    west = named.townships[0]
    made = place_actions.add_place(PlaceData(west.pk, "新城花园", PlaceKind.ESTATE), by=SYSTEM, at=AT)
    (found,) = places_in("新城花园没水", at=AT + timedelta(hours=1))
    assert (found.place_id, found.area.code, found.longitude) == (made, "west", None)
    place_actions.remove_place(made, by=SYSTEM, at=AT)
    assert places_in("新城花园没水", at=AT) == []
