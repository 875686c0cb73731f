"""What a draft of an answer may still want: beside the form, before it is approved, and by API."""

import pytest
from django.test import Client

from banjie.cases import actions
from banjie.cases.models import Answer
from tests.integration.api.callers import make_caller
from tests.integration.cases.test_closed_loop import ANSWER, HOUR, do, matter, taken_in, walked_to_closed
from tests.integration.cases.world import AT, World
from tests.integration.web.conftest import soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_work")]
ELSEWHERE = "您好，您咨询的社保转移可携带身份证到人社局一楼窗口办理，经核实缴费记录正常，已为您登记。"
LONG = (
    "经城管队员现场查看，西乡主街路灯因电缆被施工挖断而不亮，情况属实。"
    "三月一日当晚已更换电缆二十米并恢复照明，施工单位已按规定受到处罚。"
)


def read(client: Client, case_id: int, **typed: str):
    return soup(client.post(f"/work/cases/{case_id}/reply-reading/", {"public_reply": "", **typed}))


@pytest.fixture
def handled(world: World):
    made = taken_in(world)
    do(world, "intake", made.case_id, "accept")
    do(world, "dispatcher", made.case_id, "assign", lead=world.units["urban"].pk)
    do(world, "handler", made.case_id, "claim")
    return made


def test_the_form_asks_while_one_writes(world: World, signed_in, handled):
    client = signed_in("handler")
    page = soup(client.get(f"/work/cases/{handled.case_id}/do/answer/"))
    assert page.select_one(f'[hx-post="/work/cases/{handled.case_id}/reply-reading/"]')
    assert not soup(client.get(f"/work/cases/{handled.case_id}/do/note/")).select("[hx-post*=reply-reading]")
    told = read(client, handled.case_id, public_reply=ELSEWHERE)
    assert "请核对是否写错了件" in told.text
    assert read(client, handled.case_id).text.strip() == ""


def test_a_good_draft_is_said_to_be_good_in_every_respect(world: World, signed_in, handled):
    told = read(signed_in("handler"), handled.case_id, public_reply=LONG, found_true="yes", solved="solved")
    assert [each.text.strip() for each in told.select(".reply-aspects li")] == [
        "切合诉求",
        "内容完整",
        "说明理由",
        "自己的话",
        "不含隐私",
    ]
    assert not told.select(".reply-remarks")


def test_what_is_marked_is_held_against_what_is_written(world: World, signed_in, handled):
    told = read(signed_in("handler"), handled.case_id, public_reply=LONG, found_true="no")
    assert "是否属实不一致" in told.text
    assert "情况属实" in told.select_one("q").text


def test_a_copy_names_the_case_that_it_was_written_for(world: World, signed_in):
    before = walked_to_closed(world)
    Answer.objects.filter(case_id=before.case_id).update(public_reply=LONG.replace("二十米", "三十米"))
    case_id = _another(world)
    told = read(signed_in("handler"), case_id, public_reply=LONG)
    link = told.select_one(".reply-remarks a")
    assert link["href"] == f"/work/cases/{before.case_id}/"
    assert before.number in link.text


def _another(world: World) -> int:
    told = matter(world, title="东门广场烧烤烟大", body="东门广场夜市烧烤烟熏得开不了窗，请管一管。")
    made = actions.submit(told, channel="hotline", by=world.acting("intake"), at=AT)
    do(world, "intake", made.case_id, "accept")
    do(world, "dispatcher", made.case_id, "assign", lead=world.units["urban"].pk)
    do(world, "handler", made.case_id, "claim")
    return made.case_id


def test_whoever_reviews_sees_the_same_before_approving(world: World, signed_in, handled):
    do(world, "handler", handled.case_id, "answer", at=AT + HOUR, **ANSWER | {"public_reply": ELSEWHERE})
    client = signed_in("reviewer")
    for command in ("approve", "send_back"):
        page = soup(client.get(f"/work/cases/{handled.case_id}/do/{command}/"))
        assert "请核对是否写错了件" in page.select_one(".reply-read").text
    assert not soup(client.get(f"/work/cases/{handled.case_id}/do/note/")).select(".reply-read")


def test_nothing_is_held_back_by_a_remark(world: World, signed_in, handled):
    do(world, "handler", handled.case_id, "answer", at=AT + HOUR, **ANSWER | {"public_reply": ELSEWHERE})
    assert do(world, "reviewer", handled.case_id, "approve", at=AT + 2 * HOUR).state == "approved"


def test_only_for_whoever_may_see_the_case(world: World, signed_in, handled):
    other = signed_in("other_handler")
    assert other.post(f"/work/cases/{handled.case_id}/reply-reading/", {"public_reply": "x"}).status_code == 404
    assert signed_in("handler").get(f"/work/cases/{handled.case_id}/reply-reading/").status_code == 405


def test_other_systems_are_told_the_same(world: World, handled):
    caller = make_caller(world, ("handler", "urban"))
    address = f"/api/v1/cases/{handled.case_id}/reply-reading"
    told = caller.post(address, {"public_reply": ELSEWHERE, "solved": "solved"})
    assert told.status_code == 200, told.content
    first = told.json()["remarks"][0]
    assert (first["aspect"], first["code"], first["earlier"]) == ("point", "off_the_point", None)
    assert told.json()["compared"] == 0
    assert caller.post(address, {"public_reply": "x" * 20_001}).status_code == 422
    assert caller.post(address, {"public_reply": "x", "solved": "perhaps"}).status_code == 422
    stranger = make_caller(world, ("handler", "housing"), name="Another")
    assert stranger.post(address, {"public_reply": "x"}).status_code == 404
