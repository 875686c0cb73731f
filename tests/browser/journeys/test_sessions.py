"""A session in a real browser: minutes typed as people speak, two editors, a closed tab, a hand on the screen."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from banjie.mediation.actions import sessions
from banjie.mediation.queries.minutes import minutes_of
from banjie.mediation.queries.sessions import session_page
from banjie.mediation.sessions import reading
from banjie.organisations.actions import prefer
from banjie.organisations.models import PreferenceName
from tests.browser.conftest import SIZES, _working_hours  # noqa: F401 — a fixture
from tests.browser.pages.test_accessibility import AT_REST
from tests.integration.cases.world import AT
from tests.integration.mediation.sitting import arrange, party, span
from tests.integration.mediation.world import make_begun, make_mediation_world

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text("utf-8")
NOW = AT + timedelta(minutes=5)


@pytest.fixture
def county(transactional_db, _working_hours):  # noqa: F811
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    return make_mediation_world()


@pytest.fixture
def opened(browser, live_server, county):
    """`opened("township", "/work/…", size="phone")`: a browser of their own for each."""
    contexts, faults = [], []

    def open_for(who: str, path: str, size: str = "desktop", scheme: str = "light") -> Page:
        staff = county.people[who]
        prefer(PreferenceName.TOUR_TAKEN, True, staff_id=staff.pk)
        client = Client()
        client.force_login(staff)
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            color_scheme=scheme,
            has_touch=size == "phone",
        )
        contexts.append(context)
        context.set_default_timeout(20_000)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(live_server.url + path)
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert faults == []


def accessible(page: Page) -> None:
    page.evaluate(AXE)
    page.evaluate(AT_REST)
    found = page.evaluate("async () => (await axe.run()).violations.map((v) => `${v.id}: ${v.nodes[0].html}`)")
    assert found == []


def under_way(county) -> tuple[int, int, int, int]:
    """A session that has just begun, with both parties there."""
    case_id, (first, second) = make_begun(county)
    by = county.acting("township")
    session_id = arrange(county, case_id, begins=NOW, place="调解室一")
    sessions.start(case_id, session_id, by=by, at=NOW)
    came = {party(first): "present", party(second): "late"}
    sessions.note_attendance(case_id, session_id, came=came, by=by, at=NOW)
    return case_id, session_id, first, second


def said(case_id, session_id) -> list[tuple[str, str]]:
    found = minutes_of(reading.panel(case_id), session_id)
    return [(each.name, each.text) for each in found.lines] if found is not None else []


def test_minutes_from_the_first_word_to_the_last_hand(county, opened):
    case_id, session_id, *_ = under_way(county)
    at = f"/work/mediation/{case_id}/sessions/{session_id}/"
    page = opened("township", at + "minutes/")
    accessible(page)
    field = page.locator('[data-heading="statements"] .minutes-next textarea')
    field.focus()
    # 1 is the mediator, 2 and 3 the parties: a number in an empty line says who speaks.
    page.keyboard.press("2")
    page.keyboard.type("夜里十一点还在装修")
    page.keyboard.press("Enter")
    page.keyboard.press("3")
    page.keyboard.type("只有两个晚上")
    page.keyboard.press("Enter")
    expect(page.locator("#saved")).to_contain_text(":")
    expect(page.locator(".minutes-line[data-unsaved]")).to_have_count(0)
    assert said(case_id, session_id) == [("张三", "夜里十一点还在装修"), ("李四", "只有两个晚上")]
    page.keyboard.type("话说到一半")
    page.close(run_before_unload=True)
    again = opened("township", at + "minutes/")
    expect(again.locator(".minutes-line")).to_have_count(3)
    assert said(case_id, session_id)[-1][1] == "话说到一半"
    two_editors(again, opened, at, case_id, session_id)
    by = county.acting("township")
    sessions.end(case_id, session_id, by=by, at=NOW + timedelta(hours=1))
    read_back_and_sign(again, at, case_id, session_id)


def two_editors(page: Page, opened, at: str, case_id: int, session_id: int) -> None:
    other = opened("township", at + "minutes/")
    first = ".minutes-line >> nth=0 >> textarea"
    page.locator(first).fill("夜里十一点半还在装修")
    expect(page.locator(".minutes-line[data-unsaved]")).to_have_count(0)
    other.locator(first).fill("夜里一点还在装修")
    expect(other.locator(".minutes-conflict q")).to_have_text("夜里十一点半还在装修")
    accessible(other)
    other.locator(".minutes-conflict button").last.click()
    expect(other.locator(".minutes-line[data-unsaved]")).to_have_count(0)
    texts = [text for _name, text in said(case_id, session_id)]
    assert {"夜里十一点半还在装修", "夜里一点还在装修"} <= set(texts)
    other.close()


def read_back_and_sign(page: Page, at: str, case_id: int, session_id: int) -> None:
    page.goto(page.url.replace("/minutes/", "/minutes/reading/"))
    accessible(page)
    page.locator('form[action$="/read-back/"] button').click()
    while page.locator('a[href*="/minutes/sign/"]').count():
        page.locator('a[href*="/minutes/sign/"]').first.click()
        draw(page)
        accessible(page)
        page.locator("#sign button[type=submit]").click()
        page.wait_for_url("**/reading/**")
    page.locator('form[action$="/lock/"] button').click()
    page.locator("#ui-confirm [data-confirm-yes]").click()
    # The page before shows three hands as well; only the one after cannot be locked again.
    expect(page.locator('form[action$="/lock/"]')).to_have_count(0)
    expect(page.locator(".minutes-hand")).to_have_count(3)
    minutes = minutes_of(reading.panel(case_id), session_id)
    assert minutes.locked_at is not None
    accessible(page)


def draw(page: Page) -> None:
    field = page.locator("#sign-field")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    for step in range(1, 20):
        page.mouse.move(box["x"] + 40 + 15 * step, box["y"] + 40 + (20 if step % 2 else 0))
    page.mouse.up()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_pages_of_sessions_are_accessible(county, opened, size):
    case_id, session_id, *_ = under_way(county)
    by = county.acting("township")
    times = [span(NOW + timedelta(days=2)), span(NOW + timedelta(days=3))]
    proposed = sessions.propose(case_id, kind="separate", side="A", times=times, by=by, at=NOW)
    base = f"/work/mediation/{case_id}/sessions/"
    addresses = (base, f"{base}new/", f"{base}{proposed}/", f"{base}{session_id}/", "/work/mediation/calendar/")
    page = opened("township", base, size)
    for address in (*addresses, f"{base}{session_id}/minutes/"):
        page.goto(page.url.partition("/work/")[0] + address)
        accessible(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, address
    assert session_page(reading.panel(case_id), proposed, at=NOW).times
