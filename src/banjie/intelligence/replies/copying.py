"""Whether a draft was written before, for another matter. Pure.

Compared are runs of eight characters, figures and marks aside. What many earlier answers share is a formula and
counts for nobody's copy; an answer to the same matter again may well be the same.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .terms import folded, terms

RUN: Final = 8
COPIED: Final = 0.6
_LEAST: Final = 30
_SHARED_BY: Final = 3
_SAME_MATTER: Final = 0.5


@dataclass(frozen=True, slots=True)
class Copy:
    """Which of the earlier ones, by its place among them; how much of the draft's own words stand there, 0 to 1;
    and the longest stretch of the draft that does, as its start and end.
    """

    index: int
    share: float
    start: int
    end: int


def share_in(text: str, *others: str) -> float:
    """How much of a text's own words stands in others, 0 to 1; 0 for what is too short to tell."""
    mine = _runs(text)
    theirs = {run for other in others for run in _runs(other)}
    return len(mine & theirs) / len(mine) if mine else 0.0


def copied(title: str, draft: str, earlier: Sequence[tuple[str, str]]) -> Copy | None:
    """The earlier answer that most of the draft stands in; `earlier` are titles of matters with their answers."""
    mine = _runs(draft)
    theirs = [frozenset(_runs(reply)) for _, reply in earlier]
    shared = Counter(run for each in theirs for run in each)
    own = {run for run in mine if shared[run] < _SHARED_BY}
    if len(own) < _LEAST:
        return None
    subject = terms(folded(title))
    shares = [
        (len(own & each) / len(own), -index)
        for index, each in enumerate(theirs)
        if not _alike(subject, terms(folded(earlier[index][0])))
    ]
    share, place = max(shares, default=(0.0, 0))
    return _copy(-place, share, draft, theirs[-place]) if share >= COPIED else None


def _copy(index: int, share: float, draft: str, theirs: frozenset[str]) -> Copy:
    letters = _letters(draft)
    best, begin = (0, 0), None
    for at in range(len(letters) - RUN + 2):
        if "".join(letter for _, letter in letters[at : at + RUN]) in theirs and at + RUN <= len(letters):
            begin = at if begin is None else begin
            continue
        if begin is not None:
            best, begin = max(best, (begin, at + RUN - 2), key=lambda pair: pair[1] - pair[0]), None
    return Copy(index, share, letters[best[0]][0], letters[best[1]][0] + 1)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two titles name the same matter."""
    return bool(one) and len(one & other) / len(one | other) >= _SAME_MATTER


def _runs(text: str) -> set[str]:
    plain = "".join(letter for _, letter in _letters(text))
    return {plain[at : at + RUN] for at in range(len(plain) - RUN + 1)}


def _letters(text: str) -> list[tuple[int, str]]:
    """Letters with where they stand; figures and marks, which a copy has changed first, are left out."""
    return [(at, letter) for at, letter in enumerate(folded(text)) if letter.isalpha()]
