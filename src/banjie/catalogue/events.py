"""News of the catalogue, for whoever stands above it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class CataloguePublished:
    """A release is in force. `targets_changed` asks for the deadlines of open cases to be worked out anew."""

    name: ClassVar[str] = "catalogue.published"
    number: int
    previous: int
    targets_changed: bool
    at: datetime
