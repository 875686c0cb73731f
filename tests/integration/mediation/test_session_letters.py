"""Letters about sessions: to whom, with which invitation, once, and without a word in the log when they fail."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail as outbox_of
from icalendar import Calendar

from banjie.mediation import actions
from banjie.mediation.actions import sessions
from banjie.mediation.details import Details
from banjie.platform import mail
from banjie.web.mediation.sessions import letters
from tests.integration.cases.world import AT
from tests.integration.mediation.sitting import THEN, arrange, span
from tests.integration.mediation.world import consent, make_begun

SERVER = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
EMAIL = "zhang@example.cn"


@pytest.fixture
def reachable(mediation, settings):
    """A dispute in which the first party agreed to reminders and gave an address; the second gave one only."""
    settings.MAILERS = SERVER
    case_id, (first, second) = make_begun(mediation)
    for each, address in ((first, EMAIL), (second, "li@example.cn")):
        details = Details(name="张三" if each == first else "李四", email=address)
        actions.change_party(case_id, each, details=details, by=mediation.acting("township"), at=AT)
    consent(mediation, case_id, first, to="reminders")
    return case_id, first


def sent() -> list[tuple[str, str, int, str]]:
    """Of every letter its recipient, the method and the sequence of what is enclosed, and the moment."""
    found = []
    for letter in outbox_of.outbox:
        (enclosed,) = letter.attachments
        calendar = Calendar.from_ical(enclosed.content)
        (event,) = calendar.walk("VEVENT")
        found.append((letter.to[0], str(calendar["method"]), int(event["sequence"]), event["dtstart"].dt.isoformat()))
    return found


def test_invited_moved_and_called_off_once_each(mediation, reachable):
    case_id, _first = reachable
    by = mediation.acting("township")
    session_id = arrange(mediation, case_id, place="调解室一")
    assert letters.send(session_id, "invite", at=AT) == 1
    assert letters.send(session_id, "invite", at=AT) == 0
    later = span(THEN + timedelta(days=1))
    sessions.put_off(case_id, session_id, to=later, by=by, at=AT)
    letters.send(session_id, "move", at=AT)
    sessions.cancel(case_id, session_id, reason="和好", by=by, at=AT)
    letters.send(session_id, "cancel", at=AT)
    assert [each[:3] for each in sent()] == [(EMAIL, "REQUEST", 0), (EMAIL, "REQUEST", 1), (EMAIL, "CANCEL", 2)]
    assert sent()[1][3].startswith("2026-03-06T09:30")
    text = "".join(letter.subject + letter.body for letter in outbox_of.outbox)
    assert "调解室一" in text
    for secret in ("噪声", "和好", "李四", "装修"):
        assert secret not in text


def test_whoever_took_the_agreement_back_is_not_written_to(mediation, reachable):
    case_id, first = reachable
    session_id = arrange(mediation, case_id)
    by = mediation.acting("township")
    actions.record_consent(case_id, first, to="reminders", answer="withdrawn", how="telephone", by=by, at=AT)
    assert letters.send(session_id, "soon", at=AT) == 0


def test_a_letter_that_fails_is_tried_again_and_the_log_names_nobody(mediation, reachable, monkeypatch, caplog):
    case_id, _first = reachable
    session_id = arrange(mediation, case_id)

    def refuse(**letter):
        raise SMTPException(f"mailbox of {letter['to']} is full")

    monkeypatch.setattr(mail, "send", refuse)
    with pytest.raises(letters.LettersUnsent):
        letters.send(session_id, "invite", at=AT)
    assert "SMTPException" in caplog.text
    assert EMAIL not in caplog.text
    monkeypatch.undo()
