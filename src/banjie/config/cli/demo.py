"""The demo: an invented county at work, ready in a minute or two."""

import csv
import os
import shutil
from pathlib import Path
from typing import Annotated

import typer

from banjie.config.cli import database, serving
from banjie.config.cli.console import done, err, fail, out, start_django, track

FOLDER = Path("demo")
# This machine, or every address of it: none of them is one to print.
_HERE = frozenset({"0.0.0.0", "127.0.0.1", "::", "::1"})  # noqa: S104


def demo(
    reset: Annotated[bool, typer.Option("--reset", help="Throw the data away and start over.")] = False,
    load_only: Annotated[bool, typer.Option("--load-only", help="Load the data and do not serve.")] = False,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
) -> None:
    """Start Banjie with the demo county (青禾县) and the town of Milbrook. A second run keeps the data."""
    if not FOLDER.is_dir():
        fail("The demo's files are not here. Run this in a checkout of Banjie.")
    _serve_under(host, port)
    _call_it_qinghe()
    start_django()
    _refuse_a_part(reset)
    if load_only:
        with database.ready():
            _load_once()
            serving.prepare()
        return
    serving.refuse_taken_port(host, port)
    folder = database.start()
    _load_once()
    serving.prepare()
    _introduce()
    serving.run(host=host, port=port, web=1, threads=4, jobs=True, database_folder=folder)


def _serve_under(host: str, port: int) -> None:
    """What is printed and sent names the address that the demo is served under, unless the setting names another."""
    name = "localhost" if host in _HERE else host
    os.environ.setdefault("BANJIE_PUBLIC_URL", f"http://{name}:{port}")


def _call_it_qinghe() -> None:
    """As a county would, unless the settings name it otherwise."""
    os.environ.setdefault("BANJIE_NAME", "青禾县办结")
    os.environ.setdefault("BANJIE_NAME_EN", "Banjie Qinghe")


def _refuse_a_part(reset: bool) -> None:
    """Starts over when it is asked for, and when the last loading did not come to its end."""
    from banjie.config import demonstration

    left = demonstration.what_was_left()
    if left is demonstration.Left.UNDER_WAY:
        fail("Another process is loading the demo.")
    if left is demonstration.Left.PART:
        err.print("The last loading of the demo was interrupted; starting over.", highlight=False)
    if reset or left is demonstration.Left.PART:
        _throw_away()


def _throw_away() -> None:
    from django.conf import settings

    from banjie.config import demonstration
    from banjie.platform.database.embedded import Cluster

    if not settings.EMBEDDED_DATABASE:
        fail("Only the embedded database is emptied here, and DATABASE_URL names another one: empty that yourself.")
    Cluster(Path(settings.DATA) / "postgres").destroy()
    shutil.rmtree(settings.DATA / "attachments", ignore_errors=True)
    demonstration.forget()
    done("The demo's data is thrown away.")


def _load_once() -> None:
    from banjie.config import demonstration
    from banjie.organisations import queries
    from banjie.platform import clock

    if len(queries.units_index()):
        return
    try:
        track("Loading the demo county", demonstration.load_by_two(FOLDER, at=clock.now()))
    except (demonstration.BeingLoaded, demonstration.NotLoaded) as error:
        fail(str(error))
    done("青禾县 and Milbrook are loaded; everything in them is invented.")


def _introduce() -> None:
    from django.conf import settings
    from rich.table import Table

    from banjie.config.demonstration import DISTRICTS, PASSWORD, service_hall
    from banjie.platform import clock

    table = Table("Account", "Who", "Role", title=f"Password for all: {PASSWORD}", title_justify="left")
    for district in DISTRICTS:
        with (FOLDER / district / "staff.csv").open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["account"]:
                    table.add_row(row["username"], f"{row['name']} · {row['post']}", row["role"])
    out.print(table)
    out.print(f"Residents  {settings.PUBLIC_URL}/", highlight=False)
    out.print(f"Staff      {settings.PUBLIC_URL}/work/", highlight=False)
    if token := service_hall.kiosk_link(at=clock.now()):
        out.print(f"Kiosk      {settings.PUBLIC_URL}/hall/open/#{token}", highlight=False, soft_wrap=True)
    out.print("Ctrl-C stops everything; nothing is lost.", highlight=False)
