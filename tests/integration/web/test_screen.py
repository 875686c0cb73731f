"""Command screens: who may look, what a wall is told, when it stops, and how it is laid out."""

from datetime import timedelta

import orjson
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from banjie.cases.models import Case
from banjie.organisations.models import OrganisationChange, ScreenLink, StaffSession
from banjie.organisations.refusals import Reason, Refused
from banjie.organisations.screens import actions, queries
from banjie.organisations.screens.layout import DEFAULT, Panel
from banjie.places import queries as places
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from tests.integration.analytics.invented import invent
from tests.integration.cases.test_closed_loop import walked_to_handling
from tests.integration.cases.world import AT, World, make_world
from tests.integration.organisations.factories import make_area

pytestmark = pytest.mark.django_db
NOW = AT + timedelta(hours=4)


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return make_world()


@pytest.fixture
def supervisor(world: World) -> Client:
    return signed_in(world, "supervisor")


def signed_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.staff[who])
    return client


def admitted(world: World, area=None, *, days: int = 30) -> actions.Admitted:
    area = area or world.county
    expires = NOW + timedelta(days=days)
    return actions.admit_screen(name="二楼大厅", area_id=area.pk, expires_at=expires, by=SYSTEM, at=NOW)


def wall(token: str) -> Client:
    client = Client()
    client.post("/screen/open/", {"code": token})
    return client


def body(client: Client, code: str = "county") -> dict:
    return orjson.loads(client.get(f"/screen/{code}/figures/").content)


def soup(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


# Who may look


def test_it_opens_at_the_widest_area_and_leads_down_and_back(world: World, supervisor: Client):
    assert supervisor.get("/screen/").headers["Location"] == "/screen/county/"
    page = soup(supervisor.get("/screen/county/"))
    assert {link["href"] for link in page.select("a.sheet-area")} == {"/screen/west/", "/screen/east/"}
    below = soup(supervisor.get("/screen/west/"))
    assert [link["href"] for link in below.select("h1 a")] == ["/screen/county/"]
    assert below.select_one("h1").text.endswith("西乡")


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("west_dispatcher", "county"),
        ("west_dispatcher", "east"),
        ("handler", "county"),
        ("administrator", "county"),
        ("supervisor", "nowhere"),
    ],
)
def test_a_screen_of_an_area_one_does_not_see_does_not_exist(world: World, who: str, code: str):
    client = signed_in(world, who)
    assert client.get(f"/screen/{code}/").status_code == 404
    refused = client.get(f"/screen/{code}/figures/")
    assert (refused.status_code, refused.headers["Screen-Ended"]) == (404, "1")
    assert "figures" not in orjson.loads(refused.content)


def test_whoever_is_nobody_is_asked_to_sign_in_and_gets_no_figures(world: World):
    assert Client().get("/screen/county/").headers["Location"] == "/sign-in/?next=/screen/county/"
    assert Client().get("/screen/").status_code == 302
    assert Client().get("/screen/county/figures/").status_code == 404


# What it says


def test_staff_are_led_to_the_cases_behind_a_figure(world: World, supervisor: Client):
    made = walked_to_handling(world)
    Case.objects.filter(id=made.case_id).update(due_at=NOW - timedelta(hours=5))
    told = body(supervisor)
    address = f"/work/cases/{made.case_id}/"
    assert [row["href"] for row in told["lists"]["latest"]["rows"]] == [address]
    assert [spot[4] for spot in told["map"]["spots"]] == [address]
    [unit] = told["lists"]["units"]["rows"]
    for url in (address, unit["href"], *(told["figures"][name]["href"] for name in ("received", "open", "overdue"))):
        assert made.number in supervisor.get(url).content.decode()


def test_the_page_shows_what_a_refresh_would_bring(world: World, supervisor: Client):
    invent(world, at=NOW, count=80)
    page, told = soup(supervisor.get("/screen/county/")), body(supervisor)
    assert orjson.loads(str(page.select_one("#screen-figures").string)) == told
    for name, figure in told["figures"].items():
        assert page.select_one(f'[data-figure="{name}"] [data-value]').text == figure["value"]
    shown = [[cell.text for cell in row.find_all(["th", "td"])] for row in page.select("#chart-flow tbody tr")]
    assert shown == [[row[0], *(text for text, _ in row[1:])] for row in told["charts"]["flow"]]


def test_a_refresh_that_brings_nothing_new_costs_no_body(world: World, supervisor: Client):
    first = supervisor.get("/screen/county/figures/")
    again = supervisor.get("/screen/county/figures/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Figures-At"] == first.headers["Figures-At"]


def test_twenty_screens_cost_as_much_as_one(world: World, supervisor: Client):
    invent(world, at=NOW, count=30)
    clients = [wall(admitted(world).token) for _ in range(20)]
    clients[0].get("/screen/county/figures/")
    with CaptureQueriesContext(connection) as captured:
        for client in clients[1:]:
            assert client.get("/screen/county/figures/").status_code == 200
    about_cases = [each["sql"] for each in captured.captured_queries if '"case"' in each["sql"]]
    assert about_cases == []


