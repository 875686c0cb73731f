"""What the parties wish, and whether mediation may go on by it. Pure: values in, codes out.

People's Mediation Law, article 3 (voluntary and equal), 17 (no mediation where a party clearly refuses), 23 (a party
may choose the mediator, refuse or end mediation at any time).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

# From this many people on, the many are spoken for by a few whom they elected.
COLLECTIVE_FROM = 10
# Mediation has ended, whether or not its file is closed.
AFTER_THE_END = frozenset({"performing", "failed", "finished", "unsettled", "declined", "withdrawn", "merged"})


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of a party. `to` and `answer` are keys of `models.ConsentTo` and `models.ConsentAnswer`."""

    party_id: int
    to: str
    answer: str
    said_at: datetime
    about: str = ""
    told_rights: bool = False


@dataclass(frozen=True, slots=True)
class Present:
    """A party that takes part, with what decides whether it can be heard."""

    id: int
    side: str
    minor: bool = False
    stands_for: int = 1
    companion_roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Chair:
    """A seat that is taken just now."""

    id: int
    chair: bool
    no_tie_declared: bool
    objection_waits: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything about a dispute that its process asks for. `met` are conditions that other parts vouch for."""

    parties: Sequence[Present]
    said: Sequence[Said]
    chairs: Sequence[Chair]
    rung: int
    rungs: int
    ended_at: datetime | None = None
    met: frozenset[str] = field(default_factory=frozenset)


def latest(said: Iterable[Said], to: str, about: str | None = None) -> Mapping[int, Said]:
    """The last answer of each party to one question; later ones replace earlier ones."""
    found: dict[int, Said] = {}
    for each in said:
        if each.to == to and (about is None or each.about == about):
            found[each.party_id] = each
    return found


def agreed_by_all(standing: Standing, to: str, *, about: str | None = None, after: datetime | None = None) -> bool:
    """Whether the last word of every party present is yes, said after a moment if one is given."""
    answers = latest(standing.said, to, about)
    given = [answers.get(party.id) for party in standing.parties]
    return bool(given) and all(
        each is not None and each.answer == "given" and (after is None or each.said_at > after) for each in given
    )


def unheard(party: Present) -> str | None:
    """Why a party cannot take part as it is: a minor alone, many without anybody whom they elected."""
    if party.minor and "guardian" not in party.companion_roles:
        return "minor_alone"
    if party.stands_for >= COLLECTIVE_FROM and "elected" not in party.companion_roles:
        return "nobody_elected"
    return None


def conditions(standing: Standing, *, until: str = "") -> frozenset[str]:
    """The conditions of the mediation process that hold. `until` is the day to which more time would reach."""
    told = latest(standing.said, "mediation")
    found = {
        "all_sides_named": len({party.side for party in standing.parties}) >= 2
        and all(unheard(party) is None for party in standing.parties),
        "all_consent": agreed_by_all(standing, "mediation")
        and all(told[party.id].told_rights for party in standing.parties),
        "mediator_seated": seated(standing.chairs),
        "rung_above": standing.rung + 1 < standing.rungs,
        "rung_below": standing.rung > 0,
        "longer_agreed": bool(until) and agreed_by_all(standing, "longer", about=until),
        "both_sides_wish": standing.ended_at is not None
        and agreed_by_all(standing, "try_again", after=standing.ended_at),
    }
    return frozenset(name for name, holds in found.items() if holds) | standing.met


def seated(chairs: Sequence[Chair]) -> bool:
    """Somebody sits, with no tie to a party and no objection waiting; of several, exactly one is in the chair."""
    if not chairs or not all(each.no_tie_declared and not each.objection_waits for each in chairs):
        return False
    return len(chairs) == 1 or sum(each.chair for each in chairs) == 1
