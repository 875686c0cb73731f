"""The types of dispute: as the statistics count them, as registers call them, and as texts speak of them."""

from .model import Column, DisputeKind, Question, columns, kind, kinds, named
from .proposing import KindProposal, Spoken, propose, quarrels

__all__ = [
    "Column",
    "DisputeKind",
    "KindProposal",
    "Question",
    "Spoken",
    "columns",
    "kind",
    "kinds",
    "named",
    "propose",
    "quarrels",
]
