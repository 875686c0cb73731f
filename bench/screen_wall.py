"""Whether a wall stays slim: `python bench/screen_wall.py --url http://localhost:8000 --chromium PATH`.

Opens the command screen of a running demo in Chromium as its supervisor, winds the page's clock on through as many
refreshes as asked, each with other figures, rows and points than the one before and every twentieth without a
connection, and prints what the page holds, garbage collected: heap, elements, listeners.
"""

import argparse
import json
import random
import sys
from typing import Any

PASSWORD = "qinghe demo 2026"
STEP_MS = 16_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", required=True)
    parser.add_argument("--chromium", required=True)
    parser.add_argument("--refreshes", type=int, default=600)
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=options.chromium, args=["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"]
        )
        context = browser.new_context(viewport={"width": 3840, "height": 1080})
        page = context.new_page()
        page.goto(f"{options.url}/sign-in/")
        page.fill("input[name=username]", "supervise")
        page.fill("input[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_load_state()
        page.clock.install()
        page.goto(f"{options.url}/screen/", wait_until="networkidle")
        _watch(context, page, options.refreshes)
        browser.close()
    return 0


def _watch(context: Any, page: Any, refreshes: int) -> None:
    invention = Invention(json.loads(page.locator("#screen-figures").text_content()))
    page.route("**/figures/", invention.answer)
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    print(f"{'refreshes':>9} {'heap MB':>8} {'elements':>8} {'listeners':>9}")
    _tell(session, 0)
    for number in range(1, refreshes + 1):
        page.clock.run_for(STEP_MS)
        page.wait_for_timeout(15)
        if number % (refreshes // 6) == 0:
            _tell(session, invention.given)


def _tell(session: Any, given: int) -> None:
    for _ in range(2):
        session.send("HeapProfiler.collectGarbage")
    found = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    heap = found["JSHeapUsedSize"] / 1e6
    print(f"{given:>9} {heap:>8.2f} {found['Nodes']:>8.0f} {found['JSEventListeners']:>9.0f}", flush=True)


class Invention:
    """The real figures, changed a little in every place at every question."""

    def __init__(self, body: dict[str, Any]) -> None:
        self._body = body
        self._chance = random.Random(2026)
        self.given = 0

    def answer(self, route: Any) -> None:
        self.given += 1
        if self.given % 20 == 0:
            route.abort()
            return
        headers = {
            "ETag": f'"{self.given}"',
            "Figures-At": "2026-11-29T04:00:00+00:00",
            "Figures-Asked-At": "2026-11-29T04:00:05+00:00",
        }
        route.fulfill(status=200, content_type="application/json", headers=headers, body=json.dumps(self._changed()))

    def _changed(self) -> dict[str, Any]:
        chance, body = self._chance, json.loads(json.dumps(self._body))
        for figure in body["figures"].values():
            figure["value"] = str(chance.randrange(2000))
        for shown in body["lists"].values():
            chance.shuffle(shown["rows"])
            shown["rows"] = shown["rows"][: chance.randrange(1, len(shown["rows"]) + 1)]
        for rows in body["charts"].values():
            for row in rows:
                row[1:] = [[str(n := chance.randrange(100)), n] for _ in row[1:]]
        for area in body["map"]["areas"].values():
            area["tone"], area["open"] = chance.choice(("good", "warn", "danger")), f"{chance.randrange(99)}"
        body["map"]["spots"] = [
            [chance.randrange(1000), chance.randrange(900), chance.randrange(1, 30), chance.randrange(2), ""]
            for _ in range(chance.randrange(1500))
        ]
        return body


if __name__ == "__main__":
    sys.exit(main())
