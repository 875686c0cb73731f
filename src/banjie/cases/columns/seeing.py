"""Which rows a viewer may see and a list of filters keeps: what `cases.visibility` and a list say, over columns.

Paths repeat, so each condition is asked once for each path and then carried to the rows.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from weakref import ReferenceType, ref

import numpy as np
from django.utils.timezone import get_default_timezone
from numpy.typing import NDArray

from banjie.cases import cells
from banjie.cases.acting import covers_area
from banjie.cases.columns import reading
from banjie.cases.columns.table import Columns, Flag, Ints, Mask
from banjie.cases.filters import Filters
from banjie.cases.models import Assisting
from banjie.cases.queries.listing import narrowed
from banjie.cases.reference import reference
from banjie.organisations.permissions import Permission, Viewer, ViewerGrant, inside
from banjie.places import queries as places

# What the columns do not hold is asked of the database: the ids of what matches it.
_ASKED: Final = (
    "queue",
    "q",
    "handler",
    "mine",
    "happened",
    "happened_since",
    "happened_until",
    "open_on",
)
_CODES: Final = {
    "state": reading.STATES,
    "kind": reading.KINDS,
    "level": reading.LEVELS,
    "channel": reading.CHANNELS,
}


@dataclass(frozen=True, slots=True)
class _Asked:
    # Not held on to: columns that were replaced by newer ones take much room.
    columns: ReferenceType[Columns]
    viewer: Viewer
    filters: Filters
    at: datetime
    mask: Mask


_last = threading.local()


def seen(columns: Columns, viewer: Viewer, filters: Filters, *, at: datetime) -> Mask:
    """The rows that match and that the viewer may see; not to be written to.

    A page asks the same several times over, for its map, its bars and its table: the last answer is kept.
    """
    last: _Asked | None = getattr(_last, "asked", None)
    if last is not None and last.columns() is columns and (last.viewer, last.filters, last.at) == (viewer, filters, at):
        return last.mask
    mask = _seen(columns, viewer, filters, at)
    mask.flags.writeable = False
    _last.asked = _Asked(ref(columns), viewer, filters, at, mask)
    return mask


def _seen(columns: Columns, viewer: Viewer, filters: Filters, at: datetime) -> Mask:
    mask = _visible(columns, viewer)
    mask &= _matching(columns, filters)
    asked = {name: getattr(filters, name) for name in _ASKED if getattr(filters, name) not in (None, "", False)}
    if asked:
        ids = narrowed(viewer, Filters.model_validate(asked), at=at).values_list("id", flat=True)
        mask &= columns.where(ids.iterator(10_000))
    return mask


def minute(day: date, *, end: bool = False) -> int:
    """The minute since 1970 with which a local day begins, or ends."""
    moment = datetime.combine(day, time.max if end else time.min, get_default_timezone())
    return int(moment.timestamp() // 60)


def _visible(columns: Columns, viewer: Viewer) -> Mask:
    allowed: Mask = np.zeros(len(columns), np.bool_)
    for grant in viewer.grants:
        scope = _of_grant(columns, grant)
        if scope is not None:
            allowed |= scope
    return allowed


def _of_grant(columns: Columns, grant: ViewerGrant) -> Mask | None:
    if Permission.CASES_SEE_AREA in grant.permissions:
        scope = _along(columns, columns.area, lambda path: covers_area(grant, path))
    elif Permission.CASES_SEE_UNIT in grant.permissions:
        scope = _along(columns, columns.lead, lambda path: inside(path, grant.unit_path))
        assisting = Assisting.objects.filter(unit_path__descendants_of=grant.unit_path, released_at=None)
        scope |= columns.where(assisting.values_list("case_id", flat=True))
    else:
        return None
    # The unit complained of, and everyone below it, is kept from the complaint.
    return scope & ~_along(columns, columns.about, lambda path: bool(path) and inside(grant.unit_path, path))


def _matching(columns: Columns, filters: Filters) -> Mask:
    mask: Mask = np.ones(len(columns), np.bool_)
    for name, codes in _CODES.items():
        wanted = getattr(filters, name)
        if wanted:
            mask &= getattr(columns, name) == (codes.index(wanted) if wanted in codes else -2)
    if filters.open is not None:
        mask &= columns.has(Flag.OPEN) == filters.open
    if filters.unit is not None:
        unit = reference().unit_named(filters.unit)
        mask &= _along(columns, columns.lead, lambda path: unit is not None and _ends_with(path, unit.path))
    if filters.category:
        mask &= _along(columns, columns.category, _in_category(filters.category))
    if filters.area:
        mask &= _along(columns, columns.area, _in_area(filters.area))
    if filters.since:
        mask &= columns.received >= minute(filters.since)
    if filters.until:
        mask &= columns.received <= minute(filters.until, end=True)
    return mask & in_cell(columns, filters.cell) if filters.cell else mask


def in_cell(columns: Columns, text: str) -> Mask:
    """The rows inside a cell; none for what is not one."""
    cell = cells.read(text)
    low, high = cells.within(cell) if cell is not None else (1, 0)
    finest = np.array(columns.grid.finest.values, np.int64)
    return _carried(columns.cell, (finest >= low) & (finest <= high))


def _along(columns: Columns, column: Ints, holds: Callable[[str], bool]) -> Mask:
    return _carried(column, np.fromiter((holds(path) for path in columns.paths), np.bool_, len(columns.paths)))


def _carried(column: Ints, answers: NDArray[np.bool_]) -> Mask:
    found: Mask = answers[column] if len(answers) else np.zeros(len(column), np.bool_)
    return found


def _ends_with(path: str, other: str) -> bool:
    """Whether both name the same thing, wherever it lay: the last label is its own."""
    return path.rpartition(".")[2] == other.rpartition(".")[2]


def _in_category(value: str) -> Callable[[str], bool]:
    known = reference().category_at(value)
    if known is None:
        return lambda path: False
    if known.is_leaf:
        return lambda path: _ends_with(path, known.path)
    return lambda path: inside(path, known.path)


def _in_area(value: str) -> Callable[[str], bool]:
    known = reference().area_at(value)
    if known is None:
        return lambda path: False
    if places.children(known.path):
        return lambda path: inside(path, known.path)
    return lambda path: _ends_with(path, known.path)
