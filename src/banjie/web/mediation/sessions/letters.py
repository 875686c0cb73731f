"""Invitations and letters about sessions: plain, in the party's language, and silent about the matter.

They name the number of the case, the time and the place; no side, nobody else who comes, nothing of what it is about.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from smtplib import SMTPException
from typing import Final, Protocol

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from banjie.cases.reference import reference
from banjie.mediation.actions import sessions
from banjie.mediation.queries.session_calendar import LetterTo, letters_of
from banjie.mediation.sessions.invitations import Invitation, as_ics
from banjie.mediation.sessions.times import Span
from banjie.platform import mail
from banjie.ui import elapsed

logger = logging.getLogger(__name__)

ABOUT: Final = frozenset({"invite", "move", "cancel", "soon"})


class Timed(Protocol):
    """What of a session an invitation takes."""

    @property
    def uid(self) -> str: ...
    @property
    def sequence(self) -> int: ...
    @property
    def place(self) -> str: ...
    @property
    def link(self) -> str: ...
    @property
    def starts_at(self) -> datetime | None: ...
    @property
    def ends_at(self) -> datetime | None: ...


class LettersUnsent(Exception):
    """Some letters could not be handed over; the others were, and are not sent again."""


def send(session_id: int, about: str, *, at: datetime) -> int:
    """Writes to the parties who agreed to it. Returns to how many. Raises LettersUnsent, so that it is tried again.

    The log names no address: it is the party's.
    """
    if about not in ABOUT or not mail.can_send():
        return 0
    sent, unsent = 0, 0
    for letter in letters_of(session_id, about):
        try:
            _send(letter, about, at)
        except (OSError, SMTPException) as error:
            logger.warning("a letter about session %s could not be handed over: %s", session_id, type(error).__name__)
            unsent += 1
            continue
        sessions.mark_sent(session_id, letter.party_id, about, letter.sequence, at=at)
        sent += 1
    if unsent:
        raise LettersUnsent(f"{unsent} of {sent + unsent}")
    return sent


def invitation_of(
    session: Timed, number: str, *, cancelled: bool, guest: str, at: datetime, description: str = ""
) -> Invitation:
    assert session.starts_at is not None
    assert session.ends_at is not None
    return _invitation(
        session.uid,
        session.sequence,
        Span(session.starts_at, session.ends_at),
        session.place,
        session.link,
        number,
        cancelled=cancelled,
        guest=guest,
        at=at,
        description=description,
    )


def _invitation(
    uid: str,
    sequence: int,
    span: Span,
    place: str,
    link: str,
    number: str,
    *,
    cancelled: bool,
    guest: str,
    at: datetime,
    description: str = "",
) -> Invitation:
    return Invitation(
        uid=f"{uid}@banjie",
        sequence=sequence,
        span=span,
        cancelled=cancelled,
        summary=_("Mediation, case %(number)s") % {"number": number},
        description=description,
        place=place,
        link=link,
        organiser=settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">"),
        organiser_name=str(settings.SITE_NAME),
        guest=guest,
        made_at=at,
    )


def _send(letter: LetterTo, about: str, at: datetime) -> None:
    with override(letter.language):
        made = _invitation(
            letter.uid,
            letter.sequence,
            letter.span,
            letter.place,
            letter.link,
            letter.case_number,
            cancelled=about == "cancel",
            guest=letter.address,
            at=at,
        )
        method = "CANCEL" if about == "cancel" else "REQUEST"
        file = mail.Enclosed(
            "invitation.ics", as_ics(made, reference().calendar.zone), f"text/calendar; method={method}"
        )
        subject = f"{_subject(about)} {letter.case_number}"
        mail.send(to=letter.address, subject=subject, text="\n".join(_lines(letter, about)), enclosed=[file])


def _subject(about: str) -> str:
    subjects = {
        "invite": _("Invitation to mediation"),
        "move": _("Another time for mediation"),
        "cancel": _("Mediation called off"),
        "soon": _("Mediation is near"),
    }
    return subjects[about]


def _lines(letter: LetterTo, about: str) -> Iterator[str]:
    yield _("%(name)s,") % {"name": letter.name}
    yield ""
    if about == "cancel":
        yield _("the session at %(moment)s does not take place.") % {"moment": elapsed.exact(letter.span.begins)}
    else:
        yield _("you are expected at %(moment)s.") % {"moment": elapsed.exact(letter.span.begins)}
        if letter.place:
            yield _("Place: %(place)s") % {"place": letter.place}
        if letter.link:
            yield _("By video: %(link)s") % {"link": letter.link}
        yield ""
        yield _("Mediation is voluntary and free of charge. Should the time not suit you, tell the mediator.")
    yield ""
    yield _("You get this letter because you agreed to being reminded. You can take that back at any time.")
