"""The words of a text that spoke for a category, so that a person can weigh the suggestion."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from banjie.intelligence.small_words import ENGLISH

from .features import Words, grams_of, shown_of
from .folding import GAP, HAN, LETTER, classes_of, codes_of
from .model import Model, Node
from .vocabulary import Floats

MOST: Final = 4
# A word speaks for a category when it carries at least this much of what the strongest does.
_WEAK: Final = 0.35
_LONGEST: Final = 8


class Reason(NamedTuple):
    """A stretch of the text as it was written, and its part of what spoke for the category, 0 to 1."""

    words: str
    part: float


def reasons(model: Model, text: Words, code: str, *, most: int = MOST) -> tuple[Reason, ...]:
    """The strongest first; () for a category that the model does not know or nothing in the text speaks for."""
    said = np.maximum(spoken(model, text, code), 0)
    if not said.max() > 0:
        return ()
    found = sorted(_stretches(text, said), key=lambda each: (-each.part, each.words))
    if not found:
        return ()
    whole = sum(each.part for each in found)
    distinct = {each.words.lower(): Reason(each.words, each.part / whole) for each in reversed(found)}
    ranked = sorted(distinct.values(), key=lambda each: (-each.part, each.words))
    return tuple(each for each in ranked[:most] if each.part >= _WEAK * ranked[0].part)


def spoken(model: Model, text: Words, code: str) -> Floats:
    """What each character of the text as it is read adds to a category, and one more for its end."""
    found = np.zeros(len(shown_of(text)) + 1, np.float32)
    for parent, place in model.way_to(code):
        found += _by_character(model, text, model.nodes[parent], place)
    return found


def _by_character(model: Model, text: Words, node: Node, place: int) -> Floats:
    """What each character adds, by the n-grams that it is part of, to one answer beyond the others."""
    grams = grams_of([text])
    size = len(shown_of(text)) + 1
    lead = node.weights[:, place] - node.weights.mean(axis=1)
    added = np.zeros(size + 1, np.float64)
    for segment in grams.segments:
        columns = model.vocabulary.column.take(segment.hash)
        known = np.flatnonzero(columns)
        length = segment.length if isinstance(segment.length, int) else segment.length.take(known)
        column = columns.take(known).astype(np.int64)
        each = lead.take(column % len(lead)) * model.vocabulary.rarity.take(column) / length
        start = segment.start.take(known)
        np.add.at(added, start, each)
        np.add.at(added, np.minimum(start + length, size), -each)
    return np.cumsum(added)[:size].astype(np.float32)


def _stretches(text: Words, spoken: Floats) -> Iterator[Reason]:
    """Runs of characters that speak strongly, cut at gaps; of what is written in letters, whole words."""
    shown = shown_of(text)
    classes = classes_of(codes_of([shown]))[: len(shown)]
    strong = (spoken[: len(shown)] > 0.3 * spoken.max()) & (classes != GAP)
    in_letters = (classes == LETTER).tolist()
    han = (classes == HAN).tolist()
    begin = None
    for at, holds in enumerate([*strong.tolist(), False]):
        if holds and begin is None:
            begin = at
        elif begin is not None and (not holds or at - begin >= _LONGEST):
            first, end = _whole(in_letters, begin, at)
            if end - first == 1:
                first, end = _paired(han, spoken, first)
            if end - first > 1 and shown[first:end].lower() not in ENGLISH:
                yield Reason(shown[first:end], float(spoken[begin:at].sum()))
            begin = at if holds else None


def _paired(han: list[bool], spoken: Floats, at: int) -> tuple[int, int]:
    """A character far louder than all beside it, with the louder of its neighbours: 灯 alone says little."""
    beside = [near for near in (at - 1, at + 1) if han[at] and 0 <= near < len(han) and han[near]]
    if not beside:
        return at, at + 1
    near = max(beside, key=lambda each: float(spoken[each]))
    return min(at, near), max(at, near) + 1


def _whole(in_letters: list[bool], begin: int, end: int) -> tuple[int, int]:
    """The same stretch without a word cut in two at either end."""
    while begin > 0 and in_letters[begin] and in_letters[begin - 1]:
        begin -= 1
    while end < len(in_letters) and in_letters[end - 1] and in_letters[end]:
        end += 1
    return begin, end
