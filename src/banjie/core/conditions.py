"""Conditions on answers: statements kept as data and never run as code.

Questions are shown by them, and routing rules match by them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

type Answer = str | int | float | bool | list[str]
type Answers = Mapping[str, Answer]

DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)


class Operator(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Condition:
    """A statement about the answer to one question; with several values, about any of them.

    Values are written as text: an option's key, `yes` or `no`, a number, or an ISO date.
    """

    question: str
    operator: Operator
    values: tuple[str, ...] = ()

    def holds(self, answers: Answers) -> bool:
        """Whether the answers meet it. What was not answered meets nothing but `unanswered`."""
        answer = answers.get(self.question)
        if answer is None:
            return self.operator is Operator.UNANSWERED
        match self.operator:
            case Operator.ANSWERED:
                return True
            case Operator.UNANSWERED:
                return False
            case Operator.IS:
                return any(_equals(answer, value) for value in self.values)
            case Operator.IS_NOT:
                return not any(_equals(answer, value) for value in self.values)
            case Operator.AT_LEAST:
                return _compared(answer, self.values[0]) in (0, 1) if self.values else False
            case Operator.AT_MOST:
                return _compared(answer, self.values[0]) in (0, -1) if self.values else False


def _equals(answer: Answer, value: str) -> bool:
    if isinstance(answer, bool):
        return value == ("yes" if answer else "no")
    if isinstance(answer, list):
        return value in answer
    if isinstance(answer, int | float):
        return _compared(answer, value) == 0
    return answer == value


def _compared(answer: Answer, value: str) -> int | None:
    """-1, 0 or 1 as the answer is below, at or above the value; None where the two have no order."""
    if isinstance(answer, bool | list):
        return None
    if isinstance(answer, int | float):
        if not NUMBER.fullmatch(value):
            return None
        bound = float(value)
        return (answer > bound) - (answer < bound)
    # ISO dates stand in the order of their letters.
    if DATE.fullmatch(answer) and DATE.fullmatch(value):
        return (answer > value) - (answer < value)
    return None
