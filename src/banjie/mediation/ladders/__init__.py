"""The rungs on which disputes are mediated, as data: shipped ladders, and what a jurisdiction made of them."""

from .changing import moves, taken_away
from .model import LEVELS, MOST_RUNGS, TRACKS, BadLadder, Ladder, Rung, declare, read
from .shipped import shipped

__all__ = [
    "LEVELS",
    "MOST_RUNGS",
    "TRACKS",
    "BadLadder",
    "Ladder",
    "Rung",
    "declare",
    "moves",
    "read",
    "shipped",
    "taken_away",
]
