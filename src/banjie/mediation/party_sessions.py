"""What a party says to the times of its sessions. Another side's do not exist for it: SessionNotFound."""

from collections.abc import Mapping
from datetime import datetime

from banjie.mediation.access import PartySession, acting
from banjie.mediation.actions import sessions
from banjie.mediation.errors import BadEntry
from banjie.mediation.models import SaidHow
from banjie.mediation.sessions.people import Part, Who
from banjie.platform.tables.text import clean_text


def answer_times(session: PartySession, session_id: int, *, suits: Mapping[int, bool], at: datetime) -> None:
    """Which of the proposed times (by id) suit this party. Raises BadEntry: time_unknown, answer_missing."""
    with acting(session, "answer_times", at=at) as by:
        if not suits:
            raise BadEntry("answer_missing", "times")
        sessions.answer_times(
            session.case_id,
            session_id,
            who=Who(Part.PARTY, session.party_id),
            suits=dict(suits),
            how=SaidHow.ON_PAGE,
            by=by,
            at=at,
        )


def ask_other_time(session: PartySession, session_id: int, *, reason: str, at: datetime) -> None:
    """This party cannot come when it was arranged. Raises BadEntry: reason_missing, wish_waits."""
    with acting(session, "ask_other_time", at=at) as by:
        stated = clean_text(reason, limit=400).text.strip()
        if not stated:
            raise BadEntry("reason_missing", "reason")
        who = Who(Part.PARTY, session.party_id)
        sessions.ask_other_time(session.case_id, session_id, who=who, reason=stated, by=by, at=at)
