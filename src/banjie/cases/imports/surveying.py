"""What a file speaks of, before anything is known of it: its categories, units and where it lies. Pure."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from banjie.cases.imports.cells import TextOf, text_of
from banjie.cases.imports.choices import Choices
from banjie.cases.imports.fields import Field
from banjie.cases.imports.mapping import PATH_MARK, MappingContent
from banjie.cases.imports.positions import PositionReader
from banjie.platform.tables import Row, columns_by_key

MOST_WORDS: Final = 2_000
_POINTS_KEPT: Final = 100_000
_STRAY: Final = 0.005
_MARGIN: Final = 0.1
_LEAST_MARGIN: Final = 0.02

type Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Survey:
    """Words by how often they stand there, and the points of the first rows (WGS-84)."""

    categories: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    longitudes: array[float] = field(default_factory=lambda: array("d"))
    latitudes: array[float] = field(default_factory=lambda: array("d"))

    def box(self) -> Box | None:
        """West, south, east, north of where nearly all points lie, with room around; strays do not widen it."""
        if not self.longitudes:
            return None
        west, east = _span(self.longitudes)
        south, north = _span(self.latitudes)
        return max(west, -180.0), max(south, -90.0), min(east, 180.0), min(north, 90.0)

    def points(self) -> list[tuple[float, float]]:
        return list(zip(self.longitudes, self.latitudes, strict=True))


def survey(content: MappingContent, headers: Sequence[str], rows: Iterable[Row]) -> Survey:
    """Reads every row for what `Missing` may have to make."""
    places = columns_by_key(headers)
    texts: dict[Field, TextOf] = {field: text_of(source, places) for field, source in content.fields.items()}
    position = PositionReader(content, texts, [])
    found = Survey()
    counted = [
        (texts[field], words)
        for field, words in ((Field.CATEGORY, found.categories), (Field.LEAD_UNIT, found.units))
        if field in texts
    ]
    for row in rows:
        if row.problem is not None:
            continue
        for taken, words in counted:
            word = taken(row.cells)
            if word and (word in words or len(words) <= MOST_WORDS):
                words[word] += 1
        if len(found.longitudes) < _POINTS_KEPT:
            _keep_point(found, *position.of(row.cells))
    return found


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the installation lacks of what the file speaks of: paths of names, words for units, an area."""

    categories: tuple[tuple[str, ...], ...] = ()
    units: tuple[str, ...] = ()
    box: Box | None = None
    area: bool = False

    def __bool__(self) -> bool:
        return bool(self.categories or self.units or self.area)


def lacking(content: MappingContent, found: Survey, choices: Choices, *, located: int, any_area: bool) -> Lacking:
    """`located` is how many of the survey's points lie in an area; `any_area` whether there is one at all."""
    outside = bool(found.longitudes) and 2 * located < len(found.longitudes)
    draws = content.missing is not None and content.missing.area is not None
    return Lacking(
        categories=tuple(
            tuple(word.split(PATH_MARK)) for word in _unmeant(content, Field.CATEGORY, found.categories, choices)
        ),
        units=tuple(_unmeant(content, Field.LEAD_UNIT, found.units, choices)),
        box=found.box(),
        area=draws and (outside or not any_area),
    )


def _unmeant(content: MappingContent, field: Field, words: Counter[str], choices: Choices) -> list[str]:
    said = content.values.get(field, {})
    return [
        word
        for word, _ in words.most_common()
        if word not in said and choices.find(field, word, content.missing) is None
    ]


def _keep_point(found: Survey, longitude: float | None, latitude: float | None) -> None:
    if longitude is not None and latitude is not None and abs(longitude) <= 180 and abs(latitude) <= 90:
        found.longitudes.append(longitude)
        found.latitudes.append(latitude)


def _span(values: array[float]) -> tuple[float, float]:
    ordered = sorted(values)
    stray = int(len(ordered) * _STRAY)
    low, high = ordered[stray], ordered[-1 - stray]
    room = max((high - low) * _MARGIN, _LEAST_MARGIN)
    return low - room, high + room
