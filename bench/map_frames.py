"""How many frames a second the map makes while it is dragged and zoomed.

    BANJIE_DATA=/tmp/demo banjie demo --port 8078
    python bench/map_frames.py --url http://localhost:8078 [--draw null]

`--draw swiftshader` (the default) has the processor do what a graphics card does. `--draw null` has nobody do it: every
call of WebGL is made and checked and no pixel is filled, so that what is left is the page's own work, its scripts and
the browser's. A laptop lies between the two; the second says whether the page itself would keep it from 60.
Frames are counted as the page is asked for them, over whole drags and wheel turns; nothing is asked of the server
before the map rests. `scripts` is what the page's own scripts, the map's library among them, take of a frame: what is
the same on every machine with such a processor, whoever fills the pixels. 60 frames a second leave 16.7 ms.
"""

import argparse
import shutil
from statistics import median, quantiles
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

PASSWORD: Final = "qinghe demo 2026"
_COUNT: Final = """
window.frames_ms = [];
let last = performance.now();
const tick = (at) => { window.frames_ms.push(at - last); last = at; requestAnimationFrame(tick); };
requestAnimationFrame(tick);
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--url", required=True)
    parser.add_argument("--draw", choices=["swiftshader", "null"], default="swiftshader")
    parser.add_argument("--address", default="/work/map/")
    parser.add_argument("--times", type=int, default=6)
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    options = parser.parse_args()
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--use-gl=angle", f"--use-angle={options.draw}", "--ignore-gpu-blocklist"]
        browser = playwright.chromium.launch(executable_path=options.chromium, args=flags)
        page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN").new_page()
        page.goto(f"{options.url}/sign-in/")
        page.fill("input[name=username]", "supervise")
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/work/**")
        page.goto(options.url + options.address, wait_until="networkidle")
        page.wait_for_selector("canvas.maplibregl-canvas", timeout=30_000)
        page.wait_for_timeout(2_000)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        for what, move in (("drag", _drag), ("zoom", _zoom)):
            _told(what, [_measured(page, session, move) for _ in range(options.times)])
        browser.close()


def _measured(page: Page, session: Any, move: Any) -> tuple[list[float], float, float]:
    """The stretches between frames in ms, the share of the time in which the page's own thread was at work, and the
    milliseconds of scripts a frame."""
    page.evaluate(_COUNT if page.evaluate("!window.frames_ms") else "window.frames_ms.length = 0")
    before = _spent(session)
    move(page)
    after = _spent(session)
    frames = page.evaluate("window.frames_ms.slice(1)")
    page.wait_for_timeout(1_500)
    took, worked, scripts = (later - sooner for sooner, later in zip(before, after, strict=True))
    return frames, worked / took, 1000 * scripts / max(len(frames), 1)


def _spent(session: Any) -> tuple[float, float, float]:
    found = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return found["Timestamp"], found["TaskDuration"], found["ScriptDuration"]


def _drag(page: Page) -> None:
    page.mouse.move(900, 500)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(900 - 6 * step, 500 - 3 * step)
        page.wait_for_timeout(16)
    page.mouse.up()
    page.mouse.move(900, 500)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(900 + 6 * step, 500 + 3 * step)
        page.wait_for_timeout(16)
    page.mouse.up()


def _zoom(page: Page) -> None:
    page.mouse.move(900, 500)
    for turn in (-120, 120):
        for _ in range(20):
            page.mouse.wheel(0, turn)
            page.wait_for_timeout(50)


def _told(what: str, found: list[tuple[list[float], float, float]]) -> None:
    each = [frame for frames, _, _ in found for frame in frames]
    seconds = sum(each) / 1000
    at_work = median(share for _, share, _ in found)
    scripts = median(spent for _, _, spent in found)
    print(
        f"{what}: {len(each) / seconds:5.1f} frames a second over {seconds:.0f} s, between two frames "
        f"p50 {median(each):.0f} and p95 {quantiles(each, n=20)[-1]:.0f} ms, thread of the page at work {at_work:.0%}, "
        f"scripts {scripts:.1f} ms a frame"
    )


if __name__ == "__main__":
    main()