def test_the_mark_of_the_version_follows_the_layout(world: World, supervisor: Client):
    before = body(supervisor)["version"]
    actions.lay_out(
        area_id=world.county.pk, layout=queries.read({"panels": [["map", "half", True]]}), by=SYSTEM, at=NOW
    )
    assert body(supervisor)["version"] != before


def test_a_page_that_asks_by_itself_keeps_no_session_alive(world: World, supervisor: Client, monkeypatch):
    supervisor.get("/screen/county/")
    seen = list(StaffSession.objects.values_list("seen_at", flat=True))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    supervisor.get("/screen/county/figures/", headers={"Unattended": "1"})
    assert list(StaffSession.objects.values_list("seen_at", flat=True)) == seen


# Walls


def test_a_wall_is_let_in_by_a_code_and_its_address_holds_none(world: World):
    made = admitted(world)
    client = Client()
    answer = client.post("/screen/open/", {"code": made.token})
    assert answer.headers["Location"] == "/screen/county/"
    cookie = client.cookies["screen"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/screen/", True, "Lax")
    assert made.token not in client.get("/screen/county/").content.decode()
    assert client.get("/screen/").headers["Location"] == "/screen/county/"
    assert made.token.encode() not in bytes(ScreenLink.objects.get().token_digest)


def test_a_wrong_code_opens_nothing_and_says_so(world: World):
    answer = Client().post("/screen/open/", {"code": "bjs_wrong"})
    assert answer.status_code == 422
    assert "已撤销或已过期" in answer.content.decode()


def test_a_wall_shows_figures_and_leads_to_screens_only(world: World):
    invent(world, at=NOW, count=120)
    client = wall(admitted(world).token)
    told, page = body(client), client.get("/screen/county/").content.decode()
    assert "/work/" not in page
    assert "不该出现在墙上的标题" not in page
    assert {row["href"] for row in told["lists"]["parts"]["rows"]} == {"/screen/west/", "/screen/east/"}
    assert all(not spot[4] for spot in told["map"]["spots"])
    confidential = set(Case.objects.filter(identity="confidential").values_list("number", flat=True))
    assert confidential
    assert not any(number in page for number in confidential)
    assert client.get("/screen/west/").status_code == 200
    assert client.get("/work/cases/").status_code == 302


def test_a_wall_of_a_township_shows_neither_the_county_nor_its_neighbour(world: World):
    client = wall(admitted(world, world.townships[0]).token)
    assert client.get("/screen/west/").status_code == 200
    assert client.get("/screen/county/").status_code == 404
    assert client.get("/screen/east/figures/").headers["Screen-Ended"] == "1"
    assert not soup(client.get("/screen/west/")).select("h1 a")


def test_a_revoked_wall_stops_at_its_next_question(world: World):
    made = admitted(world)
    client = wall(made.token)
    assert client.get("/screen/county/figures/").status_code == 200
    actions.revoke_screen(link_id=made.link_id, by=SYSTEM, at=NOW)
    refused = client.get("/screen/county/figures/")
    assert (refused.status_code, refused.headers["Screen-Ended"]) == (404, "1")
    assert client.get("/screen/county/").status_code == 302


def test_an_expired_wall_stops_at_its_hour(world: World, monkeypatch: pytest.MonkeyPatch):
    client = wall(admitted(world, days=2).token)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=2) - timedelta(seconds=1))
    assert client.get("/screen/county/figures/").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=2))
    assert client.get("/screen/county/figures/").headers["Screen-Ended"] == "1"


def test_when_a_wall_was_last_seen_is_noted_now_and_then(world: World, monkeypatch: pytest.MonkeyPatch):
    client = wall(admitted(world).token)
    agent = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/140"}
    client.get("/screen/county/figures/", headers=agent)
    link = ScreenLink.objects.get()
    assert (link.last_used_at, link.last_device) == (NOW, "Chrome · Linux")
    for minutes, seen in ((4, NOW), (6, NOW + timedelta(minutes=6))):
        monkeypatch.setattr(clock, "now", lambda minutes=minutes: NOW + timedelta(minutes=minutes))
        client.get("/screen/county/figures/", headers=agent)
        assert ScreenLink.objects.get().last_used_at == seen


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": "  "}, Reason.NAME_MISSING),
        ({"expires_at": NOW}, Reason.ENDS_BEFORE_START),
        ({"expires_at": NOW + timedelta(days=367)}, Reason.ENDS_TOO_LATE),
        ({"area_id": 0}, Reason.UNKNOWN),
    ],
)
def test_a_wall_needs_a_name_an_area_and_an_end_within_a_year(world: World, changes, reason):
    values = {"name": "大厅", "area_id": world.county.pk, "expires_at": NOW + timedelta(days=1)}
    with pytest.raises(Refused) as refused:
        actions.admit_screen(**values | changes, by=SYSTEM, at=NOW)
    assert refused.value.code is reason
    assert not ScreenLink.objects.exists()


# Keeping


