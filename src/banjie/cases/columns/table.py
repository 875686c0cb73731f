"""The columns themselves: one immutable value, an array for each column. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import IntFlag
from types import MappingProxyType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from banjie.cases import cells

type Mask = NDArray[np.bool_]
type Ints = NDArray[np.int32]

# In place of a moment that there is none of. Moments are whole minutes since 1970, which last until 6053.
NEVER: Final = -1
_MINUTES_TO_2000: Final = 15778080


class Flag(IntFlag):
    OPEN = 1
    HAD_DEADLINE = 2
    CLOSED_LATE = 4
    RETURNED = 8
    REOPENED = 16
    REMINDED = 32
    RATED = 64
    RATED_SOLVED = 128
    # The exact place may be somebody's home, and they asked not to be known, or it is a quarrel.
    GUARDED = 256


# A row as the database sends it: big-endian, every column of fixed width, none empty. Moments are microseconds
# since 2000, and the least there is for none.
ROW: Final = np.dtype(
    [
        ("id", ">i8"),
        ("received", ">i8"),
        ("closed", ">i8"),
        ("due", ">i8"),
        ("cell", ">i8"),
        ("longitude", ">f4"),
        ("latitude", ">f4"),
        ("area", ">i8"),
        ("lead", ">i8"),
        ("about", ">i8"),
        ("category", ">i8"),
        ("state", ">i2"),
        ("kind", ">i2"),
        ("level", ">i2"),
        ("channel", ">i2"),
        ("flags", ">i2"),
        ("satisfaction", ">i2"),
    ]
)


@dataclass(frozen=True, slots=True)
class Words:
    """Values that repeat, each with its place: rows hold the place. Grows only, so that places stay."""

    values: tuple[Any, ...] = ()
    places: Mapping[Any, int] = field(default_factory=lambda: MappingProxyType({}))

    def with_new(self, values: Iterable[Any]) -> "Words":
        new = [value for value in dict.fromkeys(values) if value not in self.places]
        if not new:
            return self
        every = (*self.values, *new)
        return Words(every, MappingProxyType({value: place for place, value in enumerate(every)}))


class Grid:
    """The finest cells that hold cases, and those around them, reckoned when a resolution is first asked for."""

    def __init__(self, finest: Words) -> None:
        self.finest = finest
        self._around: dict[int, tuple[NDArray[np.int64], Ints]] = {}

    def at(self, resolution: int) -> tuple[NDArray[np.int64], Ints]:
        """The cells of a resolution, and for each place of a finest cell which of them it lies in."""
        if resolution not in self._around:
            finest = np.array(self.finest.values, np.int64)
            found, inverse = np.unique(cells.parents(finest, resolution), return_inverse=True)
            self._around[resolution] = found, inverse.astype(np.int32)
        return self._around[resolution]


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Columns:
    """All cases, in the order of their ids. Paths and cells stand as places in `paths` and `grid`."""

    id: NDArray[np.int64]
    received: Ints
    closed: Ints
    due: Ints
    cell: Ints
    longitude: NDArray[np.float32]
    latitude: NDArray[np.float32]
    area: Ints
    lead: Ints
    about: Ints
    category: Ints
    state: NDArray[np.int8]
    kind: NDArray[np.int8]
    level: NDArray[np.int8]
    channel: NDArray[np.int8]
    flags: NDArray[np.int16]
    satisfaction: NDArray[np.int8]
    # Hashes of paths, as the database reckons them, and the paths.
    hashes: Words
    paths: tuple[str, ...]
    grid: Grid

    def __len__(self) -> int:
        return len(self.id)

    def has(self, flag: Flag) -> Mask:
        found: Mask = (self.flags & np.int16(flag)) != 0
        return found

    def where(self, ids: Iterable[int]) -> Mask:
        """The rows of these cases."""
        wanted = np.fromiter(ids, np.int64)
        mask: Mask = np.zeros(len(self), np.bool_)
        places = np.searchsorted(self.id, wanted)
        there = places < len(self)
        places, wanted = places[there], wanted[there]
        mask[places[self.id[places] == wanted]] = True
        return mask

    def nbytes(self) -> int:
        """What the rows take in memory."""
        return sum(value.nbytes for each in fields(self) if isinstance(value := getattr(self, each.name), np.ndarray))

    def merged(self, rows: NDArray[Any], paths: Mapping[int, str]) -> Self:
        """With these rows in place of those of the same case, or beside the others. `paths` by their hashes."""
        hashes = self.hashes.with_new(paths)
        known = tuple(
            paths[value] if value in paths else self.paths[place] for place, value in enumerate(hashes.values)
        )
        finest = self.grid.finest.with_new(np.unique(rows["cell"]).tolist())
        grid = self.grid if finest is self.grid.finest else Grid(finest)
        new = replace(self, **_decoded(rows, hashes, finest), hashes=hashes, paths=known, grid=grid)
        return _joined(self, new)


def empty() -> Columns:
    none = np.zeros(0, ROW)
    nothing = Words()
    return Columns(**_decoded(none, nothing, nothing), hashes=nothing, paths=(), grid=Grid(nothing))


def _decoded(rows: NDArray[Any], hashes: Words, finest: Words) -> dict[str, Any]:
    """The rows as columns of the machine's own kind, in the order of their ids."""
    order = np.argsort(rows["id"], kind="stable")
    same: dict[str, type[np.generic]] = {
        "id": np.int64,
        "flags": np.int16,
        "longitude": np.float32,
        "latitude": np.float32,
    }
    same |= dict.fromkeys(("state", "kind", "level", "channel", "satisfaction"), np.int8)
    columns: dict[str, Any] = {name: rows[name].astype(kind)[order] for name, kind in same.items()}
    columns |= {name: _minutes(rows[name])[order] for name in ("received", "closed", "due")}
    columns |= {name: _placed(rows[name], hashes)[order] for name in ("area", "lead", "about", "category")}
    return columns | {"cell": _placed(rows["cell"], finest)[order]}


def _minutes(moments: NDArray[Any]) -> Ints:
    none = moments == np.iinfo(np.int64).min
    minutes: Ints = np.where(none, NEVER, moments // 60_000_000 + _MINUTES_TO_2000).astype(np.int32)
    return minutes


def _placed(values: NDArray[Any], words: Words) -> Ints:
    found, inverse = np.unique(values, return_inverse=True)
    places = np.fromiter((words.places[value] for value in found.tolist()), np.int32, len(found))
    placed: Ints = places[inverse] if len(found) else np.zeros(0, np.int32)
    return placed


def _joined[T: Columns](old: T, new: T) -> T:
    """Both, the new in place of the old where they are the same case."""
    if not len(old):
        return new
    if not len(new):
        return old
    kept = ~old.where(new.id.tolist())
    ids = np.concatenate((old.id[kept], new.id))
    order = np.argsort(ids, kind="stable")
    arrays: dict[str, Any] = {
        each.name: np.concatenate((getattr(old, each.name)[kept], getattr(new, each.name)))[order]
        for each in fields(old)
        if isinstance(getattr(old, each.name), np.ndarray)
    }
    return replace(new, **arrays)
