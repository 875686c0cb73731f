"""Words of cases on their way out of the house: what tells of persons is masked (ADR 26).

A system reads them as they were written only with the scope for it, a person always; a list that a person takes away
holds them so of cases whose contact they may see. Words that were read and released for the public go out as they are.
"""

from collections.abc import Mapping
from typing import Any, Final

from banjie.cases.reference import reference
from banjie.intelligence.personal.reading import PUBLIC, marks, masked
from banjie.organisations.permissions import Permission, Viewer

# Hexadecimal digits may look like an account; nobody writes them.
_NO_WORDS: Final = frozenset({"digest"})


class Outgoing:
    """The words of cases as one viewer is told them."""

    def __init__(self, viewer: Viewer, *, as_written: bool = True) -> None:
        """Without `as_written` they are masked also for whoever may read them otherwise."""
        self.as_written = as_written and viewer.reads_as_written

    def words(self, text: str) -> str:
        return text if self.as_written else masked(text)

    def values(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """A mapping with every text in it so, however deep; codes, moments and numbers hold nothing to mask."""
        return {name: value if name in _NO_WORDS else self._told(value) for name, value in found.items()}

    def _told(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.words(value)
        if isinstance(value, Mapping):
            return self.values(value)
        return [self._told(each) for each in value] if isinstance(value, list | tuple) else value


class TakenAway:
    """The same for a file of many cases, which goes where nobody sees who reads it; made for one file."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._known: dict[tuple[str, int | None], bool] = {}

    def words(self, text: str, area_path: str, unit_id: int | None) -> str:
        """As written where they may see the contact of a case of this area that lies with this unit."""
        return text if self._reads_all(area_path, unit_id) else masked(text)

    def _reads_all(self, area_path: str, unit_id: int | None) -> bool:
        key = area_path, unit_id
        if key not in self._known:
            unit = reference().unit_named(unit_id)
            where = {"area_path": area_path or None, "unit_path": unit.path if unit is not None else None}
            self._known[key] = self._viewer.may(Permission.CASES_SEE_CONTACT, **where)
        return self._known[key]


def names_somebody(wanted: str, viewer: Viewer) -> bool:
    """Whether a search asks by what would be masked in its answer: finding by it would tell it after all."""
    return not viewer.reads_as_written and any(mark.kind not in PUBLIC for mark in marks(wanted))
