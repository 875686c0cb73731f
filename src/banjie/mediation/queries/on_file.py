"""What a dispute's file holds already that may go to a court: chosen from, instead of brought in again.

Of evidence only what was put before every side. Records of sessions are left out altogether: a session may have been
held with one side alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from banjie.mediation.actions.evidence import words_of
from banjie.mediation.documents.forms import form
from banjie.mediation.models import DisputeDocument, DisputePaper, Evidence

_SLOTS: Final = ("identity", "authorisation")
_FORMS: Final = ("agreement", "oral_agreement_register", "address_confirmation", "confirmation_application")


@dataclass(frozen=True, slots=True)
class OnFile:
    """`key` says which it is; `form` is that of a document or of its signed copy, else "". `side` is a letter or ""."""

    key: str
    title: str
    form: str
    side: str
    digest: str
    name: str


def on_file(case_id: int) -> Sequence[OnFile]:
    """Papers brought in, documents made here, evidence. Nobody has been asked yet whether they may read the file."""
    return [*_papers(case_id), *_documents(case_id), *_evidence(case_id)]


def _papers(case_id: int) -> Iterator[OnFile]:
    papers = DisputePaper.objects.filter(dispute_id=case_id, removed_at=None).select_related("side", "copy_of")
    for each in papers:
        made = each.copy_of.form if each.copy_of is not None else ""
        if made in _FORMS or (not made and each.slot in _SLOTS):
            side = each.side.letter if each.side is not None else ""
            yield OnFile(f"paper:{each.id}", each.title, made, side, each.digest, each.name)


def _documents(case_id: int) -> Iterator[OnFile]:
    made = DisputeDocument.objects.filter(dispute_id=case_id, form__in=_FORMS, superseded_by=None).order_by("-id")
    for each in made:
        yield OnFile(f"document:{each.id}", "", each.form, "", each.pdf, f"{form(each.form).zh}.pdf")


def _evidence(case_id: int) -> Iterator[OnFile]:
    shown = Evidence.objects.filter(dispute_id=case_id, confided=False, withdrawn_at=None, erased_at=None)
    for each in shown.exclude(digest="").select_related("side"):
        words = words_of(each)
        side = each.side.letter if each.side is not None else ""
        yield OnFile(f"evidence:{each.id}", words["name"], "", side, each.digest, words["file_name"])
