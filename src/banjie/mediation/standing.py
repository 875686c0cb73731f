"""How a dispute stands, read into the values that its process asks for."""

from collections.abc import Callable
from datetime import datetime

from banjie.mediation import agreed
from banjie.mediation.around import Around, around
from banjie.mediation.documents import completeness
from banjie.mediation.models import Dispute
from banjie.mediation.performance import vouching as performance
from banjie.mediation.wishes import Chair, Present, Said, Standing

type Voucher = Callable[[Dispute, Around, datetime], frozenset[str]]

# What other parts of mediation vouch for: each part adds its own.
VOUCHERS: tuple[Voucher, ...] = (agreed.vouch, completeness.vouch, performance.vouch)


def standing_of(dispute: Dispute, *, at: datetime, known: Around | None = None) -> Standing:
    """`known`: what has been read around the dispute in this very moment, if it has."""
    rows = known or around(dispute)
    return Standing(
        parties=_present(rows),
        said=_said(rows),
        chairs=_chairs(rows),
        rung=dispute.rung,
        rungs=len(rows.ladder.rungs),
        ended_at=dispute.ended_at,
        met=frozenset[str]().union(*(voucher(dispute, rows, at) for voucher in VOUCHERS)),
    )


def _present(rows: Around) -> list[Present]:
    return [
        Present(
            party.id,
            party.side.letter,
            party.minor,
            party.stands_for or 1,
            frozenset(each.role for each in party.companions.all() if each.ended_at is None),
        )
        for party in rows.parties
    ]


def _said(rows: Around) -> list[Said]:
    return [
        Said(each.party_id, each.to, each.answer, each.said_at, each.about, each.told_rights) for each in rows.consents
    ]


def _chairs(rows: Around) -> list[Chair]:
    return [
        Chair(
            seat.id,
            seat.chair,
            seat.no_tie_declared_at is not None,
            any(each.ruled_at is None for each in seat.objections.all()),
        )
        for seat in rows.seats
        if seat.left_at is None
    ]
