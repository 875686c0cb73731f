"""What the checker found: a code with data, worded at the edge."""

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """An ERROR is mended before anybody signs; a WARNING is mended, or a mediator looks at it and lets it stand; a
    NOTE is only told.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """`row` is the place of an obligation from 0, None for the whole; `field` names what to mend.

    `about` is what was found fault with: a warning that somebody let stand stands only for as long as that does.
    """

    code: str
    level: Level
    row: int | None = None
    field: str = ""
    data: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    about: str = ""

    @property
    def key(self) -> str:
        found = f"{self.code}\0{self.data.get('limit', '')}\0{self.data.get('word', '')}\0{self.about}"
        return f"{self.code}:{hashlib.sha256(found.encode()).hexdigest()[:20]}"


def error(code: str, row: int | None = None, field: str = "", **data: Any) -> Finding:
    return Finding(code, Level.ERROR, row, field, data)


def warning(code: str, about: object, row: int | None = None, field: str = "", **data: Any) -> Finding:
    return Finding(code, Level.WARNING, row, field, data, str(about))


def note(code: str, row: int | None = None, field: str = "", **data: Any) -> Finding:
    return Finding(code, Level.NOTE, row, field, data)
