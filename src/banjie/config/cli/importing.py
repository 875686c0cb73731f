"""`banjie import`: a spreadsheet or CSV brought in as cases."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from banjie.config.cli import database
from banjie.config.cli.console import Exit, done, err, fail, out

if TYPE_CHECKING:
    from banjie.cases.acting import Acting
    from banjie.cases.imports.oneshot import Ready, Wishes

_SHOWN = 20


def import_command(
    file: Annotated[Path | None, typer.Argument(help="A spreadsheet (xlsx, xls, ods) or CSV, as it is.")] = None,
    mapping: Annotated[
        str, typer.Option(help="A saved mapping, or a JSON file of one; found by itself if left out.")
    ] = "",
    sheet: Annotated[str, typer.Option(help="The sheet, if not the one with the most rows.")] = "",
    source: Annotated[str, typer.Option(help="Whose records these are; the same row of it comes in only once.")] = "",
    skip_bad_rows: Annotated[
        bool | None,
        typer.Option("--skip-bad-rows/--all-or-nothing", help="What becomes of a file with rows at fault."),
    ] = None,
    create_missing: Annotated[
        bool | None,
        typer.Option("--create-missing/--no-create-missing", help="Make the categories, units and area it speaks of."),
    ] = None,
    without_category: Annotated[
        bool, typer.Option("--without-category", help="Bring rows in whose category nobody knows; they wait for one.")
    ] = False,
    errors: Annotated[Path | None, typer.Option(help="Where to write the rows that were refused (xlsx).")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Look the file over and bring nothing in.")] = False,
    acting_as: Annotated[str, typer.Option("--as", help="The account it goes on record under.")] = "",
    export_mapping: Annotated[
        bool, typer.Option("--export-mapping", help="Print the mapping as JSON, to be edited and given back.")
    ] = False,
    save_mapping: Annotated[Path | None, typer.Option(help="Remember the mapping of this JSON file.")] = None,
    mappings: Annotated[bool, typer.Option("--mappings", help="List the mappings that are remembered.")] = False,
) -> None:
    """Import a spreadsheet or CSV into cases: with its history, all or nothing, safe to repeat.

    Leaves with 0 when every row is in (or was before), 1 when rows were refused, 2 when nothing could be done.
    """
    with database.ready():
        if mappings:
            return _list_mappings()
        if save_mapping is not None:
            return _save_mapping(save_mapping, acting_as)
        if file is None or not file.is_file():
            fail("Give the file to import." if file is None else f"There is no file {file}.")
        from banjie.cases.imports.oneshot import Wishes

        wishes = Wishes(mapping, sheet, source, skip_bad_rows, create_missing, without_category)
        ready = _prepared(file, wishes)
        if export_mapping:
            return _export(ready)
        _import(file, ready, account_named(acting_as), errors, dry_run=dry_run)
    return None


def _prepared(file: Path, wishes: "Wishes") -> "Ready":
    from pydantic import ValidationError

    from banjie.cases.imports import oneshot, wording
    from banjie.cases.imports.mappings import BadMapping, UnknownMapping
    from banjie.cases.imports.refusals import Refused
    from banjie.platform import clock
    from banjie.platform.tables import TableRefused

    try:
        return oneshot.prepare(file, wishes, at=clock.now())
    except TableRefused as refused:
        fail(f"{file}: {wording.TABLES.get(refused.code, refused.code)}")
    except UnknownMapping:
        fail(f"There is no mapping “{wishes.mapping}”; `banjie import --mappings` lists them.")
    except (BadMapping, ValidationError) as error:
        fail(f"The mapping does not hold: {error}")
    except Refused as refused:
        for problem in refused.problems:
            what = " ".join(filter(None, (wording.field_words(problem.field), problem.detail)))
            err.print(f"  {what}: {wording.MAPPING_FAULTS.get(problem.code, problem.code)}", highlight=False)
        fail("The mapping does not fit this file; nothing was imported.")


def _import(file: Path, ready: "Ready", by: "Acting", errors: Path | None, *, dry_run: bool) -> None:
    from banjie.cases.imports import oneshot
    from banjie.platform import clock

    table = ready.opened.sheet.table
    out.print(
        f"{file.name}: some {table.rows_expected:,} rows, by the mapping “{ready.content.name}” "
        f"({ready.proposal.basis})",
        highlight=False,
    )
    _told_warnings(ready)
    if ready.lacks:
        _set_up(ready, by, dry_run=dry_run)
    label, work = ("Checking", oneshot.check) if dry_run else ("Importing", oneshot.bring)
    try:
        with _tracking(label, table.rows_expected) as progress:
            run = work(ready, by=by, now=clock.now, progress=progress)
    except KeyboardInterrupt:
        fail("Interrupted. What was not finished was undone; run it again, rows that are in are passed over.")
    _tell(run, file, ready, errors)


def _set_up(ready: "Ready", by: "Acting", *, dry_run: bool) -> None:
    from banjie.cases.imports import oneshot
    from banjie.cases.imports.creating import CannotCreate
    from banjie.platform import clock

    lacks = ready.lacks
    words = f"{len(lacks.categories)} categories, {len(lacks.units)} units{', an area' if lacks.area else ''}"
    if dry_run:
        out.print(f"Would be made first: {words}.", highlight=False)
        return
    try:
        made = oneshot.set_up(ready, by=by, at=clock.now())
    except CannotCreate as error:
        fail(f"{error.what} could not be made: {error.reason}. Nothing was imported.")
    release = f", release {made.release} of the catalogue" if made.release else ""
    area = f", the area {made.area}" if made.area else ""
    done(f"Set up: {made.categories} categories, {made.units} units{area}{release}.")


def _tell(run: Any, file: Path, ready: "Ready", errors: Path | None) -> None:
    """What became of the rows, and with what code to leave."""
    from banjie.cases.imports import queries, wording
    from banjie.cases.models import RunState

    for field, code, count in run.found.get("cautions", ()):
        out.print(f"  {count:,} × {wording.field_words(field)}: {wording.CAUTIONS.get(code, code)}", highlight=False)
    for line in _by_words(run.found):
        out.print(f"  {line}", highlight=False)
    for group in queries.fault_groups(run.id)[:_SHOWN]:
        text = wording.fault_text(group.field, group.code, group.detail)
        out.print(f"  {group.rows:,} × {text} (first in row {group.first_row})", highlight=False)
    if run.refused:
        _write_report(run.id, file, ready, errors)
    if run.state == RunState.FAILED:
        fail(
            str(wording.REFUSALS.get(run.failure, wording.TABLES.get(run.failure.removeprefix("table."), run.failure)))
        )
    counts = f"{run.repeated:,} known already, {run.left_out:,} left out, {run.refused:,} refused"
    if run.state == RunState.EXAMINED:
        done(f"{run.found['ready']:,} rows are ready to become cases; {counts}.")
    elif run.state == RunState.IMPORTED:
        done(f"{run.made:,} cases made, {run.found['open']:,} of them open; {counts}.")
    else:
        fail(f"Nothing was imported: {counts}. --skip-bad-rows brings the others in.", Exit.FOUND_FAULTS)
    if run.refused:
        raise typer.Exit(Exit.FOUND_FAULTS)


def _by_words(found: dict[str, Any]) -> Iterator[str]:
    """What the words of rows tell that their columns do not."""
    suggested, said = found.get("suggested") or {}, found.get("by_words") or {}
    if every := sum(suggested.values()):
        yield f"{every:,} rows name no category; the words surely tell that of {suggested.get('sure', 0):,}"
    for key, words in (
        ("level", "rows without a level have words for a higher one than they would get"),
        ("below", "rows have words for a higher level than the file says"),
        ("kind", "rows without a kind have words for another one than they would get"),
    ):
        if said.get(key):
            yield f"{said[key]:,} {words}"
    for each in found.get("pressing") or ():
        yield f"row {each['row']}: {each['level']}, {' '.join(each['level_words'])} ({each['title'][:40]})"


def _write_report(run_id: int, file: Path, ready: "Ready", errors: Path | None) -> None:
    from banjie.cases.imports.report import write_report

    target = errors or Path(f"{file.stem}-refused.xlsx")
    with target.open("wb") as stream:
        rows = write_report(stream, ready.opened.sheet, run_id, time_zone=ready.content.time_zone)
    out.print(f"  The {rows:,} refused rows are in {target}, each with what is wrong with it.", highlight=False)


def _told_warnings(ready: "Ready") -> None:
    from banjie.cases.imports import wording

    for code in ready.opened.as_json()["warnings"]:
        err.print(f"[yellow]![/yellow] {wording.WARNINGS.get(code, code)}", highlight=False)


def account_named(username: str) -> "Acting":
    """Whoever the work goes on record under; the system where nobody is named."""
    from django.contrib.auth import get_user_model

    from banjie.cases.acting import AS_SYSTEM, Acting
    from banjie.organisations import queries
    from banjie.platform import clock

    if not username:
        return AS_SYSTEM
    found = queries.staff_named(username)
    if found is None:
        fail(f"There is no account {username}.")
    staff = get_user_model().objects.get(pk=found.id)
    return Acting.staff(queries.viewer_for(staff, clock.now()))


def _list_mappings() -> None:
    from banjie.cases.imports import mappings

    own = {content.name for content in mappings.saved()}
    for content in mappings.remembered():
        where = "saved" if content.name in own else "comes with Banjie"
        out.print(f"{content.name}  ({content.source}, {len(content.headers)} columns, {where})", highlight=False)


def _save_mapping(path: Path, username: str) -> None:
    from banjie.cases.imports import mappings
    from banjie.platform import clock

    try:
        content = mappings.read(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, mappings.BadMapping) as error:
        fail(f"{path} is not a mapping: {error}")
    mappings.save(content, by=account_named(username), at=clock.now())
    done(f"The mapping “{content.name}” is remembered.")


def _export(ready: "Ready") -> None:
    from banjie.cases.imports import mappings

    typer.echo(mappings.write(ready.content))


@contextmanager
def _tracking(label: str, expected: int) -> Iterator[Callable[[int], None]]:
    """A bar that is told how many rows are done; the total is an estimate and gives way to the truth."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err) as progress:
        task = progress.add_task(label, total=expected)

        def tell(rows: int) -> None:
            progress.update(task, completed=rows, total=max(rows, expected))

        yield tell
        progress.update(task, total=progress.tasks[0].completed)
