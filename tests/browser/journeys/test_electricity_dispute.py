"""One dispute from intake to a kept agreement: 48 households and a property company, about electricity not paid for.

A rung fails, a mediator is objected to, one side is heard alone, an instalment is late. Everything that a person does
is done through a page, by whoever would do it.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer
from shapely.geometry import box

from banjie.cases import integrity
from banjie.cases.models import Case
from banjie.organisations.models import Staff, Unit
from banjie.places.models import Area, AreaBoundary
from banjie.platform import clock, stamps
from tests.browser.conftest import SIZES, SignIn
from tests.browser.journeys.electricity_cast import BODY, CONFIDED, ELECTED, MEDIATORS, SECRET, UNITS, Walk
from tests.browser.journeys.electricity_hands import Calendar, OpenPhone, choose_found, fetched, follow, go, press
from tests.browser.journeys.electricity_kept import (
    it_is_kept,
    it_is_signed,
    it_is_written,
    one_instalment_is_late,
    the_court_confirms,
    the_file_is_closed,
)
from tests.browser.journeys.electricity_mediated import (
    a_mediator_is_objected_to,
    both_come_together,
    one_side_is_heard_alone,
    the_village_fails,
    the_village_prepares,
)
from tests.integration.cases.world import LONG_AGO, POINT_WEST, World
from tests.integration.mediation.world import MediationWorld, make_mediation_world

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    made = Calendar(clock.now)
    monkeypatch.setattr(clock, "now", made.now)
    return made


@pytest.fixture
def mediation(transactional_db: None, calendar: Calendar) -> MediationWorld:
    """The county of the other tests, its committees and mediators by names, and a village with bounds."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    made = make_mediation_world()
    brook = Area.objects.get(code="brook")
    bounds = box(110.4, 30.4, 110.6, 30.6).wkb
    AreaBoundary.objects.create(area=brook, path=brook.path, valid_from=LONG_AGO, wkb=bounds)
    for code, name in UNITS.items():
        Unit.objects.filter(code=code).update(name=name)
    for who, name in MEDIATORS.items():
        Staff.objects.filter(pk=made.people[who].pk).update(name=name)  # type: ignore[attr-defined]
    stamps.bump("areas")
    stamps.bump("units")
    return made


@pytest.fixture
def world(mediation: MediationWorld) -> World:
    mediation.base.staff.update(mediation.people)  # type: ignore[attr-defined]
    # The first page of a process compiles all templates, which on a busy machine outlasts the browser's patience.
    client = Client()
    client.force_login(mediation.base.staff["intake"])
    client.get("/work/cases/new/")
    return mediation.base


@pytest.fixture
def phone(browser: Browser) -> Iterator[OpenPhone]:
    """A telephone of 360 px for each who has one."""
    contexts, faults = [], []
    width, height = SIZES["phone"]

    def switched_on() -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai", has_touch=True
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield switched_on
    for context in contexts:
        context.close()
    assert faults == []


def test_from_intake_to_a_confirmed_and_kept_agreement(
    signed_in: SignIn, calendar: Calendar, phone: OpenPhone, live_server: LiveServer
) -> None:
    case_id = taken_in_and_dispatched(signed_in)
    village = signed_in("village", "/work/cases/?queue=to_claim")
    desks = {who: signed_in(who, "/work/mediation/") for who in ("township_head", "second", "township")}
    walk = Walk(
        case_id, calendar, village, desks["township_head"], desks["second"], desks["township"], phone(), phone()
    )
    the_village_prepares(walk)
    the_village_fails(walk)
    a_mediator_is_objected_to(walk)
    one_side_is_heard_alone(walk)
    both_come_together(walk)
    it_is_written(walk)
    it_is_signed(walk)
    the_court_confirms(walk)
    one_instalment_is_late(walk)
    it_is_kept(walk)
    the_file_is_closed(walk)
    the_reporter_gives_a_verdict(signed_in, phone(), live_server)
    nothing_said_apart_reached_the_residents(walk)
    assert Case.objects.get().state == "finished"
    assert [each for each in integrity.verify() if isinstance(each, integrity.Fault)] == []


