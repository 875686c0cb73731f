"""The names of places that stand in a text, each once, and with two roads that cross told as one. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from banjie.intelligence.placing.around import Around, crosses, look_around
from banjie.intelligence.placing.gazetteer import Gazetteer, Hit, Known
from banjie.places.levels import PlaceKind

# Texts that name more are lists; their first names say enough. So do the first places of one name.
_MOST_MENTIONS: Final = 12
_MOST_OF_A_NAME: Final = 64
SHORT: Final = 2


@dataclass(frozen=True, slots=True)
class Mention[T: Known]:
    start: int
    end: int
    name: str
    entries: Sequence[T]
    weak: bool
    around: Around | None
    areas: Mapping[str, T]
    crossing: str = ""
    apart: bool = False

    @property
    def is_area(self) -> bool:
        return bool(self.areas)


def mentions[T: Known](gazetteer: Gazetteer[T], text: str, hits: Sequence[Hit]) -> list[Mention[T]]:
    """In the order of the text; `hits` are the names that the gazetteer found in it."""
    return _joined(text, list(_mentions(gazetteer, text, hits)))


def _mentions[T: Known](gazetteer: Gazetteer[T], text: str, hits: Sequence[Hit]) -> Iterator[Mention[T]]:
    """Each name once, the first time it stands; a name as short as a word only where it is told as a place."""
    seen: set[str] = set()
    for hit in hits:
        name = text[hit.start : hit.end]
        if name in seen:
            continue
        every = [gazetteer.entries[number] for number in hit.entries[:_MOST_OF_A_NAME]]
        entries = _spots_before_areas(every)
        around = None
        if not hit.weak:
            around = look_around(text, hit.start, hit.end, road=entries[0].kind is PlaceKind.ROAD)
            if around.called:
                continue
            if len(name) <= SHORT and entries[0].kind is not PlaceKind.AREA and not _is_told(around):
                continue
        seen.add(name)
        areas = {each.path: each for each in every if each.kind is PlaceKind.AREA}
        yield Mention(hit.start, hit.end, name, entries, hit.weak, around, areas)
        if len(seen) == _MOST_MENTIONS:
            return


def _spots_before_areas[T: Known](entries: Sequence[T]) -> Sequence[T]:
    """Where an area is called after a road or a square of its own, that is meant, and its point is known."""
    spots = {each.path for each in entries if each.kind is not PlaceKind.AREA}
    return [each for each in entries if each.kind is not PlaceKind.AREA or each.path not in spots]


def _is_told(around: Around) -> bool:
    return bool(around.placed or around.lives or around.beside or around.number)


def _joined[T: Known](text: str, mentions: list[Mention[T]]) -> list[Mention[T]]:
    """Two roads that are told as a crossing are one mention, of the area where both run; `apart` where none is."""
    joined: list[Mention[T]] = []
    for each in mentions:
        last = joined[-1] if joined else None
        if last is not None and not last.crossing and _is_crossing(text, last, each):
            joined[-1] = _crossing(last, each)
        else:
            joined.append(each)
    return joined


def _is_crossing[T: Known](text: str, first: Mention[T], second: Mention[T]) -> bool:
    roads = all(each.entries[0].kind is PlaceKind.ROAD and not each.weak for each in (first, second))
    return roads and crosses(text, first.start, first.end, second.start, second.end)


def _crossing[T: Known](first: Mention[T], second: Mention[T]) -> Mention[T]:
    other = {each.path for each in second.entries}
    both = [each for each in first.entries if each.path in other]
    crossed = second.entries[0].canonical
    kept = both or list(first.entries)
    return Mention(first.start, second.end, first.name, kept, False, first.around, {}, crossed, apart=not both)
