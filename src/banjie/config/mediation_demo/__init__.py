"""Plays the disputes of the demo before their mediators, by the actions of mediation, in the order of time."""

from .committees import committees
from .happening import Case, disputes, rounds
from .scan import store_scan

__all__ = ["Case", "committees", "disputes", "rounds", "store_scan"]
