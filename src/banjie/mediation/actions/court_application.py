"""The application to the court (司法确认申请书), filled and put into the set with what of it the file holds already."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from banjie.cases.acting import Acting
from banjie.mediation.actions import confirming
from banjie.mediation.actions.documents import make_document
from banjie.mediation.confirmation.standing import APPLICATION, binding_agreement, signed, stands
from banjie.mediation.documents.forms import form
from banjie.mediation.documents.typing_back import as_values, typed_in
from banjie.mediation.errors import BadEntry
from banjie.mediation.holding import held
from banjie.mediation.models import Confirmation, Dispute, DisputeDocument, DisputePaper, PaperKind, Party, SignsAtCourt
from banjie.mediation.queries.on_file import on_file

_AGREEMENTS: Final = ("agreement", "oral_agreement_register")
# Papers of a party's own that lie in the file under a slot of theirs.
_SLOTS: Final = {PaperKind.IDENTITY: "identity", PaperKind.AUTHORITY: "authorisation"}


@dataclass(frozen=True, slots=True)
class _Held:
    digest: str
    name: str


@transaction.atomic
def make_application(case_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> int:
    """Fills the form, anew if it was filled before, with what a person wrote into it then. Returns the document.

    It goes into the set as it is, to be signed; its signed copy takes its place there. Of the other papers those are
    put in that the file holds and nobody has put in yet. Raises BadEntry as `make_document` and `add_paper` do.
    """
    with held(case_id, by=by, at=at, expected=expected) as found:
        asked = _preparing(found.dispute)
        missing = [each for each in stands(found.dispute, asked.agreement, asked, at=at).papers if not each.there]
    old = DisputeDocument.objects.filter(dispute_id=case_id, form=APPLICATION, superseded_by=None).first()
    made = make_document(
        case_id,
        APPLICATION,
        typed=as_values(form(APPLICATION), typed_in(old)) if old is not None else None,
        instead_of=old.id if old is not None else None,
        by=by,
        at=at,
    )
    document = DisputeDocument.objects.get(id=made)
    _put_in(case_id, PaperKind.APPLICATION, None, _of_document(document), by, at)
    for each in missing:
        known = _in_file(asked, each.kind, each.party_id)
        if known is not None:
            _put_in(case_id, each.kind, each.party_id, known, by, at)
    return made


@transaction.atomic
def add_from_file(
    case_id: int,
    *,
    kind: str,
    key: str,
    by: Acting,
    at: datetime,
    party_id: int | None = None,
    expected: int | None = None,
) -> int:
    """Puts into the set what the file holds under a key of `queries.on_file`. Raises BadEntry as `add_paper` does, and
    where there is no such paper, or not any more.
    """
    with held(case_id, by=by, at=at, expected=expected) as found:
        confirming.preparing(found)
        chosen = next((each for each in on_file(case_id) if each.key == key), None)
    if chosen is None:
        raise BadEntry("not_on_file", "kept")
    return confirming.add_paper(
        case_id, kind=kind, digest=chosen.digest, name=chosen.name, party_id=party_id, by=by, at=at
    )


def sign_at_court(case_id: int, *, reason: str, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Both sides will sign this application before the court; why is on record. Another application lets it lapse.

    Raises BadEntry: there is none that is still unsigned, or no reason is given.
    """
    with held(case_id, by=by, at=at, expected=expected) as found:
        asked = confirming.preparing(found)
        unsigned, _said = signed(asked)
        if not unsigned:
            raise BadEntry("nothing_to_sign", "reason")
        if reason not in SignsAtCourt:
            raise BadEntry("reason_missing", "reason")
        paper = asked.papers.get(kind=PaperKind.APPLICATION, removed_at=None)
        data = {"reason": reason, "application": paper.digest}
        confirming.take(found, asked, "sign_at_court", by, at, data=data)
        asked.save()


def _preparing(dispute: Dispute) -> Confirmation:
    agreement = binding_agreement(dispute)
    over = ("refused", "withdrawn", "lapsed")
    asked = Confirmation.objects.filter(agreement=agreement).exclude(state__in=over).first() if agreement else None
    if asked is None:
        raise BadEntry("confirmation_unknown", "confirmation")
    return asked


def _put_in(case_id: int, kind: str, party_id: int | None, known: _Held, by: Acting, at: datetime) -> None:
    confirming.add_paper(case_id, kind=kind, digest=known.digest, name=known.name, party_id=party_id, by=by, at=at)


def _of_document(document: DisputeDocument) -> _Held:
    return _Held(document.pdf, f"{form(document.form).zh}.pdf")


def _in_file(asked: Confirmation, kind: str, party_id: int | None) -> _Held | None:
    """A paper of the file that is the wanted one without a doubt; where there are several, somebody chooses."""
    if kind == PaperKind.AGREEMENT:
        found = list(_agreements(asked))
    elif party_id is None:
        found = []
    elif kind == PaperKind.ADDRESS:
        of_party = DisputeDocument.objects.filter(form="address_confirmation", party_id=party_id, superseded_by=None)
        found = [each for document in of_party for each in _signed(document)]
    elif kind in _SLOTS:
        found = list(_of_party(asked.agreement.dispute_id, _SLOTS[PaperKind(kind)], party_id))
    else:
        found = []
    return found[0] if len(found) == 1 else None


def _agreements(asked: Confirmation) -> Iterator[_Held]:
    """The signed copy; or the document, if it was made since the last signature and so shows them."""
    agreement = asked.agreement
    made = DisputeDocument.objects.filter(dispute_id=agreement.dispute_id, form__in=_AGREEMENTS, superseded_by=None)
    for document in made:
        signed = list(_signed(document))
        yield from signed
        if not signed and agreement.binding_at is not None and document.made_at >= agreement.binding_at:
            yield _of_document(document)


def _signed(document: DisputeDocument) -> Iterator[_Held]:
    for copy in document.copies.filter(removed_at=None):
        yield _Held(copy.digest, copy.name)


def _of_party(case_id: int, slot: str, party_id: int) -> Iterator[_Held]:
    """Papers stand by sides: only where a party is its side alone are they without a doubt its own."""
    party = Party.objects.filter(dispute_id=case_id, id=party_id).first()
    if party is None or Party.objects.filter(side=party.side_id, left_at=None).count() != 1:
        return
    papers = DisputePaper.objects.filter(
        dispute_id=case_id, slot=slot, side=party.side_id, removed_at=None, copy_of=None
    )
    for paper in papers:
        yield _Held(paper.digest, paper.name)
