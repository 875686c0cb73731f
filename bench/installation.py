"""Opens an installation made by fill.py from a benchmark, as the web server would, before Django is imported."""

import os
from pathlib import Path


def open_installation(data: Path, *, serving: bool = True) -> None:
    """Starts its embedded database, sets Django up and brings the tables up to date.

    `serving` spares what is loaded from garbage collection, as the web server does.
    """
    os.environ["BANJIE_DATA"] = str(data)
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banjie.config.settings")
    from banjie.platform.database.embedded import Cluster

    Cluster(data / "postgres").ensure_running()
    import django

    django.setup()
    from django.core.management import call_command

    from banjie.platform import stamps

    call_command("migrate", verbosity=0)
    if serving:
        stamps.spare_from_collection()


def describe() -> str:
    """What stands in it, and how busy the machine is."""
    from banjie.cases.models import Case

    cases, opened = Case.objects.count(), Case.objects.filter(is_open=True).count()
    return f"{cases:,} cases, {opened:,} open; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
