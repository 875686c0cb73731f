"""News of the door."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class NumberAsked:
    """Somebody gave an address and waits for a number."""

    name: ClassVar[str] = "platform.number_asked"

    proof_id: int
