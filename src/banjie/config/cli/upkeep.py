"""Setting up and keeping up an installation from the command line."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from banjie.config.cli import database
from banjie.config.cli.console import Exit, done, fail, out, track

ExistingFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]


def areas(
    file: ExistingFile,
    valid_from: Annotated[str, typer.Option(help="From when the boundaries hold, such as 2026-01-01.")] = "",
) -> None:
    """Import areas and boundaries from GeoJSON; every bad feature is named and nothing is half written."""
    with database.ready():
        from banjie.config import loading

        at = datetime.fromisoformat(valid_from).replace(tzinfo=UTC) if valid_from else None
        problems = loading.areas(file, valid_from=at)
        for problem in problems:
            out.print(problem, highlight=False)
    if problems:
        fail(f"{len(problems)} problems; nothing was written.", Exit.FOUND_FAULTS)
    done(f"{file} is imported.")


def catalogue(
    source: Annotated[Path, typer.Argument(exists=True, help="A catalogue workbook (xlsx) or a folder.")],
    note: Annotated[str, typer.Option(help="Why it changes; kept with the release.")] = "",
) -> None:
    """Put a catalogue in force: categories, questions, time limits, routing rules."""
    with database.ready():
        from banjie.config import loading

        number, problems = loading.catalogue(source, note=note or source.name)
        for problem in problems:
            out.print(problem, highlight=False)
    if problems:
        fail(f"{len(problems)} problems; the catalogue in force stays.", Exit.FOUND_FAULTS)
    done(f"Release {number} is in force.")


def calendar(
    year: Annotated[list[int], typer.Argument(help="Years to seed, such as 2027.")],
    country: Annotated[str, typer.Option(help="Country code of the holidays.")] = "",
) -> None:
    """Seed the working calendar with the published holidays and make-up working days of some years."""
    with database.ready():
        from django.conf import settings

        from banjie.platform import clock
        from banjie.platform.actors import SYSTEM
        from banjie.platform.calendar import actions

        seeded = actions.seed_from_holidays(
            country=country or settings.BANJIE_COUNTRY, years=year, by=SYSTEM, at=clock.now()
        )
    for each in seeded:
        out.print(str(each), highlight=False)


def staff(
    username: str,
    name: Annotated[str, typer.Option(prompt=True, help="The name others see.")],
    role: Annotated[str, typer.Option(help="The role of their post.")] = "administrator",
    unit: Annotated[str, typer.Option(help="Code of their unit; the top unit if left out.")] = "",
) -> None:
    """Make an account with a post and a role, and print its temporary password. The first administrator."""
    with database.ready():
        from banjie.config import loading

        try:
            password = loading.staff(username, name=name, role=role, unit_code=unit)
        except ValueError as error:
            fail(str(error))
    out.print(f"{username}  {password}   (to be changed at the first sign-in)", highlight=False)


def recompute(reason: Annotated[str, typer.Option(prompt=True, help="Why; kept on the timelines.")]) -> None:
    """Reckon the deadlines of all open cases anew, as after a change of calendar or time limits."""
    with database.ready():
        from banjie.cases import actions
        from banjie.platform import clock
        from banjie.platform.actors import SYSTEM

        track("Open cases", actions.recompute_open(by=SYSTEM, reason=reason, at=clock.now()))
    done("Every open case has its deadline by the rules in force.")


def keys(
    action: Annotated[str, typer.Argument(help="`new` and `push` print a key; `rotate` seals everything anew.")],
) -> None:
    """Make or rotate the keys that seal what is personal: contacts, parties, what was said.

    `push` makes one for BANJIE_PUSH_KEY, with which messages to phones are signed.
    """
    if action == "new":
        from banjie.platform import crypto

        out.print(crypto.new_key(), highlight=False)
        return
    if action == "push":
        from banjie.platform.pushing import identity

        out.print(identity.new_key(), highlight=False)
        return
    if action != "rotate":
        fail(f"{action} is neither `new`, `push` nor `rotate`.")
    with database.ready():
        from banjie.platform import sealing

        sealed: Counter[str] = Counter()
        for column, done_now in sealing.reseal():
            sealed[f"{column.model._meta.db_table}.{column.name}"] += done_now
            out.print(f"{column.model._meta.db_table}.{column.name}: {sealed.total()}", highlight=False)
    done(f"{sealed.total()} sealed values went over to the newest key; nothing needs an older one any more.")
