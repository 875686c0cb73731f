"""A panel out of an order of mediators: a chair, and a mixture of kinds. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from banjie.organisations.permissions import inside

from .asked import Asked
from .ranking import Suggested
from .weights import Weights


@dataclass(frozen=True, slots=True)
class Panel:
    """`chair` is one of `members`, and comes first. `kinds` counts the kinds of mediators in it."""

    chair: Suggested
    members: tuple[Suggested, ...]
    kinds: int


def panel(asked: Asked, suggested: Sequence[Suggested], table: Weights) -> Panel | None:
    """Three who together fit best; None where fewer than three could sit, since two cannot decide.

    The chair is the best of the committee with which the dispute lies, for it answers for the course; the others
    are chosen one by one, each kind that is not there yet being worth `mixture` points.
    """
    if len(suggested) < table.panel_size:
        return None
    chair = next((each for each in suggested if sees_by_itself(asked, each.candidate.unit_path)), suggested[0])
    members = [chair]
    while len(members) < table.panel_size:
        kinds = {each.candidate.kind for each in members}
        left = [each for each in suggested if each not in members]
        gain = {id(each): 0 if each.candidate.kind in kinds else table.mixture for each in left}
        members.append(max(left, key=lambda each: each.points + gain[id(each)]))
    return Panel(chair, tuple(members), len({each.candidate.kind for each in members}))


def sees_by_itself(asked: Asked, unit_path: str) -> bool:
    """Whether a mediator's committee has the dispute before it without being called in."""
    return bool(asked.lead_unit_path) and inside(asked.lead_unit_path, unit_path)
