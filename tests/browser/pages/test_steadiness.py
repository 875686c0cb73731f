"""What one has begun to read stays where it is while the rest of the page still comes."""

import http.client
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from banjie.cases import actions
from tests.browser.conftest import SignIn
from tests.integration.cases.test_closed_loop import matter
from tests.integration.cases.world import AT, World

pytestmark = pytest.mark.browser
PIECES, PAUSE = 8, 0.12
_WATCH = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def slow_line(live_server: LiveServer) -> Iterator[str]:
    """The address of the same server over a line on which a page comes in pieces; everything else comes at once."""

    class Line(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = http.client.HTTPConnection(urlsplit(live_server.url).netloc, timeout=10)
            asked.request("GET", self.path, headers={**self.headers, "Accept-Encoding": "identity"})
            answer = asked.getresponse()
            body = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in {"transfer-encoding", "connection"}:
                    self.send_header(name, value)
            self.end_headers()
            if "cut=yes" in self.path:
                body = body[: len(body) * 3 // 4]
            pieces = PIECES if "text/html" in answer.getheader("Content-Type", "") else 1
            for number in range(pieces):
                self.wfile.write(body[len(body) * number // pieces : len(body) * (number + 1) // pieces])
                self.wfile.flush()
                time.sleep(PAUSE if pieces > 1 else 0)

        def log_message(self, format: str, *args: object) -> None:
            """Not into the output of the tests."""

    server = ThreadingHTTPServer(("localhost", 0), Line)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_nothing_moves_when_one_comes_back_to_a_list(signed_in: SignIn, world: World, slow_line: str) -> None:
    for title in ["路灯不亮", "西乡主街与北环路交叉口往东两百米路灯不亮三天"] * 6:
        actions.submit(matter(world, title=title), channel="hotline", by=world.acting("intake"), at=AT)
    page = signed_in("dispatcher", "/work/cases/?queue=to_accept")
    page.add_init_script(_WATCH)
    # The first visit waits for the style sheets longer than for the page: only the second is drawn while it comes.
    for _ in range(2):
        page.goto(f"{slow_line}/work/cases/?queue=to_accept", wait_until="networkidle")
    expect(page.locator("a.row-link")).to_have_count(12)
    assert page.evaluate("window.shifted") == 0


def test_a_list_whose_end_never_comes_is_shown_as_far_as_it_came(
    signed_in: SignIn, world: World, slow_line: str
) -> None:
    for _ in range(12):
        actions.submit(matter(world), channel="hotline", by=world.acting("intake"), at=AT)
    page = signed_in("dispatcher", "/work/cases/?queue=to_accept")
    page.goto(f"{slow_line}/work/cases/?queue=to_accept&cut=yes", wait_until="commit")
    row = page.locator("a.row-link").first
    row.wait_for(state="attached")
    expect(row).to_be_hidden()
    expect(row).to_be_visible()
