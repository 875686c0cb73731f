"""At the table: small writes by a mediator or by a party for its own side, which nobody else need notice.

Other than `holding.held` it does not count as a version of the dispute: that number is shown to every side, and
would tell one that the other has just confided something.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from banjie.cases.acting import Acting
from banjie.cases.queries import CaseBrief
from banjie.core.workflow import Capacity
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.holding import brief_of, seated_staff, sight_in
from banjie.mediation.models import Dispute, Party, Side
from banjie.mediation.sight import Sight
from banjie.platform.actors import ActorKind


@dataclass(frozen=True, slots=True)
class AtTable:
    """The dispute, locked, and whoever acts. `own` is the side of a party; None for those who mediate or lead."""

    dispute: Dispute
    case: CaseBrief
    sight: Sight
    own: str | None
    by: Acting
    at: datetime

    @property
    def recorded_by(self) -> int | None:
        return self.by.actor.id if self.by.viewer is not None else None

    def side(self, letter: str) -> Side:
        """A side that there is, and for a party only its own. Raises BadEntry."""
        side = Side.objects.filter(dispute=self.dispute, letter=letter).first()
        if side is None or self.own not in {None, letter}:
            raise BadEntry("side_unknown", "side")
        return side

    def during(self, *states: str) -> None:
        if self.case.state not in states:
            raise BadEntry("not_in_mediation", "")


@contextmanager
def at_table(case_id: int, *, by: Acting, at: datetime, needs: Sight = Sight.PANEL) -> Iterator[AtTable]:
    """One transaction over one dispute. Raises DisputeNotFound for whoever sees less than `needs`."""
    with transaction.atomic():
        case = brief_of(case_id, by)
        dispute = Dispute.objects.select_for_update(of=("self",)).filter(case_id=case_id).first()
        if dispute is None:
            raise DisputeNotFound(case_id)
        sight, own = _place(dispute, case, by)
        if own is None and sight < needs:
            raise DisputeNotFound(case_id)
        yield AtTable(dispute, case, sight, own, by, at)


def open_to(own: str | None, sight: Sight) -> Q:
    """Which rows with `confided` and `side` somebody may know of: those shown to all; for whoever mediates all; for
    a party also what its own side confided.
    """
    if own is not None:
        return Q(confided=False) | Q(side__letter=own)
    return Q() if sight >= Sight.PANEL else Q(confided=False)


def next_number(rows: Any) -> int:
    last = rows.order_by("-number").values_list("number", flat=True).first()
    return int(last or 0) + 1


def _place(dispute: Dispute, case: CaseBrief, by: Acting) -> tuple[Sight, str | None]:
    if by.viewer is not None:
        return sight_in(dispute, case, by.viewer, seated_staff(case.id)), None
    if by.actor.kind is ActorKind.PARTY and Capacity.PARTY in by.fixed:
        party = Party.objects.select_related("side").filter(dispute=dispute, id=by.actor.id or 0, left_at=None).first()
        if party is not None:
            return Sight.FILE, party.side.letter
    raise DisputeNotFound(case.id)
