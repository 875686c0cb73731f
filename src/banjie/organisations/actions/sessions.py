"""Where an account is signed in: noting it, keeping it fresh, ending it."""

from datetime import datetime

from django.contrib.sessions.models import Session

from banjie.organisations import sign_in
from banjie.organisations.models import SignInEventKind, Staff, StaffSession
from banjie.organisations.refusals import Reason, Refused, one_change


def note_session(*, staff_id: int, session_key: str, visit: sign_in.Visit, at: datetime) -> None:
    """The session (saved already) is this account's; shown in its list of sessions."""
    StaffSession.objects.update_or_create(
        session_id=session_key,
        defaults={
            "staff_id": staff_id,
            "device": visit.device,
            "address": visit.address,
            "created_at": at,
            "seen_at": at,
        },
    )


def session_seen(*, session_key: str, at: datetime) -> None:
    StaffSession.objects.filter(session_id=session_key).update(seen_at=at)


def revoke_session(*, staff_id: int, session_id: int, visit: sign_in.Visit, at: datetime) -> None:
    """Signs the owner's account out in one other place. Raises Refused: unknown."""
    with one_change():
        session = StaffSession.objects.filter(pk=session_id, staff_id=staff_id).select_related("staff").first()
        if session is None:
            raise Refused(Reason.UNKNOWN, kind="session", id=session_id)
        _end([session.session_id])
        sign_in.note(session.staff, SignInEventKind.SESSION_REVOKED, visit=visit, at=at)


def revoke_other_sessions(*, staff: Staff, keep: str, visit: sign_in.Visit, at: datetime) -> int:
    """Signs out everywhere but here. Returns how many sessions that ended."""
    with one_change():
        ended = end_sessions(staff.pk, keep=keep)
        if ended:
            sign_in.note(staff, SignInEventKind.SESSION_REVOKED, visit=visit, at=at)
    return ended


def end_sessions(staff_id: int, *, keep: str | None = None) -> int:
    """Part of the caller's transaction. Returns how many there were."""
    sessions = StaffSession.objects.filter(staff_id=staff_id).exclude(session_id=keep)
    keys = list(sessions.values_list("session_id", flat=True))
    _end(keys)
    return len(keys)


def _end(keys: list[str]) -> None:
    # The record of a session goes with it: it hangs on it by a cascading key.
    Session.objects.filter(pk__in=keys).delete()
