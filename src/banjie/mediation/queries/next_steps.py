"""The next step of a dispute, as far as its reader may know of what is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from banjie.core.workflow import Capacity
from banjie.mediation.actions.agreements import IN_THE_MAKING
from banjie.mediation.models import AgreementState, SessionState
from banjie.mediation.next_step import Meeting, Paper, Stands, Turn, next_step
from banjie.mediation.performance.dates import Lamp
from banjie.mediation.queries.agreements import AgreementView, agreement_in
from banjie.mediation.queries.file_lines import DisputeFile
from banjie.mediation.queries.sessions import SessionLine, sessions_of
from banjie.mediation.sessions import reading
from banjie.mediation.sight import Sight
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Viewer

_CAPACITIES = {
    Turn.COMMITTEE: Capacity.LEAD_HANDLER,
    Turn.INTAKE: Capacity.INTAKE_CLERK,
    Turn.DISPATCHER: Capacity.DISPATCHER,
}
_TOOK_PLACE = frozenset({SessionState.HELD, SessionState.ADJOURNED, SessionState.BROKEN_OFF})


@dataclass(frozen=True, slots=True)
class NextStep:
    """`who` are the names of those whose turn it is, as far as they are known and the reader may read them; `yours`,
    whether the reader is one of them. `session_id` and `agreement_id` are what it is about; `moment` or `day`, when.
    """

    code: str
    turn: Turn
    who: Sequence[str]
    yours: bool
    session_id: int | None = None
    agreement_id: int | None = None
    moment: datetime | None = None
    day: date | None = None


def next_step_of(file: DisputeFile, viewer: Viewer, *, at: datetime) -> NextStep:
    """Sessions are looked at for whoever sits alone, agreements for whoever reads the file."""
    mediating = file.case.state == "mediating"
    session, meeting = _meeting(file, at) if mediating and file.sees_words else (None, Meeting.UNKNOWN)
    view = _in_the_making(file, viewer, at) if mediating and file.sees_names else None
    performing = file.case.state == "performing" and file.sees_names
    day, owed_late = _next_day(file) if performing else (None, False)
    sitting = [each for each in file.seats if each.left_at is None]
    step = next_step(
        Stands(
            state=file.case.state,
            holds=file.holds,
            seated=bool(sitting),
            tie_open=any(each.no_tie_declared_at is None for each in sitting),
            objection_waits=any(each.waits for each in sitting),
            meeting=meeting,
            paper=_paper(view),
            late=file.case.step_due_at is not None and file.case.step_due_at <= at,
            owed_late=owed_late,
        )
    )
    return NextStep(
        step.code,
        step.turn,
        _names(step.turn, file, view),
        _is_yours(step.turn, file, viewer),
        session.id if session is not None else None,
        view.id if view is not None else None,
        session.starts_at if session is not None and step.code in {"hold_session", "start_session"} else None,
        day if step.code in {"keep", "see_to_it"} else None,
    )


def _meeting(file: DisputeFile, at: datetime) -> tuple[SessionLine | None, Meeting]:
    lines = sessions_of(reading.of_sight(file.case.id, file.sight)).lines
    by_state = {state: [each for each in lines if each.state == state] for state in SessionState.values}
    if by_state[SessionState.UNDER_WAY]:
        return by_state[SessionState.UNDER_WAY][0], Meeting.UNDER_WAY
    arranged = sorted(by_state[SessionState.SCHEDULED], key=lambda each: each.starts_at or at)
    if arranged:
        passed = arranged[0].starts_at is not None and arranged[0].starts_at <= at
        return arranged[0], Meeting.TIME_PASSED if passed else Meeting.ARRANGED
    if by_state[SessionState.PROPOSED]:
        return by_state[SessionState.PROPOSED][0], Meeting.PROPOSED
    took_place = [each for each in lines if each.state in _TOOK_PLACE and each.began_at is not None]
    unwritten = [each for each in took_place if _unwritten(each)]
    if unwritten:
        return unwritten[0], Meeting.UNWRITTEN
    return None, Meeting.HELD if took_place else Meeting.NONE


def _unwritten(line: SessionLine) -> bool:
    """Whoever broke off or adjourned before a word was written need not write one."""
    return line.standing in ("begun", "read_back") or (line.standing == "" and line.state == SessionState.HELD)


def _in_the_making(file: DisputeFile, viewer: Viewer, at: datetime) -> AgreementView | None:
    """A draft is nobody's but the mediators' until it was read out."""
    wanted = IN_THE_MAKING if file.sees_words else (AgreementState.READ, AgreementState.SIGNING)
    found = next((each for each in file.agreements if each.state in wanted), None)
    return agreement_in(file, found.id, viewer, at=at) if found is not None else None


def _paper(view: AgreementView | None) -> Paper:
    if view is None:
        return Paper.NONE
    if view.state != "signing":
        return Paper(view.state)
    if any(each.signature is not None for each in view.missing):
        return Paper.UNCHECKED
    if any(each.slot.signed_as == "party" for each in view.missing):
        return Paper.UNSIGNED_BY_PARTIES
    return Paper.UNSIGNED_BY_US


def _names(turn: Turn, file: DisputeFile, view: AgreementView | None) -> Sequence[str]:
    units = organisations.units_index()
    match turn:
        case Turn.MEDIATOR:
            return [each.name for each in file.seats if each.left_at is None]
        case Turn.PARTIES if view is not None:
            return [each.name for each in view.missing if each.slot.signed_as == "party" and each.signature is None]
        case Turn.COMMITTEE | Turn.HEAD:
            unit = units.get(file.case.lead_unit_id)
        case Turn.INTAKE | Turn.DISPATCHER:
            unit = units.get(file.case.centre_id)
        case _:
            unit = None
    return [unit.name] if unit is not None else []


def _is_yours(turn: Turn, file: DisputeFile, viewer: Viewer) -> bool:
    match turn:
        case Turn.MEDIATOR:
            return file.sight >= Sight.PANEL
        case Turn.HEAD:
            return file.leads
        case Turn.COMMITTEE if file.case.handler_id is not None:
            return file.case.handler_id == viewer.staff_id
        case Turn.COMMITTEE | Turn.INTAKE | Turn.DISPATCHER:
            return _CAPACITIES[turn] in file.case.capacities
        case _:
            return False


def _next_day(file: DisputeFile) -> tuple[date | None, bool]:
    """The first day on which something is still due, and whether it is over."""
    open_lines = [each for each in file.owing if not each.settled]
    days = [each.day.agreed for each in open_lines if each.day is not None]
    return min(days, default=None), any(each.lamp is Lamp.OVERDUE for each in open_lines)
