"""What the first visit of the portal costs over the line, and whether a phone can keep it as an app."""

import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from PIL import Image
from playwright.sync_api import Page
from pytest_django import Settings

from banjie.ui.templatetags import ui

pytestmark = pytest.mark.browser
MOST = 60 * 1024


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Nothing: the tests' output is for the tests."""


@pytest.fixture
def installed(tmp_path: Path, settings: Settings, transactional_db: None) -> Iterator[str]:
    """The address of the application with its files collected, joined and compressed, as an installation sends them."""
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_USE_FINDERS = False
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "banjie.ui.staticfiles.BundledStaticFiles"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    ui._preloads.cache_clear()
    server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=WSGIServer, handler_class=Quiet)

    def serve() -> None:
        server.serve_forever(poll_interval=0.05)
        connections.close_all()

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    ui._preloads.cache_clear()


def weigh(page: Page, address: str) -> dict[str, int]:
    """Bytes over the line by address, headers included, with nothing kept from before."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    urls: dict[str, str] = {}
    weights: dict[str, int] = {}
    wire.on("Network.responseReceived", lambda told: urls.__setitem__(told["requestId"], told["response"]["url"]))
    wire.on(
        "Network.loadingFinished",
        lambda told: weights.__setitem__(told["requestId"], int(told["encodedDataLength"])),
    )
    page.goto(address, wait_until="networkidle")
    return {urls.get(key, key): weight for key, weight in weights.items()}


@pytest.mark.parametrize("page", ["phone"], indirect=True)
@pytest.mark.parametrize("path", ["/", "/knowledge/"])
def test_the_first_visit_is_light_and_asks_nobody_else(page: Page, installed: str, path: str) -> None:
    found = weigh(page, installed + path)
    told = "\n".join(f"{weight:7} {url}" for url, weight in sorted(found.items(), key=lambda each: -each[1]))
    assert len(found) > 4, told
    assert all(url.startswith((installed, "data:")) for url in found), told
    assert sum(found.values()) <= MOST, told


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_a_phone_can_keep_the_portal_as_an_app(page: Page, installed: str, tmp_path: Path) -> None:
    page.goto(installed, wait_until="networkidle")
    wire = page.context.new_cdp_session(page)
    found = wire.send("Page.getAppManifest")
    assert found["errors"] == []
    # A test's window is a private one, which keeps no app.
    faults = wire.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {fault["errorId"] for fault in faults} <= {"in-incognito"}
    manifest = page.evaluate("async (url) => await (await fetch(url)).json()", found["url"])
    assert (manifest["display"], manifest["start_url"], manifest["lang"]) == ("standalone", "/", "zh-CN")
    for icon in manifest["icons"]:
        kept = tmp_path / icon["src"].removeprefix("/static/")
        with Image.open(kept) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
