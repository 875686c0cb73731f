"""Waiting until a page has all it asked for. Playwright's own "networkidle" listens for half a second each time."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Request

PATIENCE = 600
QUIET = 2
GLANCE = 50  # milliseconds


@contextmanager
def settling(page: Page) -> Iterator[None]:
    """What is done inside leads to another page, which is loaded, and asks for nothing more, when this ends."""
    under_way: set[Request] = set()

    def began(request: Request) -> None:
        under_way.add(request)

    def ended(request: Request) -> None:
        under_way.discard(request)

    page.on("request", began)
    page.on("requestfinished", ended)
    page.on("requestfailed", ended)
    try:
        yield
        page.wait_for_load_state()
        _fall_silent(page, under_way)
    finally:
        page.remove_listener("request", began)
        page.remove_listener("requestfinished", ended)
        page.remove_listener("requestfailed", ended)


def _fall_silent(page: Page, under_way: set[Request]) -> None:
    silent = 0
    for _ in range(PATIENCE):
        page.wait_for_timeout(GLANCE)
        silent = 0 if under_way else silent + 1
        if silent == QUIET:
            return
    raise AssertionError(f"{page.url} still asks for {[request.url for request in under_way]}")


def goto(page: Page, address: str) -> None:
    """To an address, and until the page has all it asked for."""
    with settling(page):
        page.goto(address)
