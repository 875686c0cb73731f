"""Notices by e-mail, for those who do not sit before the workbench: heads, leaders, small units.

A letter says what happened to which number by when, and where to look. It quotes nothing of the matter and names
no reporter: mail is read on many screens.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from banjie.cases import actions, queries
from banjie.cases.queries import NoticeLetter
from banjie.platform import mail as letters
from banjie.ui import elapsed
from banjie.web import notice_words

logger = logging.getLogger(__name__)

# What presses. The rest can wait until somebody looks.
MAILED: Final = frozenset({"alarm", "assign", "call_in", "object", "oversee", "remind", "transfer"})


class LettersUnsent(Exception):
    """Some letters could not be handed over; the others were, and are not sent again."""


def mail(case_id: int, entry: int, *, at: datetime) -> int:
    """Sends what of an entry's notices is not sent or read yet, to whoever has an address. Returns how many.

    Safe to repeat: a letter that was handed over is noted. Raises LettersUnsent, so that the job is tried again.
    """
    if not letters.can_send():
        return 0
    sent, unsent = 0, 0
    for letter in queries.letters_of(case_id, entry):
        if letter.told.command not in MAILED:
            continue
        try:
            _send(letter)
        except (OSError, SMTPException):
            logger.exception("the letter of notice %s could not be handed over", letter.notice_id)
            unsent += 1
            continue
        actions.mark_mailed(letter.notice_id, at=at)
        sent += 1
    if unsent:
        raise LettersUnsent(f"{unsent} of {sent + unsent}")
    return sent


def _send(letter: NoticeLetter) -> None:
    with override(letter.language or settings.LANGUAGE_CODE):
        subject = f"{notice_words.title(letter.told)} {letter.number}"
        letters.send(to=letter.address, subject=subject, text="\n".join(_lines(letter, subject)))


def _lines(letter: NoticeLetter, subject: str) -> Iterator[str]:
    yield _("%(name)s,") % {"name": letter.name}
    yield ""
    yield subject
    if letter.due_at is not None:
        yield _("Deadline of the case: %(moment)s") % {"moment": elapsed.exact(letter.due_at)}
    if reason := notice_words.why(letter.asked, stands_in=letter.stands_in):
        yield reason
    yield ""
    yield settings.PUBLIC_URL + reverse("workbench:notice", args=[letter.notice_id])
    yield ""
    yield _("This letter quotes nothing of the matter. Sign in to read it.")
