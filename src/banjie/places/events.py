"""News of places."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class BoundariesRedrawn:
    """Areas were drawn, moved or retired: open cases may belong elsewhere (see queries.rehome).

    `below` are the paths, old and new, under which something changed, none of them below another; "" is
    everything, cases outside every area included. `valid_from` is when the new boundaries began to hold.
    """

    name: ClassVar[str] = "places.boundaries_redrawn"
    at: datetime
    valid_from: datetime
    below: tuple[str, ...]
