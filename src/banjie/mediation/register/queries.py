"""Reading runs of registers. A run is its starter's alone: its file holds names."""

from collections.abc import Iterator
from typing import IO
from zoneinfo import ZoneInfo

from banjie.mediation.models import RegisterRun
from banjie.organisations.permissions import Permission, Viewer
from banjie.platform.actors import ActorKind
from banjie.platform.tables import Cell, Sheet, cell_text, write_error_report

from .mapping import RegisterMapping
from .reading import Reading
from .wording import fault_text, report_header

_SAMPLE = 3
_SHOWN = 60


class RunNotFound(LookupError):
    """There is no such run, or it is somebody else's; the two look the same on purpose."""


def may_bring_in(viewer: Viewer) -> bool:
    """Registers come in by the same right as other spreadsheets, held by somebody who sees disputes."""
    return viewer.may(Permission.CASES_IMPORT)


def runs(viewer: Viewer, *, limit: int = 50) -> list[RegisterRun]:
    """The viewer's registers, the newest first."""
    if not may_bring_in(viewer):
        return []
    mine = RegisterRun.objects.filter(started_by_kind=ActorKind.STAFF, started_by=viewer.staff_id)
    return list(mine.defer("found", "mapping").order_by("-created_at", "-id")[:limit])


def run(viewer: Viewer, token: str) -> RegisterRun:
    """Raises RunNotFound."""
    found = RegisterRun.objects.filter(token=token, started_by_kind=ActorKind.STAFF, started_by=viewer.staff_id).first()
    if found is None or not may_bring_in(viewer):
        raise RunNotFound(token)
    return found


def mapping_of(run: RegisterRun) -> RegisterMapping:
    return RegisterMapping.model_validate(run.mapping)


def samples(sheet: Sheet) -> list[list[str]]:
    """The first cells of each column, from the file itself: they are not kept elsewhere."""
    first = sheet.table.sample[:_SAMPLE]
    return [
        [text for row in first if (text := cell_text(row.cells[at])[:_SHOWN])] for at in range(len(sheet.table.headers))
    ]


def write_report(stream: IO[bytes], sheet: Sheet, reading: Reading, *, time_zone: str) -> int:
    """Gives the rows that were refused back as they came, each with what is wrong with it."""
    return write_error_report(
        stream,
        sheet.table.headers,
        _refused_rows(sheet, reading),
        error_header=str(report_header()),
        tz=ZoneInfo(time_zone),
    )


def _refused_rows(sheet: Sheet, reading: Reading) -> Iterator[tuple[list[Cell], str]]:
    wanted = {row.number: row.faults for row in reading.refused}
    for row in sheet.rows():
        faults = wanted.get(row.number)
        if faults is not None:
            yield row.cells, "; ".join(fault_text(fault.field, fault.code, fault.detail) for fault in faults)
