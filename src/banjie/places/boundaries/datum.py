"""Whether a file was drawn on another map datum than it is said to be. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from banjie.core.coordinates import Datum, from_wgs84_many, to_wgs84_many
from banjie.places.measure import Shapes, square_metres

_SAMPLE = 40
_NOTEWORTHY = 0.02
_CONVINCING = 0.25


@dataclass(frozen=True, slots=True)
class Comparison:
    """A shape from the file and one that stands: of the same area, or of the parent it must lie in."""

    drawn: BaseGeometry
    standing: BaseGeometry
    same_area: bool


def likely(comparisons: Iterable[Comparison], said: Datum) -> Datum | None:
    """The datum on which the file fits what stands at least four times better than on the one `said`.

    None where it fits well enough as it is, where nothing fits better, or nothing stands to compare with.
    """
    pairs = list(comparisons)
    sample = pairs[:: max(1, len(pairs) // _SAMPLE)][:_SAMPLE]
    if not sample:
        return None
    drawn = np.array([pair.drawn for pair in sample], dtype=object)
    standing = np.array([pair.standing for pair in sample], dtype=object)
    same = np.array([pair.same_area for pair in sample], dtype=bool)
    as_said = _misfit(drawn, standing, same)
    if as_said < _NOTEWORTHY:
        return None
    misfits = {datum: _misfit(_reread(drawn, said, datum), standing, same) for datum in Datum if datum is not said}
    best = min(misfits, key=lambda datum: misfits[datum])
    return best if misfits[best] < as_said * _CONVINCING else None


def _misfit(drawn: Shapes, standing: Shapes, same: np.typing.NDArray[np.bool_]) -> float:
    """The share of the drawn area that is not where it should be."""
    beyond = square_metres(shapely.difference(drawn, standing))
    short = square_metres(shapely.difference(standing, drawn))
    return float((beyond + np.where(same, short, 0.0)).sum() / square_metres(drawn).sum())


def _reread(drawn: Shapes, said: Datum, other: Datum) -> Shapes:
    def reread(positions: np.typing.NDArray[np.float64]) -> np.typing.NDArray[np.float64]:
        raw = from_wgs84_many(positions[:, 0], positions[:, 1], said)
        return np.column_stack(to_wgs84_many(*raw, other))

    moved: Shapes = shapely.transform(drawn, reread)
    return moved
