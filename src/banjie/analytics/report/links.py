"""The list of cases behind a figure, as its filters (see `cases.filters`). Pure."""

from banjie.analytics.report.blocks import Link
from banjie.analytics.report.figures import Figures, ScopeKind


def received(figures: Figures, **narrower: str) -> Link | None:
    return _link(figures, narrower, since=str(figures.first), until=str(figures.last))


def happened(figures: Figures, what: str, **narrower: str) -> Link | None:
    """`what` is a value of `cases.filters.Happened`."""
    span = {"happened_since": str(figures.first), "happened_until": str(figures.last)}
    return _link(figures, narrower, happened=what, **span)


def standing(figures: Figures, **narrower: str) -> Link | None:
    """What was open at the end of the last day."""
    return _link(figures, narrower, open_on=str(figures.last))


def overdue() -> Link:
    """The report itself lists them as they stood; a list of today could not."""
    return Link(anchor="late")


def _link(figures: Figures, narrower: dict[str, str], **filters: str) -> Link | None:
    """None for a unit with units below it: a list knows single units only."""
    subject = figures.subject
    if subject.kind is ScopeKind.AREA:
        return Link({"area": subject.path, **narrower, **filters})
    if "unit" in narrower or subject.whole:
        return Link({"unit": str(subject.unit_id), **narrower, **filters})
    return None
