"""How fast a register of past disputes comes in: `python bench/import_register.py [--rows 20000]`.

Writes a register made up by demo/registers.py, with the usual defects, as xlsx; then reads, checks and brings it in
as one transaction into a throwaway database with its committees and mediators, parties sealed. Prints seconds for
each step beside the target (20,000 rows in 10 s for bringing in, which reads it anew), rows a second, and the most
memory this process held. Run it by hand on a quiet machine; nothing is asserted.
"""

import argparse
import os
import resource
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TARGET_ROWS, TARGET_SECONDS = 20_000, 10
MEDIATORS = ("周文斌", "吴秀英", "郑海涛")
AT = datetime(2025, 1, 10, 2, 0, tzinfo=UTC)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=TARGET_ROWS)
    rows = parser.parse_args().rows
    scratch = Path(tempfile.mkdtemp(prefix="banjie-bench-"))
    os.environ["BANJIE_DATA"] = str(scratch)
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banjie.config.settings")
    from banjie.platform.database.embedded import Cluster

    cluster = Cluster(scratch / "postgres")
    try:
        cluster.ensure_running()
        return _bench(scratch, rows)
    finally:
        cluster.destroy()
        shutil.rmtree(scratch, ignore_errors=True)


def _bench(scratch: Path, rows: int) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from demo import registers

    from banjie.cases.acting import AS_SYSTEM
    from banjie.mediation.models import Dispute, Party, RegisterRun
    from banjie.mediation.register.actions import proposal_for, register
    from banjie.mediation.register.running import Order, carry_out, look_over
    from banjie.platform.tables import open_sheet, write_xlsx

    path = scratch / f"{registers.YEAR}年调解登记簿.xlsx"
    with path.open("wb") as stream:
        write_xlsx(stream, registers.HEADERS, registers.rows(rows, committees=_committees(), mediators=MEDIATORS))
    opened = open_sheet(path, path.name)
    proposal = proposal_for(opened)
    run = register(opened, proposal, by=AS_SYSTEM, at=AT)
    order = Order(run.id, opened.sheet, proposal.content, AS_SYSTEM, lambda: AT)
    seconds = {}
    for name, work in (("checked", look_over), ("brought in", carry_out), ("brought in again", carry_out)):
        began, worked = time.perf_counter(), time.process_time()
        work(order)
        seconds[name], worked = time.perf_counter() - began, time.process_time() - worked
        found = RegisterRun.objects.get(id=run.id)
        print(
            f"{name}: {seconds[name]:.1f} s ({worked:.1f} s of this process), {rows / seconds[name]:,.0f} rows/s; "
            f"{found.made:,} new, {found.repeated:,} here already, {found.refused:,} refused"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{Dispute.objects.count():,} disputes, {Party.objects.count():,} parties; at most {peak:,.0f} MB")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"bringing in took {seconds['brought in'] / TARGET_SECONDS * TARGET_ROWS / rows:.2f} of the time it may take")
    return 0


def _committees() -> tuple[str, ...]:
    """A small county with committees and mediators, as a jurisdiction has them before it brings registers in."""
    from tests.integration.organisations.factories import make_staff, make_unit

    from banjie.cases.acting import AS_SYSTEM
    from banjie.mediation import actions

    names = tuple(f"{name}村人民调解委员会" for name in ("青石", "溪口", "柳湾", "石桥", "白云", "东岭"))
    for place, name in enumerate(names):
        unit = make_unit(f"committee_{place}", name=name, roles=["mediation"])
        actions.change_committee(unit.id, values={"kind": "village", "short_name": name[:2]}, by=AS_SYSTEM, at=AT)
        for number, mediator in enumerate(MEDIATORS):
            staff = make_staff(f"m{place}n{number}", "mediator", unit, name=mediator)
            values = {"kind": "full_time", "term_from": AT.date()}
            actions.change_mediator(staff.id, unit.id, values=values, by=AS_SYSTEM, at=AT)
    return names


if __name__ == "__main__":
    sys.exit(main())
