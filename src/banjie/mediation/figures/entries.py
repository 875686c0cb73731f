"""What figures count of a dispute, said once, in SQL: kept in a table, and found anew for disputes that have changed.

Disputes that changed since they were last looked at stand in `dispute_figure_due`, put there by triggers in the very
transaction of the change (`changes`). A statement that counts takes of these what the tables say now, and of all
others what was kept; so figures are those of the moment, however long ago they were kept.
"""

from enum import IntFlag, StrEnum
from typing import Final


class What(StrEnum):
    RECEIVED = "received"
    ENDED = "ended"
    LEFT_RUNG = "left"


class Sign(IntFlag):
    """What else is true of it; those of a rung are the first two."""

    AGREED = 1
    UP = 2
    APPLICATION = 4
    OFFER = 8
    ENTRUSTED = 16
    WRITTEN = 32
    ORAL = 64
    KEPT = 128
    PARTLY = 256
    BROKEN = 512
    CONFIRMED = 1024
    RELAPSED = 2048
    FOREIGN = 4096
    WITHIN_A_MONTH = 8192


COLUMNS: Final = (
    "dispute_id, what, at, area_path, lead_unit_id, lead_unit_path, of_track, kind, track, label, signs, amount, took"
)
_WHERE: Final = "d.case_id, '{what}', {at}, c.area_path, c.lead_unit_id, c.lead_unit_path, d.track"
_AGREEMENT: Final = (
    "EXISTS (SELECT 1 FROM dispute_agreement a"
    " WHERE a.dispute_id = d.case_id AND a.state = 'binding' AND a.form = '{}')"
)
_BY_COURT: Final = (
    "EXISTS (SELECT 1 FROM court_confirmation s JOIN dispute_agreement a ON a.id = s.agreement_id"
    " WHERE a.dispute_id = d.case_id AND s.state = 'confirmed')"
)
# An obligation that was not kept: still owed, or before a court.
_BREACHED: Final = (
    "EXISTS (SELECT 1 FROM obligation_keeping k JOIN dispute_obligation o ON o.id = k.obligation_id"
    " JOIN dispute_agreement a ON a.id = o.agreement_id"
    " WHERE a.dispute_id = d.case_id AND k.state IN ('broken', 'in_court'))"
)
# A dispute mediated here is filed as finished only when what was agreed is settled.
_FILED: Final = f"(told.dispute_id IS NULL AND d.ending = 'agreed' AND c.state = 'finished' AND NOT {_BREACHED})"
_AGAIN: Final = "EXISTS (SELECT 1 FROM dispute later WHERE later.earlier_id = d.case_id)"

# When each sign stands. What a register told of counts as what was written here.
_OF_AN_END: Final = {
    Sign.AGREED: "d.ending = 'agreed'",
    Sign.APPLICATION: "d.brought_by = 'application'",
    Sign.OFFER: "d.brought_by = 'offer'",
    Sign.ENTRUSTED: "d.brought_by = 'entrusted'",
    Sign.WRITTEN: f"told.form = 'written' OR {_AGREEMENT.format('written')}",
    Sign.ORAL: f"told.form = 'oral' OR {_AGREEMENT.format('oral')}",
    Sign.KEPT: f"told.performed = 'kept' OR {_FILED}",
    Sign.PARTLY: "told.performed = 'partly'",
    Sign.BROKEN: f"told.performed = 'broken' OR {_BREACHED}",
    Sign.CONFIRMED: f"told.confirmed OR {_BY_COURT}",
    Sign.RELAPSED: _AGAIN,
    Sign.FOREIGN: "d.agreed IS NOT NULL AND d.currency <> 'CNY'",
    Sign.WITHIN_A_MONTH: "d.ended_at - d.opened_at < interval '31 days'",
}
_OF_A_RUNG: Final = {Sign.AGREED: "s.how = 'agreed'", Sign.UP: "s.how = 'up'"}


def _signs(conditions: dict[Sign, str]) -> str:
    return " + ".join(f"CASE WHEN {holds} THEN {int(sign)} ELSE 0 END" for sign, holds in conditions.items())


def entries(which: str) -> str:
    """A SELECT of `COLUMNS` from the tables as they stand, for the disputes `d` that `which` names."""
    of = {what: _WHERE.format(what=what, at=at) for what, at in _MOMENTS.items()}
    return f"""
    SELECT {of[What.RECEIVED]}, d.kind, d.track, '', 0, NULL::numeric, NULL::interval
    FROM dispute d JOIN "case" c ON c.id = d.case_id WHERE {which}
    UNION ALL
    SELECT {of[What.ENDED]}, d.kind, d.track, d.ending, {_signs(_OF_AN_END)},
        CASE WHEN d.currency = 'CNY' THEN d.agreed END, d.ended_at - d.opened_at
    FROM dispute d JOIN "case" c ON c.id = d.case_id
    LEFT JOIN mediation_register_entry told ON told.dispute_id = d.case_id
    WHERE d.ended_at IS NOT NULL AND {which}
    UNION ALL
    SELECT {of[What.LEFT_RUNG]}, '', s.track, s.key, {_signs(_OF_A_RUNG)}, NULL::numeric, s.ended_at - s.began_at
    FROM dispute d JOIN "case" c ON c.id = d.case_id JOIN dispute_rung_stay s ON s.dispute_id = d.case_id
    WHERE s.ended_at IS NOT NULL AND {which}
    """  # noqa: S608  words of this module


_MOMENTS: Final = {What.RECEIVED: "d.opened_at", What.ENDED: "d.ended_at", What.LEFT_RUNG: "s.ended_at"}
