"""The agreement as a party takes it along: in the form of the committee, of the others no more than their names.

Made anew each time and kept nowhere: what stands in it is what was signed, and whose copy it is says what is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from banjie.mediation import details as particulars
from banjie.mediation.access.sessions import PartySession, as_party
from banjie.mediation.documents import phrases
from banjie.mediation.documents.forms import Form, form
from banjie.mediation.documents.making import make
from banjie.mediation.documents.typing_back import typed_in
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.holding import brief_of
from banjie.mediation.models import AgreementForm, Dispute, DisputeDocument, Party
from banjie.mediation.queries.agreements import AgreementView, agreement_before_parties
from banjie.mediation.queries.filling import copies_for, kind_words
from banjie.mediation.queries.own_agreement import may_take_copy
from banjie.mediation.queries.sources import signers_of, terms_of, zone
from banjie.mediation.queries.templates import template_in_force
from banjie.organisations import queries as organisations

_FORMS: Final[Mapping[str, str]] = MappingProxyType(
    {AgreementForm.WRITTEN: "agreement", AgreementForm.ORAL: "oral_agreement_register"}
)
# What a mediator writes into the document beside the text that was signed.
_BESIDE: Final = ("disputed", "mediators", "recorder", "copies", "facts_en", "disputed_en", "performance_en")
_LEFT_OUT: Final = "（证件号码、住址和联系方式在当事人副本中略去）"
_ABOVE: Final = "见纠纷主要事实。"
_ON_PAPER: Final = "见协议书原件"
# In the narrow columns of a register.
_SHORT: Final = "略"


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """`content` is a PDF."""

    form: Form
    content: bytes


def own_copy(session: PartySession, *, at: datetime) -> OwnCopy:
    """Raises DisputeNotFound until the party has signed, and for one that there is none of."""
    view = agreement_before_parties(session.case_id, at=at)
    if view is None or not may_take_copy(view, session):
        raise DisputeNotFound(session.case_id)
    declared = form(_FORMS[view.form])
    made = DisputeDocument.objects.filter(dispute_id=session.case_id, form=declared.key, superseded_by=None)
    document = made.order_by("-id").first()
    reads_chinese = session.reads.startswith("zh")
    two = declared.bilingual and (document.bilingual if document is not None else not reads_chinese)
    values = _gathered(view, session, document) | _people(view, session)
    template = template_in_force(declared, bilingual=two)
    return OwnCopy(declared, make(declared, values, template.content, zone=zone()).printed.content)


def _gathered(view: AgreementView, session: PartySession, document: DisputeDocument | None) -> dict[str, Any]:
    """Everything but who the parties are."""
    case = brief_of(session.case_id, as_party(session))
    unit = organisations.units_index().get(case.lead_unit_id) if case.lead_unit_id is not None else None
    kind, kind_en = kind_words(Dispute.objects.get(case_id=session.case_id).kind)
    text, day = view.draft.text, view.binding_at
    on = day.astimezone(zone()).date() if day is not None else None
    typed = typed_in(document) if document is not None else {}
    return {
        "committee": unit.name if unit is not None else "",
        "committee_en": unit.name_en if unit is not None else "",
        "number": document.number if document is not None and document.number else case.number,
        "kind": kind,
        "kind_en": kind_en,
        "facts": text.facts or _ABOVE,
        "disputed": _ABOVE,
        "terms": terms_of(view),
        "performance": "\n".join(each for each in (text.performance, text.others) if each) or "见协议内容。",
        "copies": copies_for(len(view.people)),
        "mediators": "、".join(each.name for each in view.slots if each.slot.signed_as == "mediator") or _ON_PAPER,
        "recorder": _recorder(document) or _ON_PAPER,
        "signers": [_signed(each) for each in signers_of(view)],
        "made_on": on,
        "agreed_on": on,
        **{key: typed[key] for key in _BESIDE if typed.get(key)},
    }


def _recorder(document: DisputeDocument | None) -> str:
    known = organisations.staff_refs([document.made_by] if document is not None and document.made_by else [])
    return next((each.name for each in known.values()), "")


def _signed(line: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was signed on paper has no drawing: its empty line must not look as if nobody had signed."""
    if line["signed_on"] is None or line["signature"] is not None:
        return line
    return {**line, "role": f"{line['role']}，已在纸质协议书上签名"}


def _people(view: AgreementView, session: PartySession) -> dict[str, Sequence[Mapping[str, Any]]]:
    """The party itself as it is on record; of everybody else a place and a name."""
    own = Party.objects.get(id=session.party_id)
    known = particulars.opened(own.sealed, bound_to=particulars.party_binding(own.id))
    found = []
    for person in view.people:
        mine = person.id == session.party_id and known is not None
        shown = known if mine else particulars.Details(name=person.name or person.label)
        assert shown is not None
        line = phrases.record(shown, letter=person.side, organisation=person.kind == "organisation", beside="")
        found.append(line if mine else line | _reduced(shown.name))
    return {"parties": found}


def _reduced(name: str) -> dict[str, str]:
    return {
        "described": f"{name}{_LEFT_OUT}。",
        "described_en": f"{name} (identity number, address and telephone are left out of a party's copy)",
        "paper": _SHORT,
        "phone": _SHORT,
        "address": _SHORT,
    }
