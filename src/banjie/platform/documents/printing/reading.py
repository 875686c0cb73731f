"""The blocks of a body, cell, header or footer as plain values for Typst; every length in points."""

from collections.abc import Iterator
from typing import Any, Final

from banjie.platform.documents.printing import properties, tables
from banjie.platform.documents.printing.inline import Inline, Pictures, Piece
from banjie.platform.documents.printing.numbering import Numbering
from banjie.platform.documents.printing.properties import Properties, child
from banjie.platform.documents.printing.styles import Styles
from banjie.platform.documents.printing.unshown import Report, UnshownKind

# How high Word sets a line of Chinese that asks for nothing, by the size of its characters.
_SINGLE: Final = 1.3
# "Lines" as a measure of space, where no grid says otherwise.
_LINE: Final = 12.0
_ALIGNMENTS: Final = {
    "center": "centre",
    "right": "right",
    "end": "right",
    "both": "justified",
    "distribute": "justified",
    "thaiDistribute": "justified",
}
type Block = dict[str, Any]


class Reader:
    """Reads one part of a file (body, a header) with what all parts share."""

    def __init__(self, styles: Styles, numbering: Numbering, pictures: Pictures, report: Report, part: Any) -> None:
        self.styles, self.report = styles, report
        self._numbering, self._pictures, self._part = numbering, pictures, part

    def blocks(self, elements: Iterator[Any], table_style: str = "") -> list[Block]:
        made: list[Block] = []
        before: Properties = {}
        for each in elements:
            name = str(each.tag).rpartition("}")[2]
            if name == "p":
                look = self._look(each, table_style)
                made += self._paragraph(each, look, before, table_style)
                before = look
            elif name == "tbl":
                made.append({**tables.table(self, each), "above": _after(before)})
                before = {}
            elif name == "sdt":
                content = child(each, "sdtContent")
                made += self.blocks(iter(content if content is not None else ()), table_style)
            elif name in {"customXml", "ins"}:
                made += self.blocks(iter(each), table_style)
        return made

    def stays(self, element: Any, table_style: str) -> bool:
        """Whether a paragraph is to stay on the page of the next one."""
        own = child(element, "pPr")
        found = self.styles.paragraph(own, table_style) | properties.paragraph(own)
        return bool(found.get("keepNext"))

    def _look(self, element: Any, table_style: str) -> Properties:
        own = child(element, "pPr")
        look = self.styles.paragraph(own, table_style)
        direct = properties.paragraph(own)
        found = direct.get("list", look.get("list"))
        label, indents = self._numbering.next(*found) if found else ("", {})
        return look | indents | direct | {"label": label}

    def _paragraph(self, element: Any, look: Properties, before: Properties, table_style: str) -> list[Block]:
        inline = Inline(self.styles, self._pictures, self.report, self._part, table_style)
        pieces = inline.pieces(element)
        mark = self.styles.run(child(element, "pPr"), child(child(element, "pPr"), "rPr"), table_style)
        size = max((each["size"] for each in pieces if "size" in each), default=mark["size"])
        if look["label"]:
            first = next((each for each in pieces if each["kind"] == "text"), mark)
            pieces = [{**first, "kind": "label", "text": look["label"]}, *pieces]
        made = {**_geometry(look, size), "above": _after(before) + _before(look, before)}
        blocks = list(_split(made, self._tabbed(pieces, look)))
        if look.get("pageBreakBefore"):
            blocks.insert(0, {"kind": "page-break"})
        for box in inline.boxes:
            blocks += self.blocks(iter(box))
        return blocks

    def _tabbed(self, pieces: list[Piece], look: Properties) -> list[Piece]:
        """A tab to a stop on the right pushes what follows there, with its leader; any other becomes a space."""
        stops = look.get("tabs", [])
        right = next(((kind, leader) for kind, leader in stops if kind in {"right", "end"}), None)
        made = []
        for each in pieces:
            if each["kind"] != "tab":
                made.append(each)
            elif right is not None:
                made.append({**each, "kind": "fill", "leader": {"dot": ".", "hyphen": "-"}.get(right[1], "")})
            else:
                self.report.add(UnshownKind.TAB)
                made.append({**each, "kind": "space"})
        return made


def _geometry(look: Properties, size: float) -> Block:
    left, right = (_length(look, each, size) for each in ("left", "right"))
    first = look["firstChars"] / 100 * size if look.get("firstChars") else look.get("first", 0.0)
    return {
        "kind": "paragraph",
        "align": _ALIGNMENTS.get(look.get("align", ""), "left"),
        "left": left,
        "right": right,
        "first": first,
        "size": size,
        "line": _line_height(look.get("line", ("auto", 1.0)), size),
        "sticky": bool(look.get("keepNext")),
        "borders": look.get("borders", {}),
    }


def _length(look: Properties, edge: str, size: float) -> float:
    signs = look.get(f"{edge}Chars")
    return float(signs / 100 * size if signs else look.get(edge, 0.0))


def _line_height(line: tuple[str, float], size: float) -> float:
    rule, value = line
    if rule == "exact":
        return value
    return max(value, size * _SINGLE) if rule == "atLeast" else value * size * _SINGLE


def _before(look: Properties, before: Properties) -> float:
    if look.get("contextualSpacing") and before.get("contextualSpacing"):
        return -_after(before)
    lines = look.get("beforeLines")
    return float(lines / 100 * _LINE if lines else look.get("before", 0.0))


def _after(look: Properties) -> float:
    lines = look.get("afterLines")
    return float(lines / 100 * _LINE if lines else look.get("after", 0.0))


def _split(block: Block, pieces: list[Piece]) -> Iterator[Block]:
    """A page break within a paragraph parts it."""
    current: list[Piece] = []
    for each in pieces:
        if each["kind"] == "page-break":
            if current:
                yield {**block, "pieces": current}
            yield {"kind": "page-break"}
            block, current = {**block, "above": 0.0}, []
        else:
            current.append(each)
    if current or not any(each["kind"] == "page-break" for each in pieces):
        yield {**block, "pieces": current}
