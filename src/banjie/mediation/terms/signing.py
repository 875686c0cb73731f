"""Who has to sign an agreement, who may sign for whom, and who is still missing. Pure.

People's Mediation Law, articles 29 and 30: a written agreement binds once every party has signed, sealed or pressed
a finger, the mediators have signed and the committee's seal is on it; an oral one once the parties agreed on it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from .model import Beside, Person
from .people import COLLECTIVE_FROM

_MAY_SETTLE: Final = frozenset({"special", "by_law"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A place under the agreement. `companion_id` is set where one certain person signs for many."""

    signed_as: str
    party_id: int | None = None
    companion_id: int | None = None
    seat_id: int | None = None

    @property
    def key(self) -> str:
        parts = (self.party_id, self.companion_id, self.seat_id)
        return "-".join([self.signed_as, *(str(part) for part in parts if part is not None)])


@dataclass(frozen=True, slots=True)
class Pen:
    """A signature that counts: whose place it fills."""

    signed_as: str
    party_id: int | None = None
    companion_id: int | None = None
    seat_id: int | None = None


def slots(people: Sequence[Person], seats: Collection[int], form: str) -> Sequence[Slot]:
    """Every party, or each of those whom many elected; under a written one also every mediator, and the seal."""
    found: list[Slot] = []
    for person in people:
        elected = [each.id for each in person.beside if each.role == "elected"]
        if person.stands_for >= COLLECTIVE_FROM and elected:
            found += [Slot("party", person.id, companion_id=each) for each in elected]
        else:
            found.append(Slot("party", person.id))
    if form == "written":
        found += [Slot("mediator", seat_id=seat) for seat in sorted(seats)]
        found.append(Slot("committee"))
    return found


def missing(wanted: Sequence[Slot], pens: Sequence[Pen]) -> Sequence[Slot]:
    """The places that nobody has filled."""
    return [slot for slot in wanted if not any(_fills(pen, slot) for pen in pens)]


def may_sign(person: Person, companion_id: int | None, on: date) -> str | None:
    """Why nobody, or this companion, may sign for a party on a day; None if it holds. The party itself needs no
    authority, unless it is a minor or many.
    """
    if companion_id is None:
        if person.minor:
            return "minor_signs_alone"
        return "elected_sign" if person.stands_for >= COLLECTIVE_FROM else None
    companion = next((each for each in person.beside if each.id == companion_id), None)
    if companion is None:
        return "companion_unknown"
    if person.minor and companion.role != "guardian":
        return "minor_signs_alone"
    if person.stands_for >= COLLECTIVE_FROM and companion.role != "elected":
        return "elected_sign"
    return _authority(companion, on)


def _authority(companion: Beside, on: date) -> str | None:
    if companion.valid_until is not None and companion.valid_until < on:
        return "authority_over"
    # A guardian acts by law; whether those elected may settle is a warning of the checker (`people`).
    if companion.role in {"guardian", "elected"} or companion.authority in _MAY_SETTLE:
        return None
    return "authority_not_special"


def _fills(pen: Pen, slot: Slot) -> bool:
    if pen.signed_as != slot.signed_as:
        return False
    if slot.signed_as == "mediator":
        return pen.seat_id == slot.seat_id
    if slot.signed_as == "committee":
        return True
    return pen.party_id == slot.party_id and (slot.companion_id is None or pen.companion_id == slot.companion_id)
