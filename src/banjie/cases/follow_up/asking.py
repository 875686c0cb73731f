"""Asks the reporter of a closed case, where they left an address: what a letter needs, and that it went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from banjie.cases import recording
from banjie.cases.contacts import binding
from banjie.cases.models import Case, Contact, TimelineEntry
from banjie.platform import crypto
from banjie.platform.actors import SYSTEM


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom to ask. `email` and `phone` are empty where there is none; nobody of the staff sees them by this."""

    number: str
    tracking_code: str
    email: str
    phone: str


def to_ask(case_id: int, round_: int) -> Asking | None:
    """None where nobody can be asked, or need not be any more: judged, opened again, asked already."""
    case = _unasked(case_id, round_)
    return address_of(case) if case is not None else None


def address_of(case: Case) -> Asking | None:
    """None where the reporter left no address, or it is erased."""
    contact = Contact.objects.filter(case_id=case.id).first()
    if contact is None or contact.sealed is None:
        return None
    details: Mapping[str, str] = crypto.decrypt_json(contact.sealed, bound_to=binding(case.id))
    asking = Asking(case.number, case.tracking_code, details.get("email") or "", details.get("phone") or "")
    return asking if asking.email or asking.phone else None


def is_due(case_id: int, round_: int) -> bool:
    """Whether the reporter is still to be asked, by whatever way they can be."""
    return _unasked(case_id, round_) is not None


@transaction.atomic
def note_asked(case_id: int, *, how: str, at: datetime) -> None:
    """That the reporter was asked, `how`: "email" or "message"; they see it themselves."""
    case = Case.objects.select_for_update(of=("self",)).get(id=case_id)
    recording.append(case, "ask_verdict", by=SYSTEM, at=at, resident_sees=True, data={"how": how})
    case.save(update_fields=["entries", "head"])


def _unasked(case_id: int, round_: int) -> Case | None:
    case = Case.objects.filter(id=case_id, state="closed", reopens=round_, rated_solved=None).first()
    return case if case is not None and not _was_asked(case) else None


def _was_asked(case: Case) -> bool:
    """In this round: since it was closed."""
    asked = TimelineEntry.objects.filter(case_id=case.id, command="ask_verdict", at__gte=case.closed_at)
    return asked.exists()
