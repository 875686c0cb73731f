"""What may stand in a template: the fields that are given, each a value or a list of records."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ShapeKind(StrEnum):
    VALUE = "value"
    PICTURE = "picture"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a template may name; a list has `fields`, those of each of its records."""

    kind: ShapeKind = ShapeKind.VALUE
    fields: "Shape" = field(default_factory=dict)


type Shape = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG to stand in the line, `height` in millimetres."""

    content: bytes
    height: float


def nearest(name: str, known: Mapping[str, Any]) -> str:
    """The known name that was probably meant, or ""."""
    found = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return found[0] if found else ""
