"""What a command screen costs: `python bench/screen.py --data /tmp/perf [--times 15] [--explain]`.

On an installation made by bench/fill.py. For the county and for one township: the statements and the time of
gathering all figures anew, of a refresh that gathers, and of one that finds them kept; then twenty screens that ask
within one window. Through Django's whole stack, without the network; prints medians, the 95th percentile
and the processor time, to be held against the target where others want the processor too.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from installation import describe, open_installation

TARGET_MS, SCREENS = 150, 20


def main() -> int:
    options = _options()
    open_installation(options.data)
    print(describe())
    print(
        f"{'':38} {'statements':>10} {'p50 ms':>8} {'p95 ms':>8} {'cpu here':>8} {'cpu db':>8} {'p95/target':>10} "
        f"{'cpu/target':>10}"
    )
    for name, code in _areas():
        _measure(name, code, options)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--explain", action="store_true", help="show the plan of each statement of the county")
    return parser.parse_args()


def _areas() -> Iterator[tuple[str, str]]:
    from banjie.places import queries as places

    county = places.area("QH")
    assert county is not None
    yield "county", county.code
    yield "township", places.children(county.path)[0].code


def _measure(name: str, code: str, options: argparse.Namespace) -> None:
    from django.test import Client

    from banjie.analytics.screen import forget, gathered
    from banjie.organisations.models import Staff
    from banjie.places import queries as places
    from banjie.platform import clock

    client = Client()
    client.force_login(Staff.objects.get(username="supervise"))
    area = places.area(code)
    assert area is not None
    url = f"/screen/{code}/figures/"

    def anew() -> None:
        forget()
        client.get(url)

    def twenty() -> None:
        forget()
        for _ in range(SCREENS):
            client.get(url)

    _print(f"{name}: all figures gathered", lambda: gathered(area, at=clock.now()), options.times)
    _print(f"{name}: a refresh that gathers", anew, options.times)
    client.get(url)
    _print(f"{name}: a refresh that finds them kept", lambda: client.get(url), options.times)
    _print(f"{name}: {SCREENS} screens in one window", twenty, options.times)
    if options.explain and name == "county":
        _explain(lambda: gathered(area, at=clock.now()))


def _print(name: str, act: Callable[[], object], times: int) -> None:
    act()
    took, here, there, statements = [], [], [], 0
    for _ in range(times):
        with _watched() as seen:
            begun, busy, served = time.perf_counter(), time.process_time(), _server_seconds()
            act()
            took.append((time.perf_counter() - begun) * 1000)
            here.append((time.process_time() - busy) * 1000)
            there.append((_server_seconds() - served) * 1000)
        statements = max(statements, len(seen))
    p95, cpu = statistics.quantiles(took, n=20)[18], (statistics.median(here), statistics.median(there))
    print(
        f"{name:38} {statements:>10} {statistics.median(took):>8.1f} {p95:>8.1f} {cpu[0]:>8.1f} {cpu[1]:>8.1f} "
        f"{p95 / TARGET_MS:>10.2f} {sum(cpu) / TARGET_MS:>10.2f}",
        flush=True,
    )


def _server_seconds() -> float:
    """Processor time so far of the server's process behind this connection (Linux only)."""
    from django.db import connection

    schedule = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(schedule.read_text().split()[0]) / 1e9 if schedule.exists() else 0.0


def _explain(act: Callable[[], object]) -> None:
    from django.db import connection

    with _watched() as seen:
        act()
    for seconds, sql, params in seen:
        print(f"\n{seconds * 1000:.1f} ms")
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", params)
            print("\n".join(row[0] for row in cursor.fetchall()))


@contextmanager
def _watched() -> Iterator[list[tuple[float, str, Any]]]:
    from django.db import connection

    seen: list[tuple[float, str, Any]] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            seen.append((time.perf_counter() - begun, sql, params))

    with connection.execute_wrapper(watch):
        yield seen


if __name__ == "__main__":
    sys.exit(main())
