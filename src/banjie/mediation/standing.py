"""How a dispute stands, read into the values that its process asks for."""

from collections.abc import Callable
from datetime import datetime

from banjie.mediation import agreed
from banjie.mediation.documents import completeness
from banjie.mediation.ladders.setting import ladder
from banjie.mediation.models import Consent, Dispute, Objection, Seat
from banjie.mediation.performance import vouching as performance
from banjie.mediation.wishes import Chair, Present, Said, Standing

type Voucher = Callable[[Dispute, datetime], frozenset[str]]

# What other parts of mediation vouch for: each part adds its own.
VOUCHERS: tuple[Voucher, ...] = (agreed.vouch, completeness.vouch, performance.vouch)


def standing_of(dispute: Dispute, *, at: datetime) -> Standing:
    """Four small reads, and those of the vouchers."""
    return Standing(
        parties=_present(dispute),
        said=_said(dispute),
        chairs=_chairs(dispute),
        rung=dispute.rung,
        rungs=len(ladder(dispute.ladder).rungs),
        ended_at=dispute.ended_at,
        met=frozenset[str]().union(*(voucher(dispute, at) for voucher in VOUCHERS)),
    )


def _present(dispute: Dispute) -> list[Present]:
    parties = dispute.parties.filter(left_at=None).select_related("side").prefetch_related("companions")
    return [
        Present(
            party.id,
            party.side.letter,
            party.minor,
            party.stands_for or 1,
            frozenset(each.role for each in party.companions.all() if each.ended_at is None),
        )
        for party in parties
    ]


def _said(dispute: Dispute) -> list[Said]:
    consents = Consent.objects.filter(party__dispute=dispute).order_by("id")
    return [Said(each.party_id, each.to, each.answer, each.said_at, each.about, each.told_rights) for each in consents]


def _chairs(dispute: Dispute) -> list[Chair]:
    waiting = set(Objection.objects.filter(seat__dispute=dispute, ruled_at=None).values_list("seat_id", flat=True))
    seats = Seat.objects.filter(dispute=dispute, left_at=None)
    return [Chair(each.id, each.chair, each.no_tie_declared_at is not None, each.id in waiting) for each in seats]
