"""What belongs behind another door than mediation, recognised in words and answered with the number to call."""

from .model import Door, Number, Sort, door, doors
from .recognising import Grade, Seen, doors_for

__all__ = ["Door", "Grade", "Number", "Seen", "Sort", "door", "doors", "doors_for"]
