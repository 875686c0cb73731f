"""What a scan opens: the place, whom to call, what is open there, and the report with the place filled in."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from banjie.cases import actions
from banjie.cases.acting import AS_REPORTER
from banjie.cases.models import Case
from banjie.catalogue import actions as catalogue
from banjie.catalogue import content
from banjie.catalogue.loading import default_content
from banjie.organisations.actions import add_shifts
from banjie.organisations.models import Post, Unit
from banjie.places import actions as places
from banjie.places.codes.drafts import CodeDraft
from banjie.places.levels import CodeKind
from banjie.places.models import AreaChange, PlaceCode
from banjie.platform import stamps
from banjie.platform.actors import SYSTEM
from tests.integration.cases.test_closed_loop import matter
from tests.integration.cases.world import AT, POINT_EAST, POINT_WEST, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_work")]


def coded(world: World, name: str = "一号楼", point: tuple[float, float] | None = POINT_WEST) -> PlaceCode:
    west = world.townships[0]
    lon, lat = point or (None, None)
    kind = CodeKind.BUILDING if point else CodeKind.GRID
    places.make_codes([CodeDraft(west.pk, kind, name, lon, lat)], by=SYSTEM, at=AT)
    return PlaceCode.objects.get(name=name)


def opened(code: str, language: str = "zh-hans") -> Any:
    return Client().get(f"/p/{code}/", headers={"accept-language": language})


def words(answer: Any) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def raised(world: World, count: int = 1, **changes: Any) -> None:
    for _ in range(count):
        actions.submit(matter(world, **changes), channel="web", by=AS_REPORTER, at=AT)


def test_a_scan_shows_the_place_the_numbers_and_the_post_on_duty_without_a_name(world: World) -> None:
    Unit.objects.filter(code="centre").update(phone="0000-8000002")
    Unit.objects.filter(code="west_centre").update(phone="0000-8000101", name="西乡中心")
    field = world.staff["field"]
    type(field).objects.filter(pk=field.pk).update(phone="19900000009")
    Post.objects.filter(appointments__staff=field).update(name=f"网格长（{field.name}）")
    add_shifts(
        unit_id=world.units["west_centre"].pk,
        staff_id=field.pk,
        shifts=[(AT - timedelta(hours=1), AT + timedelta(hours=3)), (AT + timedelta(hours=6), AT + timedelta(hours=9))],
        by=SYSTEM,
        at=AT,
    )
    stamps.bump("organisations")
    page = opened(coded(world).code)
    told = words(page)
    for said in ("一号楼", "西乡", "网格长", "正在值班，至12:30", "西乡中心", "0000-8000101", "0000-8000002"):
        assert said in told
    assert told.count("网格长") == 1
    assert told.count("0000-8000101") == 1
    assert field.name not in told
    assert "19900000009" not in told
    assert "on duty now" in words(opened(PlaceCode.objects.get().code, "en"))


def test_hours_of_the_same_post_stand_in_one_line(world: World) -> None:
    field = world.staff["field"]
    Post.objects.filter(appointments__staff=field).update(name="网格长")
    hours = [(AT + timedelta(hours=1), AT + timedelta(hours=2)), (AT + timedelta(hours=6), AT + timedelta(hours=9))]
    unit = world.units["west_centre"].pk
    add_shifts(unit_id=unit, staff_id=field.pk, shifts=hours, by=SYSTEM, at=AT)
    assert "今日值班：10:30–11:30、15:30–18:30" in words(opened(coded(world).code))


def test_outside_duty_the_centre_is_named(world: World) -> None:
    Unit.objects.filter(code="west_centre").update(phone="0000-8000101")
    stamps.bump("organisations")
    assert "今天网格值班已结束" in words(opened(coded(world).code))


def test_counts_begin_at_three_and_hold_nothing_that_would_tell_of_somebody(world: World) -> None:
    code = coded(world).code
    raised(world, 2)
    raised(world, 3, kind="complaint")
    raised(world, 3, about_unit=world.units["urban"].pk)
    raised(world, 3, longitude=POINT_EAST[0])
    raised(world, 3, longitude=POINT_WEST[0] + 0.001)
    assert "暂无可公开显示的在办事项" in words(opened(code))
    raised(world, 1)
    assert "3件事项" in words(opened(code))


def test_a_grid_counts_what_lies_in_it(world: World) -> None:
    code = coded(world, "西乡", None).code
    raised(world, 3, longitude=POINT_WEST[0] + 0.1)
    raised(world, 3, longitude=POINT_EAST[0])
    assert "本区域在办事项" in words(opened(code))
    assert "3件事项" in words(opened(code))


def test_only_what_reporter_and_category_allow_is_shown_and_of_it_no_words(world: World) -> None:
    allow(world)
    code = coded(world).code
    raised(world, 3, title="不公开的事", public=False)
    raised(world, 1, title="路灯不亮", public=True, identity="open")
    raised(world, 1, title="保密的事", public=True, identity="confidential")
    told = words(opened(code))
    assert "设施与环境 3-2反映 收到" in told
    assert "路灯不亮" not in told
    assert "不公开的事" not in told
    assert "保密的事" not in told
    assert "4件事项" in told
    allow(world, sensitive=True)
    told = words(opened(code))
    assert "设施与环境" not in told
    assert "件事项" not in told


def allow(world: World, *, sensitive: bool = False) -> None:
    """The world's category lets its matters be shown, or holds them to be sensitive."""
    document = default_content().as_json()
    (category,) = [each for each in document["categories"] if each["code"] == world.category]
    category |= {"public": True, "sensitive": sensitive}
    catalogue.publish_content(content=content.read(document), note="shown", by=SYSTEM, at=AT)


