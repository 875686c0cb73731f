"""The facts at the head of minutes, fixed in words when they are read back: the paper outlives the contacts."""

from typing import Any

from banjie.mediation import details as particulars
from banjie.mediation.models import Attendance, Companion, Party, Seat, Session
from banjie.mediation.sessions import sealing
from banjie.mediation.sessions.people import Part, Who


def head_of(session: Session) -> dict[str, Any]:
    """JSON: number, kind, place, times, and everybody who belongs to it with how they came."""
    attendance = Attendance.objects.to_write(session.dispute_id).filter(session=session).order_by("id")
    came = {each.who: each for each in attendance}
    names = names_of(came)
    return {
        "number": session.number,
        "kind": session.kind,
        "place": sealing.opened_text(session.place, bound_to=sealing.session_binding(session.uid, "place")),
        "by_video": session.by_video,
        "began_at": session.began_at.isoformat() if session.began_at else "",
        "people": [
            {"who": str(who), "name": names.get(who, ""), "how": each.how, "by": each.represented_by_id}
            for who, each in came.items()
        ],
    }


def names_of(people: Any) -> dict[Who, str]:
    """The names of seats, parties and companions of one dispute; those erased go by none."""
    wanted = list(people)
    ids = {part: [who.id for who in wanted if who.part is part] for part in Part}
    found: dict[Who, str] = {}
    for seat in Seat.objects.filter(id__in=ids[Part.SEAT]).select_related("mediator__staff"):
        found[Who(Part.SEAT, seat.id)] = seat.mediator.staff.name
    for party in Party.objects.filter(id__in=ids[Part.PARTY]):
        known = particulars.opened(party.sealed, bound_to=particulars.party_binding(party.id))
        found[Who(Part.PARTY, party.id)] = known.name if known is not None else ""
    for beside in Companion.objects.filter(id__in=ids[Part.COMPANION]):
        known = particulars.opened(beside.sealed, bound_to=particulars.companion_binding(beside.id))
        found[Who(Part.COMPANION, beside.id)] = known.name if known is not None else ""
    return found
