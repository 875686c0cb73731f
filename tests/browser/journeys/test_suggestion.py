"""A clerk types, sees the likely category with its reason, and takes it by a press; learning is watched as it goes."""

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from banjie.cases import learning
from banjie.intelligence.classifying.progress import Step
from banjie.intelligence.shelf import queries as shelf
from banjie.intelligence.shelf import telling
from banjie.platform.actors import SYSTEM
from tests.browser.conftest import SignIn
from tests.integration.cases.world import AT, World

pytestmark = pytest.mark.browser


def test_a_suggested_category_is_taken_by_a_press(signed_in: SignIn, world: World) -> None:
    learning.train(by=SYSTEM, at=AT)
    page: Page = signed_in("intake", "/work/cases/new/", "desktop", "light")
    page.locator("#id_body").press_sequentially("这条道路需要修")
    suggestion = page.locator("button[data-category=repair]")
    expect(suggestion).to_be_visible()
    expect(page.locator(".suggested-room mark").first).to_contain_text("道路")
    suggestion.click()
    expect(page.locator("input[name=category]")).to_have_value("repair")
    expect(page.locator(".suggested-room button")).to_have_count(0)


def test_a_clerk_who_types_on_without_a_pause_is_answered_meanwhile(signed_in: SignIn, world: World) -> None:
    learning.train(by=SYSTEM, at=AT)
    page: Page = signed_in("intake", "/work/cases/new/", "desktop", "light")
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.url) if each.url.endswith("/suggestions/category/") else None)
    page.locator("#id_body").press_sequentially("这条道路需要修，坑坑洼洼好几个月没有人来看过一眼", delay=60)
    assert asked, "no pause, and still it was asked"
    expect(page.locator("button[data-category=repair]")).to_be_visible()


def job_is(status: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status", [status])


def test_whoever_has_it_learn_sees_what_it_does_and_how_far_it_is(signed_in: SignIn, world: World) -> None:
    """Without a reload, and after one; the worker's part is played here."""
    page: Page = signed_in("administrator", "/work/suggestions/", "desktop", "light")
    page.locator('form[action$="/train/"] button').click()
    told, bar = page.locator("#learning [role=status]"), page.locator("#learning progress")
    expect(told).to_have_text("正在排队等待学习。")
    job_is("doing")
    with telling.learning(shelf.CATEGORY, by=SYSTEM, at=AT) as learning_now:
        learning_now.tell(Step.LEARN, 0.31)
        expect(bar).to_have_attribute("value", "31")
        expect(told).to_have_text("正在学习")
        page.reload()
        expect(bar).to_have_attribute("value", "31")
        learning_now._last = 0.0  # two notes within half a second are one
        learning_now.tell(Step.CHECK, 0.84)
        expect(bar).to_have_attribute("value", "84")
        expect(told).to_have_text("正在用未学过的事项检验")
        learning_now.made = True
    job_is("succeeded")
    expect(bar).to_have_count(0)
    expect(page.locator('form[action$="/train/"] button')).to_be_visible()
