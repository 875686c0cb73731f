"""The agreements of a dispute, for those who may read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from banjie.cases.acting import Acting
from banjie.core.workflow import Capacity
from banjie.mediation import agreed
from banjie.mediation.actions.agreements import IN_THE_MAKING
from banjie.mediation.actions.binding import pens_of, wanted_slots
from banjie.mediation.actions.signing import signature_binding
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.holding import brief_of, seated_staff, sight_in
from banjie.mediation.models import Agreement, AgreementState, CopyFor, Dispute, Seat, Signature
from banjie.mediation.place_words import place_words
from banjie.mediation.processes.deciding import may
from banjie.mediation.queries.file import agreement_lines
from banjie.mediation.queries.file_lines import AgreementLine, DisputeFile
from banjie.mediation.sight import Sight, capacities_of
from banjie.mediation.terms import Draft, Finding, Level, Person, Slot, canonical, check, digest_of, missing, unanswered
from banjie.mediation.terms.sums import totals
from banjie.organisations.permissions import Viewer
from banjie.platform import crypto

_EVERY_GUARD = ("sound", "warnings_answered", "text_unchanged", "all_signed", "successor_binds")


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """`drawing` is the path of an SVG in the box of `sessions.strokes`; empty for paper and once it was erased."""

    id: int
    how: str
    signed_at: datetime
    by_name: str
    identity: str
    scan: str
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A place under the agreement. `signature` is there before it counts, while nobody has checked who signed."""

    slot: Slot
    name: str
    label: str
    person: Person | None
    signature: SignatureLine | None
    counts: bool


@dataclass(frozen=True, slots=True)
class CopyLine:
    copy_for: str
    party_id: int | None
    handed_at: datetime


@dataclass(frozen=True, slots=True)
class CopyPlace:
    """Somebody who is to get a copy; `value` names them in a form."""

    value: str
    name: str
    handed_at: datetime | None


@dataclass(frozen=True, slots=True)
class AgreementView:
    """`findings` are empty for one that binds; `waiting` are the warnings nobody has let stand, `let_stand` the keys of
    those somebody has. `commands` are those
    this person may give. `same_text` is whether what was read out still stands here word by word.
    """

    id: int
    number: int
    form: str
    state: str
    draft: Draft
    people: Sequence[Person]
    findings: Sequence[Finding]
    waiting: Sequence[Finding]
    let_stand: frozenset[str]
    digest: str
    same_text: bool
    totals: Mapping[str, Decimal]
    supersedes: int | None
    made_at: datetime
    read_at: datetime | None
    signing_from: datetime | None
    binding_at: datetime | None
    ended_at: datetime | None
    slots: Sequence[SlotLine]
    copies: Sequence[CopyLine]
    commands: frozenset[str]

    @property
    def spoken(self) -> str:
        """The language in which the product's own words stand around the text: one that it has."""
        return "en" if self.draft.language == "en" else "zh-hans"

    @property
    def next_place(self) -> str:
        """Who is asked to sign next: the first missing who can on a screen."""
        return next((each.slot.key for each in self.missing if each.slot.signed_as != "committee"), "")

    @property
    def missing(self) -> Sequence[SlotLine]:
        return [each for each in self.slots if not each.counts]

    @property
    def unsound(self) -> bool:
        return any(each.level is Level.ERROR for each in self.findings)

    @property
    def copy_places(self) -> Sequence[CopyPlace]:
        """Whoever is to get a copy, with the moment at which they did."""
        handed = {(each.copy_for, each.party_id): each.handed_at for each in self.copies}
        parties = [
            CopyPlace(f"party-{each.id}", each.name or place_words(each.label), handed.get(("party", each.id)))
            for each in self.people
        ]
        return [*parties, CopyPlace("committee", str(CopyFor.COMMITTEE.label), handed.get(("committee", None)))]

    @property
    def in_the_making(self) -> bool:
        return self.state in IN_THE_MAKING

    def person(self, party_id: int | None) -> Person | None:
        return next((each for each in self.people if each.id == party_id), None)


def agreements_of(case_id: int, viewer: Viewer, *, at: datetime) -> Sequence[AgreementLine]:
    """All of them, the newest first. Raises DisputeNotFound for whoever may not see the papers of the dispute."""
    dispute, _, _ = _seen(case_id, viewer)
    return agreement_lines(Agreement.objects.filter(dispute_id=dispute.case_id))


def agreement_in(file: DisputeFile, agreement_id: int, viewer: Viewer, *, at: datetime) -> AgreementView:
    """One of those of a dispute that has been read. Raises DisputeNotFound."""
    if agreement_id not in {each.id for each in file.agreements}:
        raise DisputeNotFound(file.case.id)
    seated = frozenset(each.staff_id for each in file.seats if each.left_at is None)
    return _one_of(file.case.id, agreement_id, capacities_of(viewer, seated), file.case.state, at)


def agreement(case_id: int, agreement_id: int, viewer: Viewer, *, at: datetime) -> AgreementView:
    """One of them with everything under it. Raises DisputeNotFound."""
    _, seated, state = _seen(case_id, viewer)
    return _one_of(case_id, agreement_id, capacities_of(viewer, seated), state, at)


