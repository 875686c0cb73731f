"""News for those who follow a public matter: that it was answered, and where to read it. Quotes nothing."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from banjie.cases.publishing import joining
from banjie.cases.publishing.joining import FollowerLetter
from banjie.platform import mail, texting
from banjie.platform.proving.addresses import Channel

logger = logging.getLogger(__name__)


class LettersUnsent(Exception):
    """Some letters could not be handed over; the others were, and are not sent again."""


def tell(case_id: int) -> int:
    """Sends what followers have not been told. Returns how many; raises LettersUnsent, so that it is tried again."""
    done, unsent = 0, 0
    for letter in joining.letters(case_id):
        if not (mail.can_send() if letter.channel is Channel.EMAIL else texting.can_send()):
            continue
        try:
            _send(letter)
        except (OSError, SMTPException):
            logger.exception("the letter of follower %s could not be handed over", letter.follower_id)
            unsent += 1
            continue
        joining.told(letter)
        done += 1
    if unsent:
        raise LettersUnsent(f"{unsent} of {done + unsent}")
    return done


def _send(letter: FollowerLetter) -> None:
    known = {code for code, _name in settings.LANGUAGES}
    with override(letter.language if letter.language in known else settings.LANGUAGE_CODE):
        subject = _("Answered: %(title)s") % {"title": letter.title}
        read = settings.PUBLIC_URL + reverse("public:case", args=[letter.number])
        end = settings.PUBLIC_URL + reverse("public:following", args=[letter.code])
        if letter.channel is Channel.EMAIL:
            stop = _("No more of this matter? Stop following it here:")
            mail.send(to=letter.address, subject=subject, text=f"{subject}\n{read}\n\n{stop}\n{end}\n")
        else:
            texting.send(to=letter.address, text=f"{subject} {read}")
