"""Fills a scratch installation with many cases: `python bench/fill.py --data /tmp/perf [--cases 1000000]`.

The demo county and town come first, by their own actions. Then as many invented matters as asked are planned
by the ordinary intake (clocks, timeline with its chain, contact, search index) and written by COPY: closed
ones over three years, and 30,000 open ones of the last weeks. So that every worklist has its share, the state
of an open case is set on its row, without the entries that would have led there; it is for reading at speed,
not for `banjie verify`. The database is left running; `--drop` stops it and removes everything.
"""

import argparse
import json
import os
import random
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import batched
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
YEARS = timedelta(days=3 * 365)
AT_ONCE = 5_000
RECENT = 0.6

# Share of each state among the open cases, and of the newest closed ones that still await their call.
OPEN_STATES = {"received": 3, "accepted": 5, "assigned": 12, "handling": 52, "returned": 2, "waiting": 5}
OPEN_STATES |= {"suspended": 4, "answered": 11, "approved": 6}
WITHOUT_LEAD = {"received", "accepted"}
TO_FOLLOW_UP = 3_000


def main() -> int:
    options = _options()
    os.environ["BANJIE_DATA"] = str(options.data)
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banjie.config.settings")
    from banjie.platform.database.embedded import Cluster

    cluster = Cluster(options.data / "postgres")
    if options.drop:
        cluster.destroy()
        shutil.rmtree(options.data, ignore_errors=True)
        return 0
    cluster.ensure_running()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    _fill(options.cases, options.open)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="a folder of its own, made if missing")
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--open", type=int, default=30_000, help="how many of them are open")
    parser.add_argument("--drop", action="store_true", help="stop the database and remove the folder")
    return parser.parse_args()