def test_unknown_retired_and_mistyped_codes_are_answered_alike(world: World, caplog: pytest.LogCaptureFixture) -> None:
    gone = coded(world)
    places.retire_code(gone.pk, why="拆除", by=SYSTEM, at=AT)
    other = coded(world, "二号楼")
    mistyped = other.code[:-1] + ("0" if other.code[-1] != "0" else "1")
    answers = [opened(code) for code in (gone.code, "7K3M9QPX2V", mistyped, "x", "一号楼", "0" * 60)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({_plain(answer) for answer in answers}) == 1
    assert "没有这个编码" in words(answers[0])
    assert gone.code not in caplog.text


def _plain(answer: Any) -> str:
    """The page without what differs in every answer: the token of its form and its own address."""
    text = answer.content.decode()
    text = re.sub(r'"X-CSRFToken": "[^"]*"', "", text)
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    return re.sub(r'name="next" value="[^"]*"', "", text)


def test_a_code_that_is_typed_leads_to_its_place(world: World) -> None:
    code = coded(world).code
    typed = f" {code[:5].lower()} {code[5:]}"
    answer = Client().get("/p/", {"code": typed})
    assert answer["Location"] == f"/p/{code}/"
    wrong = Client().get("/p/", {"code": "abc"})
    assert wrong.status_code == 404
    assert 'value="abc"' in wrong.content.decode()
    assert Client().get("/p/").status_code == 200


def test_nothing_of_a_scan_is_kept(world: World) -> None:
    code = coded(world).code
    before = tables()
    client = Client()
    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"/p/{code}/")
        client.get(f"/report/?place={code}")
    assert [query["sql"] for query in asked if not query["sql"].startswith(("SELECT", "DECLARE"))] == []
    assert tables() == before
    assert not Session.objects.exists()
    assert set(client.cookies) <= {"csrftoken"}
    assert page["X-Robots-Tag"] == "noindex"


def tables() -> Mapping[str, int]:
    return {model.__name__: model.objects.count() for model in (AreaChange, PlaceCode, Case)}


def test_the_report_begins_with_the_place_and_becomes_a_case_there(world: World) -> None:
    code = coded(world).code
    page = BeautifulSoup(opened(code).content, "html.parser")
    link = page.select_one("#report-here")["href"]
    assert link == f"{reverse('resident:report')}?place={code}"
    form = BeautifulSoup(Client().get(link).content, "html.parser").select_one("#entry")
    filled = {field["name"]: field.get("value") for field in form.select("input[name]")}
    assert filled["place_text"] == "一号楼"
    assert (float(filled["longitude"]), float(filled["latitude"])) == POINT_WEST
    assert "area" not in filled
    data = {name: filled[name] for name in ("key", "place_text", "longitude", "latitude")}
    sent = Client().post("/report/", data | {"body": "楼道灯不亮了三天", "identity": "anonymous"})
    case = Case.objects.get()
    assert sent["Location"].endswith(f"{case.tracking_code}/")
    assert (case.place_text, case.area_path) == ("一号楼", "county.west")
    assert code not in str(Case.objects.values().get())


def test_a_grid_has_no_point_and_its_area_is_asked_for_and_may_be_refused(world: World) -> None:
    code = coded(world, "西乡", None).code
    form = BeautifulSoup(Client().get(f"/report/?place={code}").content, "html.parser").select_one("#entry")
    choices = {field["value"]: field.has_attr("checked") for field in form.select("input[name=area]")}
    assert choices == {"west": True, "": False}
    for area, path in (("west", "county.west"), ("", "")):
        said = {"body": "路灯不亮了三天", "identity": "anonymous", "place_text": "西乡", "area": area}
        assert Client().post("/report/", said).status_code == 302
        assert Case.objects.latest("id").area_path == path
    assert "area" not in str(BeautifulSoup(Client().get("/report/").content, "html.parser").select("input[name=area]"))
    assert Client().get("/report/?place=nonsense").status_code == 200
