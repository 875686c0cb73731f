"""What a court's system is asked and what it answers, apart from how. Pure values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol


class TroubleKind(StrEnum):
    """Why a handing over did not come to an end. The first three may go well another time."""

    UNREACHABLE = "unreachable"
    BUSY = "busy"
    UNREADABLE = "unreadable"
    REFUSED = "refused"

    @property
    def passes(self) -> bool:
        return self is not TroubleKind.REFUSED


class Trouble(Exception):
    """The court's system did not do it. `detail` is for the log: never a word of the papers."""

    def __init__(self, kind: TroubleKind, detail: str = "") -> None:
        self.kind, self.detail = kind, detail
        super().__init__(f"{kind}: {detail}")


@dataclass(frozen=True, slots=True)
class Request:
    """One set. `key` is the same for every try: a court that has it already answers as it did the first time."""

    key: str
    court_code: str
    about: Mapping[str, Any]
    package: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The court's system has taken it. `reference` is its own name for it; `repeated` if it had it already."""

    reference: str
    repeated: bool = False


class Step(StrEnum):
    """What a court may say of a request, in its order."""

    RECEIVED = "received"
    CORRECTION = "correction"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class News:
    """One thing that the court did. `number` is its number for the case, or of the ruling."""

    step: Step
    on: date
    number: str = ""
    until: date | None = None
    why: str = ""


class CourtSystem(Protocol):
    def submit(self, request: Request) -> Answer:
        """Hands over a set. Raises Trouble."""
        ...

    def news(self, reference: str) -> Sequence[News]:
        """Everything that the court has done so far, the earliest first. Raises Trouble."""
        ...


@dataclass(frozen=True, slots=True)
class Settings:
    url: str
    token: str = field(repr=False, default="")
    seconds: float = 20.0
