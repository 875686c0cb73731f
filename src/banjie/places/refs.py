"""Areas and places as others see them: small frozen values. Pure."""

from dataclasses import dataclass

from banjie.places.levels import Level, PlaceKind


@dataclass(frozen=True, slots=True)
class AreaRef:
    """An area. `path` is the dotted codes of its ancestors and itself; `active` is False once retired."""

    id: int
    code: str
    name: str
    level: Level
    path: str
    name_en: str = ""
    active: bool = True

    @property
    def parent_path(self) -> str:
        """The path of the area above, or "" at the top."""
        return self.path.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place found by a text.

    `name` is the canonical one; `matched` the name that was met, which may be an alias; `matched_by` one of
    "name", "alias", "pinyin", "initials". `place_id` is None where an area was found by its own name.
    `lon` and `lat` are WGS-84, or None for a place without a position.
    """

    name: str
    kind: PlaceKind
    area: AreaRef
    lon: float | None
    lat: float | None
    matched_by: str
    matched: str
    place_id: int | None
