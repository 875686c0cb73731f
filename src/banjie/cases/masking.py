"""Free text on its way out of the house: what tells of persons is masked for whoever may not see contacts.

Words that were read and released for the public go out as they are. Whoever has the right to contacts of a case reads
its words as they were written.
"""

from collections.abc import Mapping
from typing import Any

from banjie.cases.reference import reference
from banjie.intelligence.personal.reading import masked
from banjie.organisations.permissions import Permission, Viewer


class Outgoing:
    """What one viewer is told of the words of cases; made for one answer, since rights change."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._known: dict[tuple[str, int | None], bool] = {}

    def reads_all(self, area_path: str, unit_id: int | None) -> bool:
        """Whether they may see the contact of a case of this area that lies with this unit."""
        key = area_path, unit_id
        if key not in self._known:
            unit = reference().unit_named(unit_id)
            where = {"area_path": area_path or None, "unit_path": unit.path if unit is not None else None}
            self._known[key] = self._viewer.may(Permission.CASES_SEE_CONTACT, **where)
        return self._known[key]

    def words(self, text: str, area_path: str, unit_id: int | None) -> str:
        return text if not text or self.reads_all(area_path, unit_id) else masked(text)

    def values(self, found: Mapping[str, Any], area_path: str, unit_id: int | None) -> dict[str, Any]:
        """A mapping with its texts so; what is no text stays."""
        return {
            name: self.words(value, area_path, unit_id) if isinstance(value, str) else value
            for name, value in found.items()
        }
