"""What a court may confirm, and what it must turn away. Pure: answers in, codes with their sources out.

Some of it is seen in the agreement itself; the rest a mediator answers, question by question, after talking with the
parties. An answer that is missing is not a yes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Outcome(StrEnum):
    BARRED = "barred"
    OPEN = "open"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason; `code` and `source` are worded in `confirmation.wording`."""

    code: str
    outcome: Outcome
    source: str


# What a mediator answers. True bars; the source says which rule turns it away.
QUESTIONS: Final[Mapping[str, str]] = {
    "not_civil": "interpretation_355_1",
    "personal_status": "interpretation_355_3",
    "special_procedure": "interpretation_355_4",
    "ownership": "interpretation_355_5",
    "mandatory_law": "interpretation_358_1",
    "others_rights": "interpretation_358_2",
    "public_order": "interpretation_358_3",
    "not_voluntary": "interpretation_358_4",
    "unclear": "interpretation_358_5",
}
# Kinds of dispute, by their codes in `kinds.toml`, that often are about what a court cannot confirm: to be looked at
# once more. Property management ("property") is not among them: it is about services and fees.
LOOK_AGAIN: Final[Mapping[str, str]] = {
    "family": "personal_status",
    "housing": "ownership",
    "land": "ownership",
    "ip": "ownership",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What of an agreement decides. `answers` holds what was answered so far, by question."""

    written: bool
    kind: str = ""
    obligations: int = 1
    all_kept: bool = False
    answers: Mapping[str, bool] = field(default_factory=dict)


def findings(subject: Subject) -> Sequence[Finding]:
    """All of them: what bars, what is not answered yet, what should be known. Empty: nothing speaks against it."""
    return [*_of_agreement(subject), *_of_answers(subject), *_notes(subject)]


def is_eligible(found: Iterable[Finding]) -> bool:
    """Nothing bars it, and every question has been answered."""
    return all(each.outcome is Outcome.NOTE for each in found)


def _of_agreement(subject: Subject) -> Iterator[Finding]:
    if not subject.written:
        yield Finding("oral", Outcome.BARRED, "rules_3")
    if subject.obligations == 0:
        yield Finding("nothing_owed", Outcome.BARRED, "interpretation_358_5")


def _of_answers(subject: Subject) -> Iterator[Finding]:
    for question, source in QUESTIONS.items():
        answer = subject.answers.get(question)
        if answer is None:
            yield Finding(question, Outcome.OPEN, source)
        elif answer:
            yield Finding(question, Outcome.BARRED, source)


def _notes(subject: Subject) -> Iterator[Finding]:
    if subject.all_kept:
        yield Finding("all_kept", Outcome.NOTE, "law_206")
    asks = LOOK_AGAIN.get(subject.kind)
    if asks is not None and subject.answers.get(asks) is False:
        yield Finding(f"look_again_{asks}", Outcome.NOTE, QUESTIONS[asks])
