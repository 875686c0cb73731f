"""Arithmetic of H3 cells, for many at once. Pure.

An index holds its resolution in bits 52 to 55 and below it three bits for each of fifteen steps down; the steps
that a coarser cell does not take are all ones. (The layout is part of H3's specification.)
"""

from functools import lru_cache
from typing import Any, Final

import numpy as np
from h3.api import basic_int as h3
from numpy.typing import NDArray

# What a case carries, and the coarsest that a map of the largest country asks for.
FINEST: Final = 10
COARSEST: Final = 2
_STEPS: Final = 15
_DECIMALS: Final = 5
# How wide a cell is at each resolution, in metres: twice the mean length of an edge.
WIDTHS: Final = {step: 2 * h3.average_hexagon_edge_length(step, unit="m") for step in range(COARSEST, FINEST + 1)}

_METRES_A_PIXEL_AT_0: Final = 78271.5
_PIXELS_WIDE: Final = 22.0

type Cells = NDArray[np.int64]


def parents(cells: Cells, resolution: int) -> Cells:
    """The cells of that resolution around each; 0 stands for "no cell" and stays."""
    below = 3 * (_STEPS - resolution)
    ones = np.int64((1 << below) - 1)
    kept = cells & np.int64(~(0xF << 52))
    found: Cells = np.where(cells == 0, cells, kept | np.int64(resolution << 52) | ones)
    return found


def within(cell: int) -> tuple[int, int]:
    """The lowest and the highest finest cell inside a cell: they all lie between."""
    resolution = h3.get_resolution(cell)
    open_bits = (1 << (3 * (FINEST - resolution))) - 1
    closed = (1 << (3 * (_STEPS - FINEST))) - 1
    base = (cell & ~(0xF << 52) & ~((1 << (3 * (_STEPS - resolution))) - 1)) | (FINEST << 52)
    return base | closed, base | (open_bits << (3 * (_STEPS - FINEST))) | closed


def read(text: str) -> int | None:
    """A cell as people copy it (hexadecimal), of a resolution that cases can be counted by; None otherwise."""
    try:
        cell = int(text, 16)
    except ValueError:
        return None
    if not 0 < cell < 2**63 or not h3.is_valid_cell(cell):
        return None
    return cell if h3.get_resolution(cell) <= FINEST else None


def resolution(cell: int) -> int:
    return int(h3.get_resolution(cell))


def resolution_for(zoom: float, latitude: float) -> int:
    """The finest resolution whose cells are still wide enough to be seen and hit at this zoom (512-pixel tiles)."""
    metres_a_pixel = _METRES_A_PIXEL_AT_0 * max(float(np.cos(np.radians(latitude))), 0.1) / 2**zoom
    fitting = [step for step, width in WIDTHS.items() if width / metres_a_pixel >= _PIXELS_WIDE]
    return max(fitting, default=COARSEST)


@lru_cache(maxsize=60_000)
def outline(cell: int) -> tuple[int, ...]:
    """The corners as whole hundred-thousandths of a degree: longitude and latitude of the first, then steps."""
    scale = 10**_DECIMALS
    corners = [(round(lon * scale), round(lat * scale)) for lat, lon in h3.cell_to_boundary(cell)]
    flat: list[int] = list(corners[0])
    for (lon, lat), (before_lon, before_lat) in zip(corners[1:], corners, strict=False):
        flat += (lon - before_lon, lat - before_lat)
    return tuple(flat)


def centre(cell: int) -> tuple[float, float]:
    """Longitude and latitude."""
    latitude, longitude = h3.cell_to_latlng(cell)
    return longitude, latitude


def name(cell: int) -> str:
    return str(h3.int_to_str(cell))


def cell_at(longitude: float, latitude: float, resolution: int = FINEST) -> int:
    found: Any = h3.latlng_to_cell(latitude, longitude, resolution)
    return int(found)
