"""A model: a tree of choices over one vocabulary, from the top category down to the one a text belongs to."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from .calibration import Calibration
from .features import Whole, Words
from .vocabulary import CHUNK, Floats, Vectors, Vocabulary
from .weights import scores

# A branch less likely than this is not looked into.
_UNLIKELY: Final = 0.04
_SMALLEST_SHARE: Final = 1e-6


class Choice(NamedTuple):
    """A category by its code, and how likely the text is about it."""

    code: str
    share: float


@dataclass(frozen=True)
class Node:
    """One choice: between `answers`, codes of what lies below. A code that is the node's own means "no further"."""

    answers: tuple[str, ...]
    weights: Floats
    calibration: Calibration
    narrow: bool

    def shares(self, vectors: Vectors) -> Floats:
        """(texts, answers)"""
        return self.calibration.shares(scores(self.folded(vectors), self.weights))

    def folded(self, vectors: Vectors) -> Vectors:
        """Small choices have fewer columns than the vocabulary: several share one."""
        # The widest choice has a column for each of the vocabulary's.
        return vectors.folded(len(self.weights)) if self.narrow else vectors


@dataclass(frozen=True)
class Model:
    """`nodes` by the code of the category they divide, "" for the top. `threshold`: from this share on, what a
    model says was right at the rate asked for when it was measured; above 1 where it never was.
    """

    vocabulary: Vocabulary
    nodes: dict[str, Node]
    threshold: float = 1.01

    def __post_init__(self) -> None:
        if "" not in self.nodes:
            raise ValueError("no_top_node")

    def choices(
        self, texts: Sequence[Words], *, top: int = 3, allowed: Collection[str] | None = None
    ) -> list[tuple[Choice, ...]]:
        """The likeliest categories of each text, the best first; nothing where no word of it is known.

        With `allowed`, categories that are not among them are left out, as when the catalogue has dropped some,
        and the shares of the others make up the whole.
        """
        known = frozenset(allowed) if allowed is not None else None
        found: list[tuple[Choice, ...]] = []
        for at in range(0, len(texts), CHUNK):
            vectors = self.vocabulary.vectors(texts[at : at + CHUNK])
            found.extend(_ranked(each, known, top) for each in self._leaves(vectors))
        return found

    def _leaves(self, vectors: Vectors) -> list[list[Choice]]:
        """The categories that each text may belong to, in no order."""
        said = np.flatnonzero(np.diff(vectors.starts, append=len(vectors.columns)) > 1)
        found: list[list[Choice]] = [[] for _ in range(len(vectors))]
        waiting: list[tuple[str, Whole, Floats]] = [("", said, np.ones(len(said), np.float32))]
        while waiting:
            code, rows, above = waiting.pop()
            if not len(rows):
                continue
            node = self.nodes[code]
            shares = node.shares(vectors if len(rows) == len(vectors) else vectors.rows(rows)) * above[:, None]
            for place, answer in enumerate(node.answers):
                self._follow(code, answer, rows, shares[:, place], found, waiting)
        return found

    def _follow(
        self,
        code: str,
        answer: str,
        rows: Whole,
        shares: Floats,
        found: list[list[Choice]],
        waiting: list[tuple[str, Whole, Floats]],
    ) -> None:
        if answer != code and answer in self.nodes:
            likely = shares > _UNLIKELY
            waiting.append((answer, rows[likely], shares[likely]))
            return
        for row in np.flatnonzero(shares > _SMALLEST_SHARE):
            found[rows[row]].append(Choice(answer, float(shares[row])))

    def way_to(self, code: str) -> Iterator[tuple[str, int]]:
        """The nodes on the way to a category, lowest first, each with the number of the answer that leads on."""
        above = {
            answer: (parent, place)
            for parent, node in self.nodes.items()
            for place, answer in enumerate(node.answers)
            if answer != parent
        }
        if code in self.nodes and code in self.nodes[code].answers:
            yield code, self.nodes[code].answers.index(code)
        at = code
        while at in above:
            parent, place = above[at]
            yield parent, place
            at = parent


def _ranked(choices: list[Choice], known: frozenset[str] | None, top: int) -> tuple[Choice, ...]:
    if known is not None:
        kept = [each for each in choices if each.code in known]
        whole = sum(each.share for each in kept)
        choices = [Choice(each.code, each.share / whole) for each in kept] if whole > 0 else []
    return tuple(sorted(choices, key=lambda each: (-each.share, each.code))[:top])
