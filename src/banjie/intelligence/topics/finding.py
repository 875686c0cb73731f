"""The topics of a period: groups of like texts with what is told of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from banjie.intelligence.kinds import propose
from banjie.intelligence.likeness.comparing import Matter, Place, metres, place_of
from banjie.intelligence.likeness.rarity import Rarity
from banjie.intelligence.likeness.vectors import Vectors, cosines, some, vectors_of

from .clustering import groups_of
from .headlines import headline, words_of
from .heat import Heat, Submission, heat_of

# Two may be a coincidence.
FEWEST: Final = 3
# What most of its messages ask is a question to be answered for everybody, not a matter to be settled.
MOSTLY: Final = 0.6
# So like, and from the same place, it is the same message again.
REPEATED: Final = 0.85
# What has no more letters in common than a short name tells of one place, and of a different thing each time.
_LETTERS: Final = 5
_SAME_SPOT_METRES: Final = 60.0
_COMPARED_BACK: Final = 300


@dataclass(frozen=True, slots=True)
class Topic:
    """A group of matters, the most central first, by their places in what was given; `repeats` goes with `members`.

    `asked`: most of its messages only ask something, as their words have it.
    """

    members: tuple[int, ...]
    repeats: tuple[bool, ...]
    heat: Heat
    headline: str
    words: tuple[str, ...]
    asked: bool


def topics_of(
    matters: Sequence[Matter],
    voices: Sequence[int],
    rarity: Rarity,
    *,
    at: datetime,
    window: timedelta,
    fewest: int = FEWEST,
) -> Sequence[Topic]:
    """The topics with at least `fewest` distinct submissions, the hottest first.

    Raises ValueError where a matter has no moment.
    """
    vectors = vectors_of([each.text for each in matters], rarity)
    found = []
    for members in groups_of(vectors, apart=lambda one, other: _apart(matters[one], matters[other])):
        if len(members) < fewest:
            continue
        repeats = repeated(members, matters, vectors)
        if len(members) - sum(repeats) < fewest:
            continue
        told = heat_of(
            [
                Submission(_moment(matters[each]), again, voices[each])
                for each, again in zip(members, repeats, strict=True)
            ],
            at=at,
            window=window,
        )
        words = words_of([matters[each].text for each in members[:60]], rarity)
        titles = (matters[each].text.title for each in members)
        title = next((each for each in titles if each), " ".join(words))
        asked = _asked(members, matters)
        if asked or sum(map(len, words)) >= _LETTERS:
            found.append(Topic(tuple(members), repeats, told, headline(title), words, asked))
    return sorted(found, key=lambda each: (-each.heat.heat, each.members))


def mostly(enquiries: int, messages: int) -> bool:
    """Whether so many enquiries among so many messages make a question of a topic."""
    return enquiries >= MOSTLY * messages


def _asked(members: Sequence[int], matters: Sequence[Matter]) -> bool:
    proposed = (propose(matters[each].text.title, matters[each].text.body) for each in members)
    return mostly(sum(each is not None and each.kind == "enquiry" for each in proposed), len(members))


def repeated(members: Sequence[int], matters: Sequence[Matter], vectors: Vectors) -> tuple[bool, ...]:
    """Which members say what an earlier one said, from the same place: by text and place, whoever it was."""
    in_time = sorted(members, key=lambda each: (_moment(matters[each]), each))
    again: set[int] = set()
    for place, number in enumerate(in_time):
        before = in_time[max(0, place - _COMPARED_BACK) : place]
        if before:
            likeness = cosines(some(vectors, [number]), some(vectors, before))
            if any(
                worth >= REPEATED and same_spot(matters[number], matters[other])
                for worth, other in zip(likeness.tolist(), before, strict=True)
            ):
                again.add(number)
    return tuple(each in again for each in members)


def _apart(one: Matter, other: Matter) -> bool:
    return place_of(one, other)[0] is Place.APART


def _moment(matter: Matter) -> datetime:
    if matter.received_at is None:
        raise ValueError("no_moment")
    return matter.received_at


def same_spot(one: Matter, other: Matter) -> bool:
    """Whether nothing speaks for two different places."""
    if one.point is not None and other.point is not None:
        return metres(one.point, other.point) <= _SAME_SPOT_METRES
    return not one.area_path or not other.area_path or one.area_path == other.area_path
