"""Texts as rows that are learned from: held where they are few, made when their turn comes where they are many."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from .features import Whole, Words
from .vocabulary import Vectors, Vocabulary


class Rows(Protocol):
    """`rows` gives the vectors of some texts, in the order asked for; `part` those texts as rows of their own.

    `folded` gives all of them over fewer columns.
    """

    def __len__(self) -> int: ...
    def rows(self, rows: Whole) -> Vectors: ...
    def part(self, rows: Whole) -> "Rows": ...
    def folded(self, columns: int) -> "Rows": ...


@dataclass(frozen=True)
class OnDemand:
    """`order` gives the text of each row. With `columns` several of the vocabulary's columns share one."""

    texts: Sequence[Words]
    vocabulary: Vocabulary
    order: Whole
    columns: int = 0

    def __len__(self) -> int:
        return len(self.order)

    def rows(self, rows: Whole) -> Vectors:
        found = self.vocabulary.vectors([self.texts[number] for number in self.order[rows].tolist()])
        return found.folded(self.columns) if self.columns else found

    def part(self, rows: Whole) -> "OnDemand":
        return replace(self, order=self.order[rows])

    def folded(self, columns: int) -> "OnDemand":
        return replace(self, columns=columns)


def on_demand(texts: Sequence[Words], vocabulary: Vocabulary) -> OnDemand:
    return OnDemand(texts, vocabulary, np.arange(len(texts)))
