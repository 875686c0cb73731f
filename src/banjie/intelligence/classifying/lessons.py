"""Teaches a model a few texts more without making it anew, so that a correction counts the next morning.

The new texts are gone over together with some that the model knew already, lest it forget them; words that it had
never met get columns of their own. What a model has no answer for it cannot be taught this way.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from .features import Words, grams_of
from .model import Model, Node
from .training import Example
from .vocabulary import CHUNK, Floats, Vocabulary
from .weights import train

# A model that grew by more than this is better made anew.
_MOST_NEW: Final = 20_000
# In how many texts a new word is taken to stand: rare, but no name of one person outweighs what is common.
_RARE: Final = 0.9


def teachable(model: Model, example: Example) -> bool:
    """Whether the model has an answer for every step of the way."""
    return bool(example.path) and all(
        code in model.nodes and answer in model.nodes[code].answers for code, answer in _steps(model, example.path)
    )


def taught(model: Model, new: Sequence[Example], known: Sequence[Example] = ()) -> Model:
    """The model with `new` learned. `known` are some texts of before, in their places. Calibration is kept."""
    sound = [each for each in new if teachable(model, each)]
    if not sound:
        return model
    # Sensitive categories teach no words that stand nowhere else.
    vocabulary = _grown(model.vocabulary, [each.words for each in sound if each.open])
    kept = [each for each in known if teachable(model, each)]
    examples = [*sound, *kept]
    vectors = vocabulary.vectors([each.words for each in examples])
    nodes = {code: _widened(node, len(vocabulary)) for code, node in model.nodes.items()}
    for code in dict.fromkeys(code for each in sound for code, _ in _steps(model, each.path)):
        node = nodes[code]
        told = [
            (row, node.answers.index(answer), each.weight)
            for row, each in enumerate(examples)
            for at, answer in _steps(model, each.path)
            if at == code
        ]
        rows, answers, weights = (np.array(column) for column in zip(*told, strict=True))
        learned = train(
            node.folded(vectors).rows(rows.astype(np.int64)),
            answers.astype(np.int64),
            weights.astype(np.float32),
            columns=len(node.weights),
            kinds=len(node.answers),
            start=node.weights,
        )
        nodes[code] = replace(node, weights=learned)
    return replace(model, vocabulary=vocabulary, nodes=nodes)


def _steps(model: Model, path: tuple[str, ...]) -> list[tuple[str, str]]:
    """(node, answer) down to the place; the last node may ask whether it goes no further."""
    steps = list(zip(("", *path), path, strict=False))
    last = path[-1]
    return [*steps, (last, last)] if last in model.nodes else steps


def _widened(node: Node, columns: int) -> Node:
    if node.narrow or len(node.weights) >= columns:
        return node
    more: Floats = np.zeros((columns - len(node.weights), len(node.answers)), np.float32)
    return replace(node, weights=np.concatenate((node.weights, more)))


def _grown(vocabulary: Vocabulary, texts: Sequence[Words]) -> Vocabulary:
    hashes: list[np.ndarray] = []
    blocks: list[np.ndarray] = []
    for at in range(0, len(texts), CHUNK):
        for segment in grams_of(texts[at : at + CHUNK]).segments:
            fresh = np.unique(segment.hash[vocabulary.column.take(segment.hash) == 0])
            hashes.append(fresh)
            blocks.append(np.full(len(fresh), segment.block, np.uint8))
    if not hashes:
        return vocabulary
    found, first = np.unique(np.concatenate(hashes), return_index=True)
    # The cell of the constant is not a word's.
    found, first = found[found != vocabulary.hashes[0]], first[found != vocabulary.hashes[0]]
    found, first = found[:_MOST_NEW], first[:_MOST_NEW]
    rarity = np.full(len(found), vocabulary.rarity.max() * _RARE, np.float32)
    return Vocabulary(
        np.concatenate((vocabulary.hashes, found.astype(np.uint32))),
        np.concatenate((vocabulary.blocks, np.concatenate(blocks)[first])),
        np.concatenate((vocabulary.rarity, rarity)),
    )
