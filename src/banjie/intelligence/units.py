"""Which unit a matter goes to, learned from where matters went: what is asked, as the classifier wants it. Pure.

Category, place, channel and kind are spelt as words in front of the text, where they count by themselves and
beside each other; the text stands behind them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np

from banjie.intelligence.classifying.features import LONGEST_TITLE, Words, shown_of
from banjie.intelligence.classifying.model import Model
from banjie.intelligence.classifying.reasons import reasons, spoken

# Figures are all alike to the classifier; codes differ by theirs.
_SPELT: Final = str.maketrans("0123456789", "abcdefghij")
_LONGEST_CODE: Final = 24
_WEAK: Final = 0.12


class Facet(StrEnum):
    """What of a matter spoke for a unit."""

    CATEGORY = "category"
    AREA = "area"
    CHANNEL = "channel"
    KIND = "kind"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Matter:
    """What is known of a matter before it goes anywhere. Paths are dotted codes, from the top down."""

    title: str
    body: str
    category_path: str = ""
    area_path: str = ""
    channel: str = ""
    kind: str = ""


class Spoke(NamedTuple):
    """Which facets spoke for a unit, the strongest first, and which of the words."""

    facets: tuple[Facet, ...]
    words: tuple[str, ...]


def words_of(matter: Matter) -> Words:
    """Nothing of a matter is lost to the limits but the end of a long text."""
    spelt = " ".join(word for _facet, word in _spelt(matter))
    return Words(spelt, f"{matter.title}\n{matter.body}")


def spoke(model: Model, matter: Matter, unit: str) -> Spoke:
    """What in a matter spoke for a unit, by the model that proposed it."""
    words = words_of(matter)
    by_character = np.maximum(spoken(model, words, unit), 0)
    whole = float(by_character.sum())
    if not whole > 0:
        return Spoke((), ())
    parts = dict.fromkeys(Facet, 0.0)
    at = 0
    for facet, word in _spelt(matter):
        parts[facet] += float(by_character[at : at + len(word)].sum())
        at += len(word) + 1
    begins = min(len(words.title), LONGEST_TITLE) + 1
    parts[Facet.WORDS] = float(by_character[begins:].sum())
    ranked = sorted(parts.items(), key=lambda each: (-each[1], each[0]))
    facets = tuple(facet for facet, part in ranked if part >= _WEAK * whole)
    shown = shown_of(words)[begins:]
    said = [each.words for each in reasons(model, words, unit, most=8) if each.words in shown]
    return Spoke(facets, tuple(said[:4]) if Facet.WORDS in facets else ())


def _spelt(matter: Matter) -> Sequence[tuple[Facet, str]]:
    """The nearest place and the category beside each other, since together they decide most."""
    categories, areas = _codes(matter.category_path), _codes(matter.area_path)
    found: list[tuple[Facet, str]] = []
    if categories:
        found.append((Facet.CATEGORY, f"c{categories[-1]}"))
    found += [(Facet.AREA, f"a{code}") for code in areas[-2:]]
    if len(categories) > 1:
        found.append((Facet.CATEGORY, f"c{categories[0]}"))
    found += [(Facet.CHANNEL, f"h{_code(matter.channel)}"), (Facet.KIND, f"k{_code(matter.kind)}")]
    kept: list[tuple[Facet, str]] = []
    size = 0
    for facet, word in found:
        size += len(word) + 1
        if size <= LONGEST_TITLE:
            kept.append((facet, word))
    return kept


def _codes(path: str) -> list[str]:
    return [_code(each) for each in path.split(".") if each]


def _code(code: str) -> str:
    """Letters alone, so that a code is one word; long ones by their end, where they differ."""
    letters = "".join(each for each in code.lower().translate(_SPELT) if each.isalnum())
    return letters[-_LONGEST_CODE:]