def taken_in_and_dispatched(signed_in: SignIn) -> int:
    """The clerk's choice of the kind is what makes it a dispute."""
    desk = signed_in("intake", "/work/cases/new/")
    desk.get_by_label("反映内容").fill(BODY)
    choose_found(desk, "id_category", "矛盾纠纷")
    desk.get_by_label("来源渠道").select_option(label="服务窗口")
    desk.get_by_label("类型（选填）").select_option(label="矛盾纠纷")
    desk.get_by_label("来电人姓名").fill(ELECTED)
    desk.get_by_label("电话（选填）").fill("19900000001")
    desk.locator("[data-map-coordinates] summary").click()
    desk.get_by_label("经度").fill(str(POINT_WEST[0]))
    desk.get_by_label("纬度").fill(str(POINT_WEST[1]))
    desk.get_by_label("纬度").press("Tab")
    expect(desk.get_by_label("拟派单位")).to_contain_text("溪村")
    press(desk, "受理")
    expect(desk.get_by_label("办理记录（新的在前）")).to_contain_text("类型：矛盾纠纷")

    dispatcher = signed_in("west_dispatcher", "/work/cases/?queue=to_dispatch")
    dispatcher.locator("a.row-link").click()
    dispatcher.wait_for_url("**/work/cases/*/")
    follow(dispatcher, "派遣", stays=True)
    choose_found(dispatcher, "id_lead", UNITS["mediation_brook"])
    press(dispatcher.locator("form.command-form"), "派遣")
    expect(dispatcher.get_by_role("region", name="当前状况")).to_contain_text(UNITS["mediation_brook"])
    return Case.objects.get().id


def the_reporter_gives_a_verdict(signed_in: SignIn, phone: Page, live_server: LiveServer) -> None:
    desk = signed_in("intake", f"/work/cases/{Case.objects.get().id}/")
    follow(desk, "告知查询码")
    desk.get_by_label("为什么告知查询码").fill("反映人遗失查询码")
    press(desk, "显示查询码")
    code = desk.locator("#tracking-code").inner_text()
    phone.goto(f"{live_server.url}/track/{code}/", wait_until="load")
    told = phone.get_by_role("list", name="办理经过（新的在前）")
    expect(told).to_contain_text(f"已移送上一级，由{UNITS['mediation_west']}继续调解")
    expect(told).to_contain_text("协议已履行，卷宗已归档")
    follow(phone, "评价是否解决")
    phone.locator("[name=solved][value=yes]").check()
    phone.get_by_label("非常满意", exact=True).check()
    press(phone, "评价是否解决")
    expect(phone.get_by_role("list", name="办理经过（新的在前）").get_by_role("listitem").first).to_contain_text("评价")
    assert SECRET not in phone.content()


def nothing_said_apart_reached_the_residents(walk: Walk) -> None:
    """Every page and paper that the residents can reach from theirs."""
    walk.residents_come_in(walk.township)
    mine = walk.residents
    expect(mine.locator("h1")).to_have_text("协议已履行")
    links = {each.get_attribute("href") or "" for each in mine.locator("a[href^='/m/']").all()}
    pages = {each for each in links if "/document" not in each and not each.endswith("/copy/")}
    assert len(pages) >= 3
    for path in pages:
        go(mine, path)
        for words in (SECRET, CONFIDED, "西乡调解室二"):
            assert words not in mine.content(), path
    go(mine, "/m/matter/")
    papers = mine.locator("a[href*='/document'], a[href$='/copy/']")
    assert papers.count() >= 2, "what was handed to them, and their own copy of the agreement"
    for number in range(papers.count()):
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(fetched(mine, papers.nth(number)))).pages)
        assert SECRET not in "".join(text.split())
