"""Tables as cells with their place, extent and lines (ECMA-376 Part 1, 17.4)."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from docx.oxml.ns import qn

from banjie.platform.documents.printing import properties
from banjie.platform.documents.printing.properties import Properties, child, number, points, text
from banjie.platform.documents.printing.styles import margins
from banjie.platform.documents.printing.unshown import UnshownKind

if TYPE_CHECKING:
    from banjie.platform.documents.printing.reading import Reader

_SIDE_MARGIN: Final = 5.4
# Rows that ask to stay with the next are held together up to here; higher, they could not stand on a page.
_HELD_TOGETHER: Final = 420.0
# How wide a figure is by its size; a place where a line may end, without any width.
_NARROW: Final = 0.52
_MAY_BREAK: Final = "\u200b"
_WORD: Final = re.compile(r"[!-~]+")
_PLAIN_LINES: Final = {"single", "thick", "dashed", "dotted"}


def table(reader: "Reader", element: Any) -> dict[str, Any]:
    """A table with its columns' widths, rows and cells."""
    own = child(element, "tblPr")
    style = text(child(own, "tblStyle")) or reader.styles.default_table()
    lines = reader.styles.table_borders(style) | properties.borders(child(own, "tblBorders"))
    room = {"left": _SIDE_MARGIN, "right": _SIDE_MARGIN, "top": 0.0, "bottom": 0.0}
    room |= reader.styles.cell_margins(style) | margins(child(own, "tblCellMar"))
    widths = [points(each, "w") or 0.0 for each in child(element, "tblGrid")]
    rows = list(_unwrapped(element, "tr"))
    cells = list(_cells(rows, len(widths)))
    widths = _widths(widths, cells)
    made = [_cell(reader, each, lines, room, style, rows=len(rows), widths=widths) for each in cells if each["first"]]
    return {
        "kind": "table",
        "widths": widths,
        "align": text(child(own, "jc")) or "left",
        "indent": points(child(own, "tblInd"), "w") or 0.0,
        "rows": [_row(each) for each in rows],
        "cells": made,
        **_holding(reader, rows, made, style),
    }


def _holding(reader: "Reader", rows: list[Any], cells: list[dict[str, Any]], style: str) -> dict[str, bool]:
    """Whether it stays with what follows, and whether its rows stay together: said by their first paragraphs."""
    kept = [reader.stays(next(row.iter(qn("w:p")), None), style) for row in rows]
    together = len(rows) > 1 and all(kept[:-1]) and _height(rows, cells) <= _HELD_TOGETHER
    return {"sticky": bool(kept) and kept[-1], "together": together}


def _height(rows: list[Any], cells: list[dict[str, Any]]) -> float:
    """What the rows take at least: as much as they ask for, or a line for every paragraph."""
    heights: list[float] = [_row(each)["height"] for each in rows]
    for cell in cells:
        lines = sum(each.get("line", 0.0) for each in cell["blocks"])
        heights[cell["y"]] = max(heights[cell["y"]], lines)
    return sum(heights)


def _unwrapped(element: Any, name: str) -> Iterator[Any]:
    """Rows or cells, also those in a content control."""
    for each in element:
        if each.tag == qn(f"w:{name}"):
            yield each
        elif each.tag == qn("w:sdt"):
            yield from _unwrapped(child(each, "sdtContent"), name)


def _row(row: Any) -> dict[str, Any]:
    own = child(row, "trPr")
    height = points(child(own, "trHeight"), "val") or 0.0
    header = child(own, "tblHeader")
    whole = child(own, "cantSplit")
    return {
        "height": height,
        "header": header is not None and properties.is_on(header),
        "whole": whole is not None and properties.is_on(whole),
    }


def _cells(rows: list[Any], columns: int) -> Iterator[dict[str, Any]]:
    """Every cell with its place; those merged into one above are told by `first` being False."""
    open_above: dict[int, dict[str, Any]] = {}
    for y, row in enumerate(rows):
        x = int(number(child(child(row, "trPr"), "gridBefore"), "val") or 0)
        for cell in _unwrapped(row, "tc"):
            own = child(cell, "tcPr")
            span = max(1, min(int(number(child(own, "gridSpan"), "val") or 1), max(columns - x, 1)))
            merge = child(own, "vMerge")
            continued = merge is not None and text(merge) != "restart" and x in open_above
            if continued:
                open_above[x]["down"] += 1
                made = {"first": False, "element": cell, "x": x, "y": y, "across": span}
            else:
                made = {"first": True, "element": cell, "x": x, "y": y, "across": span, "down": 1}
                open_above.pop(x, None)
                if merge is not None:
                    open_above[x] = made
            made["width"] = points(child(own, "tcW"), "w") if text(child(own, "tcW"), "type") != "pct" else None
            yield made
            x += span


def _widths(grid: list[float], cells: list[dict[str, Any]]) -> list[float]:
    """What the cells say goes before what the grid says, as Word itself does it."""
    widths = list(grid)
    for each in cells:
        if each["across"] == 1 and each["width"] and each["x"] < len(widths):
            widths[each["x"]] = each["width"]
    return widths


def _cell(
    reader: "Reader",
    cell: dict[str, Any],
    lines: dict[str, Properties | None],
    room: dict[str, float],
    style: str,
    *,
    rows: int,
    widths: list[float],
) -> dict[str, Any]:
    own = child(cell["element"], "tcPr")
    edges = properties.borders(child(own, "tcBorders"))
    last_x, last_y = cell["x"] + cell["across"] >= len(widths), cell["y"] + cell["down"] >= rows
    outer = {"top": cell["y"] == 0, "bottom": last_y, "left": cell["x"] == 0, "right": last_x}
    made = {}
    for edge, outermost in outer.items():
        inner = "insideH" if edge in {"top", "bottom"} else "insideV"
        line = edges[edge] if edge in edges else lines.get(edge if outermost else inner)
        made[edge] = line
        if line is not None and line["style"] not in _PLAIN_LINES:
            reader.report.add(UnshownKind.LINE_STYLE, line["style"])
    fill = text(child(own, "shd"), "fill")
    insets = room | margins(child(own, "tcMar"))
    blocks = reader.blocks(iter(cell["element"]), style)
    if blocks:
        # At the top of a cell room above a paragraph is kept, which Typst drops at the top of anything.
        insets = insets | {"top": insets["top"] + blocks[0].get("above", 0.0)}
        blocks[0]["above"] = 0.0
    _break_long_words(blocks, sum(widths[cell["x"] : cell["x"] + cell["across"]]) - insets["left"] - insets["right"])
    return {
        **{key: cell[key] for key in ("x", "y", "across", "down")},
        "borders": made,
        "room": insets,
        "fill": fill if len(fill) == 6 else "",
        "align": {"center": "middle", "bottom": "bottom"}.get(text(child(own, "vAlign")), "top"),
        "blocks": blocks,
    }


def _break_long_words(blocks: list[dict[str, Any]], width: float) -> None:
    """A number longer than its cell is broken where the cell ends, as Word does it, and not set over the next one."""
    for block in blocks:
        for piece in block.get("pieces", ()):
            if piece["kind"] == "text":
                longest = int(width / (piece["size"] * _NARROW))
                piece["text"] = _fitting(piece["text"], longest)


def _fitting(words: str, longest: int) -> str:
    def broken(found: re.Match[str]) -> str:
        return found[0] if len(found[0]) <= max(longest, 1) else _MAY_BREAK.join(found[0])

    return _WORD.sub(broken, words)
