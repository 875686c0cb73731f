"""Finding a category at each keystroke: by characters, pinyin initials, full pinyin or English words."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from banjie.catalogue.pinyin import every_initials, every_spelling
from banjie.catalogue.tree import CategoryNode

# How good a find is, best first. A query of several words adds up.
CODE, WHOLE_NAME, NAME_STARTS, WHOLE_INITIALS, INITIALS_START, PINYIN_STARTS = range(6)
NAME_HOLDS, KEYWORD, INITIALS_HOLD, PINYIN_HOLDS, DESCRIPTION, ABOVE, SCATTERED = range(6, 13)
LONGEST_QUERY = 60


@dataclass(frozen=True, slots=True)
class _Entry:
    node: CategoryNode
    order: int
    code: str
    name: str
    words: tuple[str, ...]
    keywords: tuple[str, ...]
    initials: tuple[str, ...]
    spellings: tuple[tuple[int, str], ...]
    description: str
    above: tuple[str, ...]
    haystack: str


class SearchIndex:
    """The categories that take new cases, ready to be searched in memory."""

    def __init__(self, nodes: Iterable[CategoryNode]) -> None:
        self._entries = tuple(_entry(node, order) for order, node in enumerate(n for n in nodes if n.active))

    def search(self, text: str, language: str = "zh-hans", limit: int = 10) -> list[CategoryNode]:
        """The best finds first: nearer matches, then leaves before branches, then the tree's order.

        Every word of the text must be found in the category, or in those above it. `language` decides
        whether a Latin word is tried first as English or as pinyin.
        """
        tokens = plain(text[:LONGEST_QUERY]).split()
        english = language.startswith("en")
        found = []
        for entry in self._entries if tokens else ():
            score = _score(entry, tokens, english)
            if score is not None:
                found.append((score, not entry.node.is_leaf, entry.order, entry.node))
        found.sort(key=lambda find: find[:3])
        return [node for *_, node in found[:limit]]


def plain(text: str) -> str:
    """Widths and letter cases made one."""
    return unicodedata.normalize("NFKC", text).casefold()


def _score(entry: _Entry, tokens: list[str], english: bool) -> int | None:
    total = 0
    own = False
    for token in tokens:
        score = _best(entry, token, english)
        if score is None:
            return None
        own = own or score != ABOVE
        total += score
    # Words found only in the names above say too little when there are several.
    return total if own or len(tokens) == 1 else None


def _best(entry: _Entry, token: str, english: bool) -> int | None:
    # Most categories are passed over here, which is what keeps a keystroke cheap.
    if token not in entry.haystack:
        scattered = len(token) > 1 and not token.isascii() and _scattered(token, entry.name)
        return SCATTERED if scattered else None
    return min(_finds(entry, token, english), default=None)


def _finds(entry: _Entry, token: str, english: bool) -> Iterator[int]:
    """How the token is found in the words as they are written."""
    if token == entry.code:
        yield CODE
    if token in entry.name:
        yield (WHOLE_NAME if token == entry.name else NAME_STARTS if entry.name.startswith(token) else NAME_HOLDS)
    if any(token in keyword for keyword in entry.keywords):
        yield KEYWORD
    if token in entry.description:
        yield DESCRIPTION
    if any(token in name for name in entry.above):
        yield ABOVE
    if token.isascii():
        yield from _finds_typed(entry, token, english)


def _finds_typed(entry: _Entry, token: str, english: bool) -> Iterator[int]:
    """How a Latin token is found: as an English word, as initials, as pinyin."""
    for word in entry.words:
        if word.startswith(token):
            yield (WHOLE_NAME if word == token else NAME_STARTS) if english else INITIALS_HOLD
    worse = NAME_HOLDS if english else 0
    for initials in entry.initials:
        if token in initials:
            starts = WHOLE_INITIALS if token == initials else INITIALS_START
            yield (starts if initials.startswith(token) else INITIALS_HOLD) + worse
    for place, spelling in entry.spellings:
        if spelling.startswith(token):
            yield (PINYIN_STARTS if place == 0 else PINYIN_HOLDS) + worse


def _scattered(token: str, name: str) -> bool:
    """Whether the characters stand in the name in this order: 灯亮 in 路灯不亮."""
    rest = iter(name)
    return all(character in rest for character in token)


def _entry(node: CategoryNode, order: int) -> _Entry:
    name = plain(node.name)
    initials = tuple(dict.fromkeys((node.initials, *every_initials(node.name)))) if node.initials else ()
    spellings = _spellings(node.name)
    words = tuple(plain(node.entry.name_en).split())
    keywords = tuple(plain(keyword) for keyword in node.entry.keywords)
    description = plain(f"{node.entry.description}\n{node.entry.description_en}")
    above = tuple(plain(text) for text in (*node.names[:-1], *node.names_en[:-1]))
    code = plain(node.code)
    typed = (text for _place, text in spellings)
    haystack = "\n".join((code, name, *words, *keywords, *initials, *typed, description, *above))
    return _Entry(node, order, code, name, words, keywords, initials, spellings, description, above, haystack)


def _spellings(name: str) -> tuple[tuple[int, str], ...]:
    """The full pinyin from each syllable on: 路灯 is found by deng, the start of its second, but not by eng."""
    found = {
        (start, "".join(syllables[start:])): None
        for form in every_spelling(name)
        for syllables in [form.split()]
        for start in range(len(syllables))
    }
    return tuple(found)
