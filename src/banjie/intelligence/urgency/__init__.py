"""How pressing a matter is by its words: a level to propose, with the words that speak for it."""

from .reading import Reading, Seen, read
from .signs import Level, Sign, signs

__all__ = ["Level", "Reading", "Seen", "Sign", "read", "signs"]
