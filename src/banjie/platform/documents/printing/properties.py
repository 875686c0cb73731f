"""Properties of paragraphs and characters as plain values, lengths in points.

Names and defaults after ECMA-376 Part 1: paragraph properties 17.3.1, run properties 17.3.2, styles 17.7.
"""

from typing import Any, Final

from docx.oxml.ns import qn

type Properties = dict[str, Any]
_OFF: Final = {"0", "false", "off", "none"}
_EDGES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_LOGICAL: Final = {"start": "left", "end": "right"}


def number(element: Any, name: str) -> float | None:
    """An attribute as a number, None where it is missing or none."""
    value = None if element is None else element.get(qn(f"w:{name}"))
    try:
        return None if value is None else float(value)
    except ValueError:
        return None


def points(element: Any, name: str) -> float | None:
    """An attribute in twentieths of a point."""
    value = number(element, name)
    return None if value is None else value / 20


def is_on(element: Any) -> bool:
    return (element.get(qn("w:val")) or "true") not in _OFF


def child(element: Any, name: str) -> Any:
    return None if element is None else element.find(qn(f"w:{name}"))


def text(element: Any, name: str = "val") -> str:
    return "" if element is None else element.get(qn(f"w:{name}")) or ""


def paragraph(element: Any) -> Properties:
    """Of a w:pPr, only what it says itself."""
    if element is None:
        return {}
    found: Properties = {}
    for name in ("keepNext", "pageBreakBefore", "contextualSpacing"):
        if (mark := child(element, name)) is not None:
            found[name] = is_on(mark)
    if (align := child(element, "jc")) is not None:
        found["align"] = text(align)
    indent, spacing = child(element, "ind"), child(element, "spacing")
    for name, other in (("left", "start"), ("right", "end")):
        found |= _given(name, _first(points(indent, name), points(indent, other)))
        found |= _given(f"{name}Chars", _first(number(indent, f"{name}Chars"), number(indent, f"{other}Chars")))
    found |= _first_line(indent)
    for name in ("before", "after"):
        found |= _given(name, points(spacing, name)) | _given(f"{name}Lines", number(spacing, f"{name}Lines"))
    if (line := number(spacing, "line")) is not None:
        rule = text(spacing, "lineRule") or "auto"
        found["line"] = (rule, line / 240 if rule == "auto" else line / 20)
    if (numbering := child(element, "numPr")) is not None:
        found["list"] = (text(child(numbering, "numId")), int(number(child(numbering, "ilvl"), "val") or 0))
    if (tabs := child(element, "tabs")) is not None:
        found["tabs"] = [(text(each), text(each, "leader")) for each in tabs if text(each) not in {"clear", "bar"}]
    return found | _given("borders", borders(child(element, "pBdr")) or None)


def _first_line(indent: Any) -> Properties:
    """The first line's indent, negative where it hangs out; in characters and in points."""
    found: Properties = {}
    if (hanging := points(indent, "hanging")) is not None:
        found["first"] = -hanging
    elif (first := points(indent, "firstLine")) is not None:
        found["first"] = first
    if hanging_signs := number(indent, "hangingChars"):
        found["firstChars"] = -hanging_signs
    elif (signs := number(indent, "firstLineChars")) is not None:
        found["firstChars"] = signs
    return found


def _first(*values: float | None) -> float | None:
    return next((each for each in values if each is not None), None)


def _given(name: str, value: Any) -> Properties:
    return {} if value is None else {name: value}


def run(element: Any) -> Properties:
    """Of a w:rPr, only what it says itself."""
    if element is None:
        return {}
    found: Properties = {}
    for name, key in (("b", "bold"), ("i", "italic"), ("strike", "strike"), ("vanish", "hidden"), ("caps", "caps")):
        if (mark := child(element, name)) is not None:
            found[key] = is_on(mark)
    size = number(child(element, "sz"), "val")
    found |= _given("size", None if size is None else size / 2)
    found |= _given("tracking", points(child(element, "spacing"), "val"))
    for name, key, value in (("u", "underline", _underlined), ("color", "colour", _ink), ("shd", "fill", _shade)):
        if (mark := child(element, name)) is not None:
            found[key] = value(mark)
    if (align := child(element, "vertAlign")) is not None:
        found["script"] = text(align)
    fonts = child(element, "rFonts")
    for name in ("eastAsia", "ascii"):
        if text(fonts, name):
            found[name] = text(fonts, name)
    return found


def _underlined(mark: Any) -> bool:
    return text(mark) not in {"none", ""}


def _ink(mark: Any) -> str:
    return _colour(text(mark))


def _shade(mark: Any) -> str:
    return _colour(text(mark, "fill"), none="")


def _colour(value: str, *, none: str = "000000") -> str:
    return value if len(value) == 6 and all(each in "0123456789abcdefABCDEF" for each in value) else none


def borders(element: Any) -> dict[str, Properties | None]:
    """Lines by edge: width in points, colour, style; None where there is to be none."""
    found: dict[str, Properties | None] = {}
    for each in element if element is not None else ():
        name = str(each.tag).rpartition("}")[2]
        edge = _LOGICAL.get(name, name)
        if edge not in _EDGES:
            continue
        style = text(each)
        width = (number(each, "sz") or 4) / 8
        found[edge] = None if style in {"nil", "none"} else {
            "width": width, "colour": _colour(text(each, "color")), "style": style,
        }  # fmt: skip
    return found
