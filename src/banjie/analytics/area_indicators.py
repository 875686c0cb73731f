"""Indicators of areas: a tally for each area below another, for shading a map and for the table beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from banjie.analytics.indicators import Tally
from banjie.cases.filters import Filters
from banjie.cases.queries.area_tallies import area_tallies
from banjie.organisations.permissions import Viewer

EVERYTHING = Filters()


def tallies(
    viewer: Viewer,
    paths: Sequence[str],
    *,
    since: datetime | None,
    until: datetime | None,
    at: datetime,
    filters: Filters = EVERYTHING,
) -> Mapping[str, Tally]:
    """A tally for each area, of the cases that the viewer may see; `since` up to, without, `until`."""
    found = area_tallies(viewer, filters, paths, since=since, until=until, at=at)
    return {path: Tally(**asdict(tally)) for path, tally in found.items()}