@pytest.mark.parametrize("who", ["supervisor", "administrator"])
def test_whoever_keeps_screens_lets_a_wall_in_sees_it_and_takes_it_back(world: World, who: str):
    client = signed_in(world, who)
    assert "/work/screens/" in client.get("/work/screens/").content.decode()
    made = client.post("/work/screens/new/", {"name": "二楼大厅", "area": "west", "last_day": "2026-06-30"})
    address = soup(made).select_one("[data-screen-address]").text
    token = address.partition("#")[2]
    assert queries.screen_with(token, at=NOW).area.code == "west"
    listed = client.get("/work/screens/").content.decode()
    assert "二楼大厅" in listed
    assert token not in listed
    link = ScreenLink.objects.get()
    assert client.post(f"/work/screens/{link.pk}/revocation/").status_code == 302
    assert queries.screen_with(token, at=NOW) is None
    kept = OrganisationChange.objects.filter(subject_kind="screen").order_by("id")
    assert [(each.verb, each.actor_name) for each in kept] == [("admit", link.made_by), ("revoke", link.made_by)]


def test_nobody_lets_a_wall_into_an_area_that_is_not_theirs(world: World):
    other = make_area("other", name="邻县")
    client = signed_in(world, "supervisor")
    answer = client.post("/work/screens/new/", {"name": "大厅", "area": "other", "last_day": "2026-06-30"})
    assert answer.status_code == 422
    made = admitted(world, other)
    assert client.post(f"/work/screens/{made.link_id}/revocation/").status_code == 404
    assert "邻县" not in client.get("/work/screens/").content.decode()
    assert client.get("/work/screens/layout/other/").status_code == 404


@pytest.mark.parametrize("who", ["dispatcher", "auditor", "handler", "field"])
def test_for_others_there_is_nothing_to_keep(world: World, who: str):
    client = signed_in(world, who)
    assert client.get("/work/screens/").status_code == 404
    assert client.post("/work/screens/new/", {}).status_code == 404
    assert client.get("/work/screens/layout/county/").status_code == 404


def form_of(page: BeautifulSoup) -> dict[str, str]:
    form = page.select_one("form#layout")
    values = {field["name"]: field["value"] for field in form.select("input[name]:not([type=checkbox])")}
    values |= {box["name"]: "on" for box in form.select("input[type=checkbox][checked]")}
    return values | {each["name"]: each.select_one("option[selected]")["value"] for each in form.select("select")}


def test_a_layout_is_tried_out_kept_and_shown_also_below(world: World, supervisor: Client):
    address = "/work/screens/layout/county/"
    values = form_of(soup(supervisor.get(address)))
    assert values["order"].split(",") == [each.panel.value for each in DEFAULT.panels]
    tried = soup(supervisor.post(address, {**values, "do": "up:latest"}))
    assert form_of(tried)["order"].split(",")[1] == "latest"
    assert "尚未保存" in tried.text
    assert queries.layout_of(places.area("county")) == DEFAULT
    values = form_of(tried) | {"size-latest": "large", "turn": "25"}
    values.pop("on-units")
    supervisor.post(address, {**values, "do": "save"})
    kept = queries.layout_of(places.area("west"))
    assert kept.turn_seconds == 25
    assert kept.panels[1].panel is Panel.LATEST
    page = soup(supervisor.get("/screen/west/"))
    assert page.select_one('[data-panel="latest"]')["class"] == ["panel", "panel-large"]
    assert not page.select('[data-panel="units"]')


def test_a_layout_of_its_own_stands_before_that_of_the_area_above(world: World, supervisor: Client):
    for code, first in (("county", "units"), ("west", "flow")):
        order = [first, *(each.panel.value for each in DEFAULT.panels if each.panel.value != first)]
        values = {"order": ",".join(order), f"on-{first}": "on", "turn": "0", "do": "save"}
        supervisor.post(f"/work/screens/layout/{code}/", values)
    assert queries.layout_of(places.area("west")).panels[0].panel is Panel.FLOW
    assert queries.layout_of(places.area("east")).panels[0].panel is Panel.UNITS
    assert "单独版面" in supervisor.get("/work/screens/").content.decode()


def test_nonsense_in_the_form_breaks_nothing(world: World, supervisor: Client):
    values = {"order": "map,what,map", "size-map": "vast", "turn": "soon", "do": "up:what", "on-map": "on"}
    assert supervisor.post("/work/screens/layout/county/", values).status_code == 200
    reset = supervisor.post("/work/screens/layout/county/", {**values, "do": "reset"})
    assert form_of(soup(reset))["order"].split(",") == [each.panel.value for each in DEFAULT.panels]


def test_leaders_find_it_in_the_rail_and_keepers_find_the_walls(world: World):
    rail = soup(signed_in(world, "supervisor").get("/work/cases/")).select("a.rail-link")
    assert {"/screen/", "/work/screens/"} <= {link["href"] for link in rail}
    rail = soup(signed_in(world, "handler").get("/work/cases/")).select("a.rail-link")
    assert not {"/screen/", "/work/screens/"} & {link["href"] for link in rail}
