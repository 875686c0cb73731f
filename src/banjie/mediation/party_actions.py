"""What a party does on its own page. Each takes the visit, acts as that party alone and leaves a note of the act.

The party decides for itself: a representative who may speak but not settle is refused (NotForYou) what binds it.
"""

from datetime import datetime

from banjie.cases.acting import Acting
from banjie.mediation import actions
from banjie.mediation.access import PartySession, acting
from banjie.mediation.errors import BadEntry
from banjie.mediation.models import Consent, ConsentAnswer, ConsentTo, Dispute, PartyQuestion, SaidHow, Seat
from banjie.mediation.queries.agreements import agreement_before_parties
from banjie.mediation.queries.own_agreement import own_agreement
from banjie.mediation.terms import Slot


def agree_to_mediation(session: PartySession, *, told_rights: bool, at: datetime) -> None:
    """Raises BadEntry: rights_not_told, not_asked once mediation is over."""
    with acting(session, "agree", at=at, decides=True) as by:
        _not_over(session)
        _say(session, ConsentTo.MEDIATION, ConsentAnswer.GIVEN, by=by, at=at, told_rights=told_rights)


def leave_mediation(session: PartySession, *, at: datetime) -> bool:
    """Refuses what was never agreed to, or withdraws what was; at any time, without a reason (article 23).

    Returns whether mediation ended by it. Raises BadEntry: not_asked once it is over, or an agreement binds.
    """
    with acting(session, "leave_mediation", at=at, decides=True) as by:
        _not_over(session)
        last = _last(session, ConsentTo.MEDIATION)
        if last is not None and last.answer != ConsentAnswer.GIVEN:
            raise BadEntry("not_asked", "to")
        answer = ConsentAnswer.REFUSED if last is None else ConsentAnswer.WITHDRAWN
        return _say(session, ConsentTo.MEDIATION, answer, by=by, at=at)


def accept_mediator(session: PartySession, seat_id: int, *, at: datetime) -> None:
    """Raises BadEntry: seat_unknown, also for a seat of another dispute."""
    with acting(session, "accept_mediator", at=at) as by:
        if not Seat.objects.filter(id=seat_id, dispute_id=session.case_id, left_at=None).exists():
            raise BadEntry("seat_unknown", "seat")
        _say(session, ConsentTo.MEDIATOR, ConsentAnswer.GIVEN, by=by, at=at, about=str(seat_id))


def object_to_mediator(session: PartySession, seat_id: int, *, reason: str, at: datetime) -> None:
    """Raises BadEntry: reason_missing, seat_unknown, objection_waits."""
    with acting(session, "object_to_mediator", at=at) as by:
        if not reason.strip():
            raise BadEntry("reason_missing", "reason")
        actions.object_to(session.case_id, seat_id, party_id=session.party_id, reason=reason, by=by, at=at)


def answer_question(session: PartySession, question_id: int, *, agrees: bool, at: datetime) -> None:
    """To what the mediator asked: more time, a session by video. Raises BadEntry: not_asked."""
    with acting(session, "answer_question", at=at, decides=True) as by:
        asked = PartyQuestion.objects.filter(id=question_id, dispute_id=session.case_id, closed_at=None).first()
        if asked is None:
            raise BadEntry("not_asked", "question")
        answer = ConsentAnswer.GIVEN if agrees else ConsentAnswer.REFUSED
        _say(session, asked.to, answer, by=by, at=at, about=asked.about)


def set_reminders(session: PartySession, *, wanted: bool, at: datetime) -> None:
    with acting(session, "set_reminders", at=at) as by:
        answer = ConsentAnswer.GIVEN if wanted else ConsentAnswer.WITHDRAWN
        _say(session, ConsentTo.REMINDERS, answer, by=by, at=at)


def wish_to_try_again(session: PartySession, *, wishes: bool, at: datetime) -> None:
    """After mediation ended without agreement. Raises BadEntry: not_asked."""
    with acting(session, "try_again", at=at, decides=True) as by:
        if _dispute(session).ended_at is None:
            raise BadEntry("not_asked", "to")
        answer = ConsentAnswer.GIVEN if wishes else ConsentAnswer.WITHDRAWN
        _say(session, ConsentTo.TRY_AGAIN, answer, by=by, at=at)


def wish_confirmation(session: PartySession, *, wishes: bool, at: datetime) -> None:
    """Whether it wishes that a court confirms the agreement, which all have to ask together. Raises BadEntry."""
    with acting(session, "wish_confirmation", at=at, decides=True) as by:
        shown = own_agreement(session, at=at)
        if shown is None or shown.confirm_until is None:
            raise BadEntry("not_asked", "to")
        answer = ConsentAnswer.GIVEN if wishes else ConsentAnswer.REFUSED
        _say(session, ConsentTo.CONFIRMATION, answer, by=by, at=at)


def sign_agreement(session: PartySession, agreement_id: int, *, digest: str, drawn: str, at: datetime) -> None:
    """Signs, for this party alone, the text whose digest the page showed; whoever was elected signs in their own place.
    It counts once a mediator has checked who signed. Raises BadEntry: agreement_unknown, text_unchanged, and what
    `actions.sign` says.
    """
    with acting(session, "sign", at=at, decides=True) as by:
        shown = agreement_before_parties(session.case_id, at=at)
        if shown is None or shown.id != agreement_id:
            raise BadEntry("agreement_unknown", "agreement")
        elected = Slot("party", session.party_id, companion_id=session.companion_id)
        actions.sign(
            session.case_id,
            agreement_id,
            slot=elected if elected in {line.slot for line in shown.slots} else Slot("party", session.party_id),
            digest=digest,
            drawn=drawn,
            companion_id=session.companion_id,
            by=by,
            at=at,
        )


def _say(
    session: PartySession,
    to: str,
    answer: str,
    *,
    by: Acting,
    at: datetime,
    about: str = "",
    told_rights: bool = False,
) -> bool:
    return actions.record_consent(
        session.case_id,
        session.party_id,
        to=to,
        answer=answer,
        how=SaidHow.ON_PAGE,
        by=by,
        at=at,
        about=about,
        told_rights=told_rights,
    )


def _dispute(session: PartySession) -> Dispute:
    return Dispute.objects.get(case_id=session.case_id)


def _not_over(session: PartySession) -> None:
    if _dispute(session).ended_at is not None:
        raise BadEntry("not_asked", "to")


def _last(session: PartySession, to: str) -> Consent | None:
    return Consent.objects.filter(party_id=session.party_id, to=to).order_by("id").last()
