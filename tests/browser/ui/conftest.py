"""The gallery as a browser sees it, apart from every other page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import ConsoleMessage, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.settling import goto

type Open = Callable[..., Page]
PROCESSORS = ["django.template.context_processors.request", "banjie.ui.context_processors.appearance"]


@pytest.fixture(scope="session", autouse=True)
def _static_folder() -> None:
    """Files are served from the sources; whitenoise only wants its folder to exist."""
    Path(django_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _alone(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.unit.ui.urls"
    settings.FORM_RENDERER = "banjie.ui.forms.UiRenderer"
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": PROCESSORS},
        }
    ]


@pytest.fixture
def stopped() -> list[str]:
    """What the content security policy stopped on the pages opened; a test may say that it was nothing."""
    return []


@pytest.fixture
def gallery(page: Page, live_server: LiveServer, stopped: list[str]) -> Open:
    """Opens a page of the gallery: `gallery("list/", theme="dark")`."""

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            stopped.append(message.text)

    page.on("console", note)

    def open_page(path: str = "", *, theme: str = "light", language: str = "zh-hans", rows: str = "7") -> Page:
        query = f"theme={theme}&language={language}&rows={rows}"
        goto(page, f"{live_server.url}/ui/gallery/{path}?{query}")
        return page

    return open_page
