"""Reading imports. A run is its starter's alone: its file holds what people wrote."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Min

from banjie.cases.imports.mapping import MappingContent
from banjie.cases.models import ImportFault, ImportRun
from banjie.organisations.permissions import Permission, Viewer
from banjie.platform.actors import ActorKind

_SHOWN = 200


class RunNotFound(LookupError):
    """There is no such run, or it is somebody else's; the two look the same on purpose."""


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """The same fault on many rows: how many, and the first of them."""

    field: str
    code: str
    detail: str
    rows: int
    first_row: int


def runs(viewer: Viewer, *, limit: int = 50) -> list[ImportRun]:
    """The viewer's imports, the newest first."""
    if not viewer.may(Permission.CASES_IMPORT):
        return []
    mine = ImportRun.objects.filter(started_by_kind=ActorKind.STAFF, started_by=viewer.staff_id)
    return list(mine.defer("found", "mapping").order_by("-created_at", "-id")[:limit])


def run(viewer: Viewer, token: str) -> ImportRun:
    """Raises RunNotFound."""
    found = ImportRun.objects.filter(token=token, started_by_kind=ActorKind.STAFF, started_by=viewer.staff_id).first()
    if found is None or not viewer.may(Permission.CASES_IMPORT):
        raise RunNotFound(token)
    return found


def mapping_of(run: ImportRun) -> MappingContent:
    return MappingContent.model_validate(run.mapping)


def fault_groups(run_id: int) -> list[FaultGroup]:
    """What is wrong with the rows of a run, the most frequent first."""
    rows = (
        ImportFault.objects.filter(run_id=run_id)
        .values("field", "code", "detail")
        .annotate(rows=Count("id"), first_row=Min("row"))
        .order_by("-rows", "first_row")[:_SHOWN]
    )
    return [FaultGroup(**row) for row in rows]


def faults(run_id: int, *, after: int = 0, limit: int = _SHOWN) -> list[ImportFault]:
    """What is wrong, row by row, from a row on."""
    return list(ImportFault.objects.filter(run_id=run_id, row__gt=after).order_by("row", "id")[:limit])


def faults_by_row(run_id: int) -> Iterator[tuple[int, list[ImportFault]]]:
    """Every faulty row in order with all that is wrong with it; streamed."""
    held: list[ImportFault] = []
    for fault in ImportFault.objects.filter(run_id=run_id).order_by("row", "id").iterator(chunk_size=2_000):
        if held and held[0].row != fault.row:
            yield held[0].row, held
            held = []
        held.append(fault)
    if held:
        yield held[0].row, held
