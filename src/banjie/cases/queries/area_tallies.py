"""How the cases of each area went in a stretch of time, as far as the rows of today tell.

What happened to a case again and again is told once: of the cases received in the stretch, those returned; of
those closed in it, those reopened before. A stock at the end of the stretch is what had come in and not ended.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from banjie.cases.columns import Columns, Flag, Mask, columns, reading, seen
from banjie.cases.filters import Filters
from banjie.organisations.permissions import Viewer

# Five bits for how a row lies in the stretch, the seven flags from HAD_DEADLINE on, two for the grade.
_BITS: Final = 14
_CLOSED, _DECLINED, _NEITHER = 1, 2, 0
# What the state says of a case that has ended; withdrawn and merged ones nobody settled.
_ENDS: Final = np.array(
    [
        {"declined": _DECLINED, "withdrawn": _NEITHER, "merged": _NEITHER}.get(state, _CLOSED)
        for state in reading.STATES
    ],
    np.int8,
)
_SATISFIED: Final = 4
_LAST: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class AreaTally:
    """Cases of one area in one stretch of time; `open` and `overdue` are stocks at its end."""

    received: int
    declined: int
    closed: int
    closed_with_deadline: int
    closed_late: int
    returned: int
    reopened: int
    reminded: int
    rated: int
    rated_solved: int
    graded: int
    satisfied: int
    open: int
    overdue: int


def area_tallies(
    viewer: Viewer,
    filters: Filters,
    paths: Sequence[str],
    *,
    since: datetime | None,
    until: datetime | None,
    at: datetime,
) -> Mapping[str, AreaTally]:
    """A tally for each of these areas, which do not hold one another; `since` up to, without, `until`.

    The filters' own days do not count: they say when a case came in, and a closing may lie long after.
    """
    held = columns()
    asked = filters.model_copy(update={"since": None, "until": None})
    mask = seen(held, viewer, asked, at=at)
    first = int(since.timestamp() // 60) if since is not None else 0
    now = int(at.timestamp() // 60)
    # The minute that has begun belongs to it: what came in just now is counted.
    last = min(int(until.timestamp() // 60), now + 1) if until is not None else now + 1
    codes = _codes(held, mask, _places(held, paths), len(paths), first, last, now)
    # One line more than there are areas, for what lies in none.
    table = np.bincount(codes, minlength=len(paths) + 1 << _BITS).reshape(-1, 1 << _BITS)
    counted = {name: table[:, chosen(_WAYS)].sum(axis=1).tolist() for name, chosen in _CHOSEN.items()}
    return {
        path: AreaTally(**{name: counts[place] for name, counts in counted.items()}) for place, path in enumerate(paths)
    }


def _places(held: Columns, paths: Sequence[str]) -> NDArray[np.int32]:
    """For each known path the area of `paths` that it lies in; the number of areas for none."""
    wanted = {path: place for place, path in enumerate(paths)}
    found = [_around(path, wanted) for path in held.paths]
    return np.array(found, np.int32)


def _around(path: str, wanted: Mapping[str, int]) -> int:
    while path and path not in wanted:
        path = path.rpartition(".")[0]
    return wanted.get(path, len(wanted))


class _Ways:
    """All ways in which a row can count, as arrays over the codes that `_codes` gives to ways.

    A million rows are so counted once by their codes, and the codes, of which there are few, by what is asked.
    """

    def __init__(self) -> None:
        codes = np.arange(1 << _BITS)
        self._flags = (codes >> 2) << 1
        self.graded, self.satisfied = (codes & 1) != 0, (codes & 2) != 0
        bits = [(codes >> place & 1) != 0 for place in range(9, _BITS)]
        self.received, self.declined, self.closed, self.open, self.overdue = bits

    def has(self, flag: Flag) -> Mask:
        found: Mask = (self._flags & int(flag)) != 0
        return found


def _codes(
    held: Columns, mask: Mask, places: NDArray[np.int32], areas: int, first: int, last: int, now: int
) -> NDArray[np.int32]:
    """For each visible row: its area, how it lies in the stretch, its flags and its grade."""
    area = places[held.area] if len(places) else np.zeros(len(held), np.int32)
    chosen: Mask | slice = mask
    if np.count_nonzero(mask) * 2 > len(mask):
        # Picking most of the rows takes longer than reckoning with all of them.
        area, chosen = np.where(mask, area, np.int32(areas)), slice(None)
    flags, satisfaction, received = held.flags[chosen], held.satisfaction[chosen], held.received[chosen]
    ended = np.where(flags & np.int16(Flag.OPEN) != 0, np.int32(_LAST), held.closed[chosen])
    in_stretch = (ended >= first) & (ended < last)
    kind_of_end = _ENDS[held.state[chosen]]
    is_open = (received < last) & (ended >= last)
    due = held.due[chosen]
    # Small numbers as long as it goes: the time this takes is that of moving a million of them about.
    code = (flags >> 1 & 0x7F) << 2
    code |= satisfaction > 0
    code |= np.left_shift(satisfaction >= _SATISFIED, 1, dtype=np.int16)
    ways = (
        (received >= first) & (received < last),
        in_stretch & (kind_of_end == _DECLINED),
        in_stretch & (kind_of_end == _CLOSED),
        is_open,
        is_open & (due >= 0) & (due < min(last, now)),
    )
    for place, way in enumerate(ways, _BITS - len(ways)):
        code |= np.left_shift(way, place, dtype=np.int16)
    return (area[chosen] << _BITS) + code


_CHOSEN: Final[Mapping[str, Callable[[_Ways], Any]]] = {
    "received": lambda ways: ways.received,
    "declined": lambda ways: ways.declined,
    "closed": lambda ways: ways.closed,
    "closed_with_deadline": lambda ways: ways.closed & ways.has(Flag.HAD_DEADLINE),
    "closed_late": lambda ways: ways.closed & ways.has(Flag.CLOSED_LATE),
    "returned": lambda ways: ways.received & ways.has(Flag.RETURNED),
    "reopened": lambda ways: ways.closed & ways.has(Flag.REOPENED),
    "reminded": lambda ways: ways.received & ways.has(Flag.REMINDED),
    "rated": lambda ways: ways.closed & ways.has(Flag.RATED),
    "rated_solved": lambda ways: ways.closed & ways.has(Flag.RATED_SOLVED),
    "graded": lambda ways: ways.closed & ways.graded,
    "satisfied": lambda ways: ways.closed & ways.satisfied,
    "open": lambda ways: ways.open,
    "overdue": lambda ways: ways.overdue,
}

_WAYS: Final = _Ways()
