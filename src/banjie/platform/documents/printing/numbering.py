"""The numbers and signs of lists, counted as Word counts them (ECMA-376 Part 1, 17.9)."""

from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import qn

from banjie.platform.documents.printing import properties
from banjie.platform.documents.printing.properties import Properties, child, number, text

_DIGITS: Final = "〇一二三四五六七八九"
_CHINESE: Final = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital"}
_BULLETS: Final = {"\uf0b7": "•", "\uf06c": "●", "\uf0a7": "▪", "\uf0d8": "➢", "o": "○", "\uf0fc": "✓"}


class Numbering:
    """Counts through a file, from its beginning to its end."""

    def __init__(self, document: Document) -> None:
        part = next(
            (each for each in document.part.package.iter_parts() if each.content_type.endswith("numbering+xml")), None
        )
        root: Any = None if part is None else getattr(part, "element", None)
        self._lists: dict[str, Any] = {}
        self._counts: dict[tuple[str, int], int] = {}
        if root is None:
            return
        shapes = {each.get(qn("w:abstractNumId")): each for each in root.findall(qn("w:abstractNum"))}
        for each in root.findall(qn("w:num")):
            shape = shapes.get(text(child(each, "abstractNumId")))
            if shape is not None:
                self._lists[each.get(qn("w:numId"))] = shape

    def next(self, identifier: str, level: int) -> tuple[str, Properties]:
        """The label of the next paragraph of a list, and how the list indents it. ("", {}) for none."""
        shape = self._lists.get(identifier)
        if shape is None:
            return "", {}
        levels = {int(number(each, "ilvl") or 0): each for each in shape.findall(qn("w:lvl"))}
        here = levels.get(level)
        if here is None:
            return "", {}
        key = shape.get(qn("w:abstractNumId")) or ""
        self._counts[key, level] = self._counts.get((key, level), self._start(here) - 1) + 1
        for deeper in range(level + 1, 9):
            self._counts.pop((key, deeper), None)
        return self._label(key, level, levels), properties.paragraph(child(here, "pPr"))

    @staticmethod
    def _start(level: Any) -> int:
        value = number(child(level, "start"), "val")
        return 1 if value is None else int(value)

    def _label(self, key: str, level: int, levels: dict[int, Any]) -> str:
        here = levels[level]
        pattern = text(child(here, "lvlText"))
        if text(child(here, "numFmt")) == "bullet":
            return _BULLETS.get(pattern, pattern if pattern.isprintable() and pattern < "\ue000" else "•")
        for place in range(level + 1):
            form = text(child(levels.get(place), "numFmt")) or "decimal"
            count = self._counts.get((key, place), 1)
            pattern = pattern.replace(f"%{place + 1}", worded(count, form))
        return pattern


def worded(count: int, form: str) -> str:
    """A number in one of Word's forms; decimal where the form is another."""
    if form in _CHINESE and 0 < count < 100:
        tens, ones = divmod(count, 10)
        return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")
    if form in {"upperLetter", "lowerLetter"} and 0 < count <= 26:
        letter = chr(ord("A") + count - 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in {"upperRoman", "lowerRoman"} and 0 < count < 40:
        roman = "X" * (count // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[count % 10]
        return roman if form == "upperRoman" else roman.lower()
    if form.startswith("decimalEnclosedCircle") and 0 < count <= 20:
        return chr(0x2460 + count - 1)
    return "" if form == "none" else str(count)
