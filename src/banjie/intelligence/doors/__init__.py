"""What belongs behind another door than mediation, recognised in words and answered with the number to call."""

from banjie.intelligence.phrases import Grade

from .model import Door, Number, Sort, door, doors
from .recognising import Seen, doors_for

__all__ = ["Door", "Grade", "Number", "Seen", "Sort", "door", "doors", "doors_for"]
