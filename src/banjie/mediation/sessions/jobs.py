"""Periodic work on sessions. Thin: each job asks the clock and calls an action."""

from banjie.mediation.actions.sessions import call_off_left, forget_notices, remind_due
from banjie.platform import clock
from banjie.platform.jobs import job


@job("mediation.remind_sessions", every="*/10 * * * *")
def remind_sessions() -> None:
    at = clock.now()
    call_off_left(at=at)
    remind_due(at=at)


@job("mediation.forget_session_notices", every="57 1 * * *")
def forget_session_notices() -> None:
    forget_notices(at=clock.now())
