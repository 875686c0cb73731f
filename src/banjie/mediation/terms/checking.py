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


def standing(
    ticked: Collection[str], shown: Sequence[Finding], kept: Collection[str], saved: Sequence[Finding]
) -> frozenset[str]:
    """The keys of warnings that stand after somebody ticked some of those that a page has `shown` for what is typed.

    Of those `kept` before, what answers to the draft as it is `saved` stays, unless its tick was taken away. A tick
    that answers no warning any more is gone for good.
    """
    before_them = {each.key for each in shown if each.level is Level.WARNING}
    still = {each.key for each in saved} & frozenset(kept)
    return frozenset(before_them & frozenset(ticked)) | (still - before_them)


def unanswered(findings: Sequence[Finding], let_stand: Collection[str]) -> Sequence[Finding]:
    """The warnings that nobody has let stand yet."""
    return [each for each in findings if each.level is Level.WARNING and each.key not in let_stand]
