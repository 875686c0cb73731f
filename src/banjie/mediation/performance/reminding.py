"""Reminding those who owe, and who agreed to being reminded."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from smtplib import SMTPException

from django.db.models import Q

from banjie.cases.reference import reference
from banjie.mediation import details as particulars
from banjie.mediation.models import Consent, ConsentAnswer, ConsentTo, Party, Reminded
from banjie.mediation.performance.dates import DueDay, Lamp
from banjie.mediation.performance.letters import letter
from banjie.mediation.performance.owing import binding, owed
from banjie.mediation.performance.reminders import Occasion, occasion
from banjie.platform import mail

logger = logging.getLogger(__name__)

_REMINDED_OF = frozenset({Lamp.COMING, Lamp.NEAR, Lamp.DUE, Lamp.OVERDUE})
# A day that a long holiday moved is still looked at.
_BACK, _AHEAD = timedelta(days=24), timedelta(days=4)


class RemindersUnsent(Exception):
    """Some letters could not be handed over; the others were, and are not sent again."""


@dataclass(frozen=True, slots=True)
class _Reminder:
    obligation_id: int
    party: Party
    day: DueDay
    occasion: Occasion


def remind(*, at: datetime) -> int:
    """Sends what is due. Returns how many. Safe to repeat: what was handed over is noted, and not sent again.

    Raises RemindersUnsent at the end, so that the job is tried again.
    """
    if not mail.can_send():
        return 0
    sent = unsent = 0
    for each in _due(reference().calendar.date_of(at)):
        details = particulars.opened(each.party.sealed, bound_to=particulars.party_binding(each.party.id))
        if details is None or not details.email:
            continue
        try:
            written = letter(each.day, each.occasion, reads=each.party.reads)
            mail.send(to=details.email, subject=written.subject, text=written.text)
        except (OSError, SMTPException):
            # Neither the address nor the dispute goes into a log.
            logger.exception("a reminder of obligation %s could not be handed over", each.obligation_id)
            unsent += 1
            continue
        Reminded.objects.get_or_create(
            obligation_id=each.obligation_id, party=each.party, occasion=each.occasion, defaults={"sent_at": at}
        )
        sent += 1
    if unsent:
        raise RemindersUnsent(f"{unsent} of {sent + unsent}")
    return sent


def _due(today: date) -> Iterator[_Reminder]:
    window = (today - _BACK, today + _AHEAD)
    rows = list(binding().filter(Q(due_on__range=window) | Q(keeping__due_on__range=window)).select_related("owed_by"))
    agreed = _agreed([row.owed_by_id for row in rows])
    told = set(Reminded.objects.filter(obligation__in=rows).values_list("obligation_id", "party_id", "occasion"))
    for row, each in zip(rows, owed(rows, today=today), strict=True):
        if each.lamp not in _REMINDED_OF or each.day is None or row.owed_by_id not in agreed:
            continue
        now = occasion(each.day, today=today)
        if now is not None and (row.id, row.owed_by_id, now) not in told and row.owed_by.left_at is None:
            yield _Reminder(row.id, row.owed_by, each.day, now)


def _agreed(party_ids: list[int]) -> frozenset[int]:
    """Those whose last word on being reminded is yes."""
    last: dict[int, str] = {}
    said = Consent.objects.filter(party_id__in=party_ids, to=ConsentTo.REMINDERS).order_by("id")
    for party_id, answer in said.values_list("party_id", "answer"):
        last[party_id] = answer
    return frozenset(party_id for party_id, answer in last.items() if answer == ConsentAnswer.GIVEN)
