"""Whether all is well: with the timelines, with the installation, with the translations."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from banjie.config.cli import database
from banjie.config.cli.console import Exit, done, err, fail, out, start_django


def verify(
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only faults and the exit code.")] = False,
) -> None:
    """Check that no timeline entry was altered, removed or inserted, and that kept figures are what the tables say.

    Exit code 1 if anything is wrong.
    """
    with database.ready():
        from rich.progress import Progress

        from banjie.cases import integrity
        from banjie.mediation.figures import keeping

        cases, entries = integrity.counts()
        faults: list[integrity.Fault] = []
        with Progress(console=err, disable=quiet) as progress:
            task = progress.add_task("Timeline", total=entries)
            for found in integrity.verify():
                if isinstance(found, integrity.Fault):
                    faults.append(found)
                    out.print(f"{found.finding} case={found.case_id} entry={found.sequence} {found.detail}")
                else:
                    progress.update(task, completed=found)
        differing = list(keeping.differing())
    for case_id in differing:
        out.print(f"figures_differ case={case_id}")
    if differing and not faults:
        fail(f"Figures kept of {len(differing)} disputes are not what their tables say.", Exit.FOUND_FAULTS)
    if faults:
        fail(f"{len(faults)} faults in {entries} entries of {cases} cases.", Exit.FOUND_FAULTS)
    if not quiet:
        done(f"{entries} entries of {cases} cases: nothing altered, removed or inserted. Kept figures are right.")


def doctor() -> None:
    """Look over the installation and say what to do about what is wrong. Exit code 1 if anything is."""
    from banjie.config import health

    with database.ready(migrate=False):
        findings = list(health.findings())
    for finding in findings:
        mark = {"good": "[green]✓[/green]", "note": "[yellow]![/yellow]", "bad": "[red]✗[/red]"}[finding.grade]
        out.print(f"{mark} {finding.subject}: {finding.words}", highlight=False)
    if any(finding.grade == "bad" for finding in findings):
        sys.exit(Exit.FOUND_FAULTS)


def messages(
    check: Annotated[
        bool, typer.Option(help="Write nothing; fail if a string is not collected or translated.")
    ] = False,
) -> None:
    """Collect translatable strings into locale/ and compile them."""
    start_django()
    from banjie.config import translations

    if shutil.which("xgettext") is None:
        fail("xgettext is missing: install the package gettext.")
    try:
        problems = translations.collect(Path.cwd(), check=check)
    except subprocess.CalledProcessError as error:
        fail(f"makemessages failed: {error.stderr}")
    if problems:
        fail("\n".join(problems), Exit.FOUND_FAULTS)
    done("Every string is collected and translated.")
