"""The record of changes: rows in the same transaction as what they tell of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from banjie.places.levels import Happening
from banjie.places.models import AreaChange
from banjie.platform.actors import Actor


def entry(what: Happening, area_id: int, data: Mapping[str, Any], *, by: Actor, at: datetime) -> AreaChange:
    """A row that is yet to be written."""
    return AreaChange(area_id=area_id, what=what, at=at, by_kind=by.kind, by_id=by.id, by_name=by.name, data=dict(data))
