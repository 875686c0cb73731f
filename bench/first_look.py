"""How soon a page can be used on a slow laptop and a poor line.

    BANJIE_DATA=/tmp/demo banjie demo --port 8078
    python bench/first_look.py --url http://127.0.0.1:8078

Chromium with its processor slowed down four times and a line of 1.6 Mbit/s with 150 ms there and back (3G-fast, as
WebPageTest names it). Each page twice: as on the first visit, with nothing kept, and again with what the first visit
left. "Usable" is when it is painted and its scripts have run (the event DOMContentLoaded, after which nothing is
awaited), whichever is later. `shift` is the layout shift of the visit, `script` what of script went over the line,
compressed.

With `--portal` only the pages of residents, on a screen of 360 px and without an account.

With `--work` nothing is slowed, and what is told besides is `work`: the processor time of the page's main thread for
parsing, style, layout, paint and scripts. It depends less than the clock on what else the
machine has to do; over ten readings or so, that is.

With `--against` another installation of the same data is looked at by turns, and at the end the medians of both are
set against each other: on a machine that has other things to do too, only the ratio tells what a change is worth.
"""

import argparse
import json
import shutil
from collections import Counter, defaultdict
from statistics import median
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SLOWER: Final = 4
LINE: Final[dict[str, Any]] = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
PASSWORD: Final = "qinghe demo 2026"
# Of residents, on a phone and without an account.
PORTAL: Final = ("/", "/knowledge/", "/report/", "/track/", "/public/", "/public/figures/")
PAGES: Final = {
    **dict.fromkeys(PORTAL, ""),
    "/work/cases/": "supervise",
    "/work/cases/?queue=overdue": "supervise",
    "/work/oversight/": "supervise",
    "/work/notices/": "supervise",
    "/work/dispatch/": "dispatch",
    "/work/cases/new/": "dispatch",
    "CASE": "dispatch",
    "/work/map/": "supervise",
}
# The steps of a page's main thread that Chromium times by themselves; what one forces within another counts twice.
STEPS: Final = frozenset(
    [
        "ParseHTML",
        "ParseAuthorStyleSheet",
        "UpdateLayoutTree",
        "Layout",
        "PrePaint",
        "Paint",
        "Layerize",
        "Commit",
        "EvaluateScript",
        "v8.evaluateModule",
        "TimerFire",
    ]
)
_WATCH: Final = """
window.shifted = 0;
const watch = new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
});
watch.observe({ type: "layout-shift", buffered: true });
"""
_ASK: Final = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  const scripts = performance.getEntriesByType("resource").filter((each) => /[.]m?js/.test(each.name));
  const painted = paint ? paint.startTime : NaN;
  return { usable: Math.max(page.domContentLoadedEventEnd, painted), paint: painted, shift: window.shifted,
    script: scripts.reduce((sum, each) => sum + each.transferSize, 0) };
}"""


type Looks = dict[tuple[str, str, str], list[dict[str, float]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True)
    parser.add_argument("--against", default="", help="the address of another installation, to compare with")
    parser.add_argument("--plain", action="store_true", help="the machine and its line as they are, nothing slowed")
    parser.add_argument("--work", action="store_true", help="tell the processor time, nothing slowed")
    parser.add_argument("--portal", action="store_true", help="only the pages of residents")
    parser.add_argument("--latency", type=int, default=LINE["latency"], help="ms there and back; 300 is plain 3G")
    parser.add_argument("--only", default="", help="pages whose address contains this")
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args()
    LINE["latency"] = options.latency
    path = shutil.which("chromium") or shutil.which("google-chrome")
    looks: Looks = defaultdict(list)
    print(f"{'page':32} {'visit':6} {'paint':>8} {'usable':>8} {'script':>8} {'shift':>6}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        pages = [each for each in PAGES.items() if options.only in each[0] and not (options.portal and each[1])]
        for page, who in pages * options.times:
            for base in filter(None, (options.url, options.against)):
                _look(browser, base, page, who, looks, slowed=not (options.plain or options.work), work=options.work)
        browser.close()
    if options.times > 1 or options.against:
        _compare(looks, options.url, options.against)


def _look(browser: Browser, base: str, page: str, who: str, looks: Looks, *, slowed: bool, work: bool) -> None:
    """Twice by one who has just signed in; on a phone by one who has no account."""
    width, height = (1366, 768) if who else (360, 740)
    context = browser.new_context(locale="zh-CN", viewport={"width": width, "height": height})
    # On a machine that is busy with something else.
    context.set_default_timeout(300_000)
    address = _signed_in(context, base, who, page) if who else page
    for visit in ("first", "again"):
        if work:
            browser.start_tracing(categories=["devtools.timeline"])
        found = _visit(context, base + address, keep=visit == "again", slowed=slowed)
        found["work"] = _worked(browser.stop_tracing()) if work else 0
        looks[page, visit, base].append(found)
        print(
            f"{address:32} {visit:6} {found['paint']:5.0f} ms {found['usable']:5.0f} ms "
            f"{found['script'] / 1024:5.1f} KB {found['shift']:6.3f}{f' {found["work"]:5.0f} ms' if work else ''}"
        )
    context.close()


def _compare(looks: Looks, base: str, against: str) -> None:
    print(f"\nmedians{f'; in brackets of {against}, and the ratio to it' if against else ''}")
    for page, visit in dict.fromkeys((page, visit) for page, visit, _ in looks):
        line = f"{page:32} {visit:6}"
        worked = any(found["work"] for found in looks[page, visit, base])
        for figure in ("paint", "usable", "shift", *(["work"] if worked else [])):
            here, there = (median([found[figure] for found in looks[page, visit, at]] or [0]) for at in (base, against))
            digits = 3 if figure == "shift" else 0
            beside = f" ({there:.{digits}f}{f', {here / there:.2f}' if there else ''})" if against else ""
            line += f"  {figure} {here:.{digits}f}{beside}"
        print(line)


def _worked(trace: bytes) -> float:
    """Milliseconds of the thread that read the page."""
    events = [each for each in json.loads(trace)["traceEvents"] if each.get("ph") == "X"]
    reading = Counter((each["pid"], each["tid"]) for each in events if each["name"] == "ParseHTML")
    [(thread, _)] = reading.most_common(1)
    steps = (each for each in events if (each["pid"], each["tid"]) == thread and each["name"] in STEPS)
    return float(sum(each.get("tdur", 0) for each in steps)) / 1000


def _signed_in(context: BrowserContext, base: str, who: str, address: str) -> str:
    page = context.new_page()
    page.goto(f"{base}/sign-in/")
    page.fill("[name=username]", who)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state("networkidle")
    if address == "CASE":
        page.goto(f"{base}/work/cases/?queue=overdue")
        address = page.locator("a.row-link").first.get_attribute("href") or ""
    page.close()
    return address


def _visit(context: BrowserContext, url: str, *, keep: bool, slowed: bool) -> dict[str, Any]:
    page: Page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    if not keep:
        wire.send("Network.clearBrowserCache")
    if slowed:
        wire.send("Network.emulateNetworkConditions", LINE)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(_WATCH)
    page.goto(url, wait_until="networkidle")
    found: dict[str, Any] = page.evaluate(_ASK)
    page.close()
    return found


if __name__ == "__main__":
    main()
