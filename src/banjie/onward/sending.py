"""Hands a case in over there, and makes no second request of it.

That it is about to be sent is written down first. Where it is then not known what became of it (an answer lost, a
process killed), the endpoint's own list is asked for a request with our number; only where that is clear is anything
sent again, and where it is not, a person decides.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from banjie.cases import contacts, handing_on
from banjie.cases.contacts import ContactErased
from banjie.cases.errors import CaseNotFound
from banjie.cases.handing_on import Telling
from banjie.onward import carrying, contesting, documents, finding, intervals, telling
from banjie.onward.asking import stamp
from banjie.onward.calling import Failed, in_path
from banjie.onward.documents import Receipt
from banjie.onward.finding import Found, Sought
from banjie.onward.linking import received
from banjie.onward.models import Endpoint, Link, Offered, State
from banjie.onward.servers import server_of
from banjie.onward.telling import Message

# Twice not in the list, so far apart, before it counts as not arrived.
LOOKS: Final = 2
APART: Final = timedelta(minutes=2)
_STALE: Final = timedelta(minutes=15)
_PAGE: Final = 1_000


def send(link: Link, endpoint: Endpoint, *, at: datetime) -> None:
    """Raises Failed where the endpoint does not answer as it should; what that means for the link is written down."""
    case = handing_on.telling(link.case_id)
    form = telling.message(case, endpoint, again=contesting.goes_on_from(link))
    if form.bars or not case.is_open:
        _refused(link, endpoint, form.bars or "over", "、".join(form.missing), at)
        return
    fields = [*form.fields, *_contact(case, endpoint, at)]
    _about_to(link, form, at)
    try:
        receipt = server_of(endpoint).post("requests", documents.receipt, fields, key=f"banjie-{case.number}-{link.pk}")
    except Failed as failed:
        _failed(link, endpoint, failed, at)
        raise
    _taken(link, endpoint, receipt, at)


def look(link: Link, endpoint: Endpoint, *, at: datetime) -> None:
    """Asks the list for what was sent, once its receipt was lost. Raises Failed."""
    case = handing_on.telling(link.case_id)
    since = (link.sent_at or link.made_at) - finding.BEFORE
    query = [("service_code", link.service_code), ("start_date", stamp(since)), ("end_date", stamp(at + APART))]
    listed = server_of(endpoint).get("requests", documents.requests, [*query, ("extensions", "true")])
    known = set(
        Link.objects.filter(endpoint=endpoint)
        .exclude(remote_id="")
        .exclude(pk=link.pk)
        .values_list("remote_id", flat=True)
    )
    sought = Sought(case.number, link.service_code, case.latitude, case.longitude, link.sent_at or link.made_at)
    whole = len(listed) < _PAGE and endpoint.lists_all and not _is_hidden(endpoint, link.service_code)
    found, number = finding.find(listed, sought, known=known, whole=whole)
    with transaction.atomic():
        if found is Found.HERE:
            received(link, endpoint, number, at=at)
        elif found is Found.UNDECIDED:
            _unsure(link, endpoint, at)
        elif link.looks + 1 < LOOKS:
            link.looks, link.next_at = link.looks + 1, at + APART
            link.save()
        else:
            link.looks, link.state, link.next_at = 0, State.WAITING, at
            link.save()


def exchange(link: Link, endpoint: Endpoint, *, at: datetime) -> None:
    """Asks for the number behind a token. Raises Failed."""
    age = at - (link.sent_at or at)
    try:
        receipt = server_of(endpoint).get(f"tokens/{in_path(link.token)}", documents.receipt)
    except Failed as failed:
        # Not there yet is answered with an empty list, a token without a number, or 404.
        if failed.note != "no_number" and failed.status != 404:
            raise
        receipt = Receipt()
    with transaction.atomic():
        if receipt.request_id:
            received(link, endpoint, receipt.request_id, at=at)
            return
        link.asked_at, link.next_at = at, at + intervals.token_every(age)
        link.save()


def take_up(link: Link, *, at: datetime) -> bool:
    """What was about to be sent when a process was killed: its receipt is lost. True where it is to be looked for."""
    if link.sent_at is None or at - link.sent_at < _STALE:
        return False
    link.state, link.looks, link.next_at = State.LOOKING, 0, at
    link.save()
    return True


def _about_to(link: Link, form: Message, at: datetime) -> None:
    link.state, link.sent_at, link.service_code = State.SENDING, at, form.service_code
    link.attempts, link.next_at = link.attempts + 1, at + _STALE
    link.save()


def _taken(link: Link, endpoint: Endpoint, receipt: Receipt, at: datetime) -> None:
    with transaction.atomic():
        if receipt.request_id:
            received(link, endpoint, receipt.request_id, at=at)
            return
        link.token, link.state, link.next_at = receipt.token, State.TOKEN, at + timedelta(seconds=10)
        link.note, link.said, link.failures = "", "", 0
        link.save()


def _failed(link: Link, endpoint: Endpoint, failed: Failed, at: datetime) -> None:
    if failed.is_final:
        _refused(link, endpoint, failed.note, failed.said, at)
        return
    with transaction.atomic():
        link.failures, link.note, link.said = link.failures + 1, failed.note, failed.said[:500]
        link.state = State.WAITING if failed.was_unheard else State.LOOKING
        link.looks, link.next_at = 0, at + (timedelta(0) if failed.was_unheard else APART)
        link.save()


def _refused(link: Link, endpoint: Endpoint, note: str, said: str, at: datetime) -> None:
    """Neither sent nor tried again, until a person has seen to it; the dispatcher is told."""
    with transaction.atomic():
        link.state, link.note, link.said, link.next_at = State.REFUSED, note[:30], said[:500], None
        link.save()
        carrying.record(link, endpoint, handing_on.TROUBLE, at=at, trouble=note, text=said[:300])


def _unsure(link: Link, endpoint: Endpoint, at: datetime) -> None:
    link.state, link.next_at, link.note = State.UNSURE, None, "undecided"
    link.save()
    carrying.record(link, endpoint, handing_on.TROUBLE, at=at, trouble="undecided")


def _is_hidden(endpoint: Endpoint, code: str) -> bool:
    """Of services that are worked off in batches or never shown, the list says nothing."""
    kind = Offered.objects.filter(endpoint=endpoint, code=code).values_list("type", flat=True).first()
    return kind != "realtime"


def _contact(case: Telling, endpoint: Endpoint, at: datetime) -> list[tuple[str, str]]:
    """Only with the reporter's word for it, and then on record, where they see it."""
    if not telling.may_tell_contact(case, endpoint):
        return []
    with override(settings.LANGUAGE_CODE):
        purpose = gettext("Told %(server)s with the case, as the reporter agreed") % {"server": endpoint.name}
    try:
        found = contacts.unmask(case.case_id, purpose=purpose[:200], by=carrying.acting(endpoint), at=at)
    except (CaseNotFound, ContactErased):
        return []
    names = {"last_name": "name", "phone": "phone", "email": "email"}
    return [(theirs, found[ours]) for theirs, ours in names.items() if found.get(ours)]
