"""What other capabilities hear of disputes: ids and codes, never words, names or sides."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class SessionNews:
    """A session has its time, another one, none any more, or is near. `about` is `invite`, `move`, `cancel`, `soon`."""

    name: ClassVar[str] = "mediation.session_news"
    session_id: int
    about: str
    sequence: int
