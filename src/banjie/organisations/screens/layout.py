"""Which panels a screen has, in what order and size, and how they share out over its boards. Pure.

A board is what fits on 16:9 at once: a grid of COLUMNS by ROWS. A wall of 32:9 shows two boards side by side; one
of 16:9 shows one and turns to the next. Panels fill a board column by column from the top left, each in the first
place where it fits, which is what a browser's grid does with them too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

COLUMNS: Final = 8
ROWS: Final = 6
# Below this nobody can read a board before it goes.
TURN_AT_LEAST: Final = 10
TURN_AT_MOST: Final = 600


class Panel(StrEnum):
    CATEGORIES = "categories"
    FIGURES = "figures"
    FLOW = "flow"
    LATEST = "latest"
    MAP = "map"
    PARTS = "parts"
    SATISFACTION = "satisfaction"
    UNITS = "units"


class Size(StrEnum):
    """How much of a board a panel takes."""

    STRIP = "strip"
    SMALL = "small"
    WIDE = "wide"
    TALL = "tall"
    LARGE = "large"
    HALF = "half"


# Columns and rows.
SPANS: Final[Mapping[Size, tuple[int, int]]] = {
    Size.STRIP: (4, 1),
    Size.SMALL: (2, 2),
    Size.WIDE: (4, 3),
    Size.TALL: (2, 5),
    Size.LARGE: (4, 5),
    Size.HALF: (4, 6),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A panel of a screen; one that is off keeps its place in the order."""

    panel: Panel
    size: Size
    on: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """Every panel once, in order. `turn_seconds` is how long a board stays; 0 never turns by itself."""

    panels: tuple[Placed, ...]
    turn_seconds: int = 40

    def as_data(self) -> dict[str, Any]:
        return {
            "panels": [[each.panel.value, each.size.value, each.on] for each in self.panels],
            "turn_seconds": self.turn_seconds,
        }

    @property
    def boards(self) -> tuple[tuple[Placed, ...], ...]:
        """The panels that are on, board by board; one that finds no room begins the next board."""
        boards: list[tuple[list[Placed], set[tuple[int, int]]]] = []
        for placed in (each for each in self.panels if each.on):
            if not boards or (cells := _room(placed.size, boards[-1][1])) is None:
                boards.append(([], set()))
                cells = _room(placed.size, boards[-1][1])
            boards[-1][0].append(placed)
            boards[-1][1].update(cells or ())
        return tuple(tuple(panels) for panels, _ in boards)


DEFAULT: Final = Layout(
    (
        Placed(Panel.MAP, Size.HALF),
        Placed(Panel.FIGURES, Size.STRIP),
        Placed(Panel.LATEST, Size.TALL),
        Placed(Panel.PARTS, Size.TALL),
        Placed(Panel.FLOW, Size.WIDE),
        Placed(Panel.SATISFACTION, Size.WIDE),
        Placed(Panel.CATEGORIES, Size.WIDE),
        Placed(Panel.UNITS, Size.WIDE),
    )
)


def read(data: Mapping[str, Any]) -> Layout:
    """A layout as it was kept. What is no longer known is dropped, and what is new since stands at the end, off."""
    placed = [
        Placed(Panel(panel), Size(size), bool(on))
        for panel, size, on in data.get("panels", ())
        if panel in set(Panel) and size in set(Size)
    ]
    return with_panels(placed, turn_seconds=int(data.get("turn_seconds", DEFAULT.turn_seconds)))


def with_panels(placed: Sequence[Placed], *, turn_seconds: int) -> Layout:
    """Every panel once: the first mention counts, the rest follow switched off. At least one is on."""
    known: dict[Panel, Placed] = {}
    for each in placed:
        known.setdefault(each.panel, each)
    for each in DEFAULT.panels:
        known.setdefault(each.panel, replace(each, on=False))
    panels = tuple(known.values())
    if not any(each.on for each in panels):
        panels = tuple(replace(each, on=True) for each in panels[:1]) + panels[1:]
    return Layout(panels, _bounded(turn_seconds))


def moved(layout: Layout, panel: Panel, step: int) -> Layout:
    """With the panel one place earlier (-1) or later (1); at the end it stays."""
    panels = list(layout.panels)
    here = next(place for place, each in enumerate(panels) if each.panel is panel)
    there = min(max(here + step, 0), len(panels) - 1)
    panels.insert(there, panels.pop(here))
    return replace(layout, panels=tuple(panels))


def _bounded(seconds: int) -> int:
    return 0 if seconds <= 0 else min(max(seconds, TURN_AT_LEAST), TURN_AT_MOST)


def _room(size: Size, taken: set[tuple[int, int]]) -> set[tuple[int, int]] | None:
    """The cells of the first free place, column by column; None if there is none."""
    for cells in _places(size):
        if not cells & taken:
            return cells
    return None


def _places(size: Size) -> Iterator[set[tuple[int, int]]]:
    wide, high = SPANS[size]
    for column in range(COLUMNS - wide + 1):
        for row in range(ROWS - high + 1):
            yield {(column + right, row + down) for right in range(wide) for down in range(high)}
