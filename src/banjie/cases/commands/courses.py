"""Which process a matter of some kind takes, and what becomes of a case whose kind turns out to be another. Pure."""

from typing import Final

from banjie.cases.commands.change import BadData, CaseRow
from banjie.core.workflow import newest, shipped

STANDARD: Final = "standard"
MEDIATION: Final = "mediation"
_DISPUTE: Final = "dispute"
# Until somebody has begun, a matter stands at the same point in either process.
_BEFORE_WORK: Final = frozenset({"received", "accepted", "assigned", "returned"})


def of_kind(kind: str) -> str:
    """The key of the process: a quarrel between two sides is mediated, all else is handled."""
    return MEDIATION if kind == _DISPUTE else STANDARD


def other_course(case: CaseRow, kind: str) -> str | None:
    """The process that the case goes over to when its kind becomes `kind`; None if it stays.

    Raises BadData once work has begun: it must be returned first, so that nothing done is left hanging.
    """
    if of_kind(kind) == shipped()[case.process].key or (case.kind == _DISPUTE) == (kind == _DISPUTE):
        return None
    if case.state not in _BEFORE_WORK:
        raise BadData("kind_after_work_began", "kind")
    return newest(of_kind(kind)).name
