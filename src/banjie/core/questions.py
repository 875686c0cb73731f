"""What a category asks: typed questions, and the answers as checked values.

A question may be shown only if earlier answers meet its conditions.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from banjie.core.conditions import DATE, NUMBER, Answer, Answers, Condition, Operator

type Bound = int | float | date

TEXT_MAX_CHARACTERS = 2_000
_SEPARATORS = re.compile(r"[|,;，；、\n]")
_YES = frozenset({"yes", "true", "1", "on", "y", "是", "有", "对"})
_NO = frozenset({"no", "false", "0", "off", "n", "否", "无", "不", "没有"})


class QuestionType(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    MULTIPLE_CHOICE = "multiple_choice"
    YES_NO = "yes_no"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    label: str
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`minimum` and `maximum` bound a number, a date, the characters of a text or the count of choices."""

    key: str
    label: str
    type: QuestionType
    label_en: str = ""
    required: bool = False
    minimum: Bound | None = None
    maximum: Bound | None = None
    options: tuple[Option, ...] = ()
    shown_if: tuple[Condition, ...] = ()

    def is_shown(self, answers: Answers) -> bool:
        return all(condition.holds(answers) for condition in self.shown_if)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer or a definition cannot stand; the edge words it by `code`."""

    code: str
    data: Mapping[str, object] = field(default_factory=dict)


def check(questions: Sequence[Question], answers: Mapping[str, object]) -> tuple[dict[str, Answer], dict[str, Problem]]:
    """Read raw answers, as a form, a spreadsheet or a program gives them, into clean ones.

    Returns the clean answers (fit for JSON; dates as ISO text) and the problems by question key. An answer
    to a question that is not shown is left out; a key that no question has is a problem.
    """
    clean: dict[str, Answer] = {}
    problems: dict[str, Problem] = {}
    for question in questions:
        if not question.is_shown(clean):
            continue
        raw = answers.get(question.key)
        if _is_blank(raw):
            if question.required:
                problems[question.key] = Problem("required")
            continue
        try:
            clean[question.key] = _READERS[question.type](question, raw)
        except _Refused as refused:
            problems[question.key] = refused.problem
    for key in answers.keys() - {question.key for question in questions}:
        problems[key] = Problem("unknown_question")
    return clean, problems


def definition_problems(questions: Sequence[Question]) -> Iterable[tuple[str, Problem]]:
    """What is wrong with the questions themselves, as (question key, problem)."""
    earlier: dict[str, Question] = {}
    for question in questions:
        if question.key in earlier:
            yield question.key, Problem("duplicate_question")
        yield from ((question.key, problem) for problem in _own_problems(question))
        for condition in question.shown_if:
            if (problem := condition_problem(condition, earlier)) is not None:
                yield question.key, problem
        earlier[question.key] = question


def condition_problem(condition: Condition, questions: Mapping[str, Question]) -> Problem | None:
    """Why a condition can never be meant so: no such question, no such option, not that kind of value."""
    about: dict[str, object] = {"question": condition.question}
    question = questions.get(condition.question)
    if question is None:
        return Problem("condition_unknown_question", about)
    if condition.operator in (Operator.ANSWERED, Operator.UNANSWERED):
        return Problem("condition_value_unexpected", about) if condition.values else None
    if not condition.values:
        return Problem("condition_value_missing", about)
    if condition.operator in (Operator.AT_LEAST, Operator.AT_MOST) and (
        question.type not in (QuestionType.NUMBER, QuestionType.DATE) or len(condition.values) != 1
    ):
        return Problem("condition_not_ordered", about)
    for value in condition.values:
        if not _is_possible(question, value):
            return Problem("condition_value_unknown", about | {"value": value})
    return None


def _own_problems(question: Question) -> Iterable[Problem]:
    takes_options = question.type in (QuestionType.CHOICE, QuestionType.MULTIPLE_CHOICE)
    keys = [option.key for option in question.options]
    if takes_options and len(keys) < 2:
        yield Problem("options_too_few")
    if not takes_options and keys:
        yield Problem("options_unexpected")
    if len(set(keys)) != len(keys):
        yield Problem("duplicate_option")
    bounds = [bound for bound in (question.minimum, question.maximum) if bound is not None]
    if bounds and question.type in (QuestionType.CHOICE, QuestionType.YES_NO):
        yield Problem("bounds_unexpected")
    elif any(isinstance(bound, date) != (question.type is QuestionType.DATE) for bound in bounds):
        yield Problem("bounds_wrong_kind")
    elif len(bounds) == 2 and _is_less(bounds[1], bounds[0]):
        yield Problem("bounds_reversed")


class _Refused(Exception):
    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, data)


def _is_blank(raw: object) -> bool:
    if isinstance(raw, str):
        return not raw.strip()
    return raw is None or (isinstance(raw, list | tuple) and not raw)


def _read_text(question: Question, raw: object) -> Answer:
    if not isinstance(raw, str | int | float) or isinstance(raw, bool):
        raise _Refused("not_text")
    text = str(raw).strip()
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text):
        raise _Refused("unreadable_characters")
    _within(question, len(text), "too_short", "too_long")
    if question.maximum is None and len(text) > TEXT_MAX_CHARACTERS:
        raise _Refused("too_long", limit=TEXT_MAX_CHARACTERS)
    return text


def _read_number(question: Question, raw: object) -> Answer:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise _Refused("not_a_number")
    text = unicodedata.normalize("NFKC", str(raw)).strip().replace(",", "")
    if not NUMBER.fullmatch(text) or len(text) > 30:
        raise _Refused("not_a_number")
    number = float(text)
    value = int(number) if number.is_integer() and abs(number) < 2**53 else number
    _within(question, value, "too_small", "too_large")
    return value


def _read_choice(question: Question, raw: object) -> Answer:
    if isinstance(raw, list | tuple) and len(raw) == 1:
        raw = raw[0]
    return _option(question, raw)


def _read_multiple_choice(question: Question, raw: object) -> Answer:
    given = raw if isinstance(raw, list | tuple) else _SEPARATORS.split(str(raw))
    chosen = {_option(question, value) for value in given if not _is_blank(value)}
    _within(question, len(chosen), "too_few_chosen", "too_many_chosen")
    return [option.key for option in question.options if option.key in chosen]


def _option(question: Question, raw: object) -> str:
    """The key of the option named by its key or by its label in either language."""
    text = str(raw).strip()
    for option in question.options:
        if text == option.key or text == option.label or (text and text == option.label_en):
            return option.key
    raise _Refused("not_an_option", value=text[:60])


def _read_yes_no(question: Question, raw: object) -> Answer:
    word = str(raw).strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise _Refused("not_yes_or_no")


def _read_date(question: Question, raw: object) -> Answer:
    text = raw.isoformat()[:10] if isinstance(raw, date) else str(raw).strip()
    if not DATE.fullmatch(text):
        raise _Refused("not_a_date")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _Refused("not_a_date") from None
    _within(question, day, "too_early", "too_late")
    return day.isoformat()


def _within(question: Question, value: Bound, below: str, above: str) -> None:
    if question.minimum is not None and _is_less(value, question.minimum):
        raise _Refused(below, limit=question.minimum)
    if question.maximum is not None and _is_less(question.maximum, value):
        raise _Refused(above, limit=question.maximum)


def _is_less(one: Bound, other: Bound) -> bool:
    if isinstance(one, date):
        return isinstance(other, date) and one < other
    return not isinstance(other, date) and one < other


_READERS: Mapping[QuestionType, Callable[[Question, object], Answer]] = {
    QuestionType.TEXT: _read_text,
    QuestionType.NUMBER: _read_number,
    QuestionType.CHOICE: _read_choice,
    QuestionType.MULTIPLE_CHOICE: _read_multiple_choice,
    QuestionType.YES_NO: _read_yes_no,
    QuestionType.DATE: _read_date,
}


def _is_possible(question: Question, value: str) -> bool:
    match question.type:
        case QuestionType.CHOICE | QuestionType.MULTIPLE_CHOICE:
            return any(option.key == value for option in question.options)
        case QuestionType.YES_NO:
            return value in ("yes", "no")
        case QuestionType.NUMBER:
            return NUMBER.fullmatch(value) is not None
        case QuestionType.DATE:
            return DATE.fullmatch(value) is not None
        case QuestionType.TEXT:
            return True
