"""What belongs behind another door than mediation, recognised in words and answered with whom to call."""

from banjie.intelligence.phrases import Grade

from .model import Door, Sort, door, doors
from .recognising import Seen, doors_for

__all__ = ["Door", "Grade", "Seen", "Sort", "door", "doors", "doors_for"]
