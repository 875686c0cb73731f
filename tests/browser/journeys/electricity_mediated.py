"""The dispute about electricity before its mediators: a failed rung, an objection, one side alone, both together."""

import re

from playwright.sync_api import Page, expect

from tests.browser.journeys.electricity_cast import (
    AGENT,
    CAME,
    COMPANY,
    CONFIDED,
    ELECTED,
    MEDIATORS,
    RESIDENTS,
    SECRET,
    UNITS,
    Walk,
)
from tests.browser.journeys.electricity_hands import (
    arrange,
    follow,
    go,
    hold,
    name_party,
    paper_for,
    press,
    scan,
    speaks_for,
)


def claimed(desk: Page) -> None:
    desk.locator("a.row-link").click()
    desk.wait_for_url("**/work/cases/*/")
    follow(desk, "签收", stays=True)
    press(desk.locator("form.command-form"), "签收")
    follow(desk, "调解卷宗")


def the_village_prepares(walk: Walk) -> None:
    desk, case_id = walk.village, walk.case_id
    claimed(desk)
    expect(desk.get_by_role("region", name="开始调解前")).to_contain_text("待办")
    follow(desk, "纠纷概况")
    expect(desk.get_by_label("纠纷类型").locator("option:checked")).to_have_text("物业管理纠纷")
    desk.get_by_label("涉及人数").fill("48")
    desk.get_by_label("争议金额").fill("15360")
    press(desk, "保存")
    expect(desk.get_by_label("概况", exact=True)).to_contain_text("物业管理纠纷")
    name_party(desk, case_id, "A", 姓名或名称=RESIDENTS, 电话="19900000001", 地址="翰墨苑小区3号楼", 代表人数="48")
    expect(desk.get_by_role("article", name=RESIDENTS)).to_contain_text("应由推选的代表人参加")
    name_party(desk, case_id, "B", organisation=True, 姓名或名称=COMPANY, 地址="学府路6号", 负责人=AGENT)
    speaks_for(desk, RESIDENTS, ELECTED, "推选的代表人", 推选人数="48")
    expect(desk.get_by_role("article", name=RESIDENTS)).not_to_contain_text("应由推选的代表人参加")
    speaks_for(desk, COMPANY, AGENT, "代理人")
    follow(desk.get_by_role("article", name=COMPANY), "记录当事人意愿")
    desk.get_by_label("同意", exact=True).check()
    desk.get_by_label("已告知当事人权利义务").check()
    press(desk, "记录")
    expect(desk.get_by_role("article", name=COMPANY)).to_contain_text("同意：调解")
    go(desk, walk.path("seats/"))
    press(desk, f"指定{MEDIATORS['village']}")
    press(desk, "与当事人无利害关系")

    walk.code_a = paper_for(desk, case_id, f"{ELECTED} 甲方1")
    walk.residents_come_in(desk)
    mine = walk.residents
    expect(mine.locator("main")).to_contain_text(f"您以{ELECTED}的身份代为查看")
    follow(mine, "查看权利并答复")
    mine.get_by_role("checkbox").check()
    press(mine, "同意调解")
    expect(mine.locator("main")).to_contain_text("您已同意调解")
    press(mine, "接受")
    go(desk, walk.path())
    press(desk, "开始调解")
    expect(desk.locator("main")).to_contain_text("调解中")


def the_village_fails(walk: Walk) -> None:
    desk = walk.village
    arrange(desk, walk.case_id, place="溪村调解室", at="2026-03-04T09:30")
    walk.calendar.put_on_to(days=2)
    hold(
        desk,
        came=CAME,
        said=[
            ("当事人陈述", ELECTED, "每度加收两角多，四十八户一年多付一万五千多元。"),
            ("当事人陈述", AGENT, "差价里有公共照明和线损。"),
            ("调解结果", MEDIATORS["village"], "退不退、退多少，村里谈不拢。"),
        ],
    )
    go(desk, walk.path())
    follow(desk, "移送上一级调解")
    desk.get_by_label("理由").fill("双方对差价是否退还分歧大，同意由乡镇继续调解。")
    press(desk, "移送上一级调解")
    expect(desk.locator("main")).to_contain_text("暂无纠纷")


