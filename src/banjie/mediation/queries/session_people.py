"""The people of a session with their names and places, for whoever may see these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from banjie.mediation.actions.sessions.head import names_of
from banjie.mediation.models import Companion, Party, Seat
from banjie.mediation.sessions.people import Part, Who
from banjie.mediation.sessions.reading import Reader, ReaderKind

type Names = Mapping[Who, str]


@dataclass(frozen=True, slots=True)
class Person:
    """`label` is the place (A1), empty for a mediator; `role` a companion's role, or `chair` of a panel's chair."""

    who: Who
    name: str
    label: str
    side: str
    role: str

    @property
    def is_mediator(self) -> bool:
        return self.who.part is Part.SEAT


def names_for(people: Sequence[Who], reader: Reader) -> tuple[list[Person], Names]:
    """A side's reader is told the names of mediators and of their own side; the other side goes by its places."""
    names = names_of(people)
    places, sides, roles = _places(people)
    found = []
    for who in people:
        own = who.part is Part.SEAT or sides.get(who, "") == reader.side
        shown = names.get(who, "") if own or reader.kind is not ReaderKind.SIDE else ""
        label = places.get(who, "")
        found.append(Person(who, shown or label, label, sides.get(who, ""), roles.get(who, "")))
    return found, {person.who: person.name for person in found}


def _places(people: Sequence[Who]) -> tuple[dict[Who, str], dict[Who, str], dict[Who, str]]:
    ids = {part: [who.id for who in people if who.part is part] for part in Part}
    places: dict[Who, str] = {}
    sides: dict[Who, str] = {}
    roles: dict[Who, str] = {}
    counted: dict[str, int] = {}
    dispute = Party.objects.filter(id__in=ids[Part.PARTY]).values("dispute_id")
    everybody = Party.objects.filter(dispute_id__in=dispute, left_at=None).select_related("side")
    for party in everybody.order_by("side__letter", "number"):
        letter = party.side.letter
        counted[letter] = counted.get(letter, 0) + 1
        who = Who(Part.PARTY, party.id)
        places[who], sides[who] = f"{letter}{counted[letter]}", letter
    for beside in Companion.objects.filter(id__in=ids[Part.COMPANION]):
        who, party_of = Who(Part.COMPANION, beside.id), Who(Part.PARTY, beside.party_id)
        places[who], sides[who] = places.get(party_of, ""), sides.get(party_of, "")
        roles[who] = beside.role
    for seat_id in Seat.objects.filter(id__in=ids[Part.SEAT], chair=True).values_list("id", flat=True):
        roles[Who(Part.SEAT, seat_id)] = "chair"
    return places, sides, roles
