"""The agreement as a party reads it on its own page: the text, who has signed, and whether it can sign itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.timezone import localdate

from banjie.cases.reference import reference
from banjie.mediation.access.sessions import PartySession
from banjie.mediation.confirmation.window import window
from banjie.mediation.models import AgreementForm, AgreementState, Confirmation, SignedAs
from banjie.mediation.place_words import place_words
from banjie.mediation.queries.agreements import AgreementView, SlotLine, agreement_before_parties
from banjie.mediation.terms import Term, Text, may_sign

_COURT: Final[Mapping[str, str]] = {
    "submitted": "asked",
    "received": "asked",
    "correcting": "asked",
    "confirmed": "confirmed",
    "refused": "refused",
}


@dataclass(frozen=True, slots=True)
class Signed:
    """A place under the agreement by the name of whose it is. `waits`: signed, and nobody has checked by whom yet."""

    name: str
    own: bool
    done: bool
    waits: bool


@dataclass(frozen=True, slots=True)
class OwnAgreement:
    """`names` are those of the parties by their ids. `text` is in the language that the party reads, where there is
    such a translation; `read` is false where it is in one that it does not. `why_not` says why whoever is here cannot
    sign on the page, as a code; `can_sign` that it is their turn; `takes_copy` that it may take its copy along.
    `confirm_until` is the last day on which a court can still be asked; `court` is where the request stands: "asked",
    "confirmed", "refused", or "" where there is none.
    """

    id: int
    number: int
    state: str
    digest: str
    names: Mapping[int, str]
    text: Text
    translation: str
    read: bool
    terms: Sequence[Term]
    currency: str
    signed: Sequence[Signed]
    can_sign: bool
    why_not: str
    waits: bool
    takes_copy: bool
    binding_at: datetime | None
    confirm_until: date | None
    court: str
    court_ruled_on: date | None

    @property
    def binds(self) -> bool:
        return self.state == AgreementState.BINDING


def own_agreement(session: PartySession, *, at: datetime) -> OwnAgreement | None:
    """None before one was read out to the parties: a draft is the mediators' own."""
    view = agreement_before_parties(session.case_id, at=at)
    if view is None:
        return None
    mine = _own_slot(view, session)
    asked = Confirmation.objects.filter(agreement_id=view.id).order_by("id").last()
    open_to_sign = view.state == AgreementState.SIGNING and mine is not None and not mine.counts
    why_not = _why_not(view, session, mine, at) if open_to_sign else ""
    waits = mine is not None and mine.signature is not None and not mine.counts
    return OwnAgreement(
        id=view.id,
        number=view.number,
        state=view.state,
        digest=view.digest,
        names={person.id: person.name or place_words(person.label) for person in view.people},
        text=view.draft.text,
        translation=view.draft.text.translations.get(session.reads, ""),
        read=session.reads == view.draft.language or session.reads in view.draft.text.translations,
        terms=view.draft.terms,
        currency=view.draft.currency,
        signed=[_signed(line, session) for line in view.slots],
        can_sign=open_to_sign and not why_not and not waits,
        why_not=why_not,
        waits=waits,
        takes_copy=may_take_copy(view, session),
        binding_at=view.binding_at,
        confirm_until=_confirm_until(view, at),
        court=_COURT.get(asked.state, "") if asked is not None else "",
        court_ruled_on=asked.decided_on if asked is not None else None,
    )


def may_take_copy(view: AgreementView, session: PartySession) -> bool:
    """Whoever has signed, once it counts; and every party to one that binds."""
    mine = _own_slot(view, session)
    return view.state == AgreementState.BINDING or (mine is not None and mine.counts)


def _confirm_until(view: AgreementView, at: datetime) -> date | None:
    if view.state != AgreementState.BINDING or view.binding_at is None:
        return None
    last = window(localdate(view.binding_at), reference().calendar.is_worked).last
    return last if last >= localdate(at) else None


def _own_slot(view: AgreementView, session: PartySession) -> SlotLine | None:
    own = [each for each in view.slots if each.slot.party_id == session.party_id]
    of_mine = [each for each in own if each.slot.companion_id in {None, session.companion_id}]
    return next(iter(of_mine or own), None)


def _why_not(view: AgreementView, session: PartySession, mine: SlotLine | None, at: datetime) -> str:
    person = view.person(session.party_id)
    if person is None or mine is None:
        return "party_unknown"
    if mine.slot.companion_id not in {None, session.companion_id}:
        return "signs_in_the_room"
    if view.form == AgreementForm.ORAL:
        return "oral_is_said"
    return may_sign(person, session.companion_id, localdate(at)) or ""


def _signed(line: SlotLine, session: PartySession) -> Signed:
    own = line.slot.signed_as == SignedAs.PARTY and line.slot.party_id == session.party_id
    own = own and line.slot.companion_id in {None, session.companion_id}
    return Signed(
        line.name or place_words(line.label), own, line.counts, line.signature is not None and not line.counts
    )
