"""The types of a catalogue's fields: what a cell of each kind may hold.

A value that cannot stand raises ValueError with a problem's code as its text.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, replace
from math import isfinite
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, StringConstraints

from banjie.catalogue.notation import RESERVED, parse_list
from banjie.core import conditions, questions
from banjie.core.clocks import ClockError, Target, parse_target

LABEL = 120
MOST_OPTIONS = 100
_KEY = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
CODE = r"^[A-Za-z0-9_]{1,40}$"


def _readable[T](value: T) -> T:
    for text in _texts(value if isinstance(value, str) else asdict(value)):  # type: ignore[call-overload]
        if any(character not in "\n\t" and unicodedata.category(character) in ("Cc", "Cs") for character in text):
            raise ValueError("unreadable_characters")
    return value


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tidy(text: object) -> object:
    return _one_line(text) if isinstance(text, str) else text


def _lines(text: object) -> object:
    return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _target(value: object) -> Target:
    if isinstance(value, Target):
        return value
    try:
        return parse_target(str(value))
    except ClockError as error:
        raise ValueError("bad_target") from error


def _well_named(question: questions.Question) -> questions.Question:
    options = tuple(
        replace(option, label=_one_line(option.label), label_en=_one_line(option.label_en))
        for option in question.options
    )
    question = replace(
        question, label=_one_line(question.label), label_en=_one_line(question.label_en), options=options
    )
    if not all(_KEY.fullmatch(key) for key in (question.key, *(option.key for option in options))):
        raise ValueError("bad_characters")
    if not all(0 < len(label) <= LABEL for label in (question.label, *(option.label for option in options))):
        raise ValueError("label_length")
    if any(len(label) > LABEL for label in (question.label_en, *(option.label_en for option in options))):
        raise ValueError("label_length")
    if any(RESERVED & set(option.label + option.label_en) for option in options):
        raise ValueError("reserved_characters")
    if len(options) > MOST_OPTIONS:
        raise ValueError("too_many")
    if any(isinstance(bound, float) and not isfinite(bound) for bound in (question.minimum, question.maximum)):
        raise ValueError("bad_value")
    return question


def _plain_values(condition: conditions.Condition) -> conditions.Condition:
    if any(not value or value != value.strip() or RESERVED & set(value) for value in condition.values):
        raise ValueError("reserved_characters")
    return condition


def _separable(keyword: str) -> str:
    if parse_list(keyword) != (keyword,):
        raise ValueError("reserved_characters")
    return keyword


type Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=CODE)]
type CodeOrNone = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9_]{0,40}$")]
# What stands later in these lists is done first, as far as it is done before reading.
type Name = Annotated[
    str, StringConstraints(min_length=1, max_length=60), AfterValidator(_readable), BeforeValidator(_tidy)
]
type Short = Annotated[str, StringConstraints(max_length=160), AfterValidator(_readable), BeforeValidator(_tidy)]
type Long = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=2000),
    AfterValidator(_readable),
    BeforeValidator(_lines),
]
type Initials = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[A-Za-z0-9]{0,60}$")]
type Role = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[a-z][a-z0-9_]{0,39}$")]
type ATarget = Annotated[Target, BeforeValidator(_target), PlainSerializer(str, return_type=str)]
type AQuestion = Annotated[questions.Question, AfterValidator(_readable), AfterValidator(_well_named)]
type ACondition = Annotated[conditions.Condition, AfterValidator(_readable), AfterValidator(_plain_values)]
type Keyword = Annotated[Short, AfterValidator(_separable)]
