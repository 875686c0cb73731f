"""How fast the map is answered: `python bench/map_answers.py --data /tmp/perf [--times 20] [--only TEXT]`.

Reads an installation made by bench/fill.py through Django's whole stack, signed in as people of different
reach, without the network: the cells, points and figures that the map asks for while it is moved about, each
with the filters that people use. Nothing is kept between two readings. Prints the median, the 95th percentile and the
processor time of an answer; on a busy machine hold the last against the target. Then the same counts as the
database would give them.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from installation import open_installation

ANSWER_MS = 150
COUNTY, TOWN, STREET = "113.2,33.0,113.8,33.5", "113.42,33.16,113.56,33.26", "113.494,33.192,113.499,33.196"
VIEWS = {
    "county": f"cells/?box={COUNTY}&zoom=9.6",
    "town": f"cells/?box={TOWN}&zoom=12",
    "streets": f"cells/?box={STREET}&zoom=16",
    "country": "cells/?box=73,18,135,54&zoom=4",
    "areas by share overdue": "figures/?show=overdue_rate",
    "whole page": "?",
}


@dataclass(frozen=True, slots=True)
class Asked:
    who: str
    view: str
    filters: str
    url: str


def main() -> int:
    options = _options()
    open_installation(options.data, serving=False)
    _describe()
    clients, took = _clients(), {}
    head = f"{'who':10} {'view':24} {'filters':24} {'p50 ms':>8} {'p95 ms':>8} {'p95/target':>10}"
    print(f"{head} {'cpu ms':>8} {'kB sent':>8}")
    for asked in _asked():
        if options.only in f"{asked.who} {asked.view} {asked.filters}":
            took[asked] = _measure(asked, clients[asked.who], options.times)
    every = sorted(each for times in took.values() for each in times)
    if every:
        p95 = every[int(len(every) * 0.95)]
        print(
            f"all {len(every)} answers: p50 {statistics.median(every):.1f} ms, p95 {p95:.1f} ms ({p95 / ANSWER_MS:.2f})"
        )
    _by_the_database()
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--only", default="", help="answers whose line contains this")
    return parser.parse_args()


def _describe() -> None:
    from banjie.cases.columns import columns
    from banjie.platform import stamps

    begun = time.perf_counter()
    held = columns()
    seconds = time.perf_counter() - begun
    stamps.spare_from_collection()
    print(
        f"{len(held):,} cases as columns: read in {seconds:.1f} s, {held.nbytes() / 1e6:.0f} MB, "
        f"{len(held.grid.finest.values):,} cells; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )


def _clients() -> dict[str, Any]:
    """A supervisor of the county, a field worker of a street, a handler who sees a unit."""
    from django.test import Client

    from banjie.organisations.models import Staff

    clients = {}
    for who, username in (("county", "supervise"), ("street", "field"), ("handler", "handler")):
        clients[who] = Client(headers={"accept-encoding": "gzip"})
        clients[who].force_login(Staff.objects.get(username=username))
    return clients


def _asked() -> Iterator[Asked]:
    for who in ("county", "street", "handler"):
        for name, filters in _filters():
            for view, address in VIEWS.items():
                yield Asked(who, view, name, f"/work/map/{address}&{filters}".replace("?&", "?").rstrip("?&"))


def _filters() -> Iterator[tuple[str, str]]:
    from datetime import timedelta

    from banjie.cases.models import Case
    from banjie.platform import clock

    newest = Case.objects.order_by("-id").values_list("lead_unit_id", flat=True)
    today = clock.now().date()
    yield "none", ""
    yield "a month", f"since={today - timedelta(days=30)}"
    yield "a year long ago", f"since={today - timedelta(days=900)}&until={today - timedelta(days=535)}"
    yield "open", "open=true"
    yield "kind", "kind=report"
    yield "category group", "category=UM"
    yield "category", "category=EN0102"
    yield "unit", f"unit={next(unit for unit in newest[:200] if unit)}"
    yield "township", "area=QH03"
    yield "kind, level, closed, year", f"kind=complaint&level=general&open=false&since={today - timedelta(days=365)}"
    yield "worklist overdue", "queue=overdue"
    yield "words", "q=路灯"


def _measure(asked: Asked, client: Any, times: int) -> list[float]:
    took, busy, sent = [], [], 0
    for number in range(times + 1):
        begun, worked = time.perf_counter(), time.process_time()
        response = client.get(asked.url)
        if number:
            took.append((time.perf_counter() - begun) * 1000)
            busy.append((time.process_time() - worked) * 1000)
        if response.status_code != 200:
            raise SystemExit(f"{asked.url} answered {response.status_code}")
        sent = len(response.content)
    p95 = statistics.quantiles(took, n=20)[18]
    mark = "  ← missed" if p95 > ANSWER_MS else ""
    print(
        f"{asked.who:10} {asked.view:24} {asked.filters:24} {statistics.median(took):>8.1f} {p95:>8.1f} "
        f"{p95 / ANSWER_MS:>10.2f} {statistics.median(busy):>8.1f} {sent / 1000:>8.1f}{mark}",
        flush=True,
    )
    return took


def _by_the_database() -> None:
    """The same counts without columns: all visible rows grouped by a coarser cell, as a supervisor sees them."""
    from django.db.models import Count, F, Func, IntegerField, Value
    from django.db.models.fields import BigIntegerField

    from banjie.cases.filters import Filters
    from banjie.cases.queries.listing import narrowed
    from banjie.organisations.models import Staff
    from banjie.organisations.queries import viewer_for
    from banjie.platform import clock

    viewer = viewer_for(Staff.objects.get(username="supervise"), clock.now())

    def grouped(**filters: Any) -> Callable[[], Any]:
        cases = narrowed(viewer, Filters.model_validate(filters), at=clock.now()).exclude(cell=None)
        around = Func(F("cell"), Value(2**24 - 1), template="(%(expressions)s)", arg_joiner=" | ")
        around.output_field = BigIntegerField()
        counted = cases.annotate(around=around).values("around").annotate(n=Count("*", output_field=IntegerField()))
        return lambda: len(counted.order_by())

    for name, filters in (
        ("none", {}),
        ("open", {"open": True}),
        ("kind", {"kind": "report"}),
        ("group", {"category": "UM"}),
    ):
        count, took = grouped(**filters), []
        for _ in range(8):
            begun = time.perf_counter()
            count()
            took.append((time.perf_counter() - begun) * 1000)
        print(f"by the database, {name}: p50 {statistics.median(took):.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
