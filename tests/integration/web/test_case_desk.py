"""Beside the work on a case: ready replies, who else is at it, and what its reporter sees."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pypdf import PdfReader

from banjie.cases import presence, reply_templates
from banjie.cases.models import CaseText, Presence, ReplyTemplate
from banjie.cases.reply_templates import TemplateProblem, TemplateRefused
from banjie.organisations.queries import viewer_for
from banjie.platform import clock
from tests.integration.cases.test_closed_loop import ANSWER, HOUR, do, taken_in, walked_to_closed, walked_to_handling
from tests.integration.cases.world import AT, World
from tests.integration.web.conftest import soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_work")]


def viewer(world: World, who: str):
    return viewer_for(world.staff[who], AT)


def keep(world: World, who="handler", unit="urban", name="灯泡已换", text="{编号}：{地点}的路灯已修复。"):
    return reply_templates.save_template(
        unit_id=world.units[unit].pk, name=name, text=text, by=viewer(world, who), at=AT
    )


def test_a_reply_kept_by_the_unit_is_at_hand_filled_with_the_case(world: World, signed_in):
    client = signed_in("handler")
    answer = client.post(
        "/work/replies/", {"name": "灯泡已换", "unit": world.units["urban"].pk, "text": "{编号}：路灯已修复。{今天}"}
    )
    assert answer.status_code == 302
    case = walked_to_handling(world)
    (option,) = soup(client.get(f"/work/cases/{case.case_id}/do/answer/")).select(
        "#ready-reply option[value]:not([value=''])"
    )
    assert option["value"] == f"{case.number}：路灯已修复。2026年3月2日"
    assert option.text == "灯泡已换"
    assert not soup(client.get(f"/work/cases/{case.case_id}/do/note/")).select("#ready-reply")


def test_the_same_name_again_replaces_it(world: World):
    keep(world)
    keep(world, who="leader", text="新的")
    assert [each.text for each in reply_templates.templates_of(viewer(world, "handler"))] == ["新的"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"name": "  "}, TemplateProblem.NAMELESS),
        ({"text": " \n"}, TemplateProblem.EMPTY),
        ({"text": "请致电{电话}"}, TemplateProblem.UNKNOWN_VARIABLE),
        ({"unit": "housing"}, TemplateProblem.NOT_YOUR_UNIT),
        ({"who": "dispatcher"}, TemplateProblem.NOT_YOUR_UNIT),
    ],
)
def test_what_cannot_be_kept_says_why(world: World, changes, problem):
    with pytest.raises(TemplateRefused) as refused:
        keep(world, **changes)
    assert refused.value.problem is problem
    assert ReplyTemplate.objects.count() == 0


def test_a_unit_keeps_a_measure(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reply_templates, "MOST", 1)
    keep(world)
    keep(world, text="改过")
    with pytest.raises(TemplateRefused, check=lambda error: error.problem is TemplateProblem.TOO_MANY):
        keep(world, name="另一个")


def test_replies_belong_to_their_unit(world: World, signed_in):
    kept = keep(world)
    other = signed_in("other_handler")
    assert "灯泡已换" not in soup(other.get("/work/replies/")).text
    assert other.post(f"/work/replies/{kept}/remove/").status_code == 404
    assert signed_in("dispatcher").get("/work/replies/").status_code == 404
    assert signed_in("leader").post(f"/work/replies/{kept}/remove/").status_code == 302
    assert ReplyTemplate.objects.count() == 0


def test_a_fault_in_the_form_keeps_what_was_written(world: World, signed_in):
    answer = signed_in("handler").post(
        "/work/replies/", {"name": "甲", "unit": world.units["urban"].pk, "text": "请致电{电话}"}
    )
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    assert "请致电{电话}" in page.select_one("textarea").text
    assert "{电话}" in page.select_one(".field-error").text


def test_others_at_a_case_are_seen_while_they_are_there(world: World, signed_in):
    case = walked_to_handling(world).case_id
    assert presence.be_present(case, writing=True, by=viewer(world, "handler"), at=AT) == []
    page = soup(signed_in("leader").post(f"/work/cases/{case}/present/", {"writing": ""}))
    assert page.text.strip() == f"{world.staff['handler'].name}正在填写"
    later = AT + presence.PRESENT_FOR + timedelta(seconds=1)
    assert presence.be_present(case, writing=False, by=viewer(world, "leader"), at=later) == []
    assert list(Presence.objects.values_list("staff", flat=True)) == [world.staff["leader"].pk]
    signed_in("leader").post(f"/work/cases/{case}/present/", {"leaving": "yes"})
    assert not Presence.objects.exists()


def test_nobody_learns_who_is_at_a_case_that_is_not_theirs(world: World, signed_in):
    case = walked_to_handling(world).case_id
    assert signed_in("other_handler").post(f"/work/cases/{case}/present/").status_code == 404
    assert not Presence.objects.exists()


def test_staff_see_the_reporters_page_without_the_reporters_key(world: World, signed_in):
    made = walked_to_closed(world)
    do(world, "reviewer", made.case_id, "note", at=AT + timedelta(hours=4), text="内部备注")
    answer = signed_in("reviewer").get(f"/work/cases/{made.case_id}/as-reporter/")
    page = soup(answer)
    assert "路灯已修复。" in page.text
    assert "内部备注" not in page.text
    assert made.tracking_code not in answer.content.decode()
    assert not page.select("main form, main button")
    assert signed_in("other_handler").get(f"/work/cases/{made.case_id}/as-reporter/").status_code == 404


def test_an_anonymous_visitor_is_asked_to_sign_in(client, world: World):
    case = taken_in(world).case_id
    assert client.get(f"/work/cases/{case}/as-reporter/").status_code == 302


def test_a_reporter_is_told_the_truth_about_a_matter_that_is_late(world: World, monkeypatch: pytest.MonkeyPatch):
    code = walked_to_handling(world).tracking_code
    assert "预计" in soup(Client().get(f"/track/{code}/")).select_one("#standing").text
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=40))
    assert "已经超期" in soup(Client().get(f"/track/{code}/")).select_one("#standing").text


def test_the_whole_file_is_handed_on_as_pdf_without_the_contact(world: World, signed_in):
    made = walked_to_handling(world)
    do(world, "handler", made.case_id, "call_in", unit=world.units["water"].pk, task="查水管")
    do(world, "supervisor", made.case_id, "oversee", instruction="今天办结")
    do(world, "handler", made.case_id, "answer", at=AT + HOUR, **ANSWER)
    CaseText.objects.filter(case_id=made.case_id).update(body="#路灯 $不亮$ *了*\n第二行 " + "字" * 20_000)
    answer = signed_in("reviewer").get(f"/work/cases/{made.case_id}/file.pdf")
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(answer.content))
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    for told in (made.number, "#路灯$不亮$*了*", "第二行", "路灯已修复。", "查水管", "今天办结", "办理记录"):
        assert told in text, told
    assert "19900000001" not in text
    assert signed_in("other_handler").get(f"/work/cases/{made.case_id}/file.pdf").status_code == 404


def test_what_runs_stands_open_and_what_was_done_in_time_is_folded(world: World, signed_in):
    made = walked_to_handling(world)
    limits = soup(signed_in("handler").get(f"/work/cases/{made.case_id}/")).select_one("[aria-labelledby=h-clocks]")
    folded = [
        each.get_text() for each in limits.select(".disclosure:not(.clock) .clock summary > span > span:first-child")
    ]
    standing = [each.get_text() for each in limits.select(":scope > .clock summary > span > span:first-child")]
    assert standing == ["全程", "办理"]
    assert sorted(folded) == sorted(["受理", "派遣", "签收"])
