"""Text as strangers send it, made safe to store, compare and show."""

import re
import unicodedata
from enum import StrEnum
from math import isfinite
from typing import Final, NamedTuple

from .model import Cell

# Directional overrides, embeddings and isolates can make text read as something else (CVE-2021-42574);
# the plain marks (LRM, RLM, ALM) cannot, and right-to-left scripts need them.
_BIDI: Final = "\u202a-\u202e\u2066-\u2069"
_CONTROLS: Final = "\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\ufffb\ufffe\uffff"
_SURROGATES: Final = "\ud800-\udfff"
_ODD: Final = re.compile(f"[\x00\r\x85\u2028\u2029{_CONTROLS}{_BIDI}{_SURROGATES}]")
_IS_BIDI: Final = re.compile(f"[{_BIDI}]")
_IS_CONTROL: Final = re.compile(f"[{_CONTROLS}]")
_IS_SURROGATE: Final = re.compile(f"[{_SURROGATES}]")
_LINE_END: Final = re.compile("\r\n|[\r\x85\u2028\u2029]")
_STACKING: Final = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]"
_STACKED: Final = re.compile(f"({_STACKING}{{8}}){_STACKING}+")
_PLAIN_NUMBER: Final = re.compile(r"[+-]?\d[\d ]*(?:\.\d+)?")
_GUARDED: Final = re.compile(r"'[=+\-@\t\r]")


class TextProblem(StrEnum):
    """What was found in a text and taken out of it."""

    NUL = "nul"
    BARE_SURROGATE = "bare_surrogate"
    CONTROL = "control"
    BIDI_OVERRIDE = "bidi_override"
    STACKED_MARKS = "stacked_marks"
    TOO_LONG = "too_long"


class Cleaned(NamedTuple):
    text: str
    problems: tuple[TextProblem, ...]


_NONE: Final[tuple[TextProblem, ...]] = ()


def clean_text(text: str, *, limit: int | None = None) -> Cleaned:
    """Text in Unicode form C with ``\\n`` line ends, without what could harm or mislead.

    NUL and other controls, and directional overrides are removed; a bare surrogate becomes U+FFFD and a
    pair of them the character it stands for; heaps of combining marks are cut to eight. Text longer than
    ``limit`` characters is cut there. Every loss is named; line ends and normal form are not a loss.
    Cleaning what is clean changes nothing.
    """
    if text.isascii() and text.isprintable() and (limit is None or len(text) <= limit):
        return Cleaned(text, _NONE)
    problems: list[TextProblem] = []
    if limit is not None and len(text) > 4 * limit:
        text = text[: 4 * limit]  # never work on ten megabytes to keep twenty thousand characters
        problems.append(TextProblem.TOO_LONG)
    if _ODD.search(text):
        text = _without_odd(text, problems)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if _STACKED.search(text):
        text = unicodedata.normalize("NFC", _STACKED.sub(r"\1", text))
        problems.append(TextProblem.STACKED_MARKS)
    if limit is not None and len(text) > limit:
        text = _cut(text, limit)
        if TextProblem.TOO_LONG not in problems:
            problems.append(TextProblem.TOO_LONG)
    return Cleaned(text, tuple(problems))


def _without_odd(text: str, problems: list[TextProblem]) -> str:
    if _IS_SURROGATE.search(text):
        joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if "\ufffd" in joined and joined.count("\ufffd") > text.count("\ufffd"):
            problems.append(TextProblem.BARE_SURROGATE)
        text = joined
    if "\x00" in text:
        text = text.replace("\x00", "")
        problems.append(TextProblem.NUL)
    text = _LINE_END.sub("\n", text)
    for pattern, problem in ((_IS_CONTROL, TextProblem.CONTROL), (_IS_BIDI, TextProblem.BIDI_OVERRIDE)):
        if pattern.search(text):
            text = pattern.sub("", text)
            problems.append(problem)
    return text


def _cut(text: str, limit: int) -> str:
    """The first ``limit`` characters, less a letter whose marks or joined parts would be cut off."""
    end = limit
    while end > max(0, limit - 16) and _belongs_to_the_one_before(text, end):
        end -= 1
    return text[:end]


def _belongs_to_the_one_before(text: str, at: int) -> bool:
    return unicodedata.combining(text[at]) != 0 or "\u200d" in text[at - 1 : at + 1]


def cell_text(cell: Cell) -> str:
    """A cell as text: 13800138000.0 is 13800138000, a moment is 2026-11-22 14:30:00, None is empty."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        if not isfinite(cell):
            return ""
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell)


def guard_formula(text: str) -> str:
    """Text that a spreadsheet would run as a formula, behind an apostrophe; numbers stay as they are."""
    if text and text[0] in "=+-@\t\r" and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unguard_formula(text: str) -> str:
    """Undo `guard_formula`, so that a report that comes back is what was sent."""
    return text[1:] if _GUARDED.match(text) else text
