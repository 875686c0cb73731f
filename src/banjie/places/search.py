"""Places by what people type, in memory: characters, pinyin, initials of the pinyin. Pure.

The texts of one kind lie in one long string, shortest first, so that `str.find` meets the best hits first and
a question that many names answer stops after the first few.
"""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from banjie.places.levels import PlaceKind
from banjie.places.pinyin import plain

_MOST_LOOKED_AT = 2000
# A subtree with fewer names gets an index of its own; a larger one is dense enough in the whole.
_SMALL = 2000
_SMALL_ONES_KEPT = 256
_LEAST_INNER_INITIALS = 2
_LEAST_INNER_PINYIN = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one place. `place_id` is the canonical place's; None for an area's own name.

    `plain` is the name in the form of `pinyin.plain`; `where` is what else may be typed to tell the place
    apart: the plain names of the areas round it.
    """

    name: str
    plain: str
    canonical: str
    kind: PlaceKind
    path: str
    place_id: int | None
    lon: float | None
    lat: float | None
    initials: str
    pinyin: str
    where: str
    is_alias: bool


type Hit = tuple[Entry, str]


class PlaceIndex:
    """The names of places. Safe to read from several threads."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = sorted(entries, key=lambda entry: entry.path)
        self._paths = [entry.path for entry in self._entries]
        numbered = list(enumerate(self._entries))
        self._names = _Haystack((entry.plain, number) for number, entry in numbered)
        self._initials = _Haystack((text, number) for number, entry in numbered for text in entry.initials.split())
        self._pinyin = _Haystack((text, number) for number, entry in numbered for text in entry.pinyin.split())
        self._small: OrderedDict[str, PlaceIndex] = OrderedDict()

    def search(self, text: str, *, within: str | None = None, limit: int = 10) -> list[Hit]:
        """The best hits, each place once, with how it was matched: name, alias, pinyin or initials.

        Words parted by spaces must all be met, in the name or in the names of the areas round it. `within` is
        the path of the area to search.
        """
        words = [plain(word) for word in text.split()]
        if not words or limit < 1:
            return []
        below = self._range(within) if within else range(len(self._entries))
        if within and len(below) < _SMALL:
            return self._small_index(within, below).search(text, limit=limit)
        hits = self._hits("".join(words), below)
        if len(words) > 1:
            hits = chain(hits, self._hits_in_context(words, below))
        return _unique(hits, limit)

    def _range(self, path: str) -> range:
        """Paths sort so that a subtree lies together: "." comes before, and "/" after, every path below."""
        return range(bisect_left(self._paths, path), bisect_left(self._paths, f"{path}/"))

    def _small_index(self, path: str, below: range) -> "PlaceIndex":
        index = self._small.get(path)
        if index is None:
            index = self._small[path] = PlaceIndex(self._entries[below.start : below.stop])
            while len(self._small) > _SMALL_ONES_KEPT:
                self._small.popitem(last=False)
        return index

    def _hits(self, text: str, below: range) -> Iterator[Hit]:
        for haystack, needle, matched_by in self._questions(text):
            for number in haystack.find(needle):
                if number in below:
                    entry = self._entries[number]
                    yield entry, "alias" if entry.is_alias and matched_by == "name" else matched_by

    def _questions(self, text: str) -> Iterator[tuple["_Haystack", str, str]]:
        """From the surest to the vaguest. A line break stands for the start of a name; the name that is the text
        and no more comes first among those that begin with it, being the shortest."""
        typed_latin = text.isascii()
        yield self._names, f"\n{text}", "name"
        if typed_latin:
            yield self._initials, f"\n{text}", "initials"
            yield self._pinyin, f"\n{text}", "pinyin"
        yield self._names, text, "name"
        if typed_latin and len(text) >= _LEAST_INNER_INITIALS:
            yield self._initials, text, "initials"
        if typed_latin and len(text) >= _LEAST_INNER_PINYIN:
            yield self._pinyin, text, "pinyin"

    def _hits_in_context(self, words: Sequence[str], below: range) -> Iterator[Hit]:
        for main in sorted(words, key=len, reverse=True):
            others = [word for word in words if word is not main]
            for entry, matched_by in islice(self._hits(main, below), _MOST_LOOKED_AT):
                if all(word in entry.plain or word in entry.where for word in others):
                    yield entry, matched_by


class _Haystack:
    """Texts, shortest first, with the number of the entry that each belongs to."""

    def __init__(self, texts: Iterator[tuple[str, int]]) -> None:
        ranked = sorted(texts, key=lambda pair: (len(pair[0]), pair))
        self._owners = [owner for _, owner in ranked]
        self._joined = "\n" + "\n".join(text for text, _ in ranked) + "\n"
        self._starts = list(_starts(text for text, _ in ranked))

    def find(self, needle: str) -> Iterator[int]:
        """The entries whose text holds the needle, each text once."""
        position = self._joined.find(needle) if self._owners else -1
        while position >= 0:
            line = bisect_right(self._starts, position) - 1
            yield self._owners[line]
            position = self._joined.find(needle, self._starts[line + 1])


def _starts(texts: Iterator[str]) -> Iterator[int]:
    """Where the line break before each text lies, and the one after the last."""
    position = 0
    yield position
    for text in texts:
        position += len(text) + 1
        yield position


def _unique(hits: Iterator[Hit], limit: int) -> list[Hit]:
    found: dict[tuple[str, int | None], Hit] = {}
    for entry, matched_by in islice(hits, _MOST_LOOKED_AT):
        key = (entry.path if entry.place_id is None else "", entry.place_id)
        found.setdefault(key, (entry, matched_by))
        if len(found) == limit:
            break
    return list(found.values())
