"""The questions of a category as attributes of a service, and what a request answers to them.

The specification knows no conditions between attributes. A question that is asked only under a condition is
therefore never `required` here: a client that cannot look at the condition may leave it out, and one that sends it
without need has it passed over. When it is asked stands in `datatype_description`, in words; with `extensions=true`
also in `conditions`, as the catalogue has it.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banjie.api.open311.parameters import Parameters, read_moment
from banjie.core.conditions import Condition, Operator
from banjie.core.questions import Question, QuestionType

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,80})\](?:\[\d{0,4}\])?")
# Up to here a text is a line, beyond it a paragraph.
_A_LINE = 100
_DATATYPES: Mapping[QuestionType, str] = MappingProxyType(
    {
        QuestionType.CHOICE: "singlevaluelist",
        QuestionType.DATE: "datetime",
        QuestionType.MULTIPLE_CHOICE: "multivaluelist",
        QuestionType.NUMBER: "number",
        QuestionType.TEXT: "text",
        QuestionType.YES_NO: "singlevaluelist",
    }
)
_YES_NO: "Mapping[str, StrOrPromise]" = MappingProxyType({"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")})
_CONDITIONS: "Mapping[Operator, StrOrPromise]" = MappingProxyType(
    {
        Operator.ANSWERED: gettext_lazy("“%(question)s” is answered"),
        Operator.AT_LEAST: gettext_lazy("“%(question)s” is at least %(values)s"),
        Operator.AT_MOST: gettext_lazy("“%(question)s” is at most %(values)s"),
        Operator.IS: gettext_lazy("“%(question)s” is %(values)s"),
        Operator.IS_NOT: gettext_lazy("“%(question)s” is not %(values)s"),
        Operator.UNANSWERED: gettext_lazy("“%(question)s” is not answered"),
    }
)


def described(questions: Sequence[Question], *, english: bool, extensions: bool) -> list[dict[str, Any]]:
    """Every question as an attribute, in the order in which they are asked."""
    by_key = {question.key: question for question in questions}
    made = []
    for order, question in enumerate(questions, 1):
        attribute = {
            "variable": True,
            "code": question.key,
            "datatype": _datatype(question),
            "required": question.required and not question.shown_if,
            "datatype_description": " ".join(_notes(question, by_key, english)) or None,
            "order": order,
            "description": _label(question, english),
        }
        if values := _values(question, english):
            attribute["values"] = values
        if extensions and question.shown_if:
            attribute["conditions"] = [_condition(condition) for condition in question.shown_if]
        made.append(attribute)
    return made


def information(order: int, code: str, text: str) -> dict[str, Any]:
    """A line that tells and asks nothing (`variable` is false)."""
    return {
        "variable": False,
        "code": code,
        "datatype": "string",
        "required": False,
        "datatype_description": None,
        "order": order,
        "description": text,
    }


def answers(parameters: Parameters, questions: Sequence[Question]) -> dict[str, Any]:
    """`attribute[code]=…` and `attribute[code][]=…`, by code. Whether they fit is intake's to say.

    A date is taken from a moment by the clock here, since the datatype of the specification is `datetime`.
    """
    given: dict[str, list[str]] = {}
    for name in parameters:
        if match := _ATTRIBUTE.fullmatch(name):
            given.setdefault(match[1], []).extend(parameters.values(name))
    types = {question.key: question.type for question in questions}
    return {code: _answer(code, types.get(code), values) for code, values in given.items() if values}


def _answer(code: str, kind: QuestionType | None, values: list[str]) -> Any:
    if kind is QuestionType.MULTIPLE_CHOICE or len(values) > 1:
        return values
    if kind is QuestionType.DATE and "T" in values[0]:
        moment = read_moment(f"attribute[{code}]", values[0].strip())
        return moment.astimezone(get_default_timezone()).date().isoformat()
    return values[0]


def _datatype(question: Question) -> str:
    most = question.maximum
    if question.type is QuestionType.TEXT and isinstance(most, int) and most <= _A_LINE:
        return "string"
    return _DATATYPES[question.type]


def _values(question: Question, english: bool) -> list[dict[str, str]]:
    if question.type is QuestionType.YES_NO:
        return [{"key": key, "name": str(name)} for key, name in _YES_NO.items()]
    return [
        {"key": option.key, "name": (option.label_en if english else "") or option.label} for option in question.options
    ]


def _notes(question: Question, by_key: Mapping[str, Question], english: bool) -> list[str]:
    """What helps to answer, in sentences."""
    notes = []
    if question.minimum is not None:
        notes.append(_bound(question, least=True) % {"limit": question.minimum})
    if question.maximum is not None:
        notes.append(_bound(question, least=False) % {"limit": question.maximum})
    if question.shown_if:
        words = "; ".join(_in_words(condition, by_key, english) for condition in question.shown_if)
        notes.append(_("Asked only if: %(conditions)s.") % {"conditions": words})
        if question.required:
            notes.append(_("Needed then."))
    return notes


def _bound(question: Question, *, least: bool) -> str:
    match question.type:
        case QuestionType.TEXT:
            return _("At least %(limit)s characters.") if least else _("At most %(limit)s characters.")
        case QuestionType.MULTIPLE_CHOICE:
            return _("Choose at least %(limit)s.") if least else _("Choose at most %(limit)s.")
        case QuestionType.DATE:
            return _("Not before %(limit)s.") if least else _("Not after %(limit)s.")
        case _:
            return _("At least %(limit)s.") if least else _("At most %(limit)s.")


def _in_words(condition: Condition, by_key: Mapping[str, Question], english: bool) -> str:
    about = by_key.get(condition.question)
    names = {each["key"]: each["name"] for each in _values(about, english)} if about is not None else {}
    values = " / ".join(names.get(value, value) for value in condition.values)
    label = _label(about, english) if about is not None else condition.question
    return str(_CONDITIONS[condition.operator]) % {"question": label, "values": values}


def _condition(condition: Condition) -> dict[str, Any]:
    return {
        "attribute_code": condition.question,
        "operator": condition.operator.value,
        "values": list(condition.values),
    }


def _label(question: Question, english: bool) -> str:
    return (question.label_en if english else "") or question.label
