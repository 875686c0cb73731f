"""Which places a text may mean, from the names that are kept of places. A person decides; of an import, what is sure.

The index over the names is kept in memory, a few megabytes for 100,000 of them, and made anew by the first that asks
after names or areas changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from typing import Final

from banjie.intelligence.placing.candidates import MOST, Candidate, Reason, Why, candidates, certain
from banjie.intelligence.placing.gazetteer import Gazetteer
from banjie.organisations.permissions import inside
from banjie.places import queries as places
from banjie.places.levels import Level, PlaceKind
from banjie.places.queries import AreaRef
from banjie.places.queries.areas import STAMP
from banjie.places.queries.names import NAMES_STAMP
from banjie.places.search import Entry
from banjie.platform.stamps import Cached

__all__ = ["Placed", "Reason", "Why", "certain_areas", "home_of", "places_at", "places_in"]

_SHORTEST: Final = 2
_gazetteer: Cached[Gazetteer[Entry]] = Cached(STAMP, NAMES_STAMP, load=lambda: Gazetteer(places.names_for_matching()))


@dataclass(frozen=True, slots=True)
class Placed:
    """A place that a text may mean. `label` is for the field of the place; the point is WGS-84, None where unknown.

    `area` is the smallest that is known: that of the point, else the one the name belongs to. `rough`: the point is
    somewhere on a road. `words` are those of the text.
    """

    label: str
    name: str
    kind: PlaceKind
    place_id: int | None
    area: AreaRef
    longitude: float | None
    latitude: float | None
    words: str
    sure: bool
    rough: bool
    reasons: Sequence[Reason]


def places_in(text: str, *, at: datetime, home: str = "", most: int = MOST) -> Sequence[Placed]:
    """The likeliest first. `home` is the path of the area that whoever writes belongs to, where that is known."""
    if len(text.strip()) < _SHORTEST:
        return ()
    found = candidates(_gazetteer.get(), [text], homes=[home], most=most)[0]
    points = [(each.entry.lon, each.entry.lat) for each in found]
    located = iter(places.locate([(lon, lat) for lon, lat in points if lon is not None and lat is not None], at=at))
    areas = [next(located) if lon is not None else None for lon, _ in points]
    made = (_placed(text, each, area) for each, area in zip(found, areas, strict=True))
    return [each for each in made if each is not None]


def places_at(text: str, longitude: float, latitude: float, *, at: datetime) -> Sequence[Placed]:
    """Places of the township where somebody put a pin, by what the text calls them; none has a point but the pin.

    What is named elsewhere is none of them: the pin says more than the words.
    """
    located = places.locate([(longitude, latitude)], at=at)[0]
    around = _township(located) if located is not None else ""
    if not around:
        return ()
    found = places_in(text, at=at, home=around)
    near = [each for each in found if each.kind is not PlaceKind.AREA and inside(each.area.path, around)]
    return [replace(each, longitude=None, latitude=None, area=located or each.area) for each in near]


def home_of(paths: Iterable[str]) -> str:
    """The smallest area that holds all of these, by their paths: where somebody with several is at home."""
    shared: list[str] | None = None
    for path in paths:
        parts = path.split(".") if path else []
        shared = parts if shared is None else _common(shared, parts)
    return ".".join(shared or ())


def _common(one: Sequence[str], two: Sequence[str]) -> list[str]:
    return [a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False))]


def _township(area: AreaRef) -> str:
    line = places.line(area.path)
    return next((each.path for each in line if each.level is Level.TOWNSHIP), area.path)


def certain_areas(texts: Sequence[str], *, home: str = "") -> list[tuple[AreaRef, str] | None]:
    """For each text the area of the place that it means without doubt, a township or smaller, and the place's name.

    `home` is the path of the area that all of them are from: of several places of one name the only one there is meant.
    """
    found = candidates(_gazetteer.get(), texts, homes=[home] * len(texts))
    return [_certain(each, home) for each in found]


def _certain(found: Sequence[Candidate[Entry]], home: str) -> tuple[AreaRef, str] | None:
    entry = certain(found, at_home=bool(home))
    area = places.by_path(entry.path) if entry is not None else None
    return (area, found[0].label) if area is not None and area.level.rank >= Level.TOWNSHIP.rank else None


def _placed(text: str, each: Candidate[Entry], located: AreaRef | None) -> Placed | None:
    entry = each.entry
    area = located or places.by_path(entry.path)
    if area is None:
        return None
    return Placed(
        label=each.label,
        name=entry.canonical,
        kind=entry.kind,
        place_id=entry.place_id,
        area=area,
        longitude=entry.lon,
        latitude=entry.lat,
        words=text[each.start : each.end],
        sure=each.sure,
        rough=each.rough,
        reasons=each.reasons,
    )
