"""The documents that were made for one party: its notices and receipts. Others name more people than it may read of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from banjie.mediation.access.sessions import PartySession
from banjie.mediation.documents.forms import Belongs, Form, registry
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.models import DisputeDocument


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """`pdf` is the digest of the file in the store."""

    id: int
    form: Form
    number: str
    dated: date
    pdf: str


def own_documents(session: PartySession) -> Sequence[OwnDocument]:
    """Those in force, the newest first."""
    return [_own(each) for each in _mine(session).order_by("-dated", "-id")]


def own_document(session: PartySession, document_id: int) -> OwnDocument:
    """Raises DisputeNotFound, alike for what does not exist and for what was not made for this party."""
    found = _mine(session).filter(id=document_id).first()
    if found is None:
        raise DisputeNotFound(document_id)
    return _own(found)


def _mine(session: PartySession) -> QuerySet[DisputeDocument]:
    for_one = [form.key for form in registry().forms.values() if form.belongs is Belongs.PARTY and not form.words]
    return DisputeDocument.objects.filter(
        dispute_id=session.case_id, party_id=session.party_id, form__in=for_one, superseded_by=None
    )


def _own(each: DisputeDocument) -> OwnDocument:
    return OwnDocument(each.id, registry().forms[each.form], each.number, each.dated, each.pdf)