def _fill(cases: int, still_open: int) -> None:
    from django.db import connection, transaction

    from banjie.cases.acting import AS_SYSTEM
    from banjie.cases.intake.plan import plan
    from banjie.cases.intake.submit import tools_for
    from banjie.cases.intake.write import reserve_ids, write
    from banjie.cases.models import Case
    from banjie.cases.reference import reference
    from banjie.config import demonstration
    from banjie.platform import clock

    at = clock.now()
    if not Case.objects.exists():
        for _ in demonstration.load(ROOT / "demo", at=at):
            pass
        print(f"demo loaded: {Case.objects.count()} cases", flush=True)
    invention = Invention(at, cases, still_open)
    begun, made = time.perf_counter(), 0
    for lot in batched(invention.drafts(), AT_ONCE, strict=False):
        with transaction.atomic():
            drafts = [draft for draft, _ in lot]
            ids = reserve_ids(len(drafts))
            planned = plan(drafts, reference(), tools_for(len(drafts)), ids=ids, at=at, by=AS_SYSTEM.actor)
            rows = planned.rows
            rows.cases[:] = [
                invention.as_it_stands(row, lot[index][1])
                for row, index in zip(rows.cases, planned.planned, strict=True)
            ]
            write(rows)
            invention.add_records(rows.cases)
        made += len(rows.cases)
        if made % 50_000 < AT_ONCE:
            print(f"  {made:>9,} cases  {made / (time.perf_counter() - begun):>7,.0f}/s", flush=True)
    connection.set_autocommit(True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{made:,} cases in {time.perf_counter() - begun:,.0f} s", flush=True)


class Invention:
    """Matters put together from the demo's own texts, over its places, categories and units."""

    def __init__(self, at: datetime, cases: int, still_open: int) -> None:
        from banjie.organisations import queries as organisations
        from banjie.organisations.models import Staff

        self._chance = random.Random(2026)
        self._at, self._cases, self._open = at, cases, still_open
        self._patterns = [
            case
            for district in ("qinghe", "milbrook")
            for case in json.loads((ROOT / "demo" / district / "cases.json").read_text(encoding="utf-8"))
            if case["longitude"] is not None
        ]
        self._units = {unit.code: unit for unit in organisations.units_index()}
        self._handlers: dict[int, list[int]] = {}
        for staff, unit in Staff.objects.values_list("id", "appointments__post__unit_id"):
            self._handlers.setdefault(unit, []).append(staff)

    def drafts(self) -> Iterator[tuple[Any, str]]:
        """Each draft with the state in which it is to stand; empty for one that is over."""
        chance, recent = self._chance, int(self._open / RECENT)
        states, weights = list(OPEN_STATES), list(OPEN_STATES.values())
        for number in range(self._cases):
            left = self._cases - number
            received = self._at - YEARS * ((left + chance.random()) / self._cases) - timedelta(minutes=15)
            if left <= recent and chance.random() < RECENT:
                yield self._draft(received, None), chance.choices(states, weights)[0]
            else:
                closed = min(received + timedelta(hours=chance.expovariate(1 / 90)), self._at)
                yield self._draft(received, closed), "closed" if left <= TO_FOLLOW_UP / (1 - RECENT) else ""

    def _draft(self, received: datetime, closed: datetime | None) -> Any:
        from banjie.cases.intake.draft import Draft, Past

        chance = self._chance
        case, other = chance.choice(self._patterns), chance.choice(self._patterns)
        lead = next((step["data"]["lead"] for step in case["script"] if "lead" in step["data"]), None)
        past = Past(lead_unit=self._units[lead].id if lead else None, closed_at=closed)
        if closed is None:
            past.due_at = self._at + timedelta(days=chance.triangular(-6, 15, 3))
        elif chance.random() < 0.7:
            past.replied_at, past.reply = closed, f"您好！{other['title']}一事已到现场处理。如有反复请再联系我们。"
        contact = {"name": "某某", "phone": f"199{chance.randrange(10**8):08d}"}
        return Draft(
            title=f"{case['title']}",
            body=f"{case['body']}{_sentence(other['body'], chance)}（{chance.randrange(10**6):06d}）",
            channel=case["channel"],
            received_at=received,
            kind=case["kind"],
            category=case["category"],
            level=chance.choices(("general", "elevated", "urgent", "critical"), (80, 13, 6, 1))[0],
            place_text=f"{other['place_text']}{chance.randrange(1, 400)}号",
            longitude=other["longitude"] + chance.gauss(0, 0.003),
            latitude=other["latitude"] + chance.gauss(0, 0.003),
            area=other["area"],
            contact=contact if closed is None or chance.random() < 0.3 else None,
            about_unit=self._units["QH_PROPERTY_HEXIN"].id if chance.random() < 0.005 else None,
            past=past,
        )

    def as_it_stands(self, row: Any, state: str) -> Any:
        from banjie.core.workflow import shipped

        # A dispute goes by a process of its own, in which not every one of these is a state.
        known = state in shipped()[row.process].states
        if not known or (state != "closed" and not row.is_open):
            return row
        if state in WITHOUT_LEAD:
            return row._replace(state=state, lead_unit_id=None, lead_unit_path="", assigned_at=None)
        return row._replace(state=state)

    def add_records(self, rows: list[Any]) -> None:
        """Handlers, assisting units, oversight orders, requests for more time and what reporters said, for some."""
        from django.db import connection

        from banjie.cases.models import Assisting, Extension

        chance = self._chance
        self._rate(rows)
        units = [unit for unit in self._units.values() if unit.active]
        being_handled = [row for row in rows if row.is_open and row.lead_unit_id]
        assisting, asking, changes = [], [], []
        for row in being_handled:
            staff = self._handlers.get(row.lead_unit_id) if row.state in {"handling", "answered"} else None
            handler, oversight, asked = chance.choice(staff) if staff else None, None, False
            if chance.random() < 0.05:
                unit = chance.choice(units)
                called = Assisting(case_id=row.id, unit_id=unit.id, unit_path=unit.path, called_at=self._at)
                assisting.append(called)
            if chance.random() < 0.02:
                asked = True
                asking.append(Extension(case_id=row.id, amount="3wd", reason="还需等配件。", requested_at=self._at))
            if chance.random() < 0.01:
                oversight = self._at + timedelta(days=2)
            changes.append((handler, asked, oversight, row.id))
        update = 'UPDATE "case" SET handler_id = %s, extension_pending = %s, oversight_due_at = %s WHERE id = %s'
        with connection.cursor() as cursor:
            cursor.executemany(update, changes)
        Assisting.objects.bulk_create(assisting)
        Extension.objects.bulk_create(asking)

    def _rate(self, rows: list[Any]) -> None:
        """Three in ten of those whose case is over say what they think of it, within two days."""
        from banjie.cases.models import Rating

        chance = self._chance
        over = [row for row in rows if not row.is_open and chance.random() < 0.3]
        Rating.objects.bulk_create(
            Rating(
                case_id=row.id,
                rated_at=min(row.closed_at + timedelta(hours=chance.uniform(1, 48)), self._at),
                solved=chance.random() < 0.85,
                satisfaction=chance.choices((1, 2, 3, 4, 5), (4, 4, 12, 30, 50))[0],
            )
            for row in over
        )


def _sentence(text: str, chance: random.Random) -> str:
    parts = [part for part in text.replace("！", "。").split("。") if part]
    return f"{chance.choice(parts)}。" if parts else ""


if __name__ == "__main__":
    sys.exit(main())
