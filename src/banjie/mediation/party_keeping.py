"""What a party says of the obligations: that it did its own, that it got what it is owed, or did not."""

from datetime import date, datetime
from decimal import Decimal

from banjie.mediation.access import PartySession, acting
from banjie.mediation.actions import keeping
from banjie.mediation.actions.keeping import Proof, Told
from banjie.mediation.errors import BadEntry
from banjie.mediation.models import SaidHow
from banjie.mediation.queries.own_obligations import OwnObligation, own_obligations


def report_done(
    session: PartySession,
    obligation_id: int,
    *,
    at: datetime,
    on: date | None = None,
    amount: Decimal | None = None,
    proof: Proof | None = None,
) -> None:
    """It paid (`amount`, part or all), or did what it owed. The other side still confirms it.

    Raises BadEntry: obligation_unknown for what is not its own to do.
    """
    with acting(session, "report_done", at=at) as by:
        own = _own(session, obligation_id, at)
        if not own.can_report:
            raise BadEntry("not_asked" if own.mine else "obligation_unknown", "obligation")
        told = Told(on=on, said_by=session.party_id, how=SaidHow.ON_PAGE, proof=proof or Proof(), amount=amount)
        keeping.perform(session.case_id, obligation_id, told=told, whole=amount is None, by=by, at=at)


def confirm_got(session: PartySession, obligation_id: int, *, at: datetime) -> None:
    """It got what was reported. Raises BadEntry."""
    with acting(session, "confirm_got", at=at, decides=True) as by:
        if not _own(session, obligation_id, at).to_confirm:
            raise BadEntry("not_asked", "obligation")
        told = Told(said_by=session.party_id, how=SaidHow.ON_PAGE)
        keeping.settle(session.case_id, obligation_id, "confirm", told=told, by=by, at=at)


def complain(session: PartySession, obligation_id: int, *, words: str, at: datetime) -> None:
    """It did not get what was reported, or what is late. The mediator is the one who reads why. Raises BadEntry."""
    with acting(session, "complain", at=at) as by:
        own = _own(session, obligation_id, at)
        if not (own.to_confirm or own.can_complain):
            raise BadEntry("not_asked", "obligation")
        if not words.strip():
            raise BadEntry("reason_missing", "words")
        command = "dispute" if own.to_confirm else "report_breach"
        told = Told(said_by=session.party_id, how=SaidHow.ON_PAGE, note=words)
        keeping.settle(session.case_id, obligation_id, command, told=told, by=by, at=at)


def _own(session: PartySession, obligation_id: int, at: datetime) -> OwnObligation:
    found = own_obligations(session, at=at)
    own = next((each for each in found if each.owed.id == obligation_id), None)
    if own is None:
        raise BadEntry("obligation_unknown", "obligation")
    return own
