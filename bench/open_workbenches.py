"""Many workbenches open at once: what they ask for by themselves, and a page that somebody opens meanwhile.

    BANJIE_DATA=/tmp/perf banjie serve --port 8078
    python bench/open_workbenches.py --data /tmp/perf --url http://127.0.0.1:8078 --open 500

Each open workbench asks for the counts of its rail every thirty seconds; every fifth has a case open and says so
every fifteen. Twenty of them are at work: they open a list, then a case, a few seconds apart. The generator shares
the cores with the server, so the latencies include waiting for it.
"""

import argparse
import asyncio
import random
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from installation import open_installation

COUNTS_EVERY: Final = 30.0
PRESENT_EVERY: Final = 15.0
AT_WORK: Final = 20
PAUSE: Final = 4.0


@dataclass(slots=True)
class Seen:
    """Seconds of each answer by what was asked, and whatever was not answered well."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Bench:
    """One person's browser: their session, the token of its forms, and the cases they may open."""

    cookie: str
    token: str
    cases: tuple[int, ...]


def main() -> None:
    options = _options()
    open_installation(Path(options.data))
    benches = _sessions(options.open)
    seen = Seen()
    asyncio.run(_all(options, benches, seen))
    for what, took in sorted(seen.took.items()):
        ordered = sorted(took)
        p95 = ordered[int(len(ordered) * 0.95)] * 1000
        median, rate = statistics.median(took) * 1000, len(took) / options.seconds
        print(f"{what:10} {len(took):6} answers {rate:6.1f}/s  p50 {median:5.0f} ms  p95 {p95:5.0f} ms")
    print(f"not answered well: {len(seen.faults)} {sorted(set(seen.faults))[:3]}")


async def _all(options: argparse.Namespace, benches: list[Bench], seen: Seen) -> None:
    until = time.monotonic() + options.seconds
    tasks = [_idle(options, bench, number, until, seen) for number, bench in enumerate(benches)]
    tasks += [_working(options, bench, until, seen) for bench in benches[:AT_WORK]]
    await asyncio.gather(*tasks)


async def _idle(options: argparse.Namespace, bench: Bench, number: int, until: float, seen: Seen) -> None:
    """Polls as the page does; begun at any moment, as people begin."""
    at_case = number % 5 == 0 and bool(bench.cases)
    counts_at = time.monotonic() + random.random() * COUNTS_EVERY
    present_at = time.monotonic() + random.random() * PRESENT_EVERY if at_case else until
    while (due := min(counts_at, present_at)) < until:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        if due == counts_at:
            await _ask(options, bench, "counts", "GET", "/work/cases/counts/", seen)
            counts_at += COUNTS_EVERY
        else:
            case = bench.cases[number % len(bench.cases)]
            await _ask(options, bench, "presence", "POST", f"/work/cases/{case}/present/", seen)
            present_at += PRESENT_EVERY


async def _working(options: argparse.Namespace, bench: Bench, until: float, seen: Seen) -> None:
    while time.monotonic() < until:
        await asyncio.sleep(random.random() * PAUSE)
        await _ask(options, bench, "list", "GET", "/work/cases/", seen)
        await asyncio.sleep(random.random() * PAUSE)
        if bench.cases:
            await _ask(options, bench, "case", "GET", f"/work/cases/{random.choice(bench.cases)}/", seen)


async def _ask(options: argparse.Namespace, bench: Bench, what: str, method: str, path: str, seen: Seen) -> None:
    parts = urlsplit(options.url)
    began = time.monotonic()
    try:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        head = [
            f"{method} {path} HTTP/1.1", f"Host: {parts.netloc}", f"Cookie: {bench.cookie}", "HX-Request: true",
            f"X-CSRFToken: {bench.token}", "Content-Length: 0", "Connection: close", "Accept-Encoding: gzip",
        ]  # fmt: skip
        writer.write(("\r\n".join(head) + "\r\n\r\n").encode())
        status = (await reader.readline()).split()
        await reader.read()
        writer.close()
    except OSError as error:
        seen.faults.append(f"{what} {type(error).__name__}")
        return
    seen.took[what].append(time.monotonic() - began)
    if len(status) < 2 or status[1] != b"200":
        seen.faults.append(f"{what} {status[1:2]}")


def _sessions(wanted: int) -> list[Bench]:
    """A session each for the demo's staff, over and over until there are enough."""
    from django.conf import settings
    from django.test import Client

    from banjie.cases import queries
    from banjie.cases.filters import Filters
    from banjie.organisations.models import Staff
    from banjie.organisations.queries import viewer_for
    from banjie.platform import clock

    people: list[Any] = list(Staff.objects.filter(is_active=True))
    at = clock.now()
    cases = {}
    for person in people:
        lines = queries.listing(viewer_for(person, at), Filters(open=True), at=at).lines
        cases[person.pk] = tuple(line.id for line in lines)
    benches = []
    for number in range(wanted):
        person = people[number % len(people)]
        client = Client()
        client.force_login(person)
        client.get("/work/notices/")
        token = client.cookies[settings.CSRF_COOKIE_NAME].value if settings.CSRF_COOKIE_NAME in client.cookies else ""
        held = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        benches.append(Bench(held, token, cases[person.pk]))
    return benches


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--url", required=True)
    parser.add_argument("--open", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=90.0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
