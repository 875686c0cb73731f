"""Learning from the jurisdiction's own cases, so that a correction made today changes a suggestion tomorrow."""

from banjie.cases.learning.correcting import Correction, corrections, relearn, unlearn, withdrawn
from banjie.cases.learning.training import Evaluated, Trained, due, evaluate, learn, train

__all__ = [
    "Correction",
    "Evaluated",
    "Trained",
    "corrections",
    "due",
    "evaluate",
    "learn",
    "relearn",
    "train",
    "unlearn",
    "withdrawn",
]
