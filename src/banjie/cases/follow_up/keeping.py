"""What a verdict or a call changes beside the case: the list of calls, and whether the case is opened again by rule."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import F

from banjie.cases.commands.fields import Payload
from banjie.cases.commands.payloads import CallBack, FollowUp, Rate
from banjie.cases.follow_up.rule import declared
from banjie.cases.follow_up.sampling import RANKS
from banjie.cases.models import CallState, CallWhy, Case, Contact, FollowUpCall

_ENDS: Final = frozenset({"reopen", "finish"})
_UNREACHED: Final = {"wrong_number": CallState.WRONG_NUMBER, "refused": CallState.REFUSED}


def note(case: Case, command: str, payload: Payload, *, at: datetime) -> None:
    """Keeps the list of calls in step with what was just done to a case; most commands do not touch it."""
    match payload:
        case Rate():
            _end(case, CallState.OVERTAKEN, at, case.reopens)
        case FollowUp(reached=False) | CallBack(reached=False):
            _attempted(case, payload.why_unreached or "no_answer", at)
        case FollowUp() | CallBack():
            _end(case, CallState.REACHED, at, case.reopens, attempted=True)
        case _ if command in _ENDS:
            _end(case, CallState.OVERTAKEN, at)


def says_unsettled(payload: Payload) -> bool:
    """Whether the reporter has just said that it is not settled."""
    match payload:
        case Rate(solved=False) | FollowUp(solved=False) | CallBack(reopen=True):
            return True
        case _:
            return False


def call_back(case: Case, payload: Payload, *, at: datetime) -> None:
    """Puts whoever gave a poor verdict by themselves on the list of calls, if they can be called."""
    if not isinstance(payload, Rate):
        return
    is_poor = not payload.solved or payload.satisfaction <= declared().dissatisfied_up_to
    if not is_poor or not Contact.objects.filter(case_id=case.id, erased_at=None).exists():
        return
    why = CallWhy.DISSATISFIED
    new = {"why": why, "rank": RANKS[why], "state": CallState.TO_CALL, "since": at, "not_before": at, "ended_at": None}
    FollowUpCall.objects.update_or_create(case_id=case.id, round=case.reopens, defaults=new)


def _attempted(case: Case, why: str, at: datetime) -> None:
    rule = declared()
    waiting = FollowUpCall.objects.filter(case_id=case.id, round=case.reopens, state=CallState.TO_CALL)
    again = at + timedelta(hours=rule.again_after_hours)
    waiting.update(attempts=F("attempts") + 1, last_attempt_at=at, not_before=again, held_by=None, held_until=None)
    if (ends := _UNREACHED.get(why)) is not None:
        waiting.update(state=ends, ended_at=at)
    else:
        waiting.filter(attempts__gte=rule.attempts).update(state=CallState.GIVEN_UP, ended_at=at)


def _end(case: Case, state: CallState, at: datetime, round_: int | None = None, *, attempted: bool = False) -> None:
    waiting = FollowUpCall.objects.filter(case_id=case.id, state=CallState.TO_CALL)
    if round_ is not None:
        waiting = waiting.filter(round=round_)
    made = {"attempts": F("attempts") + 1, "last_attempt_at": at} if attempted else {}
    waiting.update(state=state, ended_at=at, held_by=None, held_until=None, **made)
