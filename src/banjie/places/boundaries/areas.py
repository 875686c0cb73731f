"""The areas an import deals with: those drafted by the file, and those that stand."""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from banjie.places.levels import Level


@dataclass(frozen=True, slots=True)
class Draft:
    """An area as the file describes it. `shape` is None where the geometry is at fault or missing."""

    index: int
    code: str
    name: str
    name_en: str
    level: Level
    parent_code: str | None
    aliases: tuple[str, ...]
    shape: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class Standing:
    """An area as it stands before the import, retired ones included. `shape` is None if never drawn."""

    id: int
    code: str
    name: str
    name_en: str
    level: Level
    parent_code: str | None
    path: str
    active: bool
    shape: BaseGeometry | None
