"""The register of evidence, as far as somebody may know of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from banjie.cases.acting import Acting
from banjie.mediation.actions.evidence import answer_binding, words_of
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.holding import brief_of, seated_staff, sight_in
from banjie.mediation.models import Dispute, Evidence, EvidenceAnswer
from banjie.mediation.sight import Sight
from banjie.mediation.table import open_to
from banjie.organisations.permissions import Viewer
from banjie.platform import crypto


@dataclass(frozen=True, slots=True)
class AnswerLine:
    side: str
    says: str
    doubts: Sequence[str]
    reason: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """`side` is "" for what the mediators gathered. `shown_at` is when it was handed in, or put before every side:
    whoever was not told in confidence is not told that it had been one either. `has_file` opens at its address.
    """

    id: int
    side: str
    number: int
    party_id: int | None
    confided: bool
    name: str
    shows: str
    kind: str
    form: str
    pages: int
    has_file: bool
    file_kind: str
    shown_at: datetime
    withdrawn_at: datetime | None
    returned_at: datetime | None
    returned_to: str
    has_receipt: bool
    answers: Sequence[AnswerLine]

    @property
    def label(self) -> str:
        return f"{self.side or 'M'}-{self.number}"

    @property
    def latest(self) -> Sequence[AnswerLine]:
        """The last word of each side."""
        return list({each.side: each for each in self.answers}.values())


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the store, and the name by which it was handed in."""

    digest: str
    name: str


def evidence_of(case_id: int, viewer: Viewer, *, at: datetime) -> Sequence[EvidenceLine]:
    """For whoever may see the papers; what was confided, for those alone who mediate. Raises DisputeNotFound."""
    return _lines(case_id, None, _sight(case_id, viewer))


def evidence_shown(case_id: int, side: str) -> Sequence[EvidenceLine]:
    """For a party of a side: what was put before everybody, and what its own side confided. It has been let in."""
    return _lines(case_id, side, Sight.FILE)


def evidence_file(case_id: int, evidence_id: int, viewer: Viewer, *, receipt: bool = False) -> KeptFile:
    """Raises DisputeNotFound where there is none, or none for this person."""
    return _file(case_id, evidence_id, None, _sight(case_id, viewer), receipt)


def evidence_file_shown(case_id: int, evidence_id: int, side: str) -> KeptFile:
    """The same for a party of a side."""
    return _file(case_id, evidence_id, side, Sight.FILE, receipt=False)


def _sight(case_id: int, viewer: Viewer) -> Sight:
    case = brief_of(case_id, Acting.staff(viewer))
    dispute = Dispute.objects.filter(case_id=case_id).first()
    if dispute is None:
        raise DisputeNotFound(case_id)
    sight = sight_in(dispute, case, viewer, seated_staff(case_id))
    if sight < Sight.FILE:
        raise DisputeNotFound(case_id)
    return sight


def _lines(case_id: int, own: str | None, sight: Sight) -> Sequence[EvidenceLine]:
    rows = Evidence.objects.filter(open_to(own, sight), dispute_id=case_id).select_related("side")
    ordered = rows.order_by("confided", "side__letter", "number").prefetch_related("answers__side")
    return [_line(row, own) for row in ordered]


def _line(row: Evidence, own: str | None) -> EvidenceLine:
    words = words_of(row)
    letter = row.side.letter if row.side is not None else ""
    knew = own is None or own == letter
    return EvidenceLine(
        id=row.id,
        side=letter,
        number=row.number,
        party_id=row.party_id,
        confided=row.confided,
        name=words.get("name", ""),
        shows=words.get("shows", ""),
        kind=row.kind,
        form=row.form,
        pages=row.pages,
        has_file=bool(row.digest),
        file_kind=row.file_kind,
        shown_at=row.handed_in_at if knew or row.shown_from is None else max(row.shown_from, row.handed_in_at),
        withdrawn_at=row.withdrawn_at,
        returned_at=row.returned_at,
        returned_to=words.get("returned_to", "") if knew else "",
        has_receipt=bool(row.receipt) and own is None,
        answers=[_answer(each) for each in row.answers.all()],
    )


def _answer(each: EvidenceAnswer) -> AnswerLine:
    sealed = each.sealed
    reason = crypto.decrypt(bytes(sealed), bound_to=answer_binding(each)) if sealed is not None else ""
    return AnswerLine(each.side.letter, each.says, each.doubts, reason, each.said_at)


def _file(case_id: int, evidence_id: int, own: str | None, sight: Sight, receipt: bool) -> KeptFile:
    row = Evidence.objects.filter(open_to(own, sight), dispute_id=case_id, id=evidence_id).first()
    digest = "" if row is None else row.receipt if receipt else row.digest
    if row is None or not digest:
        raise DisputeNotFound(case_id)
    return KeptFile(digest, words_of(row).get("file_name", "") if not receipt else "")
