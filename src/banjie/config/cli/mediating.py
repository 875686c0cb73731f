"""`banjie mediation`: registers of past disputes brought in from the command line."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from banjie.config.cli import database
from banjie.config.cli.console import Exit, done, err, fail, out, tracking
from banjie.config.cli.importing import account_named

if TYPE_CHECKING:
    from banjie.cases.acting import Acting
    from banjie.mediation.models import RegisterRun
    from banjie.mediation.register.oneshot import Ready, Wishes
    from banjie.mediation.register.reading import Reading

app = typer.Typer(help="Registers of past disputes.", no_args_is_help=True)
_SHOWN = 20


@app.callback()
def mediation() -> None:
    """Registers of past disputes."""


@app.command("import")
def import_register(
    file: Annotated[Path, typer.Argument(help="A register of past disputes (xlsx, xls, ods, csv), as it is.")],
    mapping: Annotated[
        Path | None, typer.Option(help="A JSON file of what its columns are; found by itself if left out.")
    ] = None,
    sheet: Annotated[str, typer.Option(help="The sheet, if not the one with the most rows.")] = "",
    source: Annotated[str, typer.Option(help="Whose register it is; the same row of it comes in only once.")] = "",
    year: Annotated[int | None, typer.Option(help="The year of the register, for days that name none.")] = None,
    errors: Annotated[Path | None, typer.Option(help="Where to write the rows at fault (xlsx).")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Look the register over and bring nothing in.")] = False,
    export_mapping: Annotated[
        bool, typer.Option("--export-mapping", help="Print what the columns are as JSON, to be edited and given back.")
    ] = False,
    acting_as: Annotated[str, typer.Option("--as", help="The account it goes on record under.")] = "",
) -> None:
    """Bring a register of past disputes in: whole or not at all, safe to repeat, its parties sealed.

    Leaves with 0 when every row is in (or was before), 1 when rows are at fault, 2 when nothing could be done.
    """
    if not file.is_file():
        fail(f"There is no file {file}.")
    with database.ready():
        from banjie.mediation.register.oneshot import Wishes

        ready = _prepared(file, Wishes(mapping, sheet, source, year))
        if export_mapping:
            typer.echo(ready.content.model_dump_json(indent=2, exclude_defaults=True))
            return
        run, reading = _carried_out(file, ready, account_named(acting_as), dry_run=dry_run)
        _tell(run, reading, file, ready, errors)


def _prepared(file: Path, wishes: "Wishes") -> "Ready":
    from pydantic import ValidationError

    from banjie.mediation.register import oneshot, wording
    from banjie.mediation.register.refusals import Refused
    from banjie.platform.tables import TableRefused

    try:
        return oneshot.prepare(file, wishes)
    except TableRefused as refused:
        fail(f"{file}: {wording.TABLES.get(refused.code, refused.code)}")
    except (OSError, ValidationError) as error:
        fail(f"The mapping does not hold: {error}")
    except Refused as refused:
        for problem in refused.problems:
            what = " ".join(filter(None, (wording.field_words(problem.field), problem.detail)))
            err.print(f"  {what}: {wording.MAPPING_FAULTS.get(problem.code, problem.code)}", highlight=False)
        fail("The mapping does not fit this register; nothing was brought in.")


def _carried_out(file: Path, ready: "Ready", by: "Acting", *, dry_run: bool) -> "tuple[RegisterRun, Reading]":
    from banjie.mediation.register import oneshot, wording
    from banjie.mediation.register.reading import TooManyRows
    from banjie.platform import clock

    table = ready.opened.sheet.table
    year = f", of {ready.content.year}" if ready.content.year else ""
    out.print(f"{file.name}: some {table.rows_expected:,} rows{year} ({ready.proposal.basis})", highlight=False)
    for code in ready.opened.as_json()["warnings"]:
        err.print(f"[yellow]![/yellow] {wording.WARNINGS.get(code, code)}", highlight=False)
    label, work = ("Checking", oneshot.check) if dry_run else ("Bringing in", oneshot.bring)
    try:
        with tracking(label, table.rows_expected) as progress:
            return work(ready, by=by, now=clock.now, progress=progress)
    except TooManyRows:
        fail(str(wording.REFUSALS["too_many_rows"]))
    except KeyboardInterrupt:
        fail("Interrupted. Nothing was brought in.")


def _tell(run: "RegisterRun", reading: "Reading", file: Path, ready: "Ready", errors: Path | None) -> None:
    """What became of the rows, and with what code to leave."""
    from banjie.mediation.models import RegisterState
    from banjie.mediation.register import queries, wording

    for field, code, count in run.found.get("cautions", ()):
        out.print(f"  {count:,} × {wording.field_words(field)}: {wording.CAUTIONS.get(code, code)}", highlight=False)
    told = Counter(
        wording.fault_text(fault.field, fault.code, fault.detail) for row in reading.refused for fault in row.faults
    )
    for text, count in told.most_common(_SHOWN):
        out.print(f"  {count:,} × {text}", highlight=False)
    if reading.refused:
        target = errors or Path(f"{file.stem}-refused.xlsx")
        with target.open("wb") as stream:
            rows = queries.write_report(stream, ready.opened.sheet, reading, time_zone=ready.content.time_zone)
        out.print(f"  The {rows:,} rows at fault are in {target}, each with what is wrong with it.", highlight=False)
    counts = f"{run.repeated:,} known already, {run.left_out:,} left out, {run.refused:,} at fault"
    if run.state == RegisterState.IMPORTED:
        done(f"{run.made:,} disputes came in; {counts}.")
    elif reading.refused:
        fail(f"Nothing was brought in: {counts}.", Exit.FOUND_FAULTS)
    else:
        done(f"{run.found['ready']:,} rows are ready to come in; {counts}.")
