"""The confirmation of a dispute's agreement, for those who may see its file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from banjie.cases.acting import Acting
from banjie.core.workflow import Capacity
from banjie.mediation.confirmation.court_adapter import court_system
from banjie.mediation.confirmation.eligibility import Finding
from banjie.mediation.confirmation.standing import APPLICATION, binding_agreement, stands, window_of
from banjie.mediation.confirmation.window import Window
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.holding import Held, seated_staff
from banjie.mediation.models import (
    Confirmation,
    ConfirmationEntry,
    ConfirmationPaper,
    Dispute,
    DisputeDocument,
    Handover,
)
from banjie.mediation.performance import notes
from banjie.mediation.performance.keepers import capacities
from banjie.mediation.processes.deciding import may
from banjie.mediation.queries.file_lines import DisputeFile, PartyLine
from banjie.mediation.sight import Sight
from banjie.organisations.permissions import Viewer


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper that is asked for; `id` is None while it is not there. `document` is the id of the document that it is
    as it was filled, still without signatures.
    """

    kind: str
    party_id: int | None
    party: PartyLine | None
    id: int | None
    digest: str
    name: str
    document: int | None = None

    @property
    def there(self) -> bool:
        return self.id is not None


@dataclass(frozen=True, slots=True)
class StepLine:
    command: str
    at: datetime
    data: dict[str, str]


@dataclass(frozen=True, slots=True)
class HandoverLine:
    way: str
    state: str
    tries: int
    problem: str
    reference: str
    package: str
    made_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class ConfirmationView:
    """`state` is empty while nobody has asked. `holds` are the conditions of the process that hold today."""

    window: Window
    today: date
    state: str
    court: str
    ground: str
    asked_on: date | None
    received_on: date | None
    court_number: str
    correct_by: date | None
    decided_on: date | None
    ruling_number: str
    ruling: str
    ruling_name: str
    why: str
    findings: Sequence[Finding]
    answers: dict[str, bool]
    papers: Sequence[PaperLine]
    holds: frozenset[str]
    commands: frozenset[str]
    steps: Sequence[StepLine]
    handovers: Sequence[HandoverLine]
    unsigned: bool
    signs_at_court: str
    may_begin: bool
    has_court_system: bool

    @property
    def enforceable(self) -> bool:
        return self.state == "confirmed"

    @property
    def waiting(self) -> HandoverLine | None:
        return next((each for each in self.handovers if each.state == "waiting"), None)


def confirmation_of(file: DisputeFile, *, at: datetime, viewer: Viewer | None = None) -> ConfirmationView | None:
    """None before an agreement binds. `commands` need the viewer. Raises DisputeNotFound."""
    if file.sight < Sight.FILE:
        raise DisputeNotFound(file.case.id)
    dispute = Dispute.objects.filter(case_id=file.case.id).first()
    agreement = binding_agreement(dispute) if dispute is not None else None
    if dispute is None or agreement is None:
        return None
    asked = Confirmation.objects.filter(agreement=agreement).first()
    standing = stands(dispute, agreement, asked, at=at)
    over = asked is None or asked.state in {"refused", "withdrawn", "lapsed"}
    acting = _capacities(viewer, file, dispute)
    parties = {party.id: party for party in file.parties}
    there = {(each.kind, each.party_id): each for each in _papers(asked)}
    unsigned = _filled(dispute.case_id)
    return ConfirmationView(
        window=window_of(agreement),
        today=standing.today,
        state=asked.state if asked else "",
        court=asked.court if asked else "",
        ground=asked.ground if asked else "",
        asked_on=asked.asked_on if asked else None,
        received_on=asked.received_on if asked else None,
        court_number=asked.court_number if asked else "",
        correct_by=asked.correct_by if asked else None,
        decided_on=asked.decided_on if asked else None,
        ruling_number=asked.ruling_number if asked else "",
        ruling=asked.ruling if asked else "",
        ruling_name=asked.ruling_name if asked else "",
        why=notes.opened(asked.sealed, bound_to=notes.ruling_binding(asked.id)) if asked else "",
        findings=standing.findings,
        answers=dict(asked.review) if asked else {},
        papers=[_paper(each.kind, each.party_id, there, parties, unsigned) for each in standing.papers],
        holds=standing.holds,
        commands=may(asked.process, asked.state, capacities=acting, holds=standing.holds) if asked else frozenset(),
        steps=[StepLine(each.command, each.recorded_at, each.data) for each in _entries(asked)],
        handovers=[_handover(each) for each in _handovers(asked)],
        unsigned=standing.unsigned,
        signs_at_court=standing.signs_at_court,
        may_begin=over and Capacity.MEDIATOR in acting and standing.in_time,
        has_court_system=court_system() is not None,
    )


def paper_of(file: DisputeFile, paper_id: int) -> ConfirmationPaper:
    """A paper of the set, to be read. Raises DisputeNotFound."""
    found = ConfirmationPaper.objects.filter(
        confirmation__agreement__dispute_id=file.case.id, id=paper_id, removed_at=None
    ).first()
    if found is None or file.sight < Sight.FILE:
        raise DisputeNotFound(paper_id)
    return found


def _capacities(viewer: Viewer | None, file: DisputeFile, dispute: Dispute) -> frozenset[Capacity]:
    if viewer is None:
        return frozenset()
    return capacities(Acting.staff(viewer), Held(dispute, file.case, file.sight, seated_staff(file.case.id)))


def _papers(asked: Confirmation | None) -> Sequence[ConfirmationPaper]:
    return list(asked.papers.filter(removed_at=None)) if asked else []


def _filled(case_id: int) -> dict[str, int]:
    """The application as it was filled, by the digest of its PDF."""
    made = DisputeDocument.objects.filter(dispute_id=case_id, form=APPLICATION)
    return dict(made.values_list("pdf", "id"))


def _entries(asked: Confirmation | None) -> Sequence[ConfirmationEntry]:
    return list(asked.entries.exclude(command__in=("court_step", "review", "add_paper"))) if asked else []


def _handovers(asked: Confirmation | None) -> Sequence[Handover]:
    return list(asked.handovers.all()) if asked else []


def _paper(
    kind: str,
    party_id: int | None,
    there: dict[tuple[str, int | None], ConfirmationPaper],
    parties: dict[int, PartyLine],
    unsigned: dict[str, int],
) -> PaperLine:
    found = there.get((kind, party_id))
    return PaperLine(
        kind,
        party_id,
        parties.get(party_id) if party_id else None,
        found.id if found else None,
        found.digest if found else "",
        found.name if found else "",
        unsigned.get(found.digest) if found else None,
    )


def _handover(each: Handover) -> HandoverLine:
    return HandoverLine(
        each.way,
        each.state,
        each.tries,
        each.problem,
        each.reference,
        each.package,
        each.made_at,
        each.sent_at,
    )
