"""The number for one time that opens a party's page. It names no person, no dispute and no code."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from banjie.mediation import access
from banjie.web.number_letters import hand_over

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_SENTENCE: "Final[StrOrPromise]" = _("%(number)s is your number for your page at %(site)s. It is good for ten minutes.")


def send_number(entry_id: int, *, at: datetime) -> bool:
    """Returns whether a number was handed over. Raises OSError and SMTPException, so that the job is tried again."""
    letter = access.proof_letter(entry_id, at=at)
    if letter is None:
        return False
    by_mail = letter.channel == "email"
    hand_over(letter.digits, to=letter.address, by_mail=by_mail, language=letter.language, sentence=_SENTENCE)
    access.proof_sent(entry_id, at=at)
    return True
