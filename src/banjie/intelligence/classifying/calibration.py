"""From scores to shares that mean what they say: of what is said with 80 %, four in five are right."""

from typing import Final, NamedTuple

import numpy as np

from .features import Whole
from .vocabulary import Floats

# Without texts to measure on: cautious, so that little is claimed.
_UNMEASURED: Final = 2.5
LEAST: Final = 40
_TURNS: Final = 200


class Calibration(NamedTuple):
    """Scores times `scale` plus `offsets` (one an answer), made into shares by softmax."""

    scale: float
    offsets: Floats

    def shares(self, scores: Floats) -> Floats:
        return softmax(scores * np.float32(self.scale) + self.offsets)


def unmeasured(answers: int) -> Calibration:
    return Calibration(_UNMEASURED, np.zeros(answers, np.float32))


def calibrate(scores: Floats, truth: Whole) -> Calibration:
    """The scale and offsets under which what happened was likeliest. `scores` must be of texts not learned from."""
    count, answers = scores.shape
    if count < LEAST:
        return unmeasured(answers)
    scale = _UNMEASURED
    offsets: Floats = np.zeros(answers, np.float32)
    hit: Floats = np.zeros((count, answers), np.float32)
    hit[np.arange(count), truth] = 1
    # Gradient steps with a pull towards no offset: answers seen twice are not to be ruled out.
    for _turn in range(_TURNS):
        wrong = softmax(scores * np.float32(scale) + offsets) - hit
        scale -= 4.0 * float((wrong * scores).sum()) / count
        offsets = offsets - (2 / count * (wrong.sum(axis=0) + 0.3 * offsets)).astype(np.float32)
        scale = min(max(scale, 0.5), 30.0)
    return Calibration(scale, offsets)


def softmax(scores: Floats) -> Floats:
    """Shares of each row that add up to 1."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = (raised / raised.sum(axis=1, keepdims=True)).astype(np.float32, copy=False)
    return shares
