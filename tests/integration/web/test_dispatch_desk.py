"""The dispatch desk: what comes in, where it would go and why, and sending it there with one key."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from banjie.cases import queries
from banjie.cases.models import Case, TimelineEntry
from banjie.organisations.models import DutyShift
from banjie.organisations.queries import viewer_for
from tests.integration.cases.test_closed_loop import do, taken_in, walked_to_closed, walked_to_handling
from tests.integration.cases.world import AT, World, make_world, route_repairs_to_urban
from tests.integration.web.conftest import soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_work")]


@pytest.fixture
def world(db: None) -> World:
    made = make_world()
    route_repairs_to_urban(made)
    return made


def waiting(world: World) -> int:
    case = taken_in(world).case_id
    do(world, "intake", case, "accept")
    return case


def proposal_form(page: BeautifulSoup) -> dict[str, str]:
    return {each["name"]: each["value"] for each in page.select(".desk-proposal form input")}


def test_the_first_case_lies_open_with_its_unit_the_reason_and_the_load(world: World, signed_in):
    walked_to_handling(world)
    DutyShift.objects.create(
        unit=world.units["urban"],
        staff=world.staff["handler"],
        starts_at=AT - timedelta(hours=1),
        ends_at=AT + timedelta(hours=1),
    )
    case = waiting(world)
    page = soup(signed_in("dispatcher").get("/work/dispatch/"))
    proposal = page.select_one(".desk-proposal").text
    assert world.units["urban"].name in proposal
    assert "符合规则" in proposal
    assert "未办结 1 件" in proposal
    assert world.staff["handler"].name in proposal
    assert page.select_one("#incoming tr[aria-current=true] a")["href"] == f"?pile=to_dispatch&case={case}"


def test_one_press_sends_it_and_the_next_lies_open(world: World, signed_in):
    first, second = waiting(world), waiting(world)
    client = signed_in("dispatcher")
    form = proposal_form(soup(client.get("/work/dispatch/")))
    answer = client.post(f"/work/dispatch/{first}/send/", form)
    assert answer["Location"] == f"/work/dispatch/?pile=to_dispatch&case={second}"
    assert Case.objects.get(id=first).lead_unit_id == world.units["urban"].pk
    assert soup(client.get(answer["Location"])).select(f"form[action='/work/dispatch/{second}/send/']")


def test_what_is_still_to_be_accepted_is_accepted_on_the_way(world: World, signed_in):
    case = taken_in(world).case_id
    client = signed_in("dispatcher")
    page = soup(client.get("/work/dispatch/?pile=to_accept"))
    assert "受理并派遣到" in page.select_one(".desk-proposal button").text
    client.post(f"/work/dispatch/{case}/send/", proposal_form(page))
    commands = TimelineEntry.objects.filter(case_id=case).order_by("sequence").values_list("command", flat=True)
    assert list(commands) == ["submit", "accept", "assign"]


def test_what_somebody_did_meanwhile_is_not_overwritten(world: World, signed_in):
    case = waiting(world)
    client = signed_in("dispatcher")
    form = proposal_form(soup(client.get("/work/dispatch/")))
    do(world, "dispatcher", case, "note", text="先等等")
    answer = client.post(f"/work/dispatch/{case}/send/", form, follow=True)
    assert "其间已有他人办理该事项" in soup(answer).text
    assert Case.objects.get(id=case).lead_unit_id is None
    client.post(f"/work/dispatch/{case}/send/", {"pile": "to_dispatch"})
    assert Case.objects.get(id=case).lead_unit_id is None


def test_what_nobody_classified_is_classified_first(world: World, signed_in):
    case = waiting(world)
    Case.objects.filter(id=case).update(category=None, category_path="")
    page = soup(signed_in("dispatcher").get(f"/work/dispatch/{case}/"))
    assert page.select(f"a[href='/work/cases/{case}/do/classify/']")
    assert not page.select("form[action$='/send/']")


def test_the_unit_complained_of_is_offered_nowhere(world: World, signed_in):
    case, urban = waiting(world), world.units["urban"]
    Case.objects.filter(id=case).update(about_unit=urban, about_unit_path=urban.path)
    page = soup(signed_in("dispatcher").get(f"/work/dispatch/{case}/"))
    assert not page.select(f"input[name=lead][value='{urban.pk}']")


def test_earlier_cases_of_the_category_show_where_they_went_and_how_it_ended(world: World):
    late = walked_to_closed(world).case_id
    Case.objects.filter(id=late).update(closed_late=True)
    walked_to_handling(world)
    category = Case.objects.get(id=late).category_path
    (found,) = queries.precedents(category, viewer_for(world.staff["dispatcher"], AT))
    assert (found.unit.id, found.cases, found.closed, found.closed_late) == (world.units["urban"].pk, 2, 1, 1)
    assert queries.precedents("", viewer_for(world.staff["dispatcher"], AT)) == []


@pytest.mark.parametrize("who", ["handler", "auditor", "caller"])
def test_the_desk_is_for_dispatchers(world: World, signed_in, who):
    case = waiting(world)
    client = signed_in(who)
    assert client.get("/work/dispatch/").status_code == 404
    assert client.post(f"/work/dispatch/{case}/send/", {"lead": "1"}).status_code == 404


def test_an_empty_desk_says_so(world: World, signed_in):
    assert "已全部派遣" in soup(signed_in("dispatcher").get("/work/dispatch/")).text


def test_what_a_unit_handed_back_is_ruled_on_first(world: World, signed_in):
    case = waiting(world)
    do(world, "dispatcher", case, "assign", lead=world.units["urban"].pk)
    do(world, "handler", case, "return", reason="不属于我们")
    page = soup(signed_in("dispatcher").get("/work/dispatch/"))
    assert "不属于我们" in page.select_one(".desk-case").text
    assert page.select(f".desk-where a.button-primary[href='/work/cases/{case}/do/rule_on_return/']")
    assert not page.select("form[action$='/send/']")


def test_every_unit_is_weighed_when_it_is_asked_for(world: World, signed_in):
    walked_to_handling(world)
    case = waiting(world)
    page = soup(signed_in("dispatcher").get(f"/work/dispatch/{case}/units/?pile=to_dispatch"))
    names = [each.p.text for each in page.select("li")]
    assert len(names) == 6
    assert names[-1] == world.units["urban"].name
    assert signed_in("handler").get(f"/work/dispatch/{case}/units/").status_code == 404
