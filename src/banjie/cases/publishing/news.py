"""News of what is shown."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Merged:
    """A case went into another: whoever follows it, and who said “me too”, go along."""

    name: ClassVar[str] = "cases.merged"

    case_id: int
    into: int


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """A public case is shown with its answer: whoever follows it is told, once for each answer."""

    name: ClassVar[str] = "cases.answer_shown"

    case_id: int
