"""Nothing that axe can find, on the pages that most people see, in two looks that share nothing."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from banjie.analytics.report import keeping
from banjie.analytics.report.figures import ScopeKind
from banjie.analytics.report.periods import PeriodKind, containing
from banjie.cases import learning
from banjie.cases.automatic import acting as automatic
from banjie.cases.automatic.rules import State
from banjie.cases.automatic.switching import switch
from banjie.cases.follow_up import sampling
from banjie.cases.machine_texts.writing import Writing
from banjie.cases.models import Case, CaseText
from banjie.cases.notices import telling
from banjie.cases.topics.models import Topic
from banjie.onward.models import Link
from banjie.platform.actors import SYSTEM
from tests.browser.conftest import SignIn
from tests.browser.settling import goto
from tests.integration.api.callers import make_caller
from tests.integration.cases.test_closed_loop import do, taken_in, walked_to_closed, walked_to_handling
from tests.integration.cases.test_likeness import many
from tests.integration.cases.world import AT, World, route_repairs_to_urban
from tests.integration.channels.test_hooks_in import hooked
from tests.integration.channels.test_pages import centre_of_calls, set_aside
from tests.integration.intelligence.fake_model import a_model, answers
from tests.integration.knowledge.articles import proposed, published
from tests.integration.onward.neighbour import neighbour
from tests.integration.onward.steps import endpoint, given, go
from tests.integration.services.halls import admitted, make_hall, taken
from tests.integration.web.publicity import raised, released

pytestmark = pytest.mark.browser
AXE = Path("tests/browser/vendor/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [("desktop", "light"), ("phone", "dark")]


# What fades in is pale for a moment, and a busy machine can catch it there. What turns without end stays as it is.
AT_REST = "() => document.getAnimations().forEach((each) => { try { each.finish(); } catch { each.pause(); } })"

# Where the middle of a frame scrolls by itself, what stands around it stays where it is.
PUSHED = """() => {
  const middle = document.querySelector(".workbench-main");
  return !!middle && getComputedStyle(middle).overflowY === "auto"
    && document.documentElement.scrollHeight > window.innerHeight;
}"""


def faults(page: Page) -> list[str]:
    # A click leads on before the next page has its styles.
    page.wait_for_load_state()
    page.evaluate(AXE)
    page.evaluate(AT_REST)
    found = page.evaluate("(rules) => axe.run({runOnly: rules})", RULES)
    told = [
        f"{page.url} {fault['id']}: {node['html'][:160]} {node['failureSummary'][:160]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        told.append(f"{page.url} scrolls sideways")
    if page.evaluate(PUSHED):
        told.append(f"{page.url} pushes its frame down the window")
    return told


def a_topic(world: World) -> int:
    many(world)
    return Topic.objects.get().key


def visit(page: Page, paths: list[str]) -> list[str]:
    base = "/".join(page.url.split("/")[:3])
    told = []
    for path in paths:
        goto(page, base + path)
        told += faults(page)
    return told


def a_report(world: World) -> int:
    """Of the day on which the world begins, with something in every section."""
    at = AT + timedelta(days=1)
    day = containing(PeriodKind.DAY, AT.date())
    scope = {"kind": ScopeKind.AREA, "path": world.county.path}
    return keeping.make(**scope, period=day, language="zh-hans", by=SYSTEM, at=at)


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_no_page_of_staff_has_a_fault(signed_in: SignIn, world: World, size: str, scheme: str) -> None:
    fresh, handled = taken_in(world), walked_to_handling(world)
    page = signed_in("dispatcher", "/work/cases/", size, scheme)
    told = visit(
        page, ["/work/cases/", "/work/cases/?level=general", "/work/cases/new/", f"/work/cases/{fresh.case_id}/"]
    )
    told += visit(page, ["/work/cases/?group=area&open=true", "/work/dispatch/", "/work/dispatch/?pile=to_accept"])
    if size == "desktop":
        page.keyboard.press("Control+k")
        page.locator("#palette-0").wait_for()
        told += faults(page)
    desk = signed_in("intake", "/work/imports/", size, scheme)
    told += visit(desk, ["/work/imports/", "/work/imports/mappings/", f"/work/cases/{fresh.case_id}/tracking-code/"])
    late = Case.objects.get(id=walked_to_handling(world).case_id)
    Case.objects.filter(id=late.id).update(due_at=AT)
    do(world, "supervisor", handled.case_id, "oversee", instruction="今天办结")
    telling.tell(handled.case_id, Case.objects.get(id=handled.case_id).entries, at=AT)
    desk = signed_in("supervisor", "/work/oversight/", size, scheme)
    told += visit(desk, ["/work/oversight/", f"/work/oversight/remind/{late.lead_unit_id}/"])
    told += visit(desk, ["/work/topics/", f"/work/topics/{a_topic(world)}/", f"/work/like/{late.id}/"])
    told += visit(desk, ["/work/reports/", "/work/reports/plans/new/", f"/work/reports/{a_report(world)}/"])
    told += visit(desk, ["/work/map/", "/work/map/?show=overdue_rate", "/work/map/?kind=dispute"])
    desk = signed_in("reviewer", "/work/public/", size, scheme)
    told += visit(desk, ["/work/public/", f"/work/public/{raised(world).case_id}/"])
    told += visit(desk, ["/work/verdicts/", "/work/verdicts/?by=category"])
    article, waiting = published(world), proposed(world, question="停水怎么办？")
    told += visit(desk, ["/work/articles/", "/work/articles/?pile=published", f"/work/articles/{waiting}/"])
    told += visit(desk, [f"/work/articles/{article}/", f"/work/articles/{article}/edit/", "/work/articles/new/"])
    told += visit(desk, [f"/work/articles/{article}/versions/1/"])
    closed = walked_to_closed(world)
    sampling.draw(at=AT + timedelta(days=9))
    desk = signed_in("caller", "/work/calls/", size, scheme)
    told += visit(desk, ["/work/calls/", "/work/calls/draws/", f"/work/calls/{closed.case_id}/"])
    desk = signed_in("handler", f"/work/cases/{handled.case_id}/", size, scheme)
    told += visit(desk, ["/work/notices/", "/work/notices/?show=unread&page=9"])
    told += visit(desk, [f"/work/cases/{handled.case_id}/", f"/work/cases/{handled.case_id}/do/answer/"])
    assert told == []


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_no_page_beside_which_a_language_model_writes_has_a_fault(
    signed_in: SignIn, world: World, settings, size: str, scheme: str
) -> None:
    handled = walked_to_handling(world)
    CaseText.objects.filter(case_id=handled.case_id).update(body="灯坏以后夜里很黑，出门都要打手电。" * 100)
    with a_model(answers("您好，路灯已修复，补偿500元。")) as model:
        settings.BANJIE_MODEL_URL, settings.BANJIE_MODEL_NAME = model.url, "qwen-local"
        page = signed_in("handler", f"/work/cases/{handled.case_id}/", size, scheme)
        told = faults(page)
        page.locator("#machine-summary button").click()
        page.locator("#machine-summary progress").wait_for()
        told += faults(page)
        Writing().turn()
        page.locator("#machine-summary [data-machine-words]").wait_for()
        told += faults(page)
        told += visit(page, [f"/work/cases/{handled.case_id}/do/answer/"])
        page.locator("#id_internal_account").fill("已更换灯泡，路灯已修复。")
        page.locator("#machine-draft button").click()
        page.locator("#machine-draft progress").wait_for()
        told += faults(page)
        Writing().turn()
        page.locator("[data-machine-insert]").wait_for()
        told += faults(page)
    assert told == []


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_no_page_of_suggestions_has_a_fault(signed_in: SignIn, world: World, size: str, scheme: str) -> None:
    route_repairs_to_urban(world)
    learning.train(by=SYSTEM, at=AT)
    case = raised(world).case_id
    do(world, "dispatcher", case, "classify", category="enquiry")
    do(world, "dispatcher", case, "classify", category="repair")
    switch(category="", state=State.MEASURING, asked=0.95, every=5, by=SYSTEM, at=AT)
    automatic.note_new(at=AT)
    page = signed_in("administrator", "/work/suggestions/", size, scheme)
    told = visit(page, ["/work/suggestions/", "/work/suggestions/?of=unit", "/work/suggestions/automatic/"])
    desk = signed_in("dispatcher", "/work/dispatch/", size, scheme)
    told += visit(desk, ["/work/suggestions/corrections/", "/work/suggestions/automatic/"])
    assert told == []


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_no_page_of_what_is_sent_on_has_a_fault(
    signed_in: SignIn, world: World, settings, size: str, scheme: str
) -> None:
    settings.BANJIE_ONWARD_PRIVATE = True
    with neighbour() as peer:
        there = endpoint(world, peer.url, tells_contact=True)
        sent, unsure = given(world), given(world)
        go(there, AT)
        Link.objects.filter(case_id=unsure.case_id).update(state="unsure", note="undecided", remote_id="")
    own = f"/work/onward/{there}/"
    page = signed_in("administrator", "/work/onward/", size, scheme)
    told = visit(page, ["/work/onward/", "/work/onward/new/", own, f"{own}mapping/", f"{own}mapping/{world.category}/"])
    page = signed_in("dispatcher", "/work/cases/", size, scheme)
    told += visit(page, [f"/work/cases/{each.case_id}/" for each in (sent, unsure)])
    assert told + visit(page, [f"/work/onward/cases/{sent.case_id}/preview/{there}/"]) == []


@pytest.mark.parametrize("size", ["desktop", "phone", "wall"])
def test_no_command_screen_has_a_fault(signed_in: SignIn, world: World, size: str) -> None:
    late = Case.objects.get(id=walked_to_handling(world).case_id)
    Case.objects.filter(id=late.id).update(due_at=AT)
    page = signed_in("supervisor", "/work/cases/", size, "dark")
    told = visit(page, ["/screen/county/", "/screen/west/", "/work/screens/", "/work/screens/layout/county/"])
    told += visit(page, ["/work/screens/new/"])
    page.context.clear_cookies()
    assert told + visit(page, ["/screen/open/"]) == []


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_no_page_of_residents_has_a_fault(signed_in: SignIn, world: World, size: str, scheme: str) -> None:
    code = walked_to_closed(world).tracking_code
    public = released(world).number
    page = signed_in("handler", "/work/", size, scheme)
    page.context.clear_cookies()
    paths = ["/", "/report/", f"/report/sent/{code}/", f"/track/{code}/", f"/track/{code}/do/rate/", "/track/"]
    paths += ["/knowledge/", "/knowledge/?q=路灯", f"/knowledge/{published(world)}/", "/knowledge/999/"]
    paths += [
        "/public/figures/",
        "/public/",
        "/public/?view=map&state=open",
        f"/public/{public}/",
        f"/public/{public}/concern/",
        "/public/nobody/",
        "/mine/",
    ]
    assert visit(page, [*paths, "/sign-in/"]) == []


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_no_page_of_channels_has_a_fault(signed_in: SignIn, world: World, size: str, scheme: str) -> None:
    caller = make_caller(world, ("intake_clerk", "centre"), scopes=("create",), name="水务平台")
    hook = hooked(world, caller).endpoint_id
    calls, _made = centre_of_calls()
    row = set_aside(world)
    desk = signed_in("administrator", "/work/channels/", size, scheme)
    told = visit(desk, ["/work/channels/", f"/work/channels/{hook}/", f"/work/channels/{calls.pk}/"])
    told += visit(desk, [f"/work/channels/{row.endpoint_id}/change/", "/work/channels/new/wechat/"])
    clerk = signed_in("intake", "/work/incoming/", size, scheme)
    told += visit(clerk, ["/work/incoming/", f"/work/incoming/{row.pk}/", f"/work/incoming/{row.pk}/take/"])
    assert told + visit(clerk, [f"/work/incoming/call/{calls.ref}/?call=c-1&number=19900000001"]) == []


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_no_page_of_a_hall_has_a_fault(signed_in: SignIn, world: World, size: str, scheme: str) -> None:
    hall = make_hall(world, hours="09:00-12:00 13:30-17:30")
    admitted(hall)
    taken(hall, draft={"body": "楼道灯坏了"}), taken(hall, priority=True)
    desk = signed_in("intake", "/work/counter/", size, scheme)
    told = faults(desk)
    desk.get_by_label("我的窗口号").fill("3")
    desk.keyboard.press("Enter")
    desk.locator(".counter-next").wait_for()
    told += faults(desk)
    desk.locator(".counter-next").click()
    desk.locator(".counter-number").wait_for()
    told += faults(desk) + visit(desk, ["/work/counter/take/"])
    keeper = signed_in("administrator", "/work/halls/", size, scheme)
    told += visit(keeper, ["/work/halls/", f"/work/halls/{hall.id}/", "/work/halls/new/"])
    told += visit(keeper, [f"/work/halls/{hall.id}/change/", f"/work/halls/{hall.id}/devices/new/"])
    told += visit(keeper, ["/hall/", "/hall/hall/", "/hall/nowhere/", "/hall/open/"])
    assert told == []
