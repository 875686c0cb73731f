"""The pages of what is sent on: an administrator sets it up, whoever dispatches sees it on the case and mends it."""

import re

import pytest
from django.test import Client

from banjie.onward import queries
from banjie.onward.models import Endpoint, Mapped
from banjie.organisations.models import OrganisationChange
from banjie.organisations.permissions import Viewer
from banjie.platform import crypto
from tests.integration.api.callers import make_caller
from tests.integration.cases.test_closed_loop import taken_in
from tests.integration.cases.world import AT, World
from tests.integration.onward.neighbour import Neighbour, neighbour
from tests.integration.onward.steps import MINUTE, endpoint, given, go, link
from tests.integration.outbound.receiver import says
from tests.integration.web.conftest import soup

pytestmark = pytest.mark.usefixtures("_at_work")
HOME = "/work/onward/"


@pytest.fixture(autouse=True)
def _reach_the_machine_itself(settings) -> None:
    settings.BANJIE_ONWARD_PRIVATE = True
    settings.BANJIE_ONWARD_SECONDS = 2


@pytest.fixture
def peer():
    with neighbour() as found:
        yield found


def typed(world: World, address: str, **changes: str) -> dict[str, str]:
    values = {
        "name": "市级平台", "url": address, "unit": str(world.units["water"].pk), "api_key": "geheim-7",
        "format": "json", "lists_all": "on",
    }  # fmt: skip
    return values | changes


