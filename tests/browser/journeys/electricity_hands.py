"""Hands for the walk of one dispute: a clock that can be put on, phones, pens, and what each role does again and again.

Nothing here writes but through a page.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.integration.cases.world import AT

SIDES = {"A": "甲", "B": "乙"}

type OpenPhone = Callable[[], Page]


@dataclass
class Calendar:
    """The server's clock, which runs on from a Monday morning and can be put forward."""

    really: Callable[[], datetime]
    ahead: timedelta = timedelta()
    started: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.really()

    def now(self) -> datetime:
        return AT + self.ahead + (self.really() - self.started)

    def put_on_to(self, **ahead: int) -> None:
        """So long after the walk began; never back."""
        wanted = timedelta(**ahead)
        assert wanted >= self.ahead
        self.ahead = wanted


def scan(name: str) -> dict[str, object]:
    kept = io.BytesIO()
    Image.new("RGB", (320, 200), "white").save(kept, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": kept.getvalue()}


def go(page: Page, path: str) -> None:
    page.goto("/".join(page.url.split("/")[:3]) + path, wait_until="load")


def press(page: Page | Locator, name: str, role: str = "button", *, exact: bool = True, stays: bool = False) -> None:
    """Presses what goes by this name, and waits for the page that comes of it, unless one `stays`."""
    pressed = page.get_by_role(role, name=name, exact=exact).first  # type: ignore[arg-type]
    if stays:
        pressed.click()
        return
    owner = page if isinstance(page, Page) else page.page
    with owner.expect_navigation(wait_until="load", timeout=20_000):
        pressed.click()


def follow(page: Page | Locator, name: str, *, exact: bool = True, stays: bool = False) -> None:
    press(page, name, "link", exact=exact, stays=stays)


def sure(page: Page, name: str) -> None:
    """Presses what asks "are you sure?", and says yes."""
    press(page, name, stays=True)
    with page.expect_navigation(wait_until="load", timeout=20_000):
        page.locator("#ui-confirm [data-confirm-yes]").click()


def choose_found(page: Page, field_id: str, typed: str) -> None:
    """Types into a list that can be searched and takes what it finds."""
    field_ = page.locator(f"input#{field_id}")
    field_.fill(typed)
    expect(page.get_by_role("listbox").get_by_role("option").first).to_contain_text(typed)
    field_.press("Tab")


def draw(page: Page) -> None:
    """A hand on the screen."""
    pad = page.locator("#sign-field")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    x, y = box["x"], box["y"] + box["height"] / 2
    page.mouse.move(x + 40, y)
    page.mouse.down()
    for step in range(1, 20):
        page.mouse.move(x + 40 + step * 8, y + (step % 5) * 7 - 14)
    page.mouse.up()


# A party's own page


def paper_for(desk: Page, case_id: int, who: str) -> str:
    """The code on the paper that the mediator hands over."""
    go(desk, f"/work/mediation/{case_id}/pages/")
    press(desk.get_by_role("region", name=re.compile(f"^{who} ")), "制作凭证")
    return desk.locator("#code").inner_text()


def come_in(phone: Page, desk: Page, case_id: int, who: str, code: str) -> None:
    """With the code on the paper and six digits that the mediator reads out."""
    base = "/".join(desk.url.split("/")[:3])
    phone.goto(f"{base}/m/", wait_until="load")
    phone.get_by_label("凭证上的查询码").fill(code)
    press(phone, "继续")
    go(desk, f"/work/mediation/{case_id}/pages/")
    press(desk.get_by_role("region", name=re.compile(f"^{who} ")), "告知六位数字")
    phone.get_by_label("六位数字").fill(desk.locator("#number").inner_text())
    press(phone, "打开我的页面")
    expect(phone).to_have_url(re.compile(r"/m/matter/"))
    wide = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{phone.url} scrolls sideways"


def owed(phone: Page, number: int) -> Locator:
    """One line of what was agreed, counted from one."""
    return phone.locator(".party-owed").nth(number - 1)


# Before the mediator


def name_party(desk: Page, case_id: int, side: str, *, organisation: bool = False, **fields: str) -> None:
    go(desk, f"/work/mediation/{case_id}/parties/")
    follow(desk, f"登记{SIDES[side]}方当事人")
    if organisation:
        desk.get_by_label("法人或其他组织").check()
    for label, value in fields.items():
        desk.get_by_label(label).fill(value)
    press(desk, "登记当事人")


def speaks_for(desk: Page, party: str, name: str, role: str, **fields: str) -> None:
    """Somebody with a special authority beside a party, their paper on file."""
    article = desk.get_by_role("article", name=party)
    article.locator("summary", has_text="更多").click()
    follow(article, "添加代理人、监护人或协助人")
    desk.get_by_label("身份", exact=True).select_option(label=role)
    desk.get_by_label("姓名或名称").fill(name)
    desk.get_by_label("授权（选填）").select_option(label="特别授权：可代为承认、和解、签字")
    desk.locator("[name=paper]").set_input_files([scan("授权书.png")])  # type: ignore[list-item]
    for label, value in fields.items():
        desk.get_by_label(label).fill(value)
    press(desk, "登记")
    expect(article).to_contain_text(f"{name} {role}")


def arrange(desk: Page, case_id: int, *, place: str, at: str, with_whom: str = "各方到场") -> None:
    go(desk, f"/work/mediation/{case_id}/sessions/")
    follow(desk, "安排调解")
    desk.get_by_label(with_whom).check()
    desk.get_by_label("地点").fill(place)
    desk.get_by_label("时间一", exact=True).fill(at)
    desk.get_by_label("时间一已与各方商定").check()
    press(desk, "安排调解")
    expect(desk.locator("main")).to_contain_text("已安排")


def hold(desk: Page, *, came: dict[str, str], said: list[tuple[str, str, str]]) -> None:
    """The session on whose page the desk stands: who came by whom, what was said, read back, signed and locked."""
    desk.reload(wait_until="load")
    press(desk, "开始调解")
    for party, by in came.items():
        row = desk.get_by_role("group", name=re.compile(f"^{party}"))
        row.get_by_label("由代理人到场").check()
        row.get_by_role("combobox").select_option(label=by)
    press(desk, "记录到场情况")
    follow(desk, "记录笔录")
    for section, who, words in said:
        lines = desk.get_by_role("region", name=section, exact=True)
        lines.locator("form select").select_option(label=who)
        lines.get_by_role("textbox").last.fill(words)
        lines.get_by_role("textbox").last.press("Enter")
    expect(desk.locator(".minutes-line")).to_have_count(len(said))
    expect(desk.locator(".minutes-line[data-unsaved]")).to_have_count(0)
    expect(desk.locator("#saved")).to_contain_text("已保存")
    go(desk, re.sub(r"^https?://[^/]+|minutes/$", "", desk.url))
    sure(desk, "结束本次调解")
    follow(desk, "宣读笔录")
    press(desk, "已宣读，固定内容")
    sign_minutes(desk)


def sign_minutes(desk: Page) -> None:
    waiting = desk.get_by_role("link", name=re.compile("^屏幕签名"))
    while waiting.count():
        waiting.first.click()
        desk.wait_for_url("**/sign/**")
        draw(desk)
        desk.locator("#sign button[type=submit]").click()
        desk.wait_for_url("**/reading/**")
    sure(desk, "锁定笔录")
    expect(desk.locator("#signatures")).to_contain_text("已签名锁定")


# The file


def make_paper(desk: Page, case_id: int, form: str, about: str = "", **typed: str) -> None:
    """A form filled from what is on record; `typed` is what nobody has said yet."""
    go(desk, f"/work/mediation/{case_id}/documents/make/{form}/{about}")
    for name, value in typed.items():
        desk.locator(f"[name={name}]").fill(value)
    press(desk, "生成文书")
    expect(desk).to_have_url(re.compile(r"/documents/$"))


def fetched(page: Page, link: Locator) -> bytes:
    with page.expect_download() as waiting:
        link.click()
    return waiting.value.path().read_bytes()
