"""A file closed once everything in it is there, and a dispute that both sides wish to take up again."""

from datetime import datetime

from banjie.cases.acting import Acting
from banjie.mediation.actions.course import give, stand_again
from banjie.mediation.holding import held


def close_file(case_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Closes the file: what was agreed is settled, or mediation ended without; and every paper that must be there is.

    Whoever mediated keeps the seat, and with it sight of the file. Raises what `perform` raises with the condition
    that does not hold.
    """
    with held(case_id, by=by, at=at, expected=expected) as found:
        give(found, "file" if found.case.state == "performing" else "file_unsettled", by=by, at=at)
        found.dispute.filed_at = at


def try_again(case_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Mediation ended without an agreement, and every party has since said that it wishes to try again."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        give(found, "try_again", by=by, at=at)
        stand_again(found, at)
