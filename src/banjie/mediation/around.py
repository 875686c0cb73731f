"""The rows around one dispute, read once for everything that is told of them together."""

from collections.abc import Sequence
from dataclasses import dataclass

from banjie.mediation.ladders import Ladder
from banjie.mediation.ladders.setting import ladder
from banjie.mediation.models import Consent, Dispute, Party, Seat


@dataclass(frozen=True, slots=True)
class Around:
    """Parties with their sides and companions are those that have not left; `consents` are of all, in the order in
    which they were recorded; seats, with mediators and objections, of those who sit and who sat.
    """

    parties: Sequence[Party]
    consents: Sequence[Consent]
    seats: Sequence[Seat]
    ladder: Ladder


def around(dispute: Dispute) -> Around:
    """Six statements. Nobody has been asked yet whether they may see it: for queries and actions that have."""
    parties = Party.objects.filter(dispute_id=dispute.case_id, left_at=None)
    seats = Seat.objects.filter(dispute_id=dispute.case_id)
    return Around(
        parties=list(parties.select_related("side").prefetch_related("companions").order_by("side__letter", "number")),
        consents=list(Consent.objects.filter(party__dispute_id=dispute.case_id).order_by("id")),
        seats=list(seats.select_related("mediator__staff").prefetch_related("objections")),
        ladder=ladder(dispute.ladder),
    )
