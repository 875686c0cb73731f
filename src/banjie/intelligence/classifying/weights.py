"""Learns the weights of one choice between a few answers: each against the rest, squared hinge, plain descent.

Steps over small batches, each column moving by the same step, so that what stands in few texts is learned slowly;
AdaGrad, which hurries it, was 1.5 points of macro-F1 worse. Of many texts the vectors are made when their turn comes
(`rows.OnDemand`), so that memory does not grow with their number.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .features import Whole
from .rows import Rows
from .vocabulary import Floats, Vectors

BATCH: Final = 32
_STEP: Final = 0.3
_ROUNDS: Final = 10
_FURTHEST: Final = 2.0
# So few texts that ten rounds are no more than a few steps are gone over until this many were made.
_LEAST_STEPS: Final = 60
# A text more would move what hundreds of thousands have settled by nothing; fewer rounds do.
_MANY: Final = 200_000


def rounds_for(count: int) -> int:
    """How often all texts are gone over."""
    if count > _MANY:
        return 2
    return max(_ROUNDS, _LEAST_STEPS * BATCH // max(count, 1) if count < BATCH * 6 else _ROUNDS)


def train(
    vectors: Rows, answers: Whole, weights: Floats, *, columns: int, kinds: int, start: Floats | None = None
) -> Floats:
    """(columns, kinds): the weights of each answer, from texts with their answers and how much each text counts."""
    learned = np.zeros((columns, kinds), np.float32) if start is None else start.copy()
    rounds, done = rounds_for(len(vectors)), 0
    total = rounds * -(-len(vectors) // BATCH)
    for number in range(rounds):
        for rows in batches(len(vectors), seed=number):
            _study(learned, vectors.rows(rows), answers[rows], weights[rows], _STEP * (1 - done / total))
            done += 1
    return learned


def _study(learned: Floats, vectors: Vectors, answers: Whole, weights: Floats, step: float) -> None:
    """One step on one batch, in place."""
    side = np.full((len(vectors), learned.shape[1]), -1, np.float32)
    side[np.arange(len(vectors)), answers] = 1
    # Bounded, so that a batch of the same text under two answers swings, and does not run away.
    short = np.clip(1 - side * scores(vectors, learned), 0, _FURTHEST) * side * (weights[:, None] * np.float32(step))
    order = np.argsort(vectors.columns, kind="stable")
    columns = vectors.columns.take(order)
    bounds = np.flatnonzero(np.concatenate((np.ones(1, np.bool_), columns[1:] != columns[:-1])))
    sizes = np.diff(vectors.starts, append=len(vectors.columns))
    rows = np.repeat(np.arange(len(vectors)), sizes).take(order)
    change = np.add.reduceat(vectors.values.take(order)[:, None] * short.take(rows, axis=0), bounds, axis=0)
    learned[columns.take(bounds)] += change


def scores(vectors: Vectors, weights: NDArray[np.float32]) -> Floats:
    """(texts, answers): what speaks for each answer, from about -1 to 1."""
    if not len(vectors):
        return np.zeros((0, weights.shape[1]), np.float32)
    # Columns are within by their making; "clip" spares the check, a third of the time.
    spoken = weights.take(vectors.columns, axis=0, mode="clip")
    spoken *= vectors.values[:, None]
    found: Floats = np.add.reduceat(spoken, vectors.starts, axis=0)
    return found


def batches(count: int, *, seed: int, size: int = BATCH) -> Iterator[Whole]:
    """The numbers below `count` in an order that depends on the seed alone, in batches."""
    order = np.random.default_rng(seed).permutation(count)
    for at in range(0, count, size):
        yield order[at : at + size]