def _one_of(
    case_id: int, agreement_id: int, capacities: frozenset[Capacity], state: str, at: datetime
) -> AgreementView:
    found = Agreement.objects.filter(dispute_id=case_id, id=agreement_id).select_related("dispute").first()
    if found is None:
        raise DisputeNotFound(case_id)
    timely = state in {"mediating", "performing"}
    commands = may(found.process, found.state, capacities=capacities, holds=_EVERY_GUARD) if timely else frozenset()
    return _view(found, commands, at)


def agreement_before_parties(case_id: int, *, at: datetime) -> AgreementView | None:
    """The agreement that was read out to the parties, or that binds them; a draft is nobody's but the mediators'.

    For a party's own page, which has let the party in.
    """
    shown = (AgreementState.READ, AgreementState.SIGNING, AgreementState.BINDING)
    found = Agreement.objects.filter(dispute_id=case_id, state__in=shown).select_related("dispute").first()
    return _view(found, frozenset(), at) if found is not None else None


def _seen(case_id: int, viewer: Viewer) -> tuple[Dispute, frozenset[int], str]:
    case = brief_of(case_id, Acting.staff(viewer))
    seated = seated_staff(case_id)
    dispute = Dispute.objects.filter(case_id=case_id).first()
    if dispute is None or sight_in(dispute, case, viewer, seated) < Sight.FILE:
        raise DisputeNotFound(case_id)
    return dispute, seated, case.state


def _view(found: Agreement, commands: frozenset[str], at: datetime) -> AgreementView:
    draft, people = agreed.draft_of(found), agreed.people_of(found.dispute)
    making = found.state in IN_THE_MAKING
    findings = check(draft, agreed.setting_of(found.dispute, people, at=at)) if making else ()
    let_stand = agreed.let_stand_of(found) if making else frozenset()
    return AgreementView(
        id=found.id,
        number=found.number,
        form=found.form,
        state=found.state,
        draft=draft,
        people=people,
        findings=findings,
        waiting=unanswered(findings, let_stand),
        let_stand=let_stand,
        digest=found.digest,
        same_text=not making or not found.digest or digest_of(canonical(draft, people)) == found.digest,
        totals=totals(draft.terms),
        supersedes=found.supersedes.number if found.supersedes is not None else None,
        made_at=found.made_at,
        read_at=found.read_at,
        signing_from=found.signing_from,
        binding_at=found.binding_at,
        ended_at=found.ended_at,
        slots=_slots(found, people),
        copies=[CopyLine(each.copy_for, each.party_id, each.handed_at) for each in found.copies.all()],
        commands=commands,
    )


def _slots(found: Agreement, people: Sequence[Person]) -> Sequence[SlotLine]:
    """The places as they are to be filled; once it binds, as they were."""
    signatures = list(Signature.objects.filter(agreement=found, voided_at=None).exclude(digest=""))
    if found.state in IN_THE_MAKING:
        wanted = list(wanted_slots(found))
    else:
        wanted = [_slot_of(each, people) for each in signatures]
    names = _mediators(found)
    pens = pens_of(found)
    lines = []
    for slot in wanted:
        person = next((each for each in people if each.id == slot.party_id), None)
        given = next((each for each in signatures if _is_for(each, slot)), None)
        lines.append(
            SlotLine(
                slot,
                _name(slot, person, names),
                person.label if person is not None else "",
                person,
                _line(given, people) if given is not None else None,
                not missing([slot], pens),
            )
        )
    return lines


def _is_for(signature: Signature, slot: Slot) -> bool:
    if (signature.signed_as, signature.party_id, signature.seat_id) != (slot.signed_as, slot.party_id, slot.seat_id):
        return False
    return slot.companion_id in {None, signature.companion_id}


def _slot_of(signature: Signature, people: Sequence[Person]) -> Slot:
    person = next((each for each in people if each.id == signature.party_id), None)
    many = person is not None and any(
        each.id == signature.companion_id and each.role == "elected" for each in person.beside
    )
    companion_id = signature.companion_id if many else None
    return Slot(signature.signed_as, signature.party_id, companion_id, signature.seat_id)


def _line(signature: Signature, people: Sequence[Person]) -> SignatureLine:
    beside = [each for person in people for each in person.beside]
    by_name = next((each.name for each in beside if each.id == signature.companion_id), "")
    common = (
        signature.id,
        signature.how,
        signature.signed_at,
        by_name,
        signature.identity,
        signature.scan,
    )
    if signature.sealed is None:
        return SignatureLine(*common)
    return SignatureLine(*common, crypto.decrypt(bytes(signature.sealed), bound_to=signature_binding(signature)))


def _mediators(found: Agreement) -> Mapping[int, str]:
    seats = Seat.objects.filter(dispute_id=found.dispute_id).select_related("mediator__staff")
    return {seat.id: seat.mediator.staff.name for seat in seats}


def _name(slot: Slot, person: Person | None, mediators: Mapping[int, str]) -> str:
    if person is not None:
        elected = next((each.name for each in person.beside if each.id == slot.companion_id), "")
        return elected or person.name
    return mediators.get(slot.seat_id or 0, "")
