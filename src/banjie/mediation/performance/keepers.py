"""Who records how an agreement is kept: the mediators who sit, and the head of the committee in their place."""

from banjie.cases.acting import Acting
from banjie.core.workflow import Capacity
from banjie.mediation.holding import Held
from banjie.mediation.sight import capacities_of, may_lead
from banjie.organisations.permissions import Permission


def capacities(by: Acting, found: Held) -> frozenset[Capacity]:
    """A party comes with its own capacity; what it may say is looked at by who it is in the agreement."""
    if by.viewer is None:
        return by.fixed
    held = capacities_of(by.viewer, found.seated)
    own = found.case.handler_id == by.viewer.staff_id and by.viewer.may(Permission.MEDIATION_MEDIATE)
    if own or may_lead(by.viewer, found.case):
        held |= {Capacity.MEDIATOR}
    return held
