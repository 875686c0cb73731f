"""A round is held in a meeting; an agreement is kept in part, broken, and brought before a court."""

import pytest
from playwright.sync_api import Page, expect

from banjie.mediation.models import Round, RoundTask
from tests.browser.conftest import SignIn
from tests.browser.journeys.keeping_world import everybody, with_a_round, with_an_agreement
from tests.browser.pages.test_accessibility import faults
from tests.integration.cases.world import World
from tests.integration.mediation.world import MediationWorld, make_mediation_world

pytestmark = pytest.mark.browser


@pytest.fixture
def mediation(transactional_db: None, _working_hours: None) -> MediationWorld:
    return make_mediation_world()


@pytest.fixture
def world(mediation: MediationWorld) -> World:
    return everybody(mediation)


def accessible(page: Page) -> None:
    assert faults(page) == []


def test_a_round_from_its_agenda_to_its_minutes(signed_in: SignIn, mediation: MediationWorld) -> None:
    round_id = with_a_round(mediation, disputes=2)
    desk = signed_in("township_head", "/work/mediation/rounds/")
    accessible(desk)
    desk.goto(desk.url + f"{round_id}/")
    desk.get_by_role("button", name="开始排查").click()
    now = desk.locator(".round-now")
    expect(now.locator("h2")).to_contain_text("已受理0天")
    assert "夜间装修" not in desk.locator("main").inner_text()
    accessible(desk)

    now.get_by_label("联合调解").check()
    now.get_by_role("button", name="确定，下一项").click()
    expect(now).to_contain_text("请写明由哪个单位")
    now.get_by_role("combobox", name="承办单位").fill("mediation_brook")
    desk.get_by_role("option").first.click()
    now.get_by_label("任务内容").fill("盯住重点人员张三，电话13800000001")
    now.get_by_label("完成期限").fill("2026-03-06")
    now.get_by_role("button", name="确定，下一项").click()
    expect(now).to_contain_text("疑似含有个人信息")
    assert RoundTask.objects.count() == 0
    accessible(desk)
    now.get_by_label("任务内容").fill("组织双方到现场调处")
    now.get_by_role("button", name="确定，下一项").click()
    expect(now).to_contain_text("还有2项待研判")
    for choice in ("按现有安排推进", "继续挂账", "继续挂账"):
        now.get_by_label(choice).check()
        now.get_by_role("button", name="确定，下一项").click()
    now.get_by_role("button", name="结束排查").click()
    desk.get_by_role("dialog").get_by_role("button", name="结束排查").click()
    minutes = desk.locator(".minutes")
    expect(minutes).to_contain_text("西乡矛盾纠纷排查研判会议纪要")
    expect(minutes).to_contain_text("组织双方到现场调处")
    expect(minutes).to_contain_text("下次排查定于2026年3月17日")
    accessible(desk)
    assert Round.objects.get(id=round_id).state == "followed"

    village = signed_in("village", "/work/mediation/rounds/", size="phone")
    village.get_by_role("link", name="组织双方到现场调处").click()
    village.get_by_label("完成情况").fill("已到现场调处，双方约定再谈")
    accessible(village)
    village.locator("main form button.button-primary").first.click()
    village.wait_for_load_state("networkidle")
    assert Round.objects.get(id=round_id).state == "finished"


def test_an_agreement_is_kept_in_part_then_a_court_is_asked(signed_in: SignIn, mediation: MediationWorld) -> None:
    case_id, _, _ = with_an_agreement(mediation)
    desk = signed_in("township", "/work/mediation/due/")
    accessible(desk)
    desk.get_by_role("link", name="支付").first.click()
    first = desk.locator("#o-1")
    expect(first).to_contain_text("超期")
    accessible(desk)
    first.get_by_role("link", name="登记履行").click()
    desk.get_by_label("金额（元）").fill("4000")
    accessible(desk)
    desk.get_by_role("button", name="记录").click()
    expect(desk.locator("#o-1 .owed-sum")).to_contain_text("已付4,000.00，应付人民币10,000.00元")

    desk.goto(desk.url.split("/work/")[0] + f"/work/mediation/{case_id}/confirmation/")
    accessible(desk)
    desk.get_by_role("link", name="准备申请").click()
    desk.get_by_label("人民法院", exact=True).fill("青城县人民法院")
    desk.get_by_role("button", name="记录").click()
    expect(desk.locator("#papers .paper")).to_have_count(7)
    accessible(desk)
    desk.get_by_role("link", name="逐项回答").click()
    accessible(desk)
