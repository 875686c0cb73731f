"""What a reminder says. Mail is read on many screens and by others than it was meant for: there is no name in it, no
number, no sum, no office that would tell what it is about; only the day of which somebody asked to be reminded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from banjie.mediation.performance.dates import DueDay
from banjie.mediation.performance.reminders import Occasion


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str


def letter(day: DueDay, occasion: Occasion, *, reads: str) -> Letter:
    """In the language that the party reads, if there is one of ours; else in the office's."""
    known = {code for code, _name in settings.LANGUAGES}
    with override(reads if reads in known else settings.LANGUAGE_CODE):
        return Letter(_("The date you wanted to be reminded of"), "\n".join(_lines(day, occasion)))


def _lines(day: DueDay, occasion: Occasion) -> Sequence[str]:
    shown = _shown(day.agreed)
    if occasion is Occasion.LATE:
        first = _("You asked to be reminded of a date: %(day)s. It has passed.") % {"day": shown}
    else:
        first = _("You asked to be reminded of a date: %(day)s.") % {"day": shown}
    lines = [first]
    if day.moved and occasion is not Occasion.LATE:
        lines.append(_("That day is a day off; it is enough until %(day)s.") % {"day": _shown(day.last)})
    return [
        *lines,
        "",
        _("If everything is done, you need do nothing. If you have questions, ask whoever noted the date with you."),
        _("This letter says no more on purpose. To get no more of them, tell the same person."),
    ]


def _shown(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
