"""A list taken away holds what the list shows: all of it, in its order, and nothing that may not leave."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from banjie.cases import actions
from banjie.cases.models import Case
from banjie.organisations.models import Grant, Post
from banjie.platform import stamps
from banjie.web.workbench import export_views
from tests.integration.cases.test_closed_loop import matter, taken_in, walked_to_closed, walked_to_handling
from tests.integration.cases.world import AT, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def client_of(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.staff[who])
    return client


def taken(client: Client, address: str) -> list[list[str]]:
    response = client.get(f"/work/cases/export/?{address}&as=csv")
    assert response.status_code == 200, response.content
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def shown(client: Client, address: str) -> list[str]:
    page = BeautifulSoup(client.get(f"/work/cases/?{address}").content, "html.parser")
    return [each.text for each in page.select("#cases td.wide .tiny .unbroken, td.wide .tiny .unbroken")]


@pytest.mark.parametrize("address", ["", "queue=to_accept", "q=路灯", "state=handling", "order=urgency"])
def test_a_file_holds_what_the_list_shows_in_its_order(world: World, address: str):
    for _ in range(3):
        taken_in(world)
    walked_to_handling(world)
    walked_to_closed(world)
    dispatcher = client_of(world, "dispatcher")
    rows = taken(dispatcher, address)
    assert [row[0] for row in rows[1:]] == shown(dispatcher, address)
    assert len(rows) > 1


def test_all_pages_are_taken_whichever_is_open(world: World):
    for _ in range(3):
        taken_in(world)
    dispatcher = client_of(world, "dispatcher")
    page = BeautifulSoup(dispatcher.get("/work/cases/?limit=1").content, "html.parser")
    following = page.select_one("a[rel=next]")["href"].lstrip("?")
    assert len(taken(dispatcher, following)) == 1 + 3


def test_a_workbook_opens_with_times_as_times_and_text_as_text(world: World):
    actions.submit(
        matter(world, title="=1+1 路灯", place_text="+8613900000001"),
        channel="hotline",
        by=world.acting("intake"),
        at=AT,
    )
    response = client_of(world, "dispatcher").get("/work/cases/export/?as=xlsx")
    assert ".xlsx" in response["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    header, row = list(sheet.iter_rows(values_only=True))
    made = dict(zip(header, row, strict=True))
    assert made["事项"] == "=1+1 路灯"
    assert made["收到"].isoformat() == "2026-03-02T09:30:00"
    assert sheet.cell(2, header.index("事项") + 1).data_type == "s"


def test_a_file_has_the_columns_of_the_list_or_all_there_are(world: World):
    case_id = walked_to_handling(world).case_id
    dispatcher = client_of(world, "dispatcher")
    usual = "编号 事项 地点 状态 分类 等级 区域 单位 收到 截止时间 办结时间 超期办结"
    assert " ".join(taken(dispatcher, "")[0]) == usual
    dispatcher.post("/work/cases/columns/", {"column": ["handler", "returns", "step", "reply"]})
    page = BeautifulSoup(dispatcher.get("/work/cases/").content, "html.parser")
    header, row = taken(dispatcher, "")
    assert header == ["编号", "事项", "地点", "经办人", "退回次数", "本环节期限", "回复期限"]
    assert row[3] == Case.objects.get(id=case_id).handler.name
    assert row[3] in page.select_one("#cases").text
    whole = page.select_one('a[href*="columns=all"][href*="as=csv"]')["href"]
    assert len(taken(dispatcher, whole.partition("?")[2].replace("as=csv", ""))[0]) == 20


def test_a_formula_in_a_text_file_does_not_run(world: World):
    actions.submit(matter(world, title="=1+1"), channel="hotline", by=world.acting("intake"), at=AT)
    assert taken(client_of(world, "dispatcher"), "")[1][1] == "'=1+1"


def test_no_contact_and_no_code_leaves(world: World):
    made = taken_in(world)
    text = str(taken(client_of(world, "dispatcher"), ""))
    for secret in ("19900000001", "某某", made.tracking_code):
        assert secret not in text


def test_whoever_may_not_export_is_offered_nothing_and_gets_nothing(world: World):
    taken_in(world)
    intake = client_of(world, "intake")
    assert intake.get("/work/cases/export/?as=csv").status_code == 404
    assert "cases/export" not in intake.get("/work/cases/").content.decode()
    dispatcher = client_of(world, "dispatcher")
    assert "cases/export" in dispatcher.get("/work/cases/").content.decode()
    assert dispatcher.get("/work/cases/export/?as=pdf").status_code == 404
    assert Client().get("/work/cases/export/?as=csv").status_code == 302


def test_a_role_that_sees_more_than_it_may_take_takes_what_another_role_allows(world: World):
    """An intake clerk of the county who is also dispatcher of the west takes the west."""
    taken_in(world)
    actions.submit(matter(world, longitude=111.5, latitude=30.5), channel="hotline", by=world.acting("intake"), at=AT)
    post = Post.objects.get(appointments__staff=world.staff["intake"])
    Grant.objects.create(post=post, role="dispatcher", area=world.townships[0])
    stamps.clear_all()
    intake = client_of(world, "intake")
    assert len(shown(intake, "")) == 2
    assert len(taken(intake, "")) == 1 + 1


def test_too_many_for_one_file_are_refused_with_what_to_do(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(export_views, "MOST", {"xlsx": 2, "csv": 3})
    for _ in range(3):
        taken_in(world)
    dispatcher = client_of(world, "dispatcher")
    assert len(taken(dispatcher, "")) == 1 + 3
    answer = dispatcher.get("/work/cases/export/?as=xlsx&state=received", follow=True)
    assert answer.redirect_chain == [("/work/cases/?state=received", 302)]
    assert "请缩小范围" in answer.content.decode()


def test_a_list_of_thousands_is_read_in_pieces(world: World, django_assert_max_num_queries):
    first = Case.objects.get(id=taken_in(world).case_id)
    many = [
        Case(**{field.attname: getattr(first, field.attname) for field in Case._meta.concrete_fields}) for _ in range(5)
    ]
    for number, case in enumerate(many):
        case.id = None
        case.number, case.tracking_code = f"260302-9{number:05}", f"CODE{number}"
        case.received_at = AT + timedelta(minutes=number)
    Case.objects.bulk_create(many)
    dispatcher = client_of(world, "dispatcher")
    taken(dispatcher, "")
    with django_assert_max_num_queries(7):
        assert len(taken(dispatcher, "")) == 1 + 6
    dispatcher.post("/work/cases/columns/", {"column": ["handler"]})
    Case.objects.update(handler_id=world.staff["handler"].id)
    with django_assert_max_num_queries(8):
        assert {row[3] for row in taken(dispatcher, "")[1:]} == {world.staff["handler"].name}
