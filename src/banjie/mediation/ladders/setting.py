"""The ladders in force: what the jurisdiction set, else what is shipped."""

from collections.abc import Mapping

from banjie.mediation.models import LadderContent, LadderRetired

from .model import Ladder, read
from .shipped import shipped


def in_force() -> Mapping[str, Ladder]:
    """Every ladder by key. What was stored has been checked by `read` when it was set."""
    own = {row.key: read(row.content) for row in LadderContent.objects.all()}
    return {**shipped(), **own}


def retired() -> frozenset[str]:
    """The ladders that are offered to no dispute which does not go by them already."""
    return frozenset(LadderRetired.objects.values_list("key", flat=True))


def on_offer(own: str = "") -> Mapping[str, Ladder]:
    """The ladders that may be chosen. `own` is the one a dispute goes by, which it keeps in any case."""
    gone = retired() - {own}
    return {key: each for key, each in in_force().items() if key not in gone}


def ladder(key: str) -> Ladder:
    """The ladder under a key; for one that was taken away, the first of people's mediation."""
    return in_force().get(key) or first_ladder("people")


def first_ladder(track: str) -> Ladder:
    """The ladder with which a dispute of a track begins, unless another is chosen."""
    ladders = on_offer()
    return next((each for each in ladders.values() if each.track == track), None) or in_force()["people"]
