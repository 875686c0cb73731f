"""What of a case a model is given to read, in the order of time and without who of the staff it was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.timezone import localtime
from django.utils.translation import override

from banjie.cases import wording
from banjie.cases.queries.detail import CaseFile, EntryLine
from banjie.intelligence.drafting.prompts import Piece, word

# What people wrote in an entry; looks at a contact, alarms and our own bookkeeping say nothing of the matter.
_PROSE: Final = (
    *("text", "question", "instruction", "reply", "result", "reason", "lawful_channel"),
    *("internal_account", "unsolved_reason", "public_reply", "comment", "note", "lead_name"),
)
_NOTHING: Final = frozenset(
    {"submit", "alarm", "unmask_contact", "tell_code", "erase_contact", "attach", "recompute", "rehome", "remind"}
)
# What a reply to the reporter may know of: what they said themselves, and what units found.
_FOR_REPLY: Final = frozenset({"add_information", "provide_information", "contribute", "ask_reporter"})


@dataclass(frozen=True, slots=True)
class Account:
    """What whoever answers has written so far, and marked beside it."""

    text: str = ""
    found_true: bool | None = None
    within_duty: bool | None = None
    solved: str = ""
    unsolved_reason: str = ""


def for_summary(file: CaseFile, *, at: datetime, language: str) -> list[Piece]:
    """The matter, then everything that was written since."""
    with override(language):
        pieces = [_matter(file, language), _facts(file, at, language), *_answers(file, language)]
        pieces += [_entry(line) for line in file.timeline if line.command not in _NOTHING and _said(line.data)]
        return pieces


def for_reply(file: CaseFile, account: Account, *, at: datetime, language: str) -> list[Piece]:
    """The matter and what its reporter added, what units found, and the account, which comes last."""
    with override(language):
        pieces = [_matter(file, language), _facts(file, at, language), *_answers(file, language)]
        pieces += [_entry(line) for line in file.timeline if line.command in _FOR_REPLY and _said(line.data)]
        pieces.append(Piece(word("findings", language=language), "\n".join(_findings(account, language))))
        pieces.append(Piece(word("account", language=language), account.text))
        return pieces


def length(file: CaseFile) -> int:
    """How many characters there are to read in a case."""
    entries = sum(len(_said(line.data)) for line in file.timeline if line.command not in _NOTHING)
    return len(file.body) + entries


def _matter(file: CaseFile, language: str) -> Piece:
    return Piece(word("matter", language=language), f"{file.case.title}\n{file.body}")


def _facts(file: CaseFile, at: datetime, language: str) -> Piece:
    case = file.case
    names = file.category_names_en if language.startswith("en") else file.category_names
    rows = [
        wording.CHOICES["kind"][case.kind],
        names[-1] if names else "",
        f"{file.area_name} {case.place_text}".strip(),
        file.unit_name,
        wording.word(wording.STATES, case.state),
        f"{_day(case.received_at)} {wording.HAPPENED['submit']}",
        _day(at),
    ]
    return Piece(word("facts", language=language), "\n".join(str(row) for row in rows if row))


def _answers(file: CaseFile, language: str) -> Iterator[Piece]:
    """What was typed in answer to the category's questions; what was only ticked is a code of the catalogue's."""
    ticked = {question.key for question in file.questions if question.options}
    typed = [value for key, value in file.answers.items() if key not in ticked and isinstance(value, str)]
    if typed:
        yield Piece(word("answers", language=language), "\n".join(typed))


def _findings(account: Account, language: str) -> Iterator[str]:
    for name, value in (("found", account.found_true), ("duty", account.within_duty)):
        if value is not None:
            yield word(f"{name}_{'yes' if value else 'no'}", language=language)
    if account.solved:
        yield str(wording.CHOICES["solved"][account.solved])
    if account.unsolved_reason:
        yield account.unsolved_reason


def _entry(line: EntryLine) -> Piece:
    what = wording.word(wording.HAPPENED, line.command)
    return Piece(" ".join(filter(None, (_day(line.at), line.unit_name, str(what)))), _said(line.data))


def _said(data: Mapping[str, Any]) -> str:
    return "\n".join(str(data[key]) for key in _PROSE if data.get(key))


def _day(at: datetime) -> str:
    local = localtime(at)
    return f"{local.year}-{local.month:02}-{local.day:02}"


def texts_of(pieces: Sequence[Piece]) -> list[str]:
    """Headings and texts, one after another, as they are hidden together."""
    return [part for piece in pieces for part in (piece.heading, piece.text)]
