"""Open cases follow when boundaries are redrawn; closed ones keep the area that held when they were made."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from banjie.cases import recording
from banjie.cases.models import Case
from banjie.cases.reference import reference
from banjie.places import queries as places
from banjie.places.redrawing import Homed, Move
from banjie.platform.actors import Actor

_BATCH = 500


def homed(below: Sequence[str] = ()) -> Iterator[Homed]:
    """The open cases with a pin as redrawing wants them: id, longitude, latitude, present path.

    `below` narrows to subtrees; "" among them, or none at all, stands for everything.
    """
    rows = _open(below).order_by("id").values_list("id", "longitude", "latitude", "area_path")
    yield from rows.iterator(chunk_size=2000)


def rehome_open(*, below: Sequence[str], by: Actor, at: datetime) -> Iterator[tuple[int, int]]:
    """Moves open cases to the area their pin lies in now. Yields (done, total); safe to repeat."""
    moves = list(places.rehome(homed(below), at=at))
    for start in range(0, len(moves), _BATCH):
        with transaction.atomic():
            for move in moves[start : start + _BATCH]:
                _move(move, by=by, at=at)
        yield min(start + _BATCH, len(moves)), len(moves)


def _move(move: Move, *, by: Actor, at: datetime) -> None:
    case = Case.objects.select_for_update(of=("self",)).filter(id=move.case_id, is_open=True).first()
    area = places.by_path(move.to_path) if move.to_path is not None else None
    if case is None or area is None or case.area_path != move.from_path:
        return
    data = {"before": move.from_path, "after": area.path, "area_name": area.name, "why": move.reason.value}
    case.area_id, case.area_path = area.id, area.path
    centre = reference().centre(area.path)
    case.centre_id = centre.id if centre is not None else case.centre_id
    recording.append(case, "rehome", by=by, at=at, resident_sees=False, data=data)
    case.save(update_fields=["area", "area_path", "centre", "entries", "head"])


def _open(below: Sequence[str]) -> QuerySet[Case]:
    cases = Case.objects.filter(is_open=True, longitude__isnull=False)
    if not below or "" in below:
        return cases
    reach = Q(area=None)
    for path in below:
        reach |= Q(area_path__descendants_of=path)
    return cases.filter(reach)
