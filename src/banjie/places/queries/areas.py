"""Areas, from the tree in memory: one query when something changed, none otherwise."""

from collections.abc import Iterator

from banjie.places.levels import Level
from banjie.places.models import Area
from banjie.places.refs import AreaRef
from banjie.places.tree import AreaNode, AreaTree
from banjie.platform import stamps
from banjie.platform.stamps import Cached

STAMP = "areas"


def _load() -> AreaTree:
    rows = Area.objects.values_list("id", "code", "name", "level", "path", "name_en", "active")
    return AreaTree(AreaRef(*row[:3], Level(row[3]), *row[4:]) for row in rows.iterator())


_tree: Cached[AreaTree] = Cached(STAMP, load=_load)


def areas_tree() -> AreaTree:
    """Every area, as one immutable value."""
    return _tree.get()


def version() -> int:
    """A number that changes with the areas, at most a second late; for telling whether a copy is fresh."""
    return stamps.current(STAMP)


def area(code: str) -> AreaRef | None:
    """The area of that code; retired ones too (see `AreaRef.active`), since old cases name them."""
    return areas_tree().by_code(code)


def by_id(area_id: int) -> AreaRef | None:
    return areas_tree().by_id(area_id)


def by_path(path: str) -> AreaRef | None:
    """The area that lies at this path today."""
    return areas_tree().by_path(path)


def children(path: str = "") -> tuple[AreaRef, ...]:
    """The areas directly below, by code; those at the top for ""."""
    return areas_tree().children(path)


def ancestors(path: str) -> tuple[AreaRef, ...]:
    """The areas above, from the top down, the area itself left out."""
    return areas_tree().line(path.rpartition(".")[0])


def line(path: str) -> tuple[AreaRef, ...]:
    """The areas from the top down to the area itself: what a person reads as its full name."""
    return areas_tree().line(path)


def subtree(path: str = "") -> Iterator[AreaRef]:
    """The area itself and everything below it, parents first."""
    return areas_tree().subtree(path)


def tree() -> tuple[AreaNode, ...]:
    """All areas in use, nested."""
    return areas_tree().nested()
