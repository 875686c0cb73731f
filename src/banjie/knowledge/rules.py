"""What may become of an article, by whom, and when it is to be looked at again. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from banjie.organisations.permissions import inside

# Before the day by which it must be confirmed, an article comes up among those to look at.
SOON: Final = timedelta(days=14)
CONFIRM_EVERY: Final = 180

type Who = tuple[str, int | None]


class Standing(StrEnum):
    """How the draft of an article stands; empty where there is none."""

    NONE = ""
    WRITING = "writing"
    PROPOSED = "proposed"
    SENT_BACK = "sent_back"


class Act(StrEnum):
    """What is done to an article; each is kept in its record."""

    WRITE = "write"
    PROPOSE = "propose"
    PUBLISH = "publish"
    SEND_BACK = "send_back"
    DISCARD = "discard"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Stand:
    """Whether everybody reads it, and how its draft stands."""

    is_live: bool
    draft: Standing


_DRAFTS: Final[Mapping[Act, frozenset[Standing]]] = MappingProxyType(
    {
        Act.WRITE: frozenset(Standing),
        Act.PROPOSE: frozenset({Standing.WRITING, Standing.SENT_BACK}),
        Act.PUBLISH: frozenset({Standing.PROPOSED}),
        Act.SEND_BACK: frozenset({Standing.PROPOSED}),
        Act.DISCARD: frozenset({Standing.WRITING, Standing.PROPOSED, Standing.SENT_BACK}),
        Act.CONFIRM: frozenset(Standing),
        Act.WITHDRAW: frozenset(Standing),
    }
)
_LIVE_ONLY: Final = frozenset({Act.CONFIRM, Act.WITHDRAW})
# A publisher's business; the others are the writer's.
PUBLISHERS: Final = frozenset({Act.PUBLISH, Act.SEND_BACK, Act.WITHDRAW})


def fits(act: Act, stand: Stand) -> bool:
    """Whether it can be done to an article that stands like this, whoever does it."""
    return stand.draft in _DRAFTS[act] and (stand.is_live or act not in _LIVE_ONLY)


def is_own(publisher: Who, writers: Collection[Who]) -> bool:
    """Whether somebody would publish words of their own; the machine itself has none."""
    return publisher[1] is not None and publisher in writers


class Freshness(StrEnum):
    FRESH = "fresh"
    SOON = "soon"
    PAST = "past"


def freshness(confirm_by: date, today: date) -> Freshness:
    """How an article stands towards the day by which somebody must have confirmed it: on that day it still holds."""
    if confirm_by < today:
        return Freshness.PAST
    return Freshness.SOON if confirm_by - today <= SOON else Freshness.FRESH


def in_force(valid_from: date | None, valid_until: date | None, today: date) -> bool:
    """Whether what it says holds today; the first and the last day count."""
    return (valid_from is None or valid_from <= today) and (valid_until is None or today <= valid_until)


def applies(areas: Collection[str], place: str) -> bool:
    """Whether an article of these areas (paths) says something to whoever is at `place`: a path, empty for anywhere.

    Of a wide place what holds for a part of it is told too.
    """
    return not place or any(inside(place, each) or inside(each, place) for each in areas)
