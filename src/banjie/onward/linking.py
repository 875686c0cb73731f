"""Which cases are to be sent, and links that people mend: send again, follow no more, unlink, name the number."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction

from banjie.cases import handing_on
from banjie.core.workflow import Capacity
from banjie.onward import carrying
from banjie.onward.actions import Refused
from banjie.onward.models import Agreement, Endpoint, Link, State
from banjie.onward.servers import endpoints
from banjie.platform.actors import Actor
from banjie.platform.tables.text import clean_text

# Who mends a link: whoever gives the case to units, and the unit that has it.
_UNSENT: Final = frozenset({State.REFUSED, State.UNSURE, State.WAITING, State.LOOKING})
MENDS: Final = frozenset({Capacity.DISPATCHER, Capacity.LEAD_HANDLER, Capacity.LEAD_LEADER})


def gather(*, at: datetime) -> int:
    """Makes a link for each case that was given to a unit which stands for an endpoint. Returns how many."""
    by_unit = {each.unit_id: each.id for each in endpoints().values() if each.active}
    lying = handing_on.lying_with(by_unit.keys())
    if not lying:
        return 0
    known = Link.objects.filter(case_id__in={each.case_id for each in lying}).order_by("id")
    had = {(row.case_id, row.endpoint_id): row for row in known}
    made, again = 0, list[Link]()
    for each in lying:
        before = had.get((each.case_id, by_unit[each.unit_id]))
        if before is None or before.since < each.since:
            made += _begin(each, by_unit[each.unit_id], before, at)
        elif each.leads and before.state == State.CLOSED and before.ended_at is None and not before.owed:
            again.append(before)
    _contest(again, at)
    return made


def _contest(again: Sequence[Link], at: datetime) -> None:
    """What is closed there and lies with the unit again: its answer was sent back, or its return refused."""
    refused = handing_on.sent_back([link.case_id for link in again]) if again else {}
    for link in again:
        found = refused.get(link.case_id)
        if found is not None and (link.contested_at is None or link.contested_at < found.at):
            Link.objects.filter(pk=link.pk, state=State.CLOSED).update(state=State.CONTESTED, next_at=at)


def _begin(lying: handing_on.Lying, endpoint_id: int, before: Link | None, at: datetime) -> int:
    """A case that comes to the unit once more is sent once more: what was closed there stays so."""
    try:
        with transaction.atomic():
            if before is not None and before.ended_at is None:
                Link.objects.filter(pk=before.pk).update(ended_at=at, ended_why="sent_anew", next_at=None)
            Link.objects.create(
                case_id=lying.case_id,
                endpoint_id=endpoint_id,
                leads=lying.leads,
                since=lying.since,
                made_at=at,
                next_at=at,
            )
    except IntegrityError:
        return 0
    return 1


def send_again(*, link_id: int, by: Actor, at: datetime) -> None:
    """After a refusal, or when a person has seen that it did not arrive. Raises Refused: unknown, not_now."""
    with transaction.atomic():
        link, _endpoint = _held(link_id)
        if link.state not in {*_UNSENT, State.CLOSED, State.CONTESTED}:
            raise Refused("not_now")
        if link.state not in _UNSENT:
            anew(link, at)
            return
        link.state, link.next_at, link.failures, link.looks, link.note, link.said = State.WAITING, at, 0, 0, "", ""
        link.save()
        Endpoint.objects.filter(pk=link.endpoint_id).update(failures=0, resume_at=None)


def anew(link: Link, at: datetime, *, why: str = "sent_anew") -> None:
    """What was closed there is handed in once more, as a request of its own. In a transaction."""
    Link.objects.filter(pk=link.pk).update(ended_at=at, ended_why=why, next_at=None)
    values = {"case_id": link.case_id, "endpoint_id": link.endpoint_id, "leads": link.leads, "since": link.since}
    Link.objects.create(**values, made_at=at, next_at=at)


def is_there(*, link_id: int, remote_id: str, by: Actor, at: datetime) -> None:
    """A person has found it there. Raises Refused: unknown, not_now, number_missing, number_taken."""
    number = clean_text(remote_id, limit=200).text.strip()
    if not number:
        raise Refused("number_missing", "remote_id")
    with transaction.atomic():
        link, endpoint = _held(link_id)
        if link.state not in {State.UNSURE, State.LOOKING, State.TOKEN}:
            raise Refused("not_now")
        if Link.objects.filter(endpoint_id=link.endpoint_id, remote_id=number).exclude(pk=link.pk).exists():
            raise Refused("number_taken", "remote_id")
        received(link, endpoint, number, at=at)


def received(link: Link, endpoint: Endpoint, number: str, *, at: datetime) -> None:
    """It is there under a number: written down, told on the timeline, and claimed for the unit. In a transaction."""
    link.remote_id, link.token, link.state, link.received_at = number, "", State.OPEN, at
    link.next_at, link.note, link.said, link.failures = at, "", "", 0
    link.remote_status = link.remote_status or "open"
    link.save()
    carrying.record(link, endpoint, handing_on.SENT_ON, at=at)
    carrying.claim(link, endpoint, at=at)


def follow_no_more(*, link_id: int, by: Actor, at: datetime) -> None:
    """What happens there no longer comes here; the case stays with the unit. Raises Refused: unknown."""
    _end(link_id, "by_hand", "", by, at)


def unlink(*, link_id: int, reason: str, by: Actor, at: datetime) -> None:
    """It has nothing to do with the request there, for a reason. Raises Refused: unknown, reason_missing."""
    stated = clean_text(reason, limit=500).text.strip()
    if not stated:
        raise Refused("reason_missing", "reason")
    _end(link_id, "unlinked", stated, by, at)


def agree(*, case_id: int, how: str, by: Actor, at: datetime) -> None:
    """The reporter agreed that their contact goes along. Raises Refused: how_missing."""
    stated = clean_text(how, limit=200).text.strip()
    if not stated:
        raise Refused("how_missing", "how")
    values = {"how": stated, "noted_at": at, "noted_by": by.id}
    Agreement.objects.update_or_create(case_id=case_id, defaults=values)


def take_back_agreement(*, case_id: int, by: Actor, at: datetime) -> None:
    """From here on it goes nowhere; what was told is told."""
    Agreement.objects.filter(case_id=case_id).delete()


def _end(link_id: int, why: str, reason: str, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        link, endpoint = _held(link_id)
        link.ended_at, link.ended_why, link.ended_reason, link.next_at = at, why, reason, None
        link.save()
        data = {"server": endpoint.name, "remote_id": link.remote_id, "reason": reason}
        given = {key: value for key, value in data.items() if value}
        handing_on.record(link.case_id, handing_on.ENDED, data=given, by=by, at=at)


def _held(link_id: int) -> tuple[Link, Endpoint]:
    link = Link.objects.select_for_update().filter(pk=link_id, ended_at=None).first()
    if link is None:
        raise Refused("unknown")
    return link, Endpoint.objects.get(pk=link.endpoint_id)
