"""What other capabilities hear of cases."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from banjie.cases.commands.change import Context
from banjie.cases.models import Case
from banjie.platform import events


@dataclass(frozen=True, slots=True)
class CasePerformed:
    """A command was carried out on a case."""

    name: ClassVar[str] = "cases.performed"
    case_id: int
    command: str
    state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AlarmRaised:
    """A deadline draws near or has passed; `audience` is told."""

    name: ClassVar[str] = "cases.alarm"
    case_id: int
    clock: str
    audience: str
    at: datetime


def publish_performed(case: Case, context: Context) -> None:
    events.publish(CasePerformed(case.id, context.decision.command, case.state, context.at))
