"""The number for one time, as a letter or a text message. Neither names a person, a dispute or a code."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from banjie.mediation import access
from banjie.platform import mail, texting


def send_number(entry_id: int, *, at: datetime) -> bool:
    """Returns whether a number was handed over. Raises OSError and SMTPException, so that the job is tried again."""
    letter = access.proof_letter(entry_id, at=at)
    if letter is None:
        return False
    known = {code for code, _name in settings.LANGUAGES}
    with override(letter.language if letter.language in known else settings.LANGUAGE_CODE):
        number = {"number": letter.digits, "site": settings.SITE_NAME}
        text = _("%(number)s is your number for your page at %(site)s. It is good for ten minutes.") % number
        warning = _("Tell it to nobody who calls you. If you did not ask for it, do nothing.")
        if letter.channel == "email":
            subject = _("Your number for %(site)s") % number
            mail.send(to=letter.address, subject=subject, text=f"{text}\n\n{warning}\n")
        else:
            texting.send(to=letter.address, text=f"{text} {warning}")
    access.proof_sent(entry_id, at=at)
    return True
