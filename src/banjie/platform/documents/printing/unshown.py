"""What a PDF of ours does not show of a Word file."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class UnshownKind(StrEnum):
    FLOATING_PICTURE = "floating_picture"  # shown, but in the line
    PICTURE_FORMAT = "picture_format"
    TEXT_BOX = "text_box"  # shown, but below the paragraph that it hangs at
    DRAWING = "drawing"
    EQUATION = "equation"
    NOTE = "note"
    COMMENT = "comment"
    TAB = "tab"  # shown as a space
    COLUMNS = "columns"  # shown as one
    LINE_STYLE = "line_style"  # shown as a plain line
    SIGN = "sign"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Unshown:
    """A kind of thing that is not shown as it is in the file, how often, and an example of it."""

    kind: UnshownKind
    times: int
    example: str


class Report:
    """Gathers while a file is read."""

    def __init__(self) -> None:
        self._times: Counter[UnshownKind] = Counter()
        self._examples: dict[UnshownKind, str] = {}

    def add(self, kind: UnshownKind, example: str = "") -> None:
        self._times[kind] += 1
        self._examples.setdefault(kind, example)

    def made(self) -> tuple[Unshown, ...]:
        return tuple(Unshown(kind, times, self._examples[kind]) for kind, times in sorted(self._times.items()))


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, and what it does not show as the Word file has it."""

    content: bytes
    unshown: tuple[Unshown, ...]
