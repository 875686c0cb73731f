"""Makes a model from texts that were put in their place, and from what the categories say of themselves."""

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from .calibration import LEAST, Calibration, calibrate, unmeasured
from .features import Whole, Words
from .model import Model, Node
from .progress import Meter, Step, Tell, Watched, during, quiet, work_of
from .rows import Rows, on_demand
from .telling import weighed
from .vocabulary import Floats, Vocabulary, learn_vocabulary
from .weights import scores, train

FOLDS: Final = 3
# Beyond this many texts one part set aside measures as well as three, at a third of the cost.
_ONE_PART: Final = 20_000
# The vectors of so many are held in memory; of more they are made anew in every round, which takes twice as long.
_HELD: Final = 50_000
_SCORED: Final = 4_096
_MANY_SAID, _FEW, _LOUDER = 300, 5, 5.0
_LARGEST: Final = 22_000_000
_MOST_COLUMNS: Final = 1 << 19


@dataclass(frozen=True, slots=True)
class Example:
    """A text in its place: the codes from the top category down to its own. `weight` is how much it counts.

    `said` is False for what a category says of itself, its name and description: learned from, not measured on.
    With `open` False nothing that stands in such texts alone becomes known: those who read a model, or try words
    on it, learn nothing of what was said in a sensitive matter.
    """

    words: Words
    path: tuple[str, ...]
    weight: float = 1.0
    said: bool = True
    open: bool = True


def build(examples: Sequence[Example], *, tell: Tell = quiet) -> Model:
    """Raises ValueError("no_examples") without any. `tell` hears how far it has come."""
    sound = _heard([each for each in examples if each.path])
    if not sound:
        raise ValueError("no_examples")
    texts = [each.words for each in sound]
    tops = len({each.path[0] for each in sound})
    vocabulary = learn_vocabulary(
        [each.words for each in sound if each.said and each.open],
        [each.words for each in sound if not each.said],
        most=max(1 << 12, min(_MOST_COLUMNS, _LARGEST // (tops + 2))),
    )
    vocabulary = _weighed(vocabulary, sound)
    vectors: Rows = vocabulary.vectors(texts) if len(texts) <= _HELD else on_demand(texts, vocabulary)
    return Model(vocabulary, dict(_nodes(sound, Watched(vectors, Meter(tell)), vocabulary)))


def _heard(examples: Sequence[Example]) -> Sequence[Example]:
    """What a category says of itself counts more as long as hardly anybody has spoken of it: else, among thousands of
    texts of the others, a new one would never be told.
    """
    said = Counter(each.path[-1] for each in examples if each.said)
    if said.total() < _MANY_SAID:
        return examples
    return [
        each if each.said or said[each.path[-1]] >= _FEW else replace(each, weight=each.weight * _LOUDER)
        for each in examples
    ]


def _weighed(vocabulary: Vocabulary, examples: Sequence[Example]) -> Vocabulary:
    """By what people said, told apart by their top categories; where there is but one, by the last."""
    said = [each for each in examples if each.said]
    depth = 0 if len({each.path[0] for each in said}) > 1 else -1
    codes = {code: number for number, code in enumerate(sorted({each.path[depth] for each in said}))}
    answers = np.array([codes[each.path[depth]] for each in said], dtype=np.int64)
    return weighed(vocabulary, [each.words for each in said], answers)


def _nodes(examples: Sequence[Example], vectors: Watched, vocabulary: Vocabulary) -> list[tuple[str, Node]]:
    below: dict[tuple[str, ...], list[int]] = {}
    for number, each in enumerate(examples):
        for depth in range(len(each.path) + 1):
            below.setdefault(each.path[:depth], []).append(number)
    answers = {
        way: sorted({_step(examples[number].path, len(way)) for number in numbers}) for way, numbers in below.items()
    }
    inner = {way: numbers for way, numbers in below.items() if answers[way] != list(way[-1:])}
    vectors.meter.whole = sum(
        work_of(len(numbers), calibrated=sum(examples[number].said for number in numbers) >= LEAST)
        for way, numbers in inner.items()
        if len(answers[way]) > 1
    )
    made = []
    for way, numbers in inner.items():
        columns = _columns(len(numbers), len(vocabulary), top=not way)
        told = _Told.of([examples[number] for number in numbers], answers[way], len(way))
        rows = vectors.part(np.array(numbers))
        made.append((way[-1] if way else "", _node(rows, told, columns, narrow=columns < len(vocabulary))))
    return made


def _step(path: tuple[str, ...], depth: int) -> str:
    """What a path answers at a depth; its own last code where it goes no further."""
    return path[depth] if len(path) > depth else path[-1]


def _columns(texts: int, vocabulary: int, *, top: bool) -> int:
    """How many columns a choice has. Most have few texts, and a model must not outgrow its file."""
    if top:
        return vocabulary
    return min(vocabulary, max(1 << 11, 1 << (min(texts, 512) * 64).bit_length()))


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of the texts of one choice: the answer of each, its weight, and which part it is set aside in."""

    codes: tuple[str, ...]
    answers: Whole
    weights: Floats
    part: Whole
    said: Whole

    @classmethod
    def of(cls, examples: Sequence[Example], codes: list[str], depth: int) -> "_Told":
        place = {code: number for number, code in enumerate(codes)}
        return cls(
            tuple(codes),
            np.array([place[_step(each.path, depth)] for each in examples]),
            np.array([each.weight for each in examples], dtype=np.float32),
            np.array([part_of(each.words) for each in examples]) % FOLDS,
            np.array([each.said for each in examples], dtype=np.int64),
        )


def part_of(words: Words) -> int:
    """A number that repeated texts share, so that no text is learned from and measured on at once."""
    body = "".join(words.body.split())
    return zlib.crc32((body[:24] or "".join(words.title.split())).encode("utf-8", "surrogatepass"))


def _node(vectors: Rows, told: _Told, columns: int, *, narrow: bool) -> Node:
    kinds = len(told.codes)
    blank = Node(told.codes, np.zeros((columns, kinds), np.float32), unmeasured(kinds), narrow)
    if kinds == 1:
        return blank
    folded = vectors.folded(columns) if narrow else vectors
    learned = train(folded, told.answers, told.weights, columns=columns, kinds=kinds)
    return replace(blank, weights=learned, calibration=_calibrated(during(folded, Step.CALIBRATE), told, columns))


def _scores(vectors: Rows, rows: Whole, weights: Floats) -> Floats:
    parts = [scores(vectors.rows(rows[at : at + _SCORED]), weights) for at in range(0, len(rows), _SCORED)]
    return np.concatenate(parts)


def _calibrated(vectors: Rows, told: _Told, columns: int) -> Calibration:
    """Measured on texts that were set aside, part by part."""
    if told.said.sum() < LEAST:
        return unmeasured(len(told.codes))
    held: list[Floats] = []
    truth: list[Whole] = []
    for part in range(FOLDS if len(vectors) < _ONE_PART else 1):
        aside = np.flatnonzero((told.part == part) & (told.said == 1))
        rest = np.flatnonzero((told.part != part) | (told.said == 0))
        if not len(aside) or len(rest) < 2:
            continue
        learned = train(
            vectors.part(rest), told.answers[rest], told.weights[rest], columns=columns, kinds=len(told.codes)
        )
        held.append(_scores(vectors, aside, learned))
        truth.append(told.answers[aside])
    if not held:
        return unmeasured(len(told.codes))
    return calibrate(np.concatenate(held), np.concatenate(truth))
