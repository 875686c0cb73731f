"""Tells phones that there is news on a matter, and nothing of what it is. Patiently: phones' services fail at times."""

import logging
import random
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import F
from django.utils.translation import get_language, override

from banjie.channels import words
from banjie.channels.models import Phone
from banjie.channels.phones import keeping
from banjie.platform.calling import patience
from banjie.platform.calling.sending import Outcome
from banjie.platform.pushing import identity
from banjie.platform.pushing.sending import Fate, push

logger = logging.getLogger(__name__)

# Whoever is killed while sending leaves this; then it is sent again, and takes the place of the first.
_LEASE: Final = timedelta(seconds=90)


def tell(case_id: int, *, at: datetime) -> list[int]:
    """Notes that there is news. Returns the phones that are to be told, each by `send`."""
    if identity.identity() is None:
        return []
    asked = Phone.objects.filter(case_id=case_id)
    asked.update(news_at=at, next_at=at, failures=0)
    return list(asked.values_list("id", flat=True))


def due(*, at: datetime) -> list[int]:
    """The phones that are to be told now, also after a failure."""
    if identity.identity() is None:
        return []
    return list(Phone.objects.filter(next_at__lte=at).order_by("next_at").values_list("id", flat=True)[:500])


def send(phone_id: int, *, at: datetime) -> bool:
    """Tells one phone, if it is due. Whether its service took it. One that is gone for good is forgotten."""
    ours = identity.identity()
    waiting = Phone.objects.filter(id=phone_id)
    if ours is None or not waiting.filter(next_at__lte=at).update(next_at=at + _LEASE):
        return False
    row = waiting.first()
    if row is None:
        return False
    asked = keeping.opened(row)
    if asked.key != ours.public:
        # Asked under a key that is no longer ours: its service takes nothing from us, and its page asks again.
        waiting.delete()
        return False
    fate, outcome = push(asked.address, _message(row.language), by=ours, at=at)
    match fate:
        case Fate.TAKEN:
            # Unless there is more news since.
            waiting.filter(news_at=row.news_at).update(next_at=None, failures=0)
        case Fate.GONE:
            waiting.delete()
        case Fate.FAILED:
            _failed(row, outcome, at)
    return fate is Fate.TAKEN


def _failed(row: Phone, outcome: Outcome, at: datetime) -> None:
    failures = row.failures + 1
    wait = patience.wait_after(failures, jitter=random.random, asked=outcome.retry_after)
    logger.warning("a phone could not be told (%s, %s), try %s", outcome.status, outcome.note, failures)
    again = {"next_at": at + wait if wait else None, "failures": F("failures") + 1 if wait else 0}
    Phone.objects.filter(id=row.pk, news_at=row.news_at).update(**again)


def _message(language: str) -> dict[str, str]:
    known = {code for code, _name in settings.LANGUAGES}
    with override(language if language in known else settings.LANGUAGE_CODE):
        said = words.of_news()
        return {"title": said.subject, "body": said.message, "lang": get_language() or ""}
