"""Reports from the command line, for scripts that send or file them."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from banjie.config.cli import database
from banjie.config.cli.console import done, fail


class Form(StrEnum):
    PDF = "pdf"
    DOCX = "docx"


class Kind(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


def report(
    out: Annotated[Path, typer.Option(help="The file to write.")],
    area: Annotated[str, typer.Option(help="Code of the area.")] = "",
    unit: Annotated[str, typer.Option(help="Code of the unit, instead of an area.")] = "",
    day: Annotated[str, typer.Option(help="A day in the period, such as 2026-11-28; yesterday if left out.")] = "",
    kind: Annotated[Kind, typer.Option(help="What it is a report on.")] = Kind.DAY,
    form: Annotated[Form, typer.Option(help="The form of the file.")] = Form.PDF,
    language: Annotated[str, typer.Option(help="zh-hans or en; of a report that is made only now.")] = "",
) -> None:
    """Write a report on an area or a unit to a file; it is made and kept if it is not there yet."""
    if bool(area) == bool(unit):
        fail("Name an area or a unit: --area CODE or --unit CODE.")
    try:
        on = date.fromisoformat(day) if day else None
    except ValueError:
        fail(f"{day} is no day such as 2026-11-28.")
    with database.ready():
        content = _content(area, unit, on, kind, form, language)
        out.write_bytes(content)
    done(f"{out}: {len(content):,} bytes")


def _content(area: str, unit: str, on: date | None, kind: Kind, form: Form, language: str) -> bytes:
    from django.conf import settings

    from banjie.config import reports

    try:
        return reports.written(
            area=area, unit=unit, day=on, kind=kind, form=form, language=language or settings.LANGUAGE_CODE
        )
    except reports.CannotReport as error:
        fail(str(error))
