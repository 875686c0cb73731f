"""What other capabilities hear of cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final

from banjie.cases.commands.change import Context
from banjie.cases.models import Case
from banjie.cases.notices.audiences import audiences_of
from banjie.platform import events
from banjie.platform.actors import ActorKind


@dataclass(frozen=True, slots=True)
class CasePerformed:
    """A command was carried out on a case; `entry` is its place on the timeline."""

    name: ClassVar[str] = "cases.performed"
    case_id: int
    entry: int
    command: str
    state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StaffToTell:
    """An entry of a timeline is meant for somebody; it carries an alarm, an order, an answer to a question."""

    name: ClassVar[str] = "cases.staff_to_tell"
    case_id: int
    entry: int
    at: datetime


@dataclass(frozen=True, slots=True)
class StaffTold:
    """An entry has come before those for whom it is meant."""

    name: ClassVar[str] = "cases.staff_told"
    case_id: int
    entry: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SearchAsked:
    """Whoever has proved an address waits for what was raised with it."""

    name: ClassVar[str] = "cases.search_asked"
    search_id: int


@dataclass(frozen=True, slots=True)
class VerdictWanted:
    """A case was closed, and its reporter is to be asked whether it is settled."""

    name: ClassVar[str] = "cases.verdict_wanted"
    case_id: int
    round: int
    at: datetime


@dataclass(frozen=True, slots=True)
class JointClosed:
    """The case that another was merged into is over, and the reporter of the other is to hear of it."""

    name: ClassVar[str] = "cases.joint_closed"
    case_id: int
    lead_id: int
    round: int


@dataclass(frozen=True, slots=True)
class ReporterToTell:
    """Something happened that the reporter has to know of, and cannot: they are asked, or turned away."""

    name: ClassVar[str] = "cases.reporter_to_tell"
    case_id: int
    entry: int
    command: str
    at: datetime


_TOLD_TO_REPORTER: Final = frozenset({"ask_reporter", "decline"})


def publish_performed(case: Case, context: Context, data: Mapping[str, Any]) -> None:
    command = context.decision.command
    events.publish(CasePerformed(case.id, case.entries, command, case.state, context.at))
    if command in _TOLD_TO_REPORTER:
        events.publish(ReporterToTell(case.id, case.entries, command, context.at))
    if case.state == "closed" and context.decision.clocks.stop_whole:
        events.publish(VerdictWanted(case.id, case.reopens, context.at))
    if not (command == "claim" and context.by.kind is ActorKind.STAFF and context.by.id == case.handler_id):
        publish_to_tell(case, command, data, at=context.at)


def publish_to_tell(case: Case, command: str, data: Mapping[str, Any], *, at: datetime) -> None:
    """Of the latest entry, if it is meant for anybody: most are not, and cost nothing."""
    if audiences_of(command, data, case.level):
        events.publish(StaffToTell(case.id, case.entries, at))
