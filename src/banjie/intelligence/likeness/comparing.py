"""Whether somebody else has raised the same matter: by its text, its place and its time, with the reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import islice
from math import cos, hypot, radians
from typing import Final

from .grams import Words
from .rarity import Rarity
from .reasons import Reader
from .vectors import said_by_both, titles_told, vectors_of

type Point = tuple[float, float]

METRES_PER_DEGREE: Final = 111_320.0
# Within this far of each other it may well be the same lamp; from the second on it is another.
NEAR_METRES: Final = 300.0
FAR_METRES: Final = 2_000.0
# A county or a city says little of where; what lies below says something.
_TELLING_DEPTH: Final = 2


class Place(StrEnum):
    """How two places lie to each other, as far as both are known."""

    NEAR = "near"
    SAME_AREA = "same_area"
    UNKNOWN = "unknown"
    APART = "apart"


# How like the texts have to be (a cosine), and how much both have to say in common, to be worth somebody's look.
LEAST: Final = {Place.NEAR: 0.10, Place.SAME_AREA: 0.14, Place.UNKNOWN: 0.17, Place.APART: 0.75}
LEAST_SAID: Final = {Place.NEAR: 0.5, Place.SAME_AREA: 1.4, Place.UNKNOWN: 2.2, Place.APART: 20.0}
# What a place adds to the likeness of the texts, when candidates are put in order.
_ADDS: Final = {Place.NEAR: 0.2, Place.SAME_AREA: 0.05, Place.UNKNOWN: 0.0, Place.APART: -0.3}
# From here on one text is the other, pasted or slightly edited.
SAME_TEXT: Final = 0.8
# Beside one that is very like, what is only a little like is something else: sooner where its title says that something
# has happened of which the text says nothing, later where the text says all of it.
UNTOLD_BESIDE_BEST: Final = 0.33
TOLD_BESIDE_BEST: Final = 0.12
# Less like than this, it takes more than one stretch of words in common.
NAME_ALONE: Final = 0.4
NEAR_ALONE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Matter:
    """What is compared. `point` is WGS-84, `area_path` that of the place; both may be empty."""

    text: Words
    point: Point | None = None
    area_path: str = ""
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a candidate is, 0 to 1 by its text, and why.

    `number` is its place among the candidates; `metres` and `days` are None where they are not known.
    """

    number: int
    text: float
    place: Place
    metres: float | None
    days: int | None
    words: tuple[str, ...]

    @property
    def score(self) -> float:
        return self.text + _ADDS[self.place]

    @property
    def same_text(self) -> bool:
        return self.text >= SAME_TEXT


def alike(
    asked: Matter, candidates: Sequence[Matter], rarity: Rarity, *, most: int = 5, near: float = NEAR_METRES
) -> Sequence[Likeness]:
    """The candidates that may be the same matter, the likest first; of equal ones the nearest in time.

    `near` is within how many metres two points may be the same place: further where points are blurred.
    """
    if not candidates:
        return ()
    found = _enough(asked, candidates, rarity, near)
    found.sort(key=lambda each: (-each.score, abs(each.days) if each.days is not None else 0, each.number))
    reader = Reader(asked.text, rarity)
    told = (replace(each, words=reader.shared(candidates[each.number].text)) for each in found)
    return tuple(islice((each for each in told if _tells(each)), most))


def _enough(asked: Matter, candidates: Sequence[Matter], rarity: Rarity, near: float) -> list[Likeness]:
    """Those that are like enough, by themselves and beside the likest."""
    one, others = vectors_of([asked.text], rarity), vectors_of([each.text for each in candidates], rarity)
    texts, said = said_by_both(one, others, rarity)
    found = []
    for number, candidate in enumerate(candidates):
        place, apart = place_of(asked, candidate, near=near)
        if texts[number] >= LEAST[place] and said[number] >= LEAST_SAID[place]:
            days = _days(asked, candidate)
            found.append(Likeness(number, min(float(texts[number]), 1.0), place, apart, days, ()))
    best = max((each.text for each in found), default=0.0)
    told = titles_told(one, others, rarity)
    least = best * (UNTOLD_BESIDE_BEST - (UNTOLD_BESIDE_BEST - TOLD_BESIDE_BEST) * told)
    return [each for each in found if each.place is Place.NEAR or each.text >= least[each.number]]


def _tells(found: Likeness) -> bool:
    """Whether more than one thing speaks for it. A name in common alone is another matter at the same place."""
    return len(found.words) > 1 or found.text >= (NEAR_ALONE if found.place is Place.NEAR else NAME_ALONE)


def place_of(one: Matter, other: Matter, *, near: float = NEAR_METRES) -> tuple[Place, float | None]:
    """How two matters lie to each other, and their distance in metres where both have a point."""
    if one.point is not None and other.point is not None:
        apart = metres(one.point, other.point)
        if apart <= near:
            return Place.NEAR, apart
        return (Place.APART if apart > FAR_METRES else Place.UNKNOWN), apart
    if not one.area_path or not other.area_path:
        return Place.UNKNOWN, None
    mine, theirs = one.area_path.split("."), other.area_path.split(".")
    both = min(len(mine), len(theirs))
    if mine[:both] != theirs[:both]:
        return Place.APART, None
    return (Place.SAME_AREA if both >= _TELLING_DEPTH else Place.UNKNOWN), None


def metres(one: Point, other: Point) -> float:
    """Between two points near each other, on a flat earth."""
    east = (one[0] - other[0]) * cos(radians(one[1]))
    return hypot(east, one[1] - other[1]) * METRES_PER_DEGREE


def _days(one: Matter, other: Matter) -> int | None:
    if one.received_at is None or other.received_at is None:
        return None
    return (one.received_at - other.received_at).days
