"""The agreement about electricity: written, signed, confirmed, late, kept, and its file closed and bound."""

import io
import re
import zipfile

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from banjie.mediation.actions import bind_file
from banjie.mediation.models import FileBinding
from banjie.platform import clock
from tests.browser.journeys.electricity_cast import CAME, COMPANY, CONFIDED, MEDIATORS, RESIDENTS, SECRET, Walk
from tests.browser.journeys.electricity_hands import draw, fetched, follow, go, make_paper, owed, press, scan, sure


def it_is_written(walk: Walk) -> None:
    desk = walk.township
    follow(desk, "起草协议")
    press(desk, "开始起草")
    desk.get_by_label("纠纷主要事实和争议事项").fill("物业每度加收两角多，四十八户要求退还多付的电费。")
    desk.get_by_label("金额（选填）").fill("12,000")
    desk.get_by_label("最迟日期").fill("2026-03-20")
    desk.get_by_label("具体内容").fill("退还加收的电费")
    desk.locator("summary", has_text="分期").click()
    desk.get_by_label("分几期").fill("3")
    desk.get_by_role("button", name="生成分期").click()
    expect(desk.locator(".draft-instalment")).to_have_count(3)
    desk.get_by_role("button", name="添加一条").click()
    expect(desk.locator(".draft-term")).to_have_count(4)
    last = desk.locator(".draft-term").last
    last.get_by_label("类型").select_option(label="不得实施")
    last.get_by_label("由谁").select_option(label=f"{COMPANY} (乙方1)")
    last.get_by_label("向谁").select_option(label=f"{RESIDENTS} (甲方1)")
    last.get_by_label("何时履行").select_option(label="自生效起持续")
    last.get_by_label("具体内容").fill("不以停电、停水方式催收费用")
    last.get_by_label("具体内容").blur()
    desk.get_by_label("履行方式").fill("打入各户缴费账户，物业出具明细表。")
    press(desk, "保存草稿")
    # It cannot be read out before somebody has said that one side alone is really meant to owe.
    expect(desk.get_by_role("button", name="已向各方宣读")).to_have_count(0)
    follow(desk, "继续起草")
    desk.get_by_label("已核对，保留").check()
    expect(desk.locator("#draft-summary")).to_contain_text("没有缺漏")
    press(desk, "保存草稿")
    press(desk, "已向各方宣读")
    press(desk, "开放签名")


def it_is_signed(walk: Walk) -> None:
    """Both sides on their own telephones, whom the mediator knows; then the mediator, and the seal on paper."""
    desk = walk.township

    for mine, enter in ((walk.residents, walk.residents_come_in), (walk.company, walk.company_comes_in)):
        enter(desk)
        follow(mine, "查看并签字")
        expect(mine.locator(".party-terms")).to_contain_text("2026年4月20日前")
        mine.get_by_role("checkbox").check()
        draw(mine)
        press(mine, "签署协议")
        expect(mine.locator("main")).to_contain_text("调解员核对身份后生效")
    go(desk, walk.path("agreement/"))
    for _party in CAME:
        press(desk, "确认是本人")
    desk.locator(".signer", has_text=MEDIATORS["township"]).get_by_role("link", name="签名").click()
    desk.wait_for_url("**/sign/**")
    draw(desk)
    press(desk, "签署协议")
    follow(desk, "交还调解员", exact=False)
    follow(desk, "登记纸质签名")
    desk.get_by_label("调解委员会印章").check()
    desk.get_by_label("调解员当面认识").check()
    desk.locator("[name=scan]").set_input_files([scan("盖章页.png")])  # type: ignore[list-item]
    press(desk, "登记签名")
    expect(desk.get_by_role("region", name="协议 1")).to_contain_text("已生效")
    for each in desk.get_by_label("现在交付").all():
        each.check()
    press(desk, "登记交付")


def the_court_confirms(walk: Walk) -> None:
    desk = walk.township
    for mine, enter in ((walk.residents, walk.residents_come_in), (walk.company, walk.company_comes_in)):
        enter(desk)
        expect(mine.locator("h1")).to_have_text("已达成协议")
        press(mine, "愿意申请")
    go(desk, walk.path("confirmation/"))
    follow(desk, "准备申请")
    desk.get_by_label("人民法院", exact=True).fill("青城县人民法院")
    press(desk, "记录")
    follow(desk, "逐项回答")
    for question in desk.locator("main form fieldset").all():
        question.get_by_label("否", exact=True).check()
    press(desk, "记录")
    papers = desk.get_by_role("region", name="申请材料")
    for number in range(papers.get_by_role("img", name="缺少").count()):
        papers.locator("input[type=file]").set_input_files([scan(f"材料{number}.png")])  # type: ignore[list-item]
        press(papers, "添加材料")
    expect(papers.get_by_role("img", name="缺少")).to_have_count(0)
    package = zipfile.ZipFile(io.BytesIO(fetched(desk, papers.get_by_role("button", name="材料包"))))
    assert "manifest.json" in package.namelist()
    walk.calendar.put_on_to(days=10)
    sure(desk, "已当面递交")
    expect(desk.get_by_label("概况", exact=True)).to_contain_text("已递交法院")
    walk.calendar.put_on_to(days=13)
    follow(desk, "法院已受理")
    desk.get_by_label("法院案号").fill("（2026）青0000诉前调确17号")
    press(desk, "记录")
    walk.calendar.put_on_to(days=17)
    follow(desk, "法院已裁定有效")
    desk.get_by_label("裁定书文号").fill("（2026）青0000民特17号")
    desk.locator("[name=ruling]").set_input_files([scan("裁定书.png")])  # type: ignore[list-item]
    press(desk, "记录")
    expect(desk.locator("main")).to_contain_text("法院已裁定调解协议有效")


