"""What somebody may do to a case just now: the same table that decides it."""

from dataclasses import dataclass
from datetime import datetime

from banjie.cases.acting import Acting
from banjie.cases.facts import Known, gather
from banjie.cases.models import Case
from banjie.cases.reference import reference
from banjie.core import workflow
from banjie.core.workflow import Refusal


@dataclass(frozen=True, slots=True)
class Offer:
    """The commands that would be granted, and those that only a condition holds back, with the reason."""

    allowed: tuple[str, ...]
    withheld: tuple[Refusal, ...]


def offer(case: Case, by: Acting, *, at: datetime, known: Known | None = None) -> Offer:
    facts = gather(case, by, at, reference(), known).facts
    process = workflow.shipped()[case.process]
    return Offer(workflow.allowed(process, case.state, facts), workflow.withheld(process, case.state, facts))
