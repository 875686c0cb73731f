"""What is done inside of an installation, each time in a process of its own."""

import json
from pathlib import Path


def make_ready() -> None:
    """A database with the small county in it, left running, and a client that may hand in and act."""
    _django()
    from django.conf import settings
    from django.core.management import call_command

    from banjie.platform.database.embedded import Cluster

    cluster = Cluster(Path(settings.DATA) / "postgres")
    cluster.ensure_running()
    try:
        call_command("migrate", verbosity=0)
        from tests.integration.api.callers import make_caller
        from tests.integration.cases.world import make_world

        world = make_world()
        caller = make_caller(world, ("intake_clerk", "centre"), ("dispatcher", "centre"))
        print(json.dumps({"token": caller.token, "category": world.category}))  # noqa: T201
    finally:
        from django.db import connections

        connections.close_all()
        cluster.stop()


def start_import(path: str) -> None:
    """A file handed to the worker, as the import pages do."""
    _django()
    from banjie.cases.acting import AS_SYSTEM
    from banjie.cases.imports import actions
    from banjie.cases.imports.mapping import OnFault
    from banjie.platform import clock

    with Path(path).open("rb") as file:
        run = actions.upload(file, name=Path(path).name, by=AS_SYSTEM, at=clock.now())
    actions.start(run.id, on_fault=OnFault.REFUSE_FILE, by=AS_SYSTEM, at=clock.now())
    print(run.id)  # noqa: T201


def _django() -> None:
    import django

    django.setup()
