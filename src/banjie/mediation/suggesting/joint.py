"""Which other committees could sit in a dispute beside the one that has it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from banjie.organisations.permissions import inside

from .asked import Asked
from .ranking import distance

_PEOPLES = frozenset({"village", "township", "county"})


@dataclass(frozen=True, slots=True)
class Body:
    """A committee, what it is and where: of a place, of an authority, or of a trade or community."""

    unit_id: int
    unit_path: str
    area_path: str
    kind: str
    trade: str = ""


@dataclass(frozen=True, slots=True)
class Joint:
    """A committee to ask, and why: a key of `models.WhyJoined`."""

    unit_id: int
    why: str


def joint(asked: Asked, bodies: Iterable[Body], *, track: str, letter_from: str = "") -> tuple[Joint, ...]:
    """The nearest of each sort that serves the place: the trade's panel; beside an authority the people's committee,
    beside a people's committee the authority of the trade; and the jurisdiction whose letter came (its area's path).
    """
    known = [each for each in bodies if not _bars(asked, each)]
    serving = [each for each in known if not asked.area_path or inside(asked.area_path, each.area_path)]
    found: list[Joint] = []
    found += _nearest(asked, [each for each in serving if each.kind == "trade" and _of_trade(asked, each)], "trade")
    if track == "administrative":
        found += _nearest(asked, [each for each in serving if each.kind in _PEOPLES], "peoples")
    else:
        authorities = [each for each in serving if each.kind == "authority" and _of_trade(asked, each)]
        found += _nearest(asked, authorities, "authority")
    if letter_from:
        theirs = [each for each in known if inside(each.area_path, letter_from) and each not in serving]
        found += [Joint(each.unit_id, "jurisdiction") for each in sorted(theirs, key=lambda b: b.area_path)[:1]]
    return tuple(found)


def _nearest(asked: Asked, bodies: list[Body], why: str) -> list[Joint]:
    nearest = sorted(bodies, key=lambda each: (distance(asked.area_path, each.area_path), each.unit_path))
    return [Joint(each.unit_id, why) for each in nearest[:1]]


def _of_trade(asked: Asked, body: Body) -> bool:
    return bool(body.trade) and body.trade in {asked.panel, asked.kind}


def _bars(asked: Asked, body: Body) -> bool:
    complained = bool(asked.about_unit_path) and inside(body.unit_path, asked.about_unit_path)
    return complained or body.unit_path in asked.party_units or body.unit_path == asked.lead_unit_path
