"""The terms of an agreement as values: made into instalments, checked, written in one canonical way, signed. Pure."""

from .canonical import canonical, digest_of
from .checking import check, is_sound, standing, unanswered
from .findings import Finding, Level
from .instalments import Every, days_of, parts_of
from .model import Beside, Draft, Person, Setting, Term, Text
from .signing import Pen, Slot, may_sign, missing, slots

__all__ = [
    "Beside",
    "Draft",
    "Every",
    "Finding",
    "Level",
    "Pen",
    "Person",
    "Setting",
    "Slot",
    "Term",
    "Text",
    "canonical",
    "check",
    "days_of",
    "digest_of",
    "is_sound",
    "may_sign",
    "missing",
    "parts_of",
    "slots",
    "standing",
    "unanswered",
]
