"""Contacts: sealed, shown only for a purpose that goes on record, and erased when their time is up."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db import transaction

from banjie.cases import recording
from banjie.cases.acting import Acting
from banjie.cases.errors import CaseNotFound
from banjie.cases.models import Case, Contact, Identity
from banjie.cases.visibility import visible_to
from banjie.core.workflow import final_states
from banjie.organisations.permissions import Permission, Viewer
from banjie.platform import crypto
from banjie.platform.actors import SYSTEM
from banjie.platform.tables.text import clean_text

_BATCH = 500


class ContactErased(LookupError):
    """There was a contact, and it has been erased on schedule."""


class PurposeMissing(ValueError):
    """A contact is shown only for a purpose that can be read later."""


def binding(case_id: int) -> str:
    """What a sealed contact is bound to, so that it opens in no other case."""
    return f"case-contact:{case_id}"


@transaction.atomic
def unmask(case_id: int, *, purpose: str, by: Acting, at: datetime) -> Mapping[str, str]:
    """The contact of a case, with the unmasking on the timeline, where its reporter sees it too.

    Raises CaseNotFound (also without the right to see contacts), ContactErased, PurposeMissing.
    """
    stated = clean_text(purpose, limit=200).text.strip()
    if not stated:
        raise PurposeMissing(case_id)
    case = _visible(case_id, by, may_unmask)
    contact = Contact.objects.filter(case_id=case.id).first()
    if contact is None:
        raise CaseNotFound(case_id)
    if contact.sealed is None:
        raise ContactErased(case_id)
    details: Mapping[str, str] = crypto.decrypt_json(contact.sealed, bound_to=binding(case.id))
    recording.append(case, "unmask_contact", by=by.actor, at=at, resident_sees=True, data={"purpose": stated})
    case.save(update_fields=["entries", "head"])
    return details


def to_hide(case_id: int) -> Mapping[str, str]:
    """The contact, so that it can be found and hidden in texts that leave the house. Nobody is shown it."""
    contact = Contact.objects.filter(case_id=case_id).first()
    if contact is None or contact.sealed is None:
        return {}
    details: Mapping[str, str] = crypto.decrypt_json(contact.sealed, bound_to=binding(case_id))
    return details


@transaction.atomic
def tell_code(case_id: int, *, purpose: str, by: Acting, at: datetime) -> str:
    """The tracking code, for a reporter who lost it or whose matter came in a file; on record as a look is.

    Raises CaseNotFound (also without the right to it), PurposeMissing.
    """
    stated = clean_text(purpose, limit=200).text.strip()
    if not stated:
        raise PurposeMissing(case_id)
    case = _visible(case_id, by, may_tell_code)
    recording.append(case, "tell_code", by=by.actor, at=at, resident_sees=True, data={"purpose": stated})
    case.save(update_fields=["entries", "head"])
    return case.tracking_code


def _visible(case_id: int, by: Acting, allows: Callable[[Viewer, Case], bool]) -> Case:
    viewer = by.viewer
    if viewer is None:
        raise CaseNotFound(case_id)
    case = visible_to(viewer, Case.objects.filter(id=case_id)).select_for_update(of=("self",)).first()
    if case is None or not allows(viewer, case):
        raise CaseNotFound(case_id)
    return case


def may_tell_code(viewer: Viewer, case: Case) -> bool:
    """Those who take matters in may. Whoever holds the code speaks as the reporter and reads every word: never the unit
    that handles it, nor a system that reads words masked.
    """
    takes_in = viewer.may(Permission.CASES_ACCEPT, area_path=case.area_path or None)
    return takes_in and viewer.reads_as_written and case.lead_unit_id not in viewer.unit_ids


def may_unmask(viewer: Viewer, case: Case) -> bool:
    """Whether this person may ask for the contact at all.

    A reporter who wished to be known to the centre only is shown to nobody else, whatever their right to
    contacts: it takes the right to what is confidential as well.
    """
    needed = [Permission.CASES_SEE_CONTACT]
    if case.identity == Identity.CONFIDENTIAL:
        needed.append(Permission.CASES_SEE_CONFIDENTIAL)
    where = {"area_path": case.area_path or None, "unit_path": case.lead_unit_path or None}
    return all(viewer.may(permission, **where) for permission in needed)


def erase_due(*, today: date, at: datetime) -> int:
    """Erases contacts whose day has come, of cases that are over. Returns how many.

    A case that is settled but not over, as an agreement that is still to be kept, needs its contact.
    """
    erased = 0
    while batch := list(
        Contact.objects.filter(erase_on__lte=today, erased_at=None, case__state__in=final_states())
        .order_by("erase_on")
        .values_list("case_id", flat=True)[:_BATCH]
    ):
        for case_id in batch:
            erased += _erase(case_id, at=at)
    return erased


@transaction.atomic
def _erase(case_id: int, *, at: datetime) -> int:
    case = Case.objects.select_for_update(of=("self",)).get(id=case_id)
    done = Contact.objects.filter(case_id=case_id, erased_at=None).update(sealed=None, erased_at=at)
    if done:
        recording.append(case, "erase_contact", by=SYSTEM, at=at, resident_sees=True)
        case.save(update_fields=["entries", "head"])
    return done
