"""How fast real rows become full cases: `python bench/import_rows.py [--rows 1000000]`.

Brings the rows of ../shared/data/requests_311/boston_2011.csv, repeated with numbers of their own until there
are as many as asked, into a throwaway database, as one file in one transaction, by the shipped mapping. Prints
rows a second beside the target, the most memory this process held, and how both change along the way.
Run it by hand on a quiet machine; nothing is asserted.
"""

import argparse
import csv
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "data" / "requests_311" / "boston_2011.csv"
TARGET, AIM, MEMORY_MB = 5_000, 10_000, 500


def main() -> int:
    arguments = _arguments()
    if not REAL.exists():
        print(f"There is no {REAL}; this benchmark runs on real rows only.")
        return 2
    scratch = Path(tempfile.mkdtemp(prefix="banjie-bench-"))
    os.environ["BANJIE_DATA"] = str(scratch)
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banjie.config.settings")
    from banjie.platform.database.embedded import Cluster

    cluster = Cluster(scratch / "postgres")
    try:
        cluster.ensure_running()
        return _bench(scratch, arguments.rows, skip_rows=arguments.skip_bad_rows)
    finally:
        cluster.destroy()
        shutil.rmtree(scratch, ignore_errors=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--skip-bad-rows", action="store_true", help="a transaction a batch instead of one for all")
    return parser.parse_args()


def _bench(scratch: Path, rows: int, *, skip_rows: bool) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    from banjie.cases.acting import AS_SYSTEM
    from banjie.cases.imports import oneshot
    from banjie.platform import clock

    call_command("migrate", verbosity=0)
    file = scratch / "boston_2011.csv"
    written = _write(file, rows)
    print(f"{written:,} rows, {file.stat().st_size / 1e6:,.0f} MB, {os.cpu_count()} cores")
    ready = oneshot.prepare(file, oneshot.Wishes(skips_rows=skip_rows), at=clock.now())
    oneshot.set_up(ready, by=AS_SYSTEM, at=clock.now())
    watch = _Watch(scratch / "postgres")
    run = oneshot.bring(ready, by=AS_SYSTEM, now=clock.now, progress=watch.see)
    watch.tell(run.made)
    if run.made != written:
        print(f"{run.state}: {run.made:,} cases of {written:,} rows, {run.refused:,} refused")
        return 1
    return 0


def _write(file: Path, rows: int) -> int:
    """The real rows again and again, each time with numbers of their own."""
    with REAL.open(encoding="utf-8-sig", newline="") as source:
        header, *real = csv.reader(source)
    key = header.index("case_enquiry_id")
    with file.open("w", encoding="utf-8", newline="") as target:
        out = csv.writer(target)
        out.writerow(header)
        for row in _repeated(real, key, rows):
            out.writerow(row)
    return rows


def _repeated(real: list[list[str]], key: int, rows: int) -> Iterator[list[str]]:
    left = rows
    for turn in count():
        for row in real[:left]:
            yield [*row[:key], f"{turn}-{row[key]}", *row[key + 1 :]]
        left -= len(real)
        if left <= 0:
            return


class _Watch:
    """Speed and memory as the rows go by. Processor time tells what a busy machine would hide."""

    def __init__(self, postgres: Path) -> None:
        self._postgres = postgres
        self._here, self._there = time.process_time(), _server_seconds(postgres)
        self._start = self._last = time.perf_counter()
        self._rows = 0
        self._told = 0

    def see(self, done: int) -> None:
        self._rows = done
        if done - self._told >= 100_000:
            now = time.perf_counter()
            speed = (done - self._told) / (now - self._last)
            print(f"  {done:>9,} rows  {speed:>7,.0f} rows/s  {_memory_mb():>4,.0f} MB at most", flush=True)
            self._last, self._told = now, done

    def tell(self, made: int) -> None:
        seconds = time.perf_counter() - self._start
        speed = made / seconds
        print(f"{made:,} cases in {seconds:,.1f} s: {speed:,.0f} rows/s")
        print(f"  {speed / TARGET:.2f} × the target of {TARGET:,}, {speed / AIM:.2f} × the aim of {AIM:,}")
        print(f"  {_memory_mb():,.0f} MB at most, {_memory_mb() / MEMORY_MB:.2f} × the limit of {MEMORY_MB}")
        here = (time.process_time() - self._here) / made * 1e6
        there = (_server_seconds(self._postgres) - self._there) / made * 1e6
        print(f"  processor time a row: {here:.0f} µs here, {there:.0f} µs in the database")


def _server_seconds(postgres: Path) -> float:
    """Processor time of every process of the server (Linux only; 0 elsewhere)."""
    if not Path("/proc/self/stat").exists():
        return 0.0
    server = (postgres / "postmaster.pid").read_text().split("\n", 1)[0]
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        if server in (fields[1], stat.parent.name):
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
