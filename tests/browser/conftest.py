"""A real browser against a real server. `page` is a fresh one for every test, on a phone if the test says so."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from banjie.organisations.actions import prefer
from banjie.organisations.models import PreferenceName
from banjie.platform import clock
from tests.browser.settling import goto
from tests.integration.cases.world import AT, World, make_world

type SignIn = Callable[..., Page]

# Playwright keeps an event loop in this thread; Django would otherwise refuse the ORM beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SIZES = {"phone": (360, 740), "tablet": (768, 1024), "desktop": (1440, 900), "wall": (1920, 1080)}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.exit("The browser tests need Chromium: run them with `make test-browser`, which finds one.", 2)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()


class UnderWay:
    """How many requests the server is still at. A page that was closed does not stop what it asked for."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    def started(self, **_: object) -> None:
        with self._changed:
            self._count += 1

    def finished(self, **_: object) -> None:
        with self._changed:
            self._count -= 1
            self._changed.notify_all()

    def none_within(self, seconds: float) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self._count <= 0, timeout=seconds)


@pytest.fixture(scope="session")
def _under_way() -> UnderWay:
    counted = UnderWay()
    request_started.connect(counted.started, weak=False)
    request_finished.connect(counted.finished, weak=False)
    return counted


@pytest.fixture(autouse=True)
def _answered(request: pytest.FixtureRequest, _under_way: UnderWay) -> Iterator[None]:
    """Tables are emptied once every request has its answer: one still at work would hold locks, or lose its rows."""
    if "live_server" not in request.fixturenames:
        yield
        return
    # Asked for here, so that it is torn down after this; pages and people are asked for later, so that they go first.
    request.getfixturevalue("transactional_db")
    yield
    assert _under_way.none_within(30), "a request is still at work half a minute after its page was closed"


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of the size that `@pytest.mark.parametrize("page", [...], indirect=True)` names; desktop otherwise."""
    width, height = SIZES[getattr(request, "param", "desktop")]
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    context.set_default_timeout(30_000)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == [], f"errors in the page's console: {faults}"


@pytest.fixture
def _working_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's clock runs on from a Monday morning that the seeded calendar knows, whatever day it is."""
    really = clock.now
    started = really()
    monkeypatch.setattr(clock, "now", lambda: AT + (really() - started))


@pytest.fixture
def world(transactional_db: None, _working_hours: None) -> World:
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    return make_world()


@pytest.fixture
def signed_in(browser: Browser, live_server: LiveServer, world: World) -> Iterator[SignIn]:
    """A browser of their own for each of the world's staff: `signed_in("handler", "/work/")`."""
    contexts, faults = [], []

    for staff in world.staff.values():
        prefer(PreferenceName.TOUR_TAKEN, True, staff_id=staff.pk)

    def open_for(who: str, path: str = "/work/", size: str = "desktop", scheme: str = "light") -> Page:
        client = Client()
        client.force_login(world.staff[who])
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            color_scheme=scheme,
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        goto(page, live_server.url + path)
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert faults == [], f"errors in the page's console: {faults}"