def a_mediator_is_objected_to(walk: Walk) -> None:
    walk.calendar.put_on_to(days=3)
    go(walk.township, "/work/cases/?queue=to_claim")
    claimed(walk.township)
    ladder = walk.township.get_by_role("region", name=re.compile("^人民调解"))
    expect(ladder).to_contain_text(f"{UNITS['mediation_brook']} · 03-02")
    expect(ladder).to_contain_text("移送上一级")
    go(walk.head, "/work/mediation/")
    walk.head.locator("a.row-link").click()
    walk.head.wait_for_url(f"**{walk.path()}")
    go(walk.head, walk.path("seats/"))
    press(walk.head, f"指定{MEDIATORS['second']}")
    go(walk.second, walk.path("seats/"))
    press(walk.second, "与当事人无利害关系")
    # Whoever no longer prepares it is offered nothing that leads nowhere.
    go(walk.township, walk.path())
    expect(walk.township.get_by_role("link", name="终止调解")).to_have_count(0)

    walk.code_b = paper_for(walk.second, walk.case_id, f"{AGENT} 乙方1")
    walk.company_comes_in(walk.second)
    follow(walk.company, "有异议，说明理由")
    walk.company.get_by_label("理由").fill("听说他的亲戚住在翰墨苑，担心偏向业主。")
    press(walk.company, "提交异议")
    expect(walk.company.locator("main")).to_contain_text("异议已提交")
    go(walk.second, walk.path())
    expect(walk.second.get_by_role("button", name="开始调解")).to_have_count(0)

    go(walk.head, walk.path("seats/"))
    follow(walk.head, "作出决定")
    walk.head.get_by_label("同意：更换调解员", exact=True).check()
    walk.head.get_by_label("理由（告知当事人）").fill("有亲戚在该小区租住，另行指派。")
    press(walk.head, f"对{MEDIATORS['second']}的回避申请作出决定")
    expect(walk.head.get_by_role("region", name="曾任调解员")).to_contain_text("当事人申请回避，经审查成立")
    press(walk.head, f"指定{MEDIATORS['township']}")
    go(walk.township, walk.path("seats/"))
    press(walk.township, "与当事人无利害关系")
    go(walk.company, "/m/matter/")
    expect(walk.company.locator("main")).to_contain_text(f"您对{MEDIATORS['second']}的异议成立")
    press(walk.company, "接受")
    go(walk.township, walk.path())
    press(walk.township, "开始调解")


def one_side_is_heard_alone(walk: Walk) -> None:
    desk = walk.township
    arrange(desk, walk.case_id, place="西乡调解室二", at="2026-03-09T09:30", with_whom="与乙方单独调解")
    expect(desk.locator("main")).to_contain_text("本次谈话内容仅乙方与调解员知悉")
    walk.calendar.put_on_to(days=7)
    hold(
        desk,
        came={COMPANY: AGENT},
        said=[("当事人陈述", AGENT, SECRET), ("调解结果", MEDIATORS["township"], "方案由调解员以自己的名义提出。")],
    )
    go(desk, walk.path("offers/add/"))
    desk.get_by_label("乙方").check()
    desk.get_by_label("方案内容").fill(CONFIDED)
    desk.get_by_label("仅告知调解员").check()
    press(desk, "登记方案")
    follow(desk, "提出方案")
    desk.get_by_label("调解员提出").check()
    desk.get_by_label("金额").fill("12000")
    desk.get_by_label("方案内容").fill("退一万二千元，分三个月退清")
    press(desk, "登记方案")
    expect(desk.locator("#h-offers ~ ol, .offers")).to_contain_text("保密")
    walk.residents_come_in(desk)
    press(walk.residents, "接受")
    expect(walk.residents.locator("main")).not_to_contain_text("3月9日")


def both_come_together(walk: Walk) -> None:
    desk = walk.township
    go(desk, walk.path("evidence/"))
    follow(desk, "甲方证据")
    desk.get_by_label("证据名称").fill("四十八户缴电费收据")
    desk.get_by_label("证明内容").fill("按每度八角五分收取")
    desk.locator("main input[type=file]").set_input_files([scan("收据.png")])  # type: ignore[list-item]
    press(desk, "登记证据")
    arrange(desk, walk.case_id, place="西乡调解室一", at="2026-03-11T09:30")
    walk.calendar.put_on_to(days=9)
    hold(
        desk,
        came=CAME,
        said=[
            ("调解过程", ELECTED, "同意一万二，但第一期要在当月给，并且写明不再停电。"),
            ("调解过程", AGENT, "同意，公司盖章。"),
            ("调解结果", MEDIATORS["township"], "达成一致：退一万二千元分三期，今后不以停电催费。"),
        ],
    )
    go(desk, walk.path("agreement/"))
    press(desk, "甲方接受")
    press(desk, "乙方接受")
    expect(desk.locator(".offers")).to_contain_text("已接受")
