"""What a list can be made to do: gathered, its columns chosen, several cases acted on, found by the palette."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from banjie.cases import queries
from banjie.cases.filters import Filters, GroupBy, Queue
from banjie.cases.models import Case, TimelineEntry
from banjie.organisations.queries import viewer_for
from banjie.web.workbench import list_columns
from tests.integration.cases.test_closed_loop import do, taken_in, walked_to_handling
from tests.integration.cases.world import AT, World, route_repairs_to_urban
from tests.integration.web.conftest import soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_work")]


def headings(page: BeautifulSoup) -> list[str]:
    return [each.get_text(strip=True) for each in page.select("#cases thead th")][1:]


def grouped(world: World, by: GroupBy, **filters):
    viewer = viewer_for(world.staff["dispatcher"], AT)
    return queries.grouped(viewer, Filters(**filters), by, at=AT)


def test_a_list_is_gathered_under_areas_with_what_is_overdue_first(world: World):
    east = taken_in(world).case_id
    Case.objects.filter(id=east).update(area=world.townships[1], area_path="county.east", due_at=AT - timedelta(days=1))
    nowhere = taken_in(world).case_id
    Case.objects.filter(id=nowhere).update(area_path="", area=None)
    taken_in(world)
    found = grouped(world, GroupBy.AREA, open=True)
    assert [(each.name, each.cases, each.overdue) for each in found] == [("东镇", 1, 1), ("", 1, 0), ("西乡", 1, 0)]
    assert [line.id for line in found[0].lines] == [east]
    assert [each.cases for each in grouped(world, GroupBy.AREA, open=True, area="west")] == [1]


def test_groups_show_their_first_cases_in_the_order_of_the_list(world: World):
    ids = [taken_in(world).case_id for _ in range(7)]
    for number, case_id in enumerate(ids):
        Case.objects.filter(id=case_id).update(due_at=AT + timedelta(days=9 - number))
    (only,) = grouped(world, GroupBy.CATEGORY, queue=Queue.TO_ACCEPT)
    assert only.cases == 7
    assert [line.id for line in only.lines] == list(reversed(ids))[:5]


def test_units_gather_what_was_dispatched_and_what_was_not(world: World):
    walked_to_handling(world)
    taken_in(world)
    found = {each.name: each.key for each in grouped(world, GroupBy.UNIT, open=True)}
    assert found == {world.units["urban"].name: str(world.units["urban"].pk), "": ""}


def test_all_there_ever_was_is_too_much_to_gather(world: World, signed_in):
    client = signed_in("dispatcher")
    taken_in(world)
    answer = client.get("/work/cases/?group=area")
    assert (answer.status_code, answer["Location"]) == (302, "/work/cases/?group=area&open=true")
    page = soup(client.get(answer["Location"]))
    assert "西乡" in page.select_one(".group-row").text
    assert page.select_one(".group-row a")["href"] == "?open=true&area=county.west"


def test_columns_are_a_persons_own_and_none_means_the_usual(world: World, signed_in):
    walked_to_handling(world)
    client, other = signed_in("dispatcher"), signed_in("supervisor")
    usual = headings(soup(client.get("/work/cases/")))
    answer = client.post("/work/cases/columns/", {"column": ["handler", "kind", "nonsense"], "back": "open=true"})
    assert answer["Location"] == "/work/cases/?open=true"
    page = soup(client.get("/work/cases/"))
    assert headings(page) == ["事项", "经办人", "类型"]
    assert world.staff["handler"].name in page.select_one("#cases tbody").text
    assert headings(soup(other.get("/work/cases/"))) == usual
    client.post("/work/cases/columns/", {"back": ""})
    assert headings(soup(client.get("/work/cases/"))) == usual


@pytest.mark.parametrize("kept", [None, 7, [], ["gone"], "state"])
def test_a_setting_that_makes_no_sense_is_no_setting(kept):
    assert list_columns.chosen(kept) == list_columns.USUAL


def test_the_preview_is_shown_until_it_is_put_away(world: World, signed_in):
    case = walked_to_handling(world)
    client = signed_in("dispatcher")
    assert not soup(client.get("/work/cases/")).select("#preview")
    client.post("/work/cases/preview/", {"preview": "on", "back": ""})
    page = soup(client.get("/work/cases/"))
    assert page.select_one("#preview")
    shown = client.get(page.select_one(".row-link")["data-preview"])
    assert "西乡主街路灯不亮三天了" in soup(shown).text
    client.post("/work/cases/preview/", {"back": ""})
    assert not soup(client.get("/work/cases/")).select("#preview")
    assert signed_in("other_handler").get(f"/work/cases/{case.case_id}/preview/").status_code == 404


def test_several_are_acted_on_after_a_look_at_each(world: World, signed_in):
    ready, other = taken_in(world), taken_in(world)
    done = walked_to_handling(world)
    client = signed_in("intake")
    ids = [ready.case_id, other.case_id, done.case_id]
    page = soup(client.post("/work/cases/together/accept/", {"case": ids, "back": "queue=to_accept"}))
    assert [each["value"] for each in page.select("input[name=case]")] == [str(ready.case_id), str(other.case_id)]
    assert done.number in page.select_one("section[aria-labelledby=h-refused]").text
    assert not TimelineEntry.objects.filter(command="accept", case_id__in=ids[:2]).exists()
    seen = {each["name"]: each["value"] for each in page.select("input[name^=seen-]")}
    do(world, "intake", other.case_id, "note", text="其间")
    result = soup(client.post("/work/cases/together/accept/", {"case": ids, "confirm": "yes", "note": "批量", **seen}))
    assert "共 2 件，已办理 1 件" in result.text
    assert Case.objects.get(id=ready.case_id).state == "accepted"
    assert Case.objects.get(id=other.case_id).state == "received"
    assert TimelineEntry.objects.get(case_id=ready.case_id, command="accept").data == {"note": "批量"}


def test_each_goes_where_the_rules_send_it(world: World, signed_in):
    route_repairs_to_urban(world)
    case = taken_in(world)
    do(world, "intake", case.case_id, "accept")
    unclear = taken_in(world)
    Case.objects.filter(id=unclear.case_id).update(state="accepted", category_path="unknown")
    client = signed_in("dispatcher")
    ids = [case.case_id, unclear.case_id]
    page = soup(client.post("/work/cases/together/as-proposed/", {"case": ids}))
    assert [each["value"] for each in page.select("input[name=case]")] == [str(case.case_id)]
    client.post("/work/cases/together/as-proposed/", {"case": ids, "confirm": "yes"})
    assert Case.objects.get(id=case.case_id).lead_unit_id == world.units["urban"].pk
    assert Case.objects.get(id=unclear.case_id).lead_unit_id is None


def test_what_all_need_is_asked_once_and_its_lack_named(world: World, signed_in):
    case = walked_to_handling(world)
    client = signed_in("supervisor")
    answer = client.post("/work/cases/together/oversee/", {"case": [case.case_id], "confirm": "yes"})
    assert answer.status_code == 422
    assert BeautifulSoup(answer.content, "html.parser").select(".error-summary")
    client.post(
        "/work/cases/together/oversee/",
        {"case": [case.case_id], "confirm": "yes", "instruction": "今天办结", "within": "2wd"},
    )
    assert TimelineEntry.objects.filter(command="oversee").count() == 1


@pytest.mark.parametrize("command", ["assign", "decline", "nonsense"])
def test_what_is_not_ones_own_or_not_for_several_does_not_exist(world: World, signed_in, command):
    case = taken_in(world)
    assert signed_in("handler").post(f"/work/cases/together/{command}/", {"case": [case.case_id]}).status_code == 404


def test_acting_on_many_costs_no_more_reading_than_on_few(world: World, django_assert_max_num_queries):
    ids = [taken_in(world).case_id for _ in range(12)]
    by = world.acting("dispatcher")
    queries.several(ids[:1], by=by, at=AT)
    with django_assert_max_num_queries(3):
        assert len(queries.several(ids, by=by, at=AT)) == 12


def test_the_palette_finds_cases_and_how_pages_are_typed(world: World, signed_in):
    case = taken_in(world)
    client = signed_in("dispatcher")
    (option,) = client.get("/work/cases/find/", {"q": "路灯"}).json()["options"]
    assert option["url"] == f"/work/cases/{case.case_id}/"
    assert client.get("/work/cases/find/", {"q": case.number}).json()["options"][0]["url"] == option["url"]
    assert "cq" in client.get("/work/cases/find/initials/").json()["超期"].split()