def test_an_administrator_sets_it_up(world: World, signed_in, peer: Neighbour):
    keeper: Client = signed_in("administrator")
    assert "onward/new" in keeper.get(HOME).content.decode()
    made = keeper.post(f"{HOME}new/", typed(world, peer.url))
    assert made.status_code == 302, made.content.decode()
    row = Endpoint.objects.get()
    assert crypto.decrypt(row.api_key, bound_to=f"onward-key:{row.pk}") == "geheim-7"
    own = made["Location"]
    assert keeper.post(f"{own}act/ask/")["Location"] == f"{own}mapping/"
    page = soup(keeper.get(f"{own}mapping/"))
    assert "设施与环境：路灯" in page.get_text()
    # What is most like it was put down, and can be changed, with what the service asks.
    assert Mapped.objects.get(category=world.category).service_code == "SL"
    form = f"{own}mapping/{world.category}/"
    assert keeper.post(form, {"service": "W"}).status_code == 302
    assert keeper.post(form, {"service": "SL"})["Location"] == form
    shown = soup(keeper.get(form))
    assert shown.find("select", {"name": "fixed_0"})
    assert keeper.post(form, {"service": "SL", "fixed_0": "1"})["Location"] == f"{own}mapping/"
    assert Mapped.objects.get(category=world.category).sources["LAMP"]["fixed"] == "1"
    for path in (HOME, own, f"{own}change/"):
        assert "geheim-7" not in keeper.get(path).content.decode()
    # Left empty, the key stays; taken away, it is gone.
    keeper.post(f"{own}change/", typed(world, peer.url, api_key=""))
    assert Endpoint.objects.get().api_key is not None
    keeper.post(f"{own}change/", typed(world, peer.url, api_key="", forget_key="on"))
    assert Endpoint.objects.get().api_key is None
    assert keeper.post(f"{own}act/remove/")["Location"] == HOME
    assert not Endpoint.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"url": "ftp://x"}, "This is no address"),
        ({"url": "http://u:p@127.0.0.1/v2"}, "Leave name and password out"),
        ({"url": "http://127.0.0.1/v2?a=1"}, "This is no address"),
        ({"name": " "}, ""),
        ({"unit": "99999"}, ""),
        ({"format": "yaml"}, ""),
    ],
)
def test_bad_input_is_told_and_nothing_kept(world: World, signed_in, changes: dict[str, str], said: str):
    answer = signed_in("administrator").post(
        f"{HOME}new/", typed(world, "http://127.0.0.1:9/v2", **changes), headers={"Accept-Language": "en"}
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Endpoint.objects.exists()


def test_private_networks_are_refused_unless_allowed(world: World, signed_in, settings):
    settings.BANJIE_ONWARD_PRIVATE = False
    for url in ("http://example.org/v2", "https://127.0.0.1/v2", "https://169.254.169.254/v2"):
        assert signed_in("administrator").post(f"{HOME}new/", typed(world, url)).status_code == 422


def test_an_endpoint_that_answers_nonsense_is_named(world: World, signed_in, peer: Neighbour):
    made = endpoint(world, peer.url, ask=False, mapped=False)
    peer.moods["GET services"] = says(200, b"<html>hello", Content_Type="text/html")
    keeper = signed_in("administrator")
    keeper.post(f"{HOME}{made}/act/ask/")
    assert Endpoint.objects.get().note == "page"
    assert soup(keeper.get(f"{HOME}{made}/")).select(".callout")
    assert signed_in("dispatcher").get(f"{HOME}{made}/").status_code == 404


def test_whoever_dispatches_sees_what_would_go_and_mends_what_went_wrong(world: World, signed_in, peer: Neighbour):
    there = endpoint(world, peer.url)
    case = given(world)
    desk: Client = signed_in("dispatcher")
    own = f"/work/cases/{case.case_id}/"
    assert f"{HOME}cases/{case.case_id}/preview/{there}/" in desk.get(own).content.decode()
    text = soup(desk.get(f"{HOME}cases/{case.case_id}/preview/{there}/")).get_text()
    assert case.number in text
    assert "19900000001" not in text
    peer.moods["POST requests"] = says(400, b'[{"code":400,"description":"too far away"}]')
    go(there, AT)
    assert "too far away" in soup(desk.get(own)).select_one("#onward").get_text()
    peer.moods.clear()
    at = f"{HOME}cases/{case.case_id}/links/{link(case.case_id).id}/"
    assert desk.post(f"{at}send/").status_code == 302
    go(there, AT + MINUTE)
    assert re.search("8001", soup(desk.get(own)).select_one("#onward").get_text())
    # Others see it and mend nothing.
    signed_in("intake").post(f"{at}stop/")
    assert link(case.case_id).ended_at is None
    assert signed_in("other_handler").post(f"{at}stop/").status_code == 404
    desk.post(f"{at}unlink/", {"reason": ""})
    assert link(case.case_id).ended_at is None
    desk.post(f"{at}unlink/", {"reason": "不是同一件事"})
    assert (link(case.case_id).ended_why, link(case.case_id).ended_reason) == ("unlinked", "不是同一件事")


def test_that_a_reporter_agreed_is_written_down_by_who_may_see_contacts(world: World, signed_in, peer: Neighbour):
    endpoint(world, peer.url, tells_contact=True)
    case = taken_in(world)
    own = f"{HOME}cases/{case.case_id}/contact/"
    signed_in("supervisor").post(own, {"how": "电话"})
    assert queries.agreement(case.case_id) is None
    signed_in("dispatcher").post(own, {"how": "电话中同意"})
    assert queries.agreement(case.case_id) == "电话中同意"
    signed_in("dispatcher").post(own, {"what": "take_back"})
    assert queries.agreement(case.case_id) is None


def test_a_preview_shows_a_case_to_those_only_who_may_see_it(world: World, signed_in, peer: Neighbour):
    made = endpoint(world, peer.url)
    case = taken_in(world)
    page = signed_in("administrator").get(f"{HOME}{made}/mapping/", {"number": case.number}).content.decode()
    assert "路灯不亮" not in page
    assert queries.files(Viewer(0, "")) == []


def test_the_interface_tells_the_same(world: World, peer: Neighbour):
    there = endpoint(world, peer.url)
    case = given(world)
    go(there, AT)
    centre = make_caller(world, ("dispatcher", "centre"))
    (shown,) = centre.get(f"/api/v1/cases/{case.case_id}/onward").json()["links"]
    assert (shown["remote_id"], shown["state"]) == ("8001", "open")
    kept = centre.get("/api/v1/onward/endpoints").json()["endpoints"]
    assert [each["name"] for each in kept] == ["市级平台"]
    assert "url" not in kept[0]
    do_it = f"/api/v1/cases/{case.case_id}/onward/{shown['id']}/do/"
    assert centre.post(f"{do_it}unlink", {}).status_code == 422
    assert centre.post(f"{do_it}there", {"remote_id": "1"}).status_code == 422
    assert centre.post(f"{do_it}unlink", {"reason": "另一件"}).json()["links"][0]["ended_why"] == "unlinked"
    assert make_caller(world, ("handler", "urban")).get(f"/api/v1/cases/{case.case_id}/onward").status_code == 404
    assert make_caller(world, ("intake_clerk", "centre")).post(f"{do_it}stop", {}).status_code == 403


def test_the_reporter_is_told_where_it_went(world: World, client: Client, peer: Neighbour):
    there = endpoint(world, peer.url)
    case = given(world)
    go(there, AT)
    page = client.get(f"/track/{case.tracking_code}/", headers={"Accept-Language": "en"})
    assert "市级平台" in page.content.decode()


def test_who_changed_what_is_on_record_at_the_unit_that_stands_for_it(world: World, signed_in, peer: Neighbour):
    keeper: Client = signed_in("administrator")
    own = keeper.post(f"{HOME}new/", typed(world, peer.url))["Location"]
    keeper.post(f"{own}change/", typed(world, peer.url, api_key="geheim-8", name="市平台"))
    keeper.post(f"{own}act/ask/")
    keeper.post(f"{own}mapping/{world.category}/", {"service": "W"})
    keeper.post(f"{own}act/stop/")
    changes = OrganisationChange.objects.filter(subject_kind="onward_endpoint").order_by("id")
    assert [each.verb for each in changes] == ["create", "change", "map", "stop"]
    assert {(each.actor_name, each.unit_id) for each in changes} == {
        (world.staff["administrator"].name, world.units["water"].pk)
    }
    assert changes[1].data == {
        "before": {"name": "市级平台"},
        "after": {"name": "市平台", "withheld": ["api_key"]},
    }
    assert changes[2].data == {"before": {world.category: "SL"}, "after": {world.category: "W"}}
    assert "geheim" not in str([each.data for each in changes])
    shown = soup(keeper.get(own)).select_one("[aria-labelledby=h-changes]").get_text()
    assert "市级平台 → 市平台" in shown
