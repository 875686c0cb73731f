"""What can be wrong with a catalogue, and where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Location:
    """Where in a catalogue: the sheet, the entry's key (a category's code, a rule's id) and the field.

    `entry` is its place in the sheet from 0, where the fault is one of shape.
    """

    sheet: str
    key: str = ""
    field: str = ""
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class ContentProblem:
    """Something wrong in a catalogue; worded at the edge by `code`. A warning does not forbid to publish."""

    code: str
    at: Location
    data: Mapping[str, object] = field(default_factory=dict)
    warning: bool = False


class BadContent(ValueError):
    """The document does not have the shape of a catalogue; `problems` names every fault."""

    def __init__(self, problems: Iterable[ContentProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.at.sheet} {p.at.key} {p.at.field}: {p.code}" for p in self.problems))
