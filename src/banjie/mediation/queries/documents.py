"""The papers of a dispute, as far as somebody may have them, and what its file still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet

from banjie.mediation.documents.completeness import outcome_of, slots_there
from banjie.mediation.documents.file import Outcome, missing
from banjie.mediation.documents.forms import Form, registry
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.models import DisputeDocument, DisputePaper, FileBinding
from banjie.mediation.queries.file_lines import DisputeFile
from banjie.mediation.sight import Sight

_WORDS: Final = tuple(form.key for form in registry().forms.values() if form.words)
# What holds what was said, as papers that were brought in.
_SLOTS_OF_WORDS: Final = ("session_record", "investigation")


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """`side` is the letter of the only side that may have it, "" for everybody; `signed` the id of a signed copy."""

    id: int
    form: Form
    bilingual: bool
    number: str
    dated: date
    side: str
    party_id: int | None
    made_at: datetime
    signed: int | None


@dataclass(frozen=True, slots=True)
class PaperLine:
    id: int
    slot: str
    title: str
    dated: date
    side: str
    name: str
    digest: str
    copy_of: int | None


@dataclass(frozen=True, slots=True)
class BindingLine:
    """A file put together, or on its way: `percent` of its pages are done."""

    id: int
    side: str
    pages: int
    percent: int
    pdf: str
    fault: str
    about: str
    asked_at: datetime
    finished: bool


@dataclass(frozen=True, slots=True)
class Papers:
    documents: Sequence[DocumentLine]
    papers: Sequence[PaperLine]
    bindings: Sequence[BindingLine]
    missing: Sequence[str]
    outcome: Outcome


def papers_of(file: DisputeFile) -> Papers:
    """`file` is the dispute as the viewer may see it: what was said is among it only for those who sit."""
    _need(file)
    documents = [_document(each) for each in in_force(file.case.id, file.sight)]
    papers = [_paper(each) for each in brought(file.case.id, file.sight)]
    outcome = outcome_of(file.ending)
    return Papers(
        documents=documents,
        papers=papers,
        bindings=[_binding(each) for each in _bindings(file)],
        missing=missing(slots_there(file.case.id), outcome),
        outcome=outcome,
    )


def document_of(file: DisputeFile, document_id: int) -> DisputeDocument:
    """Raises DisputeNotFound, also for a document that the viewer may not have; older ones can be had too."""
    _need(file)
    found = seen(DisputeDocument.objects.filter(dispute_id=file.case.id), file.sight).filter(id=document_id).first()
    if found is None:
        raise DisputeNotFound(document_id)
    return found


def paper_of(file: DisputeFile, paper_id: int) -> DisputePaper:
    """Raises DisputeNotFound, also for a paper that the viewer may not have."""
    _need(file)
    found = brought(file.case.id, file.sight).filter(id=paper_id).first()
    if found is None:
        raise DisputeNotFound(paper_id)
    return found


def binding_of(file: DisputeFile, binding_id: int) -> BindingLine:
    """Only those who sit have whole files: what either side said may be in them. Raises DisputeNotFound."""
    found = _bindings(file).filter(id=binding_id).first()
    if found is None:
        raise DisputeNotFound(binding_id)
    return _binding(found)


def in_force(case_id: int, sight: Sight) -> QuerySet[DisputeDocument]:
    rows = DisputeDocument.objects.filter(dispute_id=case_id, superseded_by=None)
    return seen(rows, sight).select_related("side", "party__side").prefetch_related("copies").order_by("dated", "id")


def seen(rows: QuerySet[DisputeDocument], sight: Sight) -> QuerySet[DisputeDocument]:
    return rows if sight >= Sight.PANEL else rows.exclude(form__in=_WORDS)


def brought(case_id: int, sight: Sight) -> QuerySet[DisputePaper]:
    rows = DisputePaper.objects.filter(dispute_id=case_id, removed_at=None).select_related("side", "copy_of")
    if sight < Sight.PANEL:
        rows = rows.exclude(slot__in=_SLOTS_OF_WORDS)
    return rows.order_by("dated", "id")


def _bindings(file: DisputeFile) -> QuerySet[FileBinding]:
    rows = FileBinding.objects.filter(dispute_id=file.case.id).select_related("side")
    return rows if file.sight >= Sight.PANEL else rows.none()


def _need(file: DisputeFile) -> None:
    if file.sight < Sight.FILE:
        raise DisputeNotFound(file.case.id)


def _document(row: DisputeDocument) -> DocumentLine:
    signed = next((each.id for each in row.copies.all() if each.removed_at is None), None)
    return DocumentLine(
        row.id,
        registry().forms[row.form],
        row.bilingual,
        row.number,
        row.dated,
        row.side.letter if row.side else "",
        row.party_id,
        row.made_at,
        signed,
    )


def _paper(row: DisputePaper) -> PaperLine:
    side = row.side.letter if row.side else ""
    return PaperLine(row.id, row.slot, row.title, row.dated, side, row.name, row.digest, row.copy_of_id)


def _binding(row: FileBinding) -> BindingLine:
    return BindingLine(
        id=row.id,
        side=row.side.letter if row.side else "",
        pages=row.pages,
        percent=100 * row.done // row.pages if row.pages else 0,
        pdf=row.pdf,
        fault=row.fault,
        about=row.about,
        asked_at=row.asked_at,
        finished=row.finished_at is not None,
    )
