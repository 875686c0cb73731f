"""News of the way in."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ProofAsked:
    """Somebody gave a code, right or wrong, and waits for a number. Whether it is right is not said here."""

    name: ClassVar[str] = "mediation.proof_asked"

    entry_id: int
