"""Recognises danger and what may not be mediated in what somebody wrote, with the words that say so. Pure.

A notice for a person, who decides. It would rather ask once too often than miss somebody in danger, but what
is denied does not count, and what is told of years ago only makes it ask.
"""

from dataclasses import dataclass
from functools import cache

from banjie.intelligence.phrases import Grade, Phrases, clauses_of

from .model import Door, Sort, doors


@dataclass(frozen=True, slots=True)
class Seen:
    """A door that the words point to; `evidence` are these words as they stand in the text, the first five."""

    door: Door
    grade: Grade
    evidence: tuple[str, ...]


def doors_for(text: str) -> tuple[Seen, ...]:
    """The doors that a text points to: dangers first, then the sure ones, then by urgency."""
    clauses = clauses_of(text)
    seen = [
        Seen(each, found.grade, found.evidence)
        for each in doors().values()
        if (found := _phrases(each.code).look(clauses)) is not None
    ]
    return tuple(sorted(seen, key=lambda each: (each.door.sort is not Sort.DANGER, each.grade is not Grade.NOW)))


@cache
def _phrases(code: str) -> Phrases:
    found = doors()[code]
    return Phrases(found.chinese, found.english, past_counts=found.past_counts, if_only_asks=found.if_only_asks)
