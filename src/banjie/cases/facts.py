"""Gathers what a decision needs to know, so that the decision itself can stay pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from banjie.cases.acting import Acting, assisting_unit, hand
from banjie.cases.follow_up.handled import OwnUnit, is_own_work
from banjie.cases.models import Answer, Assisting, Case, Extension
from banjie.cases.reference import Reference
from banjie.core.workflow import Capacity, Facts
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Viewer
from banjie.organisations.tree import DISPATCH_CENTRE

# A resident may reopen within this many days of closing, and this many times (see docs/settings.md).
REOPEN_WITHIN = timedelta(days=30)
REOPENS_ALLOWED = 2
_CALLERS = frozenset({"follow_up_caller"})
REMIND_AGAIN_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Known:
    """What a page has read already: who assists just now (path → unit id), and who gave the latest answer."""

    assisting: Mapping[str, int]
    answered_by: int | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts, the assisting unit for which this person would contribute, and the extension asked for."""

    facts: Facts
    assisting_unit: int | None
    case: Case

    def beside(self, capability: str, capacities: frozenset[Capacity], holds: frozenset[str]) -> Facts:
        """The same facts for a command of another capability, which has looked itself at who may give it."""
        return replace(
            self.facts,
            capability=capability,
            capacities=self.facts.capacities | capacities,
            holds=holds,
            permitted=None,
        )

    @property
    def extension_asked(self) -> str | None:
        return _extension_asked(self.case)


def gather(case: Case, by: Acting, at: datetime, reference: Reference, known: Known | None = None) -> Gathered:
    """Two small reads at most, none of what is `known`: who assists, and who gave the answer under review.

    For a caller, of a case that is closed: whether their own unit worked on it.
    """
    assisting = known.assisting if known is not None else _assisting(case)
    own_assisting = assisting_unit(by, assisting)
    held = hand(by, case, frozenset(assisting))
    facts = Facts(
        capacities=held.capacities,
        permitted=held.permitted,
        previous_state=case.previous_state or None,
        has_category=case.category_id is not None,
        has_lead=case.lead_unit_id is not None,
        extension_pending=case.extension_pending,
        oversight_open=case.oversight_due_at is not None,
        assists=own_assisting is not None,
        answered_by_actor=_answered_by(case, by, known),
        own_work=_own_work(case, by),
        reminded_recently=case.reminded_at is not None and at - case.reminded_at < REMIND_AGAIN_AFTER,
        has_higher_centre=reference.higher_centre(case.centre_id) is not None,
        reopen_window_open=case.closed_at is not None and at - case.closed_at <= REOPEN_WITHIN,
        reopens_left=max(0, REOPENS_ALLOWED - case.reopens),
        already_rated=case.rated_solved is not None,
    )
    return Gathered(facts, own_assisting, case)


def _assisting(case: Case) -> dict[str, int]:
    if not case.is_open:
        return {}
    at_work = Assisting.objects.filter(case_id=case.id, contributed_at=None, released_at=None)
    return dict(at_work.values_list("unit_path", "unit_id"))


def _answered_by(case: Case, by: Acting, known: Known | None) -> bool:
    if case.state not in {"answered", "approved"} or by.actor.id is None:
        return False
    if known is not None:
        return known.answered_by == by.actor.id
    latest = Answer.objects.filter(case_id=case.id).order_by("-id").values_list("answered_by", flat=True).first()
    return latest == by.actor.id


def own_units(viewer: Viewer) -> list[OwnUnit]:
    """The units from which somebody holds a role."""
    index = organisations.units_index()
    centres = {unit.id for unit in index if DISPATCH_CENTRE in unit.roles}
    return [OwnUnit(grant.unit_path, grant.unit_id in centres) for grant in viewer.grants]


def _own_work(case: Case, by: Acting) -> bool:
    """Whether a caller would ask about the work of their own unit, or about an answer of their own."""
    if case.is_open or by.viewer is None or not any(grant.role in _CALLERS for grant in by.grants):
        return False
    helped = Assisting.objects.filter(case_id=case.id, contributed_at__isnull=False).values_list("unit_path", flat=True)
    if is_own_work(own_units(by.viewer), [case.lead_unit_path, *helped]):
        return True
    return by.actor.id is not None and Answer.objects.filter(case_id=case.id, answered_by=by.actor.id).exists()


def _extension_asked(case: Case) -> str | None:
    if not case.extension_pending:
        return None
    return Extension.objects.filter(case_id=case.id, granted=None).values_list("amount", flat=True).first()
