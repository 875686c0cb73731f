"""Adds what somebody says to their case: an answer, a verdict, or further information, by the commands for these."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from banjie.cases import actions
from banjie.cases import queries as cases
from banjie.cases.acting import AS_REPORTER, Acting
from banjie.cases.errors import CommandRefused
from banjie.channels import threads, verdicts
from banjie.channels.enclosing import Sorted, attach_all, sorted_files
from banjie.channels.message import Message, Reason
from banjie.channels.models import Thread

MOST_TEXT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Added:
    """`reason` says why nothing was added; `receipt` which answer goes back, "" for none."""

    reason: Reason | None = None
    receipt: str = ""


def add(thread: Thread, message: Message, *, at: datetime) -> Added:
    """Within the caller's transaction. Nothing is written where there is a reason."""
    case = cases.brief(thread.case_id, AS_REPORTER)
    asked = thread.asked or ("verdict" if case.state == "closed" else "")
    verdict = verdicts.read(message.body, asked) if asked in _OF_VERDICT else None
    if verdict is not None:
        return _rated(thread, verdict, at)
    told = told_by(message)
    if told.empty:
        return Added(Reason.EMPTY)
    try:
        say(thread.case_id, told, by=AS_REPORTER, at=at)
    except CommandRefused:
        return Added(Reason.CASE_OVER)
    if thread.asked == "question":
        threads.answered(thread.pk)
    return Added(receipt="added")


_OF_VERDICT: Final = {"verdict", *verdicts.ASKS_SATISFACTION.values()}


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be added: a text within bounds, and the files that can be kept."""

    text: str
    files: Sorted

    @property
    def empty(self) -> bool:
        return not self.text and not self.files.good


def told_by(message: Message) -> Told:
    found = sorted_files(message)
    text = message.body[:MOST_TEXT]
    if found.unkept:
        text = f"{text[: MOST_TEXT - 2_000]}\n\n{unkept_words(found)}".strip()
    return Told(text, found)


def unkept_words(found: Sorted) -> str:
    return _("Files that could not be kept: %(names)s") % {"names": "、".join(found.unkept)[:1_500]}


def say(case_id: int, told: Told, *, by: Acting, at: datetime) -> None:
    """Raises CommandRefused, also where there is nothing to add to any more; then nothing is written."""
    state = cases.brief(case_id, AS_REPORTER).state
    command = "provide_information" if state == "waiting" else "add_information"
    text = told.text or _("Files were sent.")
    actions.perform(case_id, command, by=by, at=at, data={"text": text})
    attach_all(case_id, told.files, by=AS_REPORTER, at=at)


def _rated(thread: Thread, verdict: verdicts.Verdict, at: datetime) -> Added:
    if verdict.satisfaction is None:
        threads.await_answer(thread.pk, asked=verdicts.ASKS_SATISFACTION[verdict.solved], at=at)
        return Added(receipt="how")
    data = {"solved": verdict.solved, "satisfaction": verdict.satisfaction}
    try:
        actions.perform(thread.case_id, "rate", by=AS_REPORTER, at=at, data=data)
    except CommandRefused:
        return Added(Reason.CASE_OVER)
    threads.answered(thread.pk)
    return Added(receipt="thanks")
