"""Looks through an agreement for what cannot be agreed, what is missing and what does not add up. Pure."""

from collections.abc import Collection, Sequence
from typing import Final

from .findings import Finding, Level
from .model import Draft, Setting
from .people import about_people
from .rows import about_rows
from .signals import about_words
from .sums import about_sums

_ORDER: Final = (Level.ERROR, Level.WARNING, Level.NOTE)


def check(draft: Draft, setting: Setting) -> Sequence[Finding]:
    """Everything found, errors first, then in the order of the obligations. Never raises, whatever is written."""
    found = [
        *about_rows(draft, setting),
        *about_sums(draft, setting),
        *about_people(draft, setting),
        *about_words(draft, setting),
    ]
    return sorted(found, key=lambda each: (_ORDER.index(each.level), -1 if each.row is None else each.row))


def is_sound(findings: Sequence[Finding]) -> bool:
    """Whether nothing has to be mended before it can be read out."""
    return all(each.level is not Level.ERROR for each in findings)


def unanswered(findings: Sequence[Finding], let_stand: Collection[str]) -> Sequence[Finding]:
    """The warnings that nobody has let stand yet."""
    return [each for each in findings if each.level is Level.WARNING and each.key not in let_stand]
