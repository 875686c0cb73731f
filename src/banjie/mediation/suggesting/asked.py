"""What a choice of mediators looks at: the dispute on one hand, each mediator on the other. Pure values."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A dispute that needs a mediator. Paths are dotted; `languages` are those of the parties that take part.

    `related` are the types of the same trade. `on` is today, `until` the end of the rung's time from today.
    `party_units` are units that are themselves a party, told by their names.
    """

    kind: str
    panel: str
    related: frozenset[str]
    area_path: str
    lead_unit_path: str
    on: date
    until: date
    languages: Sequence[str] = ()
    rung_kinds: frozenset[str] = frozenset()
    wants_panel: bool = False
    party_units: frozenset[str] = frozenset()
    about_unit_path: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mediator as the choice meets them. `left_because` says why they left this dispute before, if they did.

    `areas` are where they sit, that of their committee if they name none. `away` are days from and to, both
    included.
    """

    id: int
    kind: str
    unit_path: str
    areas: Sequence[str]
    term_from: date
    term_until: date | None = None
    trade: str = ""
    skills: Sequence[str] = ()
    languages: Sequence[str] = ()
    away: Sequence[tuple[date, date]] = ()
    load: int = 0
    at_once: int = 12
    active: bool = True
    last_seated: datetime | None = None
    sits: bool = False
    left_because: frozenset[str] = field(default_factory=frozenset)
    tied: bool = False

    def away_on(self, day: date) -> bool:
        return any(since <= day <= until for since, until in self.away)

    def in_term(self, day: date) -> bool:
        return self.term_from <= day and (self.term_until is None or day < self.term_until)
