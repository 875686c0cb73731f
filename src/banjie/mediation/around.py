"""The rows around one dispute, read once for everything that is told of them together."""

from collections.abc import Sequence
from dataclasses import dataclass

from banjie.mediation.ladders import Ladder
from banjie.mediation.ladders.setting import ladder
from banjie.mediation.models import Agreement, AgreementState, Consent, Dispute, Obligation, Party, RungStay, Seat
from banjie.mediation.performance.owing import binding


@dataclass(frozen=True, slots=True)
class Around:
    """Parties with their sides and companions are those that have not left; `consents` are of all, in the order in
    which they were recorded; seats, with mediators and objections, of those who sit and who sat. Agreements come
    without their words, the newest first; `owed` is what the one that binds obliges to.
    """

    parties: Sequence[Party]
    consents: Sequence[Consent]
    seats: Sequence[Seat]
    ladder: Ladder
    stays: Sequence[RungStay]
    agreements: Sequence[Agreement]
    owed: Sequence[Obligation]

    @property
    def seated(self) -> frozenset[int]:
        """The members of staff who sit just now."""
        return frozenset(each.mediator.staff_id for each in self.seats if each.left_at is None)


def around(dispute: Dispute) -> Around:
    """Eight statements, nine where an agreement binds, however many take part. Nobody has been asked yet whether they
    may see it: for queries and actions that do.
    """
    parties = Party.objects.filter(dispute_id=dispute.case_id, left_at=None)
    seats = Seat.objects.filter(dispute_id=dispute.case_id)
    agreements = list(Agreement.objects.filter(dispute_id=dispute.case_id).defer("sealed", "sealed_text"))
    return Around(
        parties=list(parties.select_related("side").prefetch_related("companions").order_by("side__letter", "number")),
        consents=list(Consent.objects.filter(party__dispute_id=dispute.case_id).order_by("id")),
        seats=list(seats.select_related("mediator__staff").prefetch_related("objections")),
        ladder=ladder(dispute.ladder),
        stays=list(RungStay.objects.filter(dispute_id=dispute.case_id)),
        agreements=agreements,
        owed=list(binding().filter(agreement__dispute_id=dispute.case_id)) if _binding(agreements) else (),
    )


def _binding(agreements: Sequence[Agreement]) -> bool:
    return any(each.state == AgreementState.BINDING for each in agreements)
