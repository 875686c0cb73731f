"""What components do when somebody uses them: by keyboard, twice, without WebGL, after a closed tab."""

import re

import pytest
from playwright.sync_api import Browser, FileChooser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.ui.conftest import Open

pytestmark = pytest.mark.browser
INSIDE = """(box) => {
  const { x, y, width, height } = box.getBoundingClientRect();
  return { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
}"""
CHOSEN = "document.querySelector('#component-combobox select').value"


def test_initials_and_tab_choose_without_an_arrow_key(gallery: Open) -> None:
    page = gallery()
    page.locator("#c1").focus()
    page.keyboard.type("ldbl")
    expect(page.locator("#c1")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(page.locator("#c1")).to_have_value("路灯不亮")
    assert page.evaluate(CHOSEN) == "11"


def test_arrows_move_through_the_options_and_escape_takes_the_typing_back(gallery: Open) -> None:
    page = gallery()
    box = page.locator("#c1")
    box.click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    expect(active).to_contain_text("井盖缺失")
    page.keyboard.press("Enter")
    expect(box).to_have_value("井盖缺失")
    page.keyboard.type("树")
    page.keyboard.press("Escape")
    expect(box).to_have_value("井盖缺失")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_emptying_a_combobox_clears_the_choice_and_half_a_word_does_not(gallery: Open) -> None:
    page = gallery()
    page.locator("#c1").fill("路灯不亮")
    page.keyboard.press("Tab")
    page.locator("#c1").fill("xyz")
    expect(page.locator("#component-combobox .combobox-note").first).to_contain_text("xyz")
    page.keyboard.press("Tab")
    assert page.evaluate(CHOSEN) == "11"
    page.locator("#c1").fill("")
    page.keyboard.press("Tab")
    assert page.evaluate(CHOSEN) == ""


def test_a_remote_combobox_asks_the_server_and_sends_the_value(gallery: Open) -> None:
    page = gallery()
    expect(page.locator("#c2")).to_have_value("夜间噪音")
    page.locator("#c2").fill("井盖")
    page.get_by_role("option", name="井盖缺失").click()
    assert page.locator('input[name="c2"]').input_value() == "12"


def test_a_remote_combobox_says_when_the_server_does_not_answer(gallery: Open, page: Page) -> None:
    gallery()
    page.route("**/gallery/options/**", lambda route: route.abort())
    page.locator("#c2").fill("井盖")
    expect(page.locator("#component-combobox .combobox-note:visible")).not_to_be_empty()
    assert page.locator('input[name="c2"]').input_value() == "13"


def test_a_dialog_takes_the_focus_and_gives_it_back(gallery: Open) -> None:
    page = gallery()
    opener = page.locator('[data-dialog-open="d1"]')
    opener.click()
    expect(page.locator("#d1")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('dialog')?.id") == "d1"
    page.keyboard.press("Escape")
    expect(page.locator("#d1")).to_be_hidden()
    expect(opener).to_be_focused()


@pytest.mark.parametrize(("answer", "asked"), [("no", 0), ("yes", 1)])
def test_a_confirmed_request_goes_out_and_another_does_not(gallery: Open, answer: str, asked: int) -> None:
    page = gallery()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "fragment" in request.url else None)
    page.locator("#component-dialog [hx-confirm]").click()
    expect(page.locator("#ui-confirm")).to_be_visible()
    page.locator(f'#ui-confirm button[value="{answer}"]').click()
    if asked:
        expect(page.locator("#toasts .toast-good")).to_have_text("OK")
    assert len(sent) == asked


def test_what_was_typed_survives_a_closed_tab(gallery: Open, page: Page) -> None:
    gallery("form/")
    page.locator("#id_title").fill("学校门口的路灯坏了")
    page.locator("#id_kind_1").check()
    page.locator("#id_place").fill("柳巷")
    page.keyboard.press("Tab")
    page.locator("#id_category").fill("井盖")
    page.get_by_role("option", name="井盖缺失").click()
    page.wait_for_timeout(600)
    gallery("form/")
    expect(page.locator("#id_title")).to_have_value("学校门口的路灯坏了")
    expect(page.locator("#id_kind_1")).to_be_checked()
    expect(page.locator("#id_place")).to_have_value("柳巷")
    expect(page.locator("#id_category")).to_have_value("井盖缺失")
    assert page.locator('input[name="category"]').input_value() == "12"
    page.locator("#id_category").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#id_category")).to_have_value("井盖缺失")
    page.locator(".draft-note button").click()
    expect(page.locator("#id_title")).to_have_value("")
    gallery("form/")
    expect(page.locator("#id_title")).to_have_value("")


def test_a_double_click_sends_a_form_once(gallery: Open, page: Page) -> None:
    gallery("sign-in/")
    sent: list[str] = []

    def slowly(route: Route) -> None:
        sent.append(route.request.url)
        page.wait_for_timeout(300)
        route.fulfill(status=204)

    page.route("**/sign-in/**", slowly)
    page.locator("main button[type=submit]").dblclick()
    expect(page.locator("main button[type=submit]")).to_have_attribute("aria-busy", "true")
    page.wait_for_timeout(500)
    assert len(sent) == 1


def test_a_button_that_posts_is_sent_once_however_often_it_is_clicked(gallery: Open, page: Page) -> None:
    gallery()
    sent: list[str] = []

    def slowly(route: Route) -> None:
        sent.append(route.request.method)
        page.wait_for_timeout(300)
        route.fulfill(status=204)

    page.route("**/gallery/fragment/**", slowly)
    button = page.locator("#component-button [hx-post]")
    button.dblclick()
    expect(button).not_to_have_attribute("aria-busy", "true")
    button.click()
    page.wait_for_timeout(500)
    assert sent == ["POST", "POST"]


def test_keys_work_everywhere_but_where_one_types(gallery: Open) -> None:
    page = gallery("list/")
    search = page.get_by_role("searchbox")
    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.keyboard.type("/?j")
    expect(search).to_have_value("/?j")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#ui-keys")).to_contain_text("登记来电")


def test_single_keys_can_be_turned_off(gallery: Open) -> None:
    page = gallery("list/")
    page.keyboard.press("?")
    page.locator("[data-single-keys]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_j_k_and_x_walk_and_select_rows(gallery: Open) -> None:
    page = gallery("list/")
    rows = page.locator("#queue tbody tr")
    page.keyboard.press("j")
    expect(rows.nth(1).locator(".row-link")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(rows.nth(0).locator(".row-select")).to_be_checked()
    expect(page.locator("[data-select-all]")).to_have_js_property("indeterminate", True)


def test_tabs_move_with_the_arrows_and_show_one_panel(gallery: Open) -> None:
    page = gallery()
    page.get_by_role("tab", name="办理经过").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="附件")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#tab-two")).to_be_visible()
    expect(page.locator("#tab-one")).to_be_hidden()


def test_a_chosen_theme_is_in_the_next_page_before_any_script(gallery: Open, page: Page) -> None:
    gallery("list/")
    page.locator(".rail-user").click()
    page.locator('[data-set-theme="dark"]').click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    answer = page.request.get(page.url.split("?")[0]).text()
    assert 'data-theme="dark"' in answer


def test_a_typed_coordinate_and_the_pin_agree(gallery: Open) -> None:
    page = gallery("resident/")
    page.locator("[data-map-coordinates] summary").click()
    page.locator("[data-map-lon]").fill("113.05")
    page.locator("[data-map-lat]").fill("28.21")
    page.locator("[data-map-lat]").press("Tab")
    expect(page.locator(".map-pin, .map-picture-pin[visibility=visible]")).to_be_attached()


def test_without_webgl_the_map_is_a_picture_that_still_takes_a_pin(gallery: Open, page: Page) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    gallery("resident/")
    picture = page.locator(".map-picture")
    expect(picture).to_be_visible()
    expect(page.locator("[data-map-lon]")).to_be_visible()
    picture.click(position={"x": 200, "y": 100})
    assert float(page.locator("[data-map-lon]").input_value()) == pytest.approx(113.06, abs=0.06)
    assert float(page.locator("[data-map-lat]").input_value()) == pytest.approx(28.22, abs=0.04)


def test_without_webgl_what_the_map_shows_is_listed(gallery: Open, page: Page) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    gallery()
    expect(page.locator("#map-1 .map-listing")).to_be_visible()


INK = """() => {
  const canvas = document.querySelector('#chart-2 canvas');
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  return data.filter((value, index) => index % 4 === 3 && value).length;
}"""


def inked(page: Page, least: int, most: float) -> int:
    """How many points of the chart are drawn, once they are as many as expected."""
    for _ in range(100):
        if least <= (found := page.evaluate(INK)) < most:
            return found
        page.wait_for_timeout(50)
    raise AssertionError(found)


def test_a_chart_is_drawn_from_its_table_and_follows_it(gallery: Open, stopped: list[str]) -> None:
    page = gallery()
    chart = page.locator("#chart-2")
    expect(chart.locator("canvas")).to_be_visible()
    before = inked(page, 1000, float("inf"))
    page.evaluate("document.querySelectorAll('#chart-2 tbody tr + tr').forEach((row) => row.remove())")
    assert inked(page, 1, before * 0.8)
    assert stopped == []


def test_the_table_of_a_chart_is_behind_its_button_and_read_aloud_either_way(gallery: Open) -> None:
    page = gallery()
    chart = page.locator("#chart-1")
    button = chart.get_by_role("button", name="表格")
    expect(chart.get_by_role("row")).to_have_count(13)
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(chart.locator("canvas")).to_be_hidden()
    expect(chart.get_by_role("cell", name="34").first).to_be_visible()
    button.press("Enter")
    expect(chart.locator("canvas")).to_be_visible()


def test_without_a_canvas_a_chart_is_its_table(gallery: Open, page: Page) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    gallery()
    expect(page.locator("#chart-1 .chart-table")).to_be_visible()
    expect(page.locator("#chart-1 tbody tr").first).to_be_visible()


def test_files_that_are_too_large_or_of_another_kind_are_refused_by_name(gallery: Open) -> None:
    page = gallery("form/")
    picker = page.locator("#id_photos")
    picker.set_input_files(
        [
            {"name": "lamp.png", "mimeType": "image/png", "buffer": b"\x89PNG"},
            {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"x"},
            {"name": "huge.png", "mimeType": "image/png", "buffer": b"x" * (10 * 1024 * 1024 + 1)},
        ]
    )
    expect(page.locator(".upload-file")).to_have_count(1)
    refused = " ".join(page.locator(".upload-wrong").all_inner_texts())
    assert "notes.txt" in refused
    assert "huge.png" in refused
    assert picker.evaluate("input => [...input.files].map(file => file.name)") == ["lamp.png"]


def test_fields_that_are_folded_away_are_not_laid_out_and_words_can_still_be_found(gallery: Open) -> None:
    page = gallery()
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', `<details id=folded><summary>更多</summary>"
        "<p>正文</p><form class=cluster><select><option>甲</option></select></form></details>`)"
    )
    folded = page.locator("#folded")
    expect(folded.locator("form")).to_have_css("display", "none")
    expect(folded.locator("select")).to_have_css("display", "none")
    expect(folded.locator("p")).to_have_css("display", "block")
    folded.locator("summary").click()
    expect(folded.locator("select")).to_be_visible()
    expect(folded.locator("form")).to_have_css("display", "flex")


def next_of(asked: list[FileChooser], page: Page) -> FileChooser:
    for _ in range(100):
        if asked:
            return asked.pop(0)
        page.wait_for_timeout(100)
    raise AssertionError("no file was asked for")


def test_a_file_is_chosen_with_the_keyboard_in_the_words_of_the_page_and_its_name_is_said(gallery: Open) -> None:
    page = gallery("form/")
    asked: list[FileChooser] = []
    # From the first: while the browser is still being told to ask here, it would ask its own user.
    page.on("filechooser", lambda chooser: asked.append(chooser))
    # The browser's own button, in the browser's own language, is not seen; what is spoken names field and button.
    picker = page.get_by_role("button", name=re.compile("^照片.*选择文件$"))
    expect(picker).to_have_attribute("type", "file")
    expect(picker).to_have_css("opacity", "0")
    described = page.locator(f"#{picker.get_attribute('id')}_limit")
    assert described.get_attribute("id") in (picker.get_attribute("aria-describedby") or "").split()
    expect(described).to_contain_text("10 MB")
    box = page.locator(".upload-drop", has=picker)
    assert picker.bounding_box() == pytest.approx(box.evaluate(INSIDE), abs=1)
    picker.press("Enter")
    next_of(asked, page).set_files([{"name": "路灯.png", "mimeType": "image/png", "buffer": b"\x89PNG"}])
    expect(page.get_by_role("status").filter(has_text="路灯.png")).to_be_visible()
    box.get_by_text("选择文件").click(force=True)
    next_of(asked, page)


def test_without_a_script_the_browser_itself_says_what_was_chosen(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{live_server.url}/ui/gallery/form/?language=zh-hans")
    expect(page.locator("#id_photos")).to_have_css("opacity", "1")
    expect(page.locator(".upload-button")).to_be_hidden()
    context.close()


def test_the_counter_speaks_near_the_limit_and_never_cuts(gallery: Open) -> None:
    page = gallery("form/")
    page.locator("#id_text").fill("字" * 505)
    expect(page.locator("[data-count-of]")).to_contain_text("5")
    assert len(page.locator("#id_text").input_value()) == 505


def test_a_failed_request_is_told_and_an_empty_one_changes_nothing(gallery: Open, page: Page) -> None:
    gallery()
    page.route("**/gallery/fragment/**", lambda route: route.fulfill(status=500, body="<h1>TRACEBACK</h1>"))
    page.locator("#component-dialog [hx-confirm]").click()
    page.locator('#ui-confirm button[value="yes"]').click()
    expect(page.locator("#toasts .toast-danger")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("TRACEBACK")


def test_no_layout_shift_while_a_page_loads(gallery: Open, page: Page) -> None:
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) "
        "if (!entry.hadRecentInput) window.shift += entry.value; }).observe({type: 'layout-shift', buffered: true})"
    )
    for path in ("list/", "page/", "form/", "resident/"):
        gallery(path)
        assert page.evaluate("window.shift") < 0.02, path
