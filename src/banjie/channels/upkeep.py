"""What is no longer needed goes: what was said with its time, the trace that it came a year later."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Q

from banjie.channels import receiving, threads
from banjie.channels.models import UNDER_WAY, Call, Inbound, Part, State, Telling
from banjie.channels.phones import keeping as phones
from banjie.platform import stamps

# As long as a message may come again and must be known.
_TRACE_KEPT: Final = timedelta(days=365)
_TELLING_KEPT: Final = timedelta(hours=1)
_PART_KEPT: Final = timedelta(days=1)
_ANSWER_KEPT: Final = timedelta(minutes=10)
_CALL_KEPT: Final = timedelta(days=2)


def forget(*, at: datetime) -> None:
    threads.forget(today=at.date(), at=at)
    phones.forget(at=at)
    Telling.objects.filter(at__lte=at - _TELLING_KEPT).delete()
    Part.objects.filter(received_at__lte=at - _PART_KEPT).delete()
    Call.objects.filter(case__isnull=True, at__lte=at - _CALL_KEPT).delete()
    Call.objects.filter(case__contact__erased_at__isnull=False, recording__isnull=False).update(recording=None)
    _forget_set_aside(at)
    _forget_answers(at)
    Inbound.objects.filter(ended_at__lte=at - _TRACE_KEPT).delete()


def _forget_set_aside(at: datetime) -> None:
    """What nobody took up in its time: that it came and why it was set aside stays, what it said goes."""
    over = at - timedelta(days=settings.BANJIE_INCOMING_KEPT_DAYS)
    waiting = Inbound.objects.filter(Q(state=State.SET_ASIDE), received_at__lte=over)
    if waiting.update(state=State.DISMISSED, sealed=None, ended_at=at, note="kept_days_over"):
        stamps.bump(receiving.STAMP)


def _forget_answers(at: datetime) -> None:
    """Answers kept for those who ask again in the same minute."""
    kept = Inbound.objects.filter(sealed__isnull=False, received_at__lte=at - _ANSWER_KEPT)
    kept.exclude(state__in=(State.SET_ASIDE, *UNDER_WAY)).update(sealed=None)
