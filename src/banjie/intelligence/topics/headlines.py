"""A headline made from the texts of a topic, and the words that most of them share."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from banjie.intelligence.likeness.grams import Words, grams_of, shown_of
from banjie.intelligence.likeness.rarity import Rarity
from banjie.intelligence.likeness.reasons import stretches, whole_words

MOST_WORDS: Final = 5
LONGEST: Final = 40
# A word belongs to the topic when this share of its texts have it.
_SHARED: Final = 0.5
_RARE: Final = 3.0
_LONGEST_WORDS: Final = 12
# How a title begins or ends does not say what it is about.
_BEFORE: Final = re.compile(
    r"^[\s!?,.。！？，、：:“”\"'惊]*(?:关于|投诉|举报|反映|反应|咨询|请问|询问|建议|希望|恳请|请求|强烈要求|要求|再次|我要|坚决|请)+"
)
_AFTER: Final = re.compile(r"(?:的(?:投诉|问题|建议|咨询|举报|反映|情况))?[\s!?.。！？，、]*$")


def headline(title: str) -> str:
    """A title without how it asks, cut where it is too long."""
    bare = _AFTER.sub("", _BEFORE.sub("", title.strip())) or title.strip()
    return bare if len(bare) <= LONGEST else f"{bare[: LONGEST - 1]}…"


def words_of(texts: Sequence[Words], rarity: Rarity, *, most: int = MOST_WORDS) -> tuple[str, ...]:
    """The words that most of the texts share, the commonest names first, as they stand in one of the central ones."""
    if not texts:
        return ()
    grams = grams_of(texts)
    each, back = np.unique(grams.hash, return_inverse=True)
    pairs = np.unique(back.astype(np.int64) * len(texts) + grams.of_text)
    share = np.bincount(pairs // len(texts), minlength=len(each)) / len(texts)
    worth = np.where((share >= _SHARED) & (rarity.of(each) >= _RARE), share * rarity.of(each), 0)
    found: dict[str, float] = {}
    for number, text in enumerate(texts[:3]):
        shown = shown_of(text)
        covered = np.zeros(len(shown) + 1, np.float32)
        mine = np.flatnonzero((grams.of_text == number) & (worth[back] > 0))
        for place in mine:
            start = int(grams.start[place] - grams.begins[number])
            stretch = slice(start, start + int(grams.length[place]))
            covered[stretch] = np.maximum(covered[stretch], worth[back[place]])
        for begin, end in whole_words(shown, stretches(covered)):
            words = shown[begin : min(end, begin + _LONGEST_WORDS)]
            found[words] = max(found.get(words, 0.0), float(covered[begin:end].sum()))
    return _distinct(found, most)


def _distinct(found: dict[str, float], most: int) -> tuple[str, ...]:
    chosen: list[str] = []
    told: set[str] = set()
    for words, _worth in sorted(found.items(), key=lambda each: (-each[1], each[0])):
        pairs = {words[place : place + 2] for place in range(len(words) - 1)}
        if not pairs & told:
            chosen.append(words)
            told |= pairs
    return tuple(chosen[:most])
