"""The six digits as a letter or a text message, whatever an address is proved for. Neither names anybody."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from banjie.platform import mail, texting

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def hand_over(digits: str, *, to: str, by_mail: bool, language: str, sentence: "StrOrPromise") -> None:
    """`sentence` names %(number)s and %(site)s. Raises OSError and SMTPException, so that a job is tried again."""
    known = {code for code, _name in settings.LANGUAGES}
    with override(language if language in known else settings.LANGUAGE_CODE):
        said = {"number": digits, "site": settings.SITE_NAME}
        text = str(sentence) % said
        warning = _("Tell it to nobody who calls you. If you did not ask for it, do nothing.")
        if by_mail:
            mail.send(to=to, subject=_("Your number for %(site)s") % said, text=f"{text}\n\n{warning}\n")
        else:
            texting.send(to=to, text=f"{text} {warning}")
