"""Conditions, options and lists as people write them in a cell or a form, and back.

conditions   depth >= 20; place = school|hospital; injured = yes; note answered
options      single=单盏 | several=多盏      (or one a line)
"""

import re
from collections.abc import Iterable

from banjie.core.conditions import Condition, Operator
from banjie.core.questions import Option

RESERVED = frozenset("|;｜；\n")
"""What separates values here, and so may not stand inside one."""

_SYMBOLS = {
    Operator.IS: "=",
    Operator.IS_NOT: "!=",
    Operator.AT_LEAST: ">=",
    Operator.AT_MOST: "<=",
    Operator.ANSWERED: "answered",
    Operator.UNANSWERED: "unanswered",
}
_OPERATORS = {symbol: operator for operator, symbol in _SYMBOLS.items()} | {
    **{operator.value: operator for operator in Operator},
    "==": Operator.IS,
    "≠": Operator.IS_NOT,
    "<>": Operator.IS_NOT,
    "≥": Operator.AT_LEAST,
    "≤": Operator.AT_MOST,
    "已填": Operator.ANSWERED,
    "未填": Operator.UNANSWERED,
}
_CONDITION = re.compile(
    r"\s*(?P<question>[a-z0-9][a-z0-9_]{0,39})"
    r"(?:\s*(?P<symbol>==|!=|>=|<=|<>|=|≠|≥|≤)|\s+(?P<word>[a-z_]+|已填|未填)(?=\s|$))"
    r"(?P<values>.*)",
    re.DOTALL,
)
_HALF_WIDTH = str.maketrans("＝＞＜！　", "=><! ")
_WORDS = {"是": "yes", "否": "no"}


class BadNotation(ValueError):
    """Text that cannot be read as conditions or options; `code` says which, `text` is the part."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text


def parse_conditions(text: str) -> tuple[Condition, ...]:
    """Raises BadNotation with the code `bad_condition`."""
    return tuple(_condition(part) for part in re.split(r"[;；\n]", text) if part.strip())


def format_conditions(conditions: Iterable[Condition]) -> str:
    return "; ".join(f"{c.question} {_SYMBOLS[c.operator]} {'|'.join(c.values)}".rstrip() for c in conditions)


def parse_options(text: str, text_en: str = "") -> tuple[Option, ...]:
    """Options from `key=label` parts, with the English labels of the same keys from a second text.

    Raises BadNotation with the code `bad_option`, also for an English label of a key that is not there.
    """
    labels = _pairs(text)
    labels_en = dict(_pairs(text_en))
    for key in labels_en.keys() - {key for key, _ in labels}:
        raise BadNotation("bad_option", key)
    return tuple(Option(key, label, labels_en.get(key, "")) for key, label in labels)


def format_options(options: Iterable[Option]) -> tuple[str, str]:
    """The two texts that `parse_options` reads back."""
    options = tuple(options)
    local = "\n".join(f"{option.key}={option.label}" for option in options)
    english = "\n".join(f"{option.key}={option.label_en}" for option in options if option.label_en)
    return local, english


def parse_list(text: str) -> tuple[str, ...]:
    """Values apart by any of the marks people use: | , ; 、 and their full-width forms, or a line each."""
    return tuple(dict.fromkeys(part.strip() for part in re.split(r"[|,;，；、\n]", text) if part.strip()))


def _condition(part: str) -> Condition:
    # Widths are made one for the names and signs only: a value stays as it was typed.
    found = _CONDITION.fullmatch(part.translate(_HALF_WIDTH))
    operator = _OPERATORS.get(found["symbol"] or found["word"]) if found else None
    if found is None or operator is None:
        raise BadNotation("bad_condition", part.strip())
    pieces = (piece.strip() for piece in re.split(r"[|｜]", part[found.start("values") :]))
    values = tuple(_WORDS.get(piece, piece) for piece in pieces if piece)
    takes_none = operator in (Operator.ANSWERED, Operator.UNANSWERED)
    if takes_none == bool(values):
        raise BadNotation("bad_condition", part.strip())
    return Condition(found["question"], operator, values)


def _pairs(text: str) -> list[tuple[str, str]]:
    pairs = []
    for part in re.split(r"[|\n]", text):
        if not part.strip():
            continue
        key, found, label = part.partition("=")
        if not found or not label.strip():
            raise BadNotation("bad_option", part.strip())
        pairs.append((key.strip(), label.strip()))
    return pairs
