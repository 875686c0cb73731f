"""What a paragraph or run looks like once its styles, their ancestors and its list have had their say."""

from functools import cached_property
from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import qn

from banjie.platform.documents.printing import properties
from banjie.platform.documents.printing.properties import Properties, child, text

_DEFAULT_SIZE: Final = 10.0
_DEEPEST: Final = 12


class Styles:
    """The styles of a file by their identifiers."""

    def __init__(self, document: Document) -> None:
        self._root: Any = document.styles.element
        self._kept: dict[tuple[str, str], Properties] = {}

    @cached_property
    def _by_id(self) -> dict[str, Any]:
        return {each.get(qn("w:styleId")): each for each in self._root.findall(qn("w:style"))}

    @cached_property
    def _defaults(self) -> dict[str, str]:
        marked = (each for each in self._by_id.values() if each.get(qn("w:default")) in {"1", "true"})
        return {each.get(qn("w:type")): each.get(qn("w:styleId")) for each in marked}

    def paragraph(self, element: Any, table_style: str = "") -> Properties:
        """Properties of a paragraph from all styles, without its own."""
        name = text(child(element, "pStyle")) or self._defaults.get("paragraph", "")
        return self._default("pPr") | self._chain(table_style, "pPr") | self._chain(name, "pPr")

    def run(self, paragraph: Any, element: Any, table_style: str = "") -> Properties:
        """Properties of a run, its own included."""
        name = text(child(paragraph, "pStyle")) or self._defaults.get("paragraph", "")
        base = {"size": _DEFAULT_SIZE} | self._default("rPr")
        return (
            base
            | self._chain(table_style, "rPr")
            | self._chain(name, "rPr")
            | self._chain(text(child(element, "rStyle")), "rPr")
            | properties.run(element)
        )

    def table_borders(self, style: str) -> dict[str, Properties | None]:
        found: dict[str, Properties | None] = {}
        for each in self._ancestry(style):
            found |= properties.borders(child(child(each, "tblPr"), "tblBorders"))
        return found

    def cell_margins(self, style: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for each in self._ancestry(style):
            found |= margins(child(child(each, "tblPr"), "tblCellMar"))
        return found

    def default_table(self) -> str:
        return self._defaults.get("table", "")

    def _default(self, part: str) -> Properties:
        defaults = child(child(self._root, "docDefaults"), f"{part}Default")
        inner = child(defaults, part)
        return properties.paragraph(inner) if part == "pPr" else properties.run(inner)

    def _chain(self, name: str, part: str) -> Properties:
        if not name:
            return {}
        key = (name, part)
        if key not in self._kept:
            found: Properties = {}
            for each in self._ancestry(name):
                inner = child(each, part)
                found |= properties.paragraph(inner) if part == "pPr" else properties.run(inner)
            self._kept[key] = found
        return self._kept[key]

    def _ancestry(self, name: str) -> list[Any]:
        """A style and what it is based on, the furthest first."""
        found: list[Any] = []
        while name in self._by_id and len(found) < _DEEPEST:
            found.append(self._by_id[name])
            name = text(child(found[-1], "basedOn"))
        return found[::-1]


def margins(element: Any) -> dict[str, float]:
    """Room between a cell's edges and its text, in points."""
    found: dict[str, float] = {}
    for edge, other in (("top", "top"), ("bottom", "bottom"), ("left", "start"), ("right", "end")):
        for name in (other, edge):
            if (value := properties.points(child(element, name), "w")) is not None:
                found[edge] = value
    return found
