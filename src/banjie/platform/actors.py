"""Who did it: a value that every action takes as `by=` and every record keeps."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    STAFF = "staff"
    CLIENT = "client"
    PARTY = "party"
    REPORTER = "reporter"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of staff, another system, the reporter of a case, a party of a dispute, or Banjie itself.

    `id` is the key in the table that `kind` names, and None for a reporter (a reporter has no record of
    their own; see DESIGN section 2) and for the system. `name` is what the timeline shows; a party goes by its
    place in the dispute ("A1"), never by its name.
    """

    kind: ActorKind
    id: int | None
    name: str
    unit_id: int | None = None


SYSTEM = Actor(ActorKind.SYSTEM, None, "banjie")
REPORTER = Actor(ActorKind.REPORTER, None, "reporter")
