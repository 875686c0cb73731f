"""Asks the reporter of a closed case for their verdict: by the channel that they came by, else by e-mail, else by text
message, with the link to their page.

The letter names the number and quotes nothing of the matter; the link is the reporter's own key.
"""

import logging
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from banjie.cases.follow_up import asking
from banjie.cases.follow_up.asking import Asking
from banjie.cases.follow_up.rule import declared
from banjie.channels import replying
from banjie.platform import mail, texting

logger = logging.getLogger(__name__)


def ask(case_id: int, round_: int, *, at: datetime) -> bool:
    """Whether it went. Safe to repeat: what was asked is noted on the timeline. Raises OSError, SMTPException."""
    if asking.is_due(case_id, round_) and (way := replying.ask_verdict(case_id, round_, at=at)):
        asking.note_asked(case_id, how=way, at=at)
        return True
    if not (mail.can_send() or texting.can_send()):
        return False
    found = asking.to_ask(case_id, round_)
    if found is None:
        return False
    with override(settings.LANGUAGE_CODE):
        how = _sent(found)
    if how:
        asking.note_asked(case_id, how=how, at=at)
    return bool(how)


def _sent(found: Asking) -> str:
    if found.email and mail.can_send():
        try:
            mail.send(to=found.email, subject=_subject(found), text="\n".join(_lines(found)))
        except SMTPException:
            logger.exception("the question about case %s could not be handed over", found.number)
            raise
        return "email"
    if found.phone and texting.can_send():
        texting.send(to=found.phone, text=_message(found))
        return "message"
    return ""


def _subject(found: Asking) -> str:
    return _("Your matter %(number)s is closed: is it settled?") % {"number": found.number}


def _lines(found: Asking) -> list[str]:
    return [
        _("The office has closed your matter %(number)s.") % {"number": found.number},
        _("Please read the reply, and say whether the matter is settled and how satisfied you are:"),
        "",
        _address(found),
        "",
        _("If it is not settled, say so there: it is then opened again."),
        _("Without a word from you within %(days)s days we may call you.") % {"days": declared().ask_days},
        _("Nobody of the unit that handled it will call. This letter is sent once."),
    ]


def _message(found: Asking) -> str:
    words = _("Your matter %(number)s is closed. Is it settled? Say so here: %(address)s")
    return words % {"number": found.number, "address": _address(found)}


def _address(found: Asking) -> str:
    return settings.PUBLIC_URL + reverse("resident:track", args=[found.tracking_code])
