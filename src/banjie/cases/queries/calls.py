"""Follow-up calls: who is to be called, the next one, and what a caller has before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from banjie.cases.facts import REOPEN_WITHIN
from banjie.cases.models import Answer, CallState, Case, FollowUpCall, FollowUpDraw
from banjie.cases.queries.listing import COLUMNS, CaseLine, line, told
from banjie.cases.queries.worklists import to_call
from banjie.cases.reference import reference
from banjie.organisations.permissions import Permission, Viewer

SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class CallLine:
    """A case to call about. `held`: somebody else is calling just now; `until`: up to when it can be opened again."""

    line: CaseLine
    why: str
    attempts: int
    last_attempt_at: datetime | None
    closed_at: datetime
    until: datetime
    held: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """What the unit says of its own work, to stand beside what the reporter says."""

    solved: str
    contacted_how: str
    contacted_at: datetime | None
    unsolved_reason: str
    public_reply: str
    closed_late: bool | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the calling of a case stands: why it is on the list, how often it was tried, and how it ended."""

    why: str
    state: str
    attempts: int
    last_attempt_at: datetime | None
    not_before: datetime
    lot: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class DrawLine:
    """One day's draw."""

    day: Any
    seed: str
    eligible: int
    drawn: int


def may_call(viewer: Viewer) -> bool:
    return bool(viewer.scopes(Permission.CASES_FOLLOW_UP))


def calls(viewer: Viewer, *, at: datetime, limit: int = SHOWN) -> Sequence[CallLine]:
    """Whom this viewer calls, the dissatisfied first, then the longest on the list."""
    look_up = reference()
    case_of = {f"case__{name}": name for name in COLUMNS}
    own = ("why", "attempts", "last_attempt_at", "case__closed_at", "held_by", "held_until")
    rows = waiting(viewer, at).order_by("rank", "since", "id").values_list(*case_of, *own)[:limit]
    return [_line(row, look_up, viewer, at) for row in rows]


def waiting(viewer: Viewer, at: datetime) -> QuerySet[FollowUpCall]:
    """The calls that this viewer may make now."""
    cases = Case.objects.filter(to_call(viewer, at))
    return FollowUpCall.objects.filter(state=CallState.TO_CALL, not_before__lte=at, case__in=cases)


def _line(row: tuple[Any, ...], look_up: Any, viewer: Viewer, at: datetime) -> CallLine:
    why, attempts, last, closed_at, held_by, held_until = row[len(COLUMNS) :]
    held = held_until is not None and held_until > at and held_by != viewer.staff_id
    (shown,) = told([line(row[: len(COLUMNS)], look_up)], viewer)
    return CallLine(shown, why, attempts, last, closed_at, closed_at + REOPEN_WITHIN, held)


def standing(case: Case) -> Standing | None:
    """How the calling of the present round of a case stands; None where it never was before a draw."""
    found = FollowUpCall.objects.filter(case_id=case.id, round=case.reopens).first()
    if found is None:
        return None
    return Standing(**{name: getattr(found, name) for name in Standing.__slots__})


def claim(case: Case) -> Claim | None:
    """What the answer of the present round claims."""
    given = Answer.objects.filter(case_id=case.id, round=case.reopens, sent_back_at=None).order_by("-id").first()
    if given is None:
        return None
    names = [name for name in Claim.__slots__ if name != "closed_late"]
    return Claim(**{name: getattr(given, name) for name in names}, closed_late=case.closed_late)


def draws(limit: int = 14) -> Sequence[DrawLine]:
    """The latest draws, the newest first; without those in progress nothing is hidden: seeds are made to be told."""
    rows = FollowUpDraw.objects.order_by("-day").values(*DrawLine.__slots__)[:limit]
    return [DrawLine(**row) for row in rows]