def reported(walk: Walk, number: int) -> None:
    """The company says on its telephone that it has paid, and the residents that they got it."""
    walk.company_comes_in(walk.township)
    follow(owed(walk.company, number), "我已付款")
    press(walk.company, "提交")
    expect(walk.company.locator("main")).to_contain_text("正在请对方确认")
    walk.residents_come_in(walk.township)
    press(walk.residents, "已收到")
    expect(owed(walk.residents, number)).to_contain_text("已履行")


def one_instalment_is_late(walk: Walk) -> None:
    desk = walk.township
    reported(walk, 1)
    expect(walk.residents.locator("main")).to_contain_text("3月19日裁定调解协议有效")
    walk.calendar.put_on_to(days=54)
    walk.residents_come_in(desk)
    expect(owed(walk.residents, 2)).to_contain_text("超期")
    follow(owed(walk.residents, 2), "对方没有履行")
    walk.residents.get_by_label("哪些没有履行").fill("第二期过了五天没有到账。")
    press(walk.residents, "告诉调解员")
    go(desk, "/work/mediation/due/")
    desk.get_by_role("region", name=re.compile("^违约")).get_by_role("link", name="支付").click()
    desk.wait_for_url("**/performance/#o-2")
    expect(desk.locator("#o-2")).to_contain_text("超期5天")
    expect(desk.locator("#o-2")).to_contain_text("第二期过了五天没有到账。")
    walk.calendar.put_on_to(days=55)
    reported(walk, 2)
    walk.calendar.put_on_to(days=78)
    reported(walk, 3)


def it_is_kept(walk: Walk) -> None:
    desk = walk.township
    go(desk, walk.path("performance/"))
    desk.locator("#o-4").get_by_role("link", name="登记履行").click()
    desk.wait_for_url("**/perform/")
    press(desk, "记录")
    walk.residents_come_in(desk)
    expect(walk.residents.locator(".party-ask")).to_contain_text("对方做到了吗")
    press(walk.residents, "做到了")
    go(desk, walk.path("performance/"))
    facts = desk.get_by_label("概况", exact=True)
    expect(facts).to_contain_text("全部了结")
    expect(facts).to_contain_text("12,000.00元（100%）")
    desk.get_by_role("link", name="回访：协议生效15日后").click()
    desk.wait_for_url("**/visits/**")
    desk.locator("[name=finding][value=kept]").check()
    press(desk, "记录")
    expect(facts).to_contain_text("2026-05-19")


def the_file_is_closed(walk: Walk) -> None:
    desk, case_id = walk.township, walk.case_id
    go(desk, walk.path("documents/"))
    lacking = desk.locator("main .callout").first
    expect(lacking).to_contain_text("卷宗还缺")
    make_paper(desk, case_id, "application", requests="退还加收的电费，不再停电")
    for party in desk_parties(desk, walk):
        make_paper(desk, case_id, "rights_notice", f"?party={party}")
    make_paper(desk, case_id, "party_registration")
    go(desk, walk.path("documents/make/session_record/"))
    sessions = [each.get_attribute("href") or "" for each in desk.get_by_label("哪一次调解").get_by_role("link").all()]
    assert len(sessions) == 3
    for session in sessions:
        make_paper(desk, case_id, "session_record", session, result="见记录")
    make_paper(desk, case_id, "agreement", disputed="加收的差价是否退还")
    expect(lacking).to_contain_text("必备材料已齐全")
    go(desk, walk.path())
    sure(desk, "立卷归档")
    expect(desk.locator("main")).to_contain_text("办结归档")
    whole = bound(walk, "调解组织存档卷宗")
    assert SECRET in whole
    assert "物业管理纠纷" in whole
    copy = bound(walk, "甲方副本")
    assert "人民调解卷宗" in copy
    assert "退还加收的电费" in copy
    assert SECRET not in copy
    assert CONFIDED not in copy
    assert "3月9日" not in copy


def desk_parties(desk: Page, walk: Walk) -> list[str]:
    go(desk, walk.path("documents/make/rights_notice/"))
    return [each.get_attribute("value") or "" for each in desk.locator("[name=party]").all()]


def bound(walk: Walk, whose: str) -> str:
    """The text of the file as one PDF, put together by the job that a worker would run."""
    desk = walk.township
    go(desk, walk.path("documents/"))
    desk.get_by_label("为谁制作").select_option(label=whose)
    press(desk, "生成整卷")
    binding = FileBinding.objects.latest("id")
    bind_file(binding.id, at=clock.now())
    ready = desk.locator(f"#binding-{binding.id} a[download]")
    expect(ready).to_be_visible(timeout=20_000)
    pdf = PdfReader(io.BytesIO(fetched(desk, ready)))
    return "".join("".join(page.extract_text().split()) for page in pdf.pages)
