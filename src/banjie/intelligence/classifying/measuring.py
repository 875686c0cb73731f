"""How good a model is, on texts it has not learned from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from .doubting import weighed
from .model import Choice, Model
from .progress import CHECK_FROM, READ_UNTIL, Step, Tell, quiet, within
from .training import Example, build, part_of

BINS: Final = 15
_PARTS: Final = 5
# Fewer texts than this measure nothing that one could rely on.
LEAST: Final = 30


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1. `covered`: of all texts, how many are told with a share of at least `threshold`, from
    which on the rate of `asked` was kept. `confused`: truth, what was said instead, and how often.
    """

    texts: int
    right: float
    in_first_three: float
    macro_f1: float
    calibration_error: float
    threshold: float
    covered: float
    asked: float
    confused: tuple[tuple[str, str, int], ...]


def measure(model: Model, examples: Sequence[Example], *, asked: float = 0.95, titled: bool = True) -> Figures:
    """What a model says of texts whose place is known, unsure where their parts contradict each other.

    `titled` is that of `doubting.weighed`.
    """
    said = weighed(model, [each.words for each in examples], titled=titled)
    doubted = [each.doubt is not None for each in said]
    return figures([each.path[-1] for each in examples], [each.choices for each in said], asked=asked, doubted=doubted)


def figures(
    truth: Sequence[str],
    said: Sequence[tuple[Choice, ...]],
    *,
    asked: float = 0.95,
    doubted: Sequence[bool] | None = None,
) -> Figures:
    """What is `doubted` is never sure, whatever its share, and so counts as not covered."""
    first = [each[0] if each else Choice("", 0.0) for each in said]
    right = np.array([choice.code == code for choice, code in zip(first, truth, strict=True)])
    share = np.array([choice.share for choice in first])
    three = [code in [choice.code for choice in each[:3]] for each, code in zip(said, truth, strict=True)]
    threshold, covered = _covered(right, share if doubted is None else np.where(doubted, 0.0, share), asked)
    wrong = Counter((code, each.code) for each, code in zip(first, truth, strict=True) if each.code != code)
    return Figures(
        texts=len(right),
        right=float(right.mean()) if len(right) else 0.0,
        in_first_three=float(np.mean(three)) if three else 0.0,
        macro_f1=_macro_f1(truth, [each.code for each in first]),
        calibration_error=_calibration_error(right, share),
        threshold=threshold,
        covered=covered,
        asked=asked,
        confused=tuple((a, b, n) for (a, b), n in sorted(wrong.items(), key=lambda each: (-each[1], each[0]))[:10]),
    )


def proven(
    examples: Sequence[Example], *, asked: float = 0.95, titled: bool = True, tell: Tell = quiet
) -> tuple[Model, Figures | None]:
    """A model of all examples, with the figures and the threshold of one that had not seen a fifth of them.

    The figures are None where there are too few texts to measure on. `tell` hears how far it has come.
    """
    aside = [each for each in examples if each.said and part_of(each.words) % _PARTS == 0]
    measured = len(aside) >= LEAST
    model = build(examples, tell=within(tell, READ_UNTIL, CHECK_FROM if measured else 1.0))
    if not measured:
        return model, None
    rest = [each for each in examples if not (each.said and part_of(each.words) % _PARTS == 0)]
    found = measure(
        build(rest, tell=within(tell, CHECK_FROM, 1.0, always=Step.CHECK)), aside, asked=asked, titled=titled
    )
    return Model(model.vocabulary, model.nodes, found.threshold), found


def _covered(right: np.ndarray, share: np.ndarray, asked: float) -> tuple[float, float]:
    """The lowest threshold from which on the rate was kept, and how much is at or above it; (1.01, 0) for none."""
    order = np.argsort(-share, kind="stable")
    kept = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    # Among equal shares only the last counts: a threshold cannot part them.
    last = np.append(share[order][1:] != share[order][:-1], True) if len(order) else np.zeros(0, bool)
    good = np.flatnonzero((kept >= asked) & last & (share[order] > 0))
    if not len(good):
        return 1.01, 0.0
    return float(share[order][good[-1]]), float((good[-1] + 1) / len(order))


def _macro_f1(truth: Sequence[str], said: Sequence[str]) -> float:
    pairs, true, told = Counter(zip(truth, said, strict=True)), Counter(truth), Counter(said)
    each = [2 * pairs[code, code] / (true[code] + told[code]) for code in true]
    return sum(each) / len(each) if each else 0.0


def _calibration_error(right: np.ndarray, share: np.ndarray) -> float:
    bins = np.minimum((share * BINS).astype(int), BINS - 1)
    parts = [
        abs(right[bins == number].mean() - share[bins == number].mean()) * (bins == number).mean()
        for number in np.unique(bins)
    ]
    return float(sum(parts))
