"""How fast pages are read: `python bench/read_pages.py --data /tmp/perf [--times 15] [--only TEXT] [--explain]`.

Reads an installation made by bench/fill.py through Django's whole stack (middleware, session, rights, rail,
templates), signed in as people of different reach, without the network. Prints for each page the number of
statements, the median and the 95th percentile, and the processor time of a reading here and in the database
(Linux only), which is what the latency comes to where nobody else wants the processor. Each page is read once
unmeasured. On a busy machine hold the processor time against the target.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from installation import describe, open_installation

LIST_MS, CASE_MS, SEARCH_MS, STATEMENTS = 50, 60, 100, 10


@dataclass(frozen=True, slots=True)
class Page:
    """One address as one person reads it."""

    who: str
    name: str
    url: str
    target: int


@dataclass(slots=True)
class Watched:
    """The statements of one reading: (seconds, SQL, parameters)."""

    statements: list[tuple[float, str, Any]] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.statements.append((time.perf_counter() - begun, sql, params))


def main() -> int:
    asked = options(__doc__.splitlines()[0])
    open_installation(asked.data)
    print(describe())
    clients = _clients()
    print(heading())
    missed = 0
    for page in _pages(clients):
        if asked.only in f"{page.who} {page.name}":
            missed += measure(page, clients[page.who], asked)
    print(f"{missed} pages miss their target")
    return 0


def heading() -> str:
    return (
        f"{'who':10} {'page':34} {'statements':>10} {'p50 ms':>8} {'p95 ms':>8} {'cpu here':>8} {'cpu db':>8} "
        f"{'p95/target':>10} {'cpu/target':>10}"
    )


def options(what: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--only", default="", help="pages whose line contains this")
    parser.add_argument("--explain", action="store_true", help="show the plan of each page's slowest statement")
    return parser.parse_args()


def _clients() -> dict[str, Any]:
    """A county dispatcher, one of a single street, a handler who sees a unit, an auditor who sees everything."""
    from django.test import Client

    from banjie.organisations.models import Grant, Staff

    carried = Grant.objects.get(post__appointments__staff__username="field", role="field_worker")
    Grant.objects.get_or_create(post=carried.post, role="dispatcher", area=carried.area)
    clients = {}
    for who, username in (("county", "dispatch"), ("street", "field"), ("handler", "handler"), ("auditor", "audit")):
        clients[who] = Client()
        clients[who].force_login(Staff.objects.get(username=username))
    return clients


def _pages(clients: dict[str, Any]) -> Iterator[Page]:
    from banjie.cases.queries import worklists

    for who in clients:
        for queue in worklists.queues_of(_viewer(who)):
            yield Page(who, f"queue {queue}", f"/work/cases/?queue={queue}", LIST_MS)
        for name, query in _lists(who, clients[who]):
            yield Page(who, name, f"/work/cases/?{query}", LIST_MS)
        for name, text in _searches(who):
            yield Page(who, f"search {name}", f"/work/cases/?q={text}", SEARCH_MS)
        for name, case_id in _cases(who):
            yield Page(who, f"case {name}", f"/work/cases/{case_id}/", CASE_MS)


def _viewer(who: str) -> Any:
    from banjie.organisations.models import Staff
    from banjie.organisations.queries import viewer_for
    from banjie.platform import clock

    username = {"county": "dispatch", "street": "field", "handler": "handler", "auditor": "audit"}[who]
    return viewer_for(Staff.objects.get(username=username), clock.now())


def _lists(who: str, client: Any) -> Iterator[tuple[str, str]]:
    from banjie.cases.models import Case
    from banjie.organisations import queries as organisations
    from banjie.platform import clock

    newest = Case.objects.order_by("-id").values_list("lead_unit_id", flat=True)
    unit = next((unit for unit in newest[:200] if unit), organisations.units_index().get(1).id)  # type: ignore[union-attr]
    today = clock.now().date()
    month = f"since={today - timedelta(days=430)}&until={today - timedelta(days=400)}"
    yield "all, newest first", ""
    yield "all, 5,000 lines down", f"cursor={_deep(who)}"
    yield "open, by urgency", "open=true"
    yield "closed", "open=false"
    yield "township", "area=QH03"
    yield "grid group", "area=QH020402"
    yield "unit", f"unit={unit}"
    yield "category group", "category=UM"
    yield "category", "category=EN0102"
    yield "category and township", "category=EN0102&area=QH03"
    yield "level critical", "level=critical"
    yield "state handling", "state=handling"
    yield "state waiting", "state=waiting"
    yield "a month long ago", month
    yield "a month, category, township", f"{month}&category=UM&area=QH03"
    yield "queue to handle, one township", "open=true&state=handling&area=QH03"


def _deep(who: str) -> str:
    from banjie.cases import queries
    from banjie.cases.filters import Filters
    from banjie.platform import clock

    cursor = ""
    for _ in range(25):
        page = queries.listing(_viewer(who), Filters(cursor=cursor, limit=200), at=clock.now())
        cursor = page.next_cursor or cursor
    return cursor


def _searches(who: str) -> Iterator[tuple[str, str]]:
    from banjie.cases.models import Case, CaseText

    first = Case.objects.order_by("id").values_list("id", flat=True)[0]
    some = CaseText.objects.filter(case_id__gt=first + 5000).order_by("case_id")[0]
    yield "a number", Case.objects.get(id=some.case_id).number
    yield "a rare word", some.body[-8:].strip("（）")
    yield "a common word", "小区"
    yield "two words", "路灯 夜里"
    yield "a sentence", "小区门口的路灯不亮"
    yield "English", "streetlight"
    yield "nothing", "天外飞仙"
    yield "common word, one township", "小区&area=QH03"


def _cases(who: str) -> Iterator[tuple[str, int]]:
    from banjie.cases.filters import Filters
    from banjie.cases.models import Case
    from banjie.cases.queries.listing import narrowed
    from banjie.platform import clock

    seen = narrowed(_viewer(who), Filters(), at=clock.now()).values_list("id", flat=True)
    if busiest := seen.filter(id__lte=Case.objects.order_by("id")[0].id + 450).order_by("-entries").first():
        yield "with a long timeline", busiest
    for state in ("handling", "finished"):
        if found := seen.filter(state=state).order_by("-received_at").first():
            yield state, found


def measure(page: Page, client: Any, options: argparse.Namespace) -> int:
    """Reads the page as often as asked and prints its line. Returns 1 if it missed its target, else 0."""
    _read(page, client)
    took, here, there, watched = [], [], [], Watched()
    for _ in range(options.times):
        watched.statements.clear()
        begun, busy, served = time.perf_counter(), time.process_time(), _server_seconds()
        with _watching(watched):
            _read(page, client)
        took.append((time.perf_counter() - begun) * 1000)
        here.append((time.process_time() - busy) * 1000)
        there.append((_server_seconds() - served) * 1000)
    p95 = statistics.quantiles(took, n=20)[18]
    cpu = statistics.median(here), statistics.median(there)
    count = len(watched.statements)
    missed = p95 > page.target or count > STATEMENTS
    print(
        f"{page.who:10} {page.name:34} {count:>10} {statistics.median(took):>8.1f} {p95:>8.1f} {cpu[0]:>8.1f} "
        f"{cpu[1]:>8.1f} {p95 / page.target:>10.2f} {sum(cpu) / page.target:>10.2f}{'  ← missed' if missed else ''}",
        flush=True,
    )
    if options.explain:
        _explain(watched)
    return int(missed)


def _server_seconds() -> float:
    """Processor time so far of the server's process behind this connection."""
    from django.db import connection

    schedule = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(schedule.read_text().split()[0]) / 1e9 if schedule.exists() else 0.0


def _read(page: Page, client: Any) -> None:
    response = client.get(page.url)
    if response.status_code != 200:
        raise SystemExit(f"{page.url} answered {response.status_code}")


@contextmanager
def _watching(watched: Watched) -> Iterator[None]:
    from django.db import connection

    with connection.execute_wrapper(watched):
        yield


def _explain(watched: Watched) -> None:
    from django.db import connection

    for seconds, sql, _ in watched.statements:
        print(f"    {seconds * 1000:7.1f} ms  {sql[:110]}")
    _seconds, sql, params = max(watched.statements, key=lambda each: each[0])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", params)
        print("\n".join(f"    {row[0]}" for row in cursor.fetchall()))


if __name__ == "__main__":
    sys.exit(main())
