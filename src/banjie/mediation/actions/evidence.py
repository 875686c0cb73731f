"""The register of evidence: handed in, answered, shown, returned."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from banjie.cases.acting import Acting
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import (
    Evidence,
    EvidenceAnswer,
    EvidenceDoubt,
    EvidenceForm,
    EvidenceKind,
    EvidenceSays,
    Party,
    Side,
)
from banjie.mediation.sight import Sight
from banjie.mediation.table import AtTable, at_table, next_number, open_to
from banjie.platform import crypto
from banjie.platform.files import StoredFile
from banjie.platform.tables.text import clean_text

_TAKEN = ("consulting", "mediating", "suspended")
_MOST_PAGES = 2_000
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Item:
    """What somebody hands in. `name` is what it is called, `shows` what it is to show."""

    name: str
    shows: str
    kind: str = EvidenceKind.DOCUMENT
    form: str = EvidenceForm.COPY
    pages: int = 1


def hand_in(
    case_id: int,
    *,
    side: str,
    item: Item,
    by: Acting,
    at: datetime,
    party_id: int | None = None,
    confided: bool = False,
    file: StoredFile | None = None,
    handed_in_at: datetime | None = None,
) -> int:
    """Puts an item on the register under the next number of its side ("" for what the mediators gathered).

    `confided` is for the mediators alone, and only whoever mediates or hands it in may say so. Returns its id.
    """
    with at_table(case_id, by=by, at=at, needs=Sight.PANEL if confided else Sight.FILE) as found:
        found.during(*_TAKEN)
        _checked(item)
        if handed_in_at is not None and handed_in_at > at:
            raise BadEntry("in_future", "handed_in_at")
        of_side = _side(found, side, confided)
        evidence = Evidence.objects.create(
            dispute=found.dispute,
            side=of_side,
            party=_party(found, of_side, party_id),
            number=_next(found, of_side, confided),
            confided=confided,
            shown_from=None if confided else at,
            kind=item.kind,
            form=item.form,
            pages=item.pages,
            sealed=b"-",
            digest=file.digest if file is not None else "",
            file_kind=file.kind if file is not None else "",
            handed_in_at=handed_in_at or at,
            recorded_at=at,
            recorded_by=found.recorded_by,
        )
        _seal(evidence, {"name": item.name, "shows": item.shows, "file_name": file.name if file is not None else ""})
        return evidence.id


def mend_evidence(case_id: int, evidence_id: int, *, item: Item, by: Acting, at: datetime) -> None:
    """What was entered wrongly, as long as no other side has answered to it."""
    with at_table(case_id, by=by, at=at, needs=Sight.FILE) as found:
        evidence = _evidence(found, evidence_id, own=True)
        _checked(item)
        if evidence.answers.exists():
            raise BadEntry("evidence_answered", "evidence")
        evidence.kind, evidence.form, evidence.pages = item.kind, item.form, item.pages
        _seal(evidence, words_of(evidence) | {"name": item.name, "shows": item.shows})


def answer_evidence(
    case_id: int,
    evidence_id: int,
    *,
    side: str,
    says: str,
    by: Acting,
    at: datetime,
    doubts: Collection[str] = (),
    reason: str = "",
    said_at: datetime | None = None,
) -> None:
    """What another side says to an item that it was shown. Who disputes one says what of it, and why."""
    with at_table(case_id, by=by, at=at, needs=Sight.FILE) as found:
        evidence = _evidence(found, evidence_id)
        answering = found.side(side)
        if evidence.confided or evidence.side_id == answering.id:
            raise BadEntry("evidence_not_theirs", "side")
        stated = clean_text(reason, limit=_LONGEST).text.strip()
        if says not in EvidenceSays.values or set(doubts) - set(EvidenceDoubt.values):
            raise BadEntry("answer_unknown", "says")
        disputed = says == EvidenceSays.DISPUTED
        if disputed and not (stated and doubts):
            raise BadEntry("doubt_missing", "doubts" if stated else "reason")
        if said_at is not None and said_at > at:
            raise BadEntry("in_future", "said_at")
        answer = EvidenceAnswer(
            evidence=evidence,
            side=answering,
            says=says,
            doubts=sorted(set(doubts)) if disputed else [],
            said_at=said_at or at,
            recorded_by=found.recorded_by,
        )
        answer.sealed = crypto.encrypt(stated, bound_to=answer_binding(answer)) if stated else None
        answer.save()


def show_evidence(case_id: int, evidence_id: int, *, leave: bool, by: Acting, at: datetime) -> None:
    """What was confided is put before every side, with the leave of the side that did. It gets a number there."""
    with at_table(case_id, by=by, at=at) as found:
        evidence = _evidence(found, evidence_id, own=True)
        if not evidence.confided:
            raise BadEntry("shown_already", "evidence")
        if not leave:
            raise BadEntry("leave_missing", "leave")
        evidence.number = _next(found, evidence.side, confided=False)
        evidence.confided, evidence.shown_from = False, at
        evidence.save()


def return_evidence(
    case_id: int, evidence_id: int, *, to: str, by: Acting, at: datetime, receipt: StoredFile | None = None
) -> None:
    """An original goes back; `to` is who took it, `receipt` the scan of what they signed."""
    with at_table(case_id, by=by, at=at, needs=Sight.FILE) as found:
        evidence = _evidence(found, evidence_id)
        taker = clean_text(to, limit=120).text.strip()
        if found.own is not None:
            raise DisputeNotFound(case_id)
        if not taker:
            raise BadEntry("taker_missing", "to")
        if evidence.returned_at is not None or evidence.form != EvidenceForm.ORIGINAL:
            raise BadEntry("nothing_to_return", "evidence")
        evidence.returned_at, evidence.returned_by = at, found.recorded_by
        evidence.receipt = receipt.digest if receipt is not None else ""
        _seal(evidence, words_of(evidence) | {"returned_to": taker})


def withdraw_evidence(case_id: int, evidence_id: int, *, by: Acting, at: datetime) -> None:
    """Its side no longer relies on it. It keeps its number, and stays in the register as taken back."""
    with at_table(case_id, by=by, at=at, needs=Sight.FILE) as found:
        evidence = _evidence(found, evidence_id, own=True)
        evidence.withdrawn_at = at
        evidence.save(update_fields=["withdrawn_at"])


def words_of(evidence: Evidence) -> dict[str, Any]:
    if evidence.sealed is None:
        return {}
    found: dict[str, Any] = crypto.decrypt_json(bytes(evidence.sealed), bound_to=evidence_binding(evidence.id))
    return found


def evidence_binding(evidence_id: int) -> str:
    return f"dispute-evidence:{evidence_id}"


def answer_binding(answer: EvidenceAnswer) -> str:
    moment = answer.said_at.astimezone(UTC).isoformat()
    return f"dispute-evidence-answer:{answer.evidence_id}:{answer.side_id}:{moment}"


def _seal(evidence: Evidence, words: dict[str, Any]) -> None:
    plain = {name: clean_text(text, limit=_LONGEST).text.strip() for name, text in words.items()}
    evidence.sealed = crypto.encrypt_json(plain, bound_to=evidence_binding(evidence.id))
    evidence.save()


def _evidence(found: AtTable, evidence_id: int, *, own: bool = False) -> Evidence:
    """An item that whoever acts may know of; with `own`, one that a party's own side handed in."""
    rows = Evidence.objects.filter(open_to(found.own, found.sight), dispute=found.dispute, id=evidence_id)
    evidence = rows.filter(withdrawn_at=None, erased_at=None).select_related("side").first()
    if evidence is None or (own and found.own not in {None, evidence.side.letter if evidence.side else None}):
        raise BadEntry("evidence_unknown", "evidence")
    return evidence


def _side(found: AtTable, letter: str, confided: bool) -> Side | None:
    if letter:
        return found.side(letter)
    if found.own is not None or confided:
        raise BadEntry("side_unknown", "side")
    return None


def _party(found: AtTable, side: Side | None, party_id: int | None) -> Party | None:
    if party_id is None:
        return None
    party = Party.objects.filter(dispute=found.dispute, side=side, id=party_id, left_at=None).first()
    if party is None or (found.own is not None and party.id != found.by.actor.id):
        raise BadEntry("party_unknown", "party")
    return party


def _next(found: AtTable, side: Side | None, confided: bool) -> int:
    return next_number(Evidence.objects.filter(dispute=found.dispute, side=side, confided=confided))


def _checked(item: Item) -> None:
    if not item.name.strip():
        raise BadEntry("name_missing", "name")
    if not item.shows.strip():
        raise BadEntry("shows_missing", "shows")
    if item.kind not in EvidenceKind.values or item.form not in EvidenceForm.values:
        raise BadEntry("kind_unknown", "kind")
    if not 1 <= item.pages <= _MOST_PAGES:
        raise BadEntry("pages_unlikely", "pages")
