"""What an agreement is made of, apart from where it is kept. Keys of choices are those of `models.agreements`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from banjie.core.clocks import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody who stands beside a party just now; `role` and `authority` as in `models.parties`."""

    id: int
    role: str
    authority: str = ""
    valid_until: date | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A party that takes part. `number` is its own in the dispute and stays; `label` is its place ("A1")."""

    id: int
    number: int
    side: str
    label: str
    name: str = ""
    kind: str = "person"
    minor: bool = False
    reads: str = "zh-hans"
    stands_for: int = 1
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One obligation. Parties by their ids; `owed_to` is None for every other side.

    `of_total` is what all instalments of its group come to, as it was entered. Amounts in `currency`, to the cent.
    """

    kind: str
    owed_by: int | None
    owed_to: int | None = None
    what: str = ""
    amount: Decimal | None = None
    currency: str = "CNY"
    due: str = "on_date"
    due_on: date | None = None
    condition: str = ""
    how: str = ""
    group: int | None = None
    instalment: int | None = None
    of_total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """The words around the obligations. `translations` hold the whole text, by language tag."""

    facts: str = ""
    performance: str = ""
    others: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """An agreement as it is written just now. `total` is the sum that the mediator says it comes to, if any."""

    form: str = "written"
    language: str = "zh-hans"
    text: Text = field(default_factory=Text)
    terms: Sequence[Term] = ()
    total: Decimal | None = None
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class Setting:
    """What an agreement is checked against: who takes part, what was claimed, which day it is here."""

    people: Sequence[Person]
    today: date
    calendar: WorkingCalendar
    kind: str = ""
    claimed: Decimal | None = None
    currency: str = "CNY"

    def person(self, party_id: int | None) -> Person | None:
        return next((each for each in self.people if each.id == party_id), None)
