"""Answers that go back by the channel a matter came by: receipts, questions, the question for a verdict."""

from collections.abc import Callable
from datetime import datetime
from types import ModuleType
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from banjie.channels import receiving, threads, words
from banjie.channels.kinds import READERS
from banjie.channels.mail_in import letters
from banjie.channels.message import Message
from banjie.channels.models import Inbound, Kind
from banjie.channels.sms import sending as sms
from banjie.channels.threads import Correspondent
from banjie.channels.wechat import sending as wechat
from banjie.channels.words import Words

_SENDERS: Final[dict[str, ModuleType]] = {Kind.MAIL: letters, Kind.SMS: sms, Kind.WECHAT: wechat}
_OF_COMMAND: Final[dict[str, Callable[[str, str], Words]]] = {
    "ask_reporter": words.of_question,
    "decline": words.of_decline,
}
SENT: Final = "sent"


@transaction.atomic
def reply(inbound_id: int, *, at: datetime) -> bool:
    """The answer that is due to a message, once. Raises OSError and SMTPException, so that it is tried again."""
    row = Inbound.objects.select_for_update(of=("self",)).select_related("endpoint", "thread").get(pk=inbound_id)
    if row.receipt in {"", SENT}:
        return False
    to = _sender(row)
    went = to is not None and _send(to, row.receipt, serial=f"r{row.pk}", at=at)
    row.receipt = SENT if went else ""
    row.save(update_fields=["receipt"])
    return went


def _sender(row: Inbound) -> Correspondent | None:
    """Whom to answer: by the thread, or, where there is none, whoever wrote what is still kept."""
    if row.thread is not None:
        return threads.correspondent(row.thread)
    if row.sealed is None or row.endpoint.kind not in READERS:
        return None
    read = READERS[row.endpoint.kind](receiving.raw_of(row), row.endpoint)
    if not isinstance(read, Message) or not read.address:
        return None
    return Correspondent(0, row.endpoint, 0, read.address, read.name, read.reply_to)


def _send(to: Correspondent, what: str, *, serial: str, at: datetime) -> bool:
    sender = _SENDERS.get(to.endpoint.kind)
    # An addition is acknowledged where that costs nobody anything: letters would go on and on, messages cost money.
    if sender is None or not sender.can_send() or (what == "added" and to.endpoint.kind != Kind.WECHAT):
        return False
    if what == "case":
        threads.await_answer(to.thread_id, asked="", at=at, span=threads.JUST_TOLD)
    with override(settings.LANGUAGE_CODE):
        sender.send(to, _words(to, what), serial=serial)
    return True


def _words(to: Correspondent, what: str) -> Words:
    match what:
        case "how":
            return words.of_satisfaction()
        case "thanks":
            return words.of_thanks()
        case "code":
            return words.of_missing_code()
    number, code = threads.code_of(to.case_id)
    return words.of_addition(number, code) if what == "added" else words.of_case(number, code)


@transaction.atomic
def tell(case_id: int, command: str, entry: int, *, at: datetime) -> bool:
    """Tells the reporter what they have to know of a command. Raises OSError, SMTPException."""
    to = threads.of_case(case_id)
    made = _OF_COMMAND.get(command)
    sender = _SENDERS.get(to.endpoint.kind) if to is not None else None
    if to is None or made is None or sender is None or not sender.can_send():
        return False
    if command == "ask_reporter":
        threads.await_answer(to.thread_id, asked="question", at=at)
    with override(settings.LANGUAGE_CODE):
        sender.send(to, made(*threads.code_of(case_id)), serial=f"e{entry}")
    return True


def tell_joint(case_id: int, *, lead_id: int, round_: int) -> str:
    """Tells that the joint case is over, by the channel the matter came by; how, as `ask_verdict` says it."""
    to = threads.of_case(case_id)
    sender = _SENDERS.get(to.endpoint.kind) if to is not None else None
    if to is None or sender is None or not sender.can_send():
        return ""
    with override(settings.LANGUAGE_CODE):
        sender.send(to, words.of_joint(*threads.code_of(case_id)), serial=f"j{lead_id}.{round_}")
    return str(sender.HOW)


@transaction.atomic
def ask_verdict(case_id: int, round_: int, *, at: datetime) -> str:
    """Asks by the channel the matter came by. "email" or "message"; "" where there is none. Raises as `tell` does."""
    to = threads.of_case(case_id)
    sender = _SENDERS.get(to.endpoint.kind) if to is not None else None
    if to is None or sender is None or not sender.can_send():
        return ""
    threads.await_answer(to.thread_id, asked="verdict", at=at)
    with override(settings.LANGUAGE_CODE):
        sender.send(to, words.of_verdict(*threads.code_of(case_id)), serial=f"v{round_}")
    return str(sender.HOW)
