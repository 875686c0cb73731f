"""What a capability that builds on cases needs to know of one: where it stands and with whom, no words of anybody."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from banjie.cases.acting import Acting, hand
from banjie.cases.errors import CaseNotFound
from banjie.cases.facts import gather
from banjie.cases.models import Assisting, Case
from banjie.cases.queries.offering import Offer
from banjie.cases.reference import reference
from banjie.cases.visibility import visible_to
from banjie.core import workflow
from banjie.core.workflow import Capacity


@dataclass(frozen=True, slots=True)
class CaseBrief:
    """A case in a few values. `capacities` are those in which the person asking meets it."""

    id: int
    number: str
    title: str
    kind: str
    level: str
    process: str
    state: str
    is_open: bool
    entries: int
    category_path: str
    area_path: str
    centre_id: int | None
    lead_unit_id: int | None
    lead_unit_path: str
    about_unit_path: str
    handler_id: int | None
    reopens: int
    received_at: datetime
    due_at: datetime | None
    step_due_at: datetime | None
    closed_at: datetime | None
    capacities: frozenset[Capacity]


@dataclass(frozen=True, slots=True)
class Met:
    """A case as whoever acts meets it, for whoever asks more than one thing of it in the same moment."""

    brief: CaseBrief
    by: Acting
    _case: Case

    def offer_beside(
        self, *, capability: str, capacities: frozenset[Capacity], holds: frozenset[str], at: datetime
    ) -> Offer:
        """The commands of a capability's own that would be granted, and those that a condition holds back."""
        case = self._case
        facts = gather(case, self.by, at, reference()).beside(capability, capacities, holds)
        process = workflow.shipped()[case.process]
        return Offer(workflow.allowed(process, case.state, facts), workflow.withheld(process, case.state, facts))


def met(case_id: int, by: Acting) -> Met:
    """Raises CaseNotFound, also for what whoever acts may not see.

    Somebody without posts, as a party through its own page, is let in by the capability that calls.
    """
    found = visible_to(by.viewer, Case.objects.all()) if by.viewer is not None else Case.objects.all()
    case = found.filter(id=case_id).first()
    if case is None:
        raise CaseNotFound(case_id)
    return Met(_brief(case, by), by, case)


def brief(case_id: int, by: Acting) -> CaseBrief:
    """The case as whoever acts meets it. Raises CaseNotFound, also for what they may not see.

    Somebody without posts, as a party through its own page, is let in by the capability that calls.
    """
    return met(case_id, by).brief


def briefs(case_ids: Collection[int], by: Acting) -> Mapping[int, CaseBrief]:
    """The same of several by one query; what whoever acts may not see is left out."""
    found = visible_to(by.viewer, Case.objects.all()) if by.viewer is not None else Case.objects.all()
    return {case.id: _brief(case, by) for case in found.filter(id__in=case_ids)}


def id_of(number: str, by: Acting) -> int | None:
    """The case with this number; None also for one that whoever acts may not see."""
    found = visible_to(by.viewer, Case.objects.all()) if by.viewer is not None else Case.objects.all()
    return found.filter(number=number.strip()[:24]).values_list("id", flat=True).first()


def body_of(case_id: int, by: Acting) -> str:
    """What was reported, in its reporter's words. Raises CaseNotFound, also for what they may not see."""
    found = visible_to(by.viewer, Case.objects.all()) if by.viewer is not None else Case.objects.all()
    body = found.filter(id=case_id).values_list("text__body", flat=True).first()
    if body is None:
        raise CaseNotFound(case_id)
    return body


def assisting_units(case_id: int) -> frozenset[int]:
    """The units called in to a case that have not been released."""
    return frozenset(Assisting.objects.filter(case_id=case_id, released_at=None).values_list("unit_id", flat=True))


def offer_beside(
    case_id: int, by: Acting, *, capability: str, capacities: frozenset[Capacity], holds: frozenset[str], at: datetime
) -> Offer:
    """The same for whoever asks nothing else of the case. Raises CaseNotFound."""
    return met(case_id, by).offer_beside(capability=capability, capacities=capacities, holds=holds, at=at)


def _brief(case: Case, by: Acting) -> CaseBrief:
    return CaseBrief(
        id=case.id,
        number=case.number,
        title=case.title,
        kind=case.kind,
        level=case.level,
        process=case.process,
        state=case.state,
        is_open=case.is_open,
        entries=case.entries,
        category_path=case.category_path,
        area_path=case.area_path,
        centre_id=case.centre_id,
        lead_unit_id=case.lead_unit_id,
        lead_unit_path=case.lead_unit_path,
        about_unit_path=case.about_unit_path,
        handler_id=case.handler_id,
        reopens=case.reopens,
        received_at=case.received_at,
        due_at=case.due_at,
        step_due_at=case.step_due_at,
        closed_at=case.closed_at,
        capacities=hand(by, case, frozenset()).capacities,
    )
