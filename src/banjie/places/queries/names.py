"""Place names: found by what people type, and given out for finding places in texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from banjie.places.english import called
from banjie.places.levels import PlaceKind
from banjie.places.models import PlaceName
from banjie.places.pinyin import full, initials, plain
from banjie.places.queries.areas import STAMP, areas_tree
from banjie.places.refs import AreaRef, PlaceMatch
from banjie.places.search import Entry, PlaceIndex
from banjie.places.tree import AreaTree
from banjie.platform.stamps import Cached

NAMES_STAMP = "place_names"


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place with its other names, as the pages show it."""

    id: int
    name: str
    kind: PlaceKind
    area_id: int
    lon: float | None
    lat: float | None
    aliases: tuple[str, ...]


_COLUMNS = (
    *("id", "name", "kind", "area_id", "longitude", "latitude", "initials", "pinyin", "alias_of_id"),
    "alias_of__name",
)


def _load() -> tuple[Entry, ...]:
    tree = areas_tree()
    around = {area.path: _around(tree, area) for area in tree}
    own = [_entry_of_area(area, around[area.path]) for area in tree]
    rows: Any = PlaceName.objects.order_by().values_list(*_COLUMNS)
    named = [
        _entry(row, area, around[area.path])
        for row in rows.iterator()
        if (area := tree.by_id(row[3])) is not None and area.active
    ]
    return (*own, *named)


def _around(tree: AreaTree, area: AreaRef) -> str:
    return "\n".join(plain(name) for above in tree.line(area.path) for name in (above.name, above.name_en))


def _entry_of_area(area: AreaRef, where: str) -> Entry:
    return Entry(
        name=area.name,
        plain=plain(area.name),
        canonical=area.name,
        kind=PlaceKind.AREA,
        path=area.path,
        place_id=None,
        lon=None,
        lat=None,
        initials=initials(area.name),
        pinyin=full(area.name),
        where=where,
        is_alias=False,
    )


def _entry(row: Any, area: AreaRef, where: str) -> Entry:
    place_id, name, kind, _, lon, lat, letters, spelt, canonical_id, canonical = row
    names_the_area = kind == PlaceKind.AREA
    return Entry(
        name=name,
        plain=plain(name),
        canonical=area.name if names_the_area else canonical or name,
        kind=PlaceKind(kind),
        path=area.path,
        place_id=None if names_the_area else canonical_id or place_id,
        lon=lon,
        lat=lat,
        initials=letters,
        pinyin=spelt,
        where=where,
        is_alias=names_the_area or canonical_id is not None,
    )


_entries: Cached[tuple[Entry, ...]] = Cached(STAMP, NAMES_STAMP, load=_load)
_index: Cached[PlaceIndex] = Cached(STAMP, NAMES_STAMP, load=lambda: PlaceIndex(_entries.get()))


def search_places(text: str, *, within: str | None = None, limit: int = 10) -> list[PlaceMatch]:
    """Places and areas by characters, pinyin or its initials, the best first, each once.

    Several words narrow: "柳林 市场" is a market in 柳林镇. `within` is the path of the area to look in.
    """
    tree = areas_tree()
    found = []
    for entry, matched_by in _index.get().search(text, within=within, limit=limit):
        area = tree.by_path(entry.path)
        if area is not None:
            found.append(
                PlaceMatch(
                    entry.canonical,
                    entry.kind,
                    area,
                    entry.lon,
                    entry.lat,
                    matched_by,
                    entry.name,
                    entry.place_id,
                )
            )
    return found


def names_for_matching() -> tuple[Entry, ...]:
    """Every name and alias with its place and area, for finding them in texts: the entries that search holds, and
    what areas and roads are called in English.

    `place_id` is None where the name is an area's own.
    """
    own = _entries.get()
    return (*own, *_in_english(own))


def _in_english(entries: Sequence[Entry]) -> Iterator[Entry]:
    for area in areas_tree():
        if area.active and area.name_en and area.name_en != area.name:
            yield replace(_entry_of_area(area, ""), name=area.name_en, canonical=area.name_en)
    for entry in entries:
        if entry.kind is PlaceKind.ROAD:
            for name in called(entry.name, entry.pinyin):
                yield replace(entry, name=name, is_alias=True)


def places_of(area_id: int) -> list[NamedPlace]:
    """The places that lie directly in an area, by name, each with its aliases."""
    rows = PlaceName.objects.filter(area_id=area_id, alias_of=None).prefetch_related("aliases")
    return [_named(row) for row in rows.order_by("kind", "name")]


def place(place_id: int) -> NamedPlace | None:
    """A place by the id of its canonical name."""
    row = PlaceName.objects.filter(pk=place_id, alias_of=None).prefetch_related("aliases").first()
    return _named(row) if row else None


def _named(row: PlaceName) -> NamedPlace:
    aliases = tuple(sorted(alias.name for alias in row.aliases.all()))
    return NamedPlace(row.pk, row.name, PlaceKind(row.kind), row.area_id, row.longitude, row.latitude, aliases)
