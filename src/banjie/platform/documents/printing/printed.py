"""A whole Word file: its sections with their pages, headers and footers."""

from collections.abc import Iterator
from typing import Any, Final

from docx.oxml.ns import qn

from banjie.platform.documents.filling.paragraphs import opened
from banjie.platform.documents.fonts import Chosen
from banjie.platform.documents.printing.inline import Pictures
from banjie.platform.documents.printing.numbering import Numbering
from banjie.platform.documents.printing.properties import child, number, points, text
from banjie.platform.documents.printing.reading import Block, Reader
from banjie.platform.documents.printing.styles import Styles
from banjie.platform.documents.printing.unshown import Printed, Report, UnshownKind
from banjie.platform.documents.rendering import pdf_with_files

_TEMPLATE: Final = "platform/documents/templates/word.typ"
_A4: Final = (595.3, 841.9)
_MARGIN: Final = 72.0


def printed(content: bytes, *, title: str, language: str, fonts: Chosen | None) -> Printed:
    document = opened(content)
    report, pictures = Report(), Pictures()
    styles, numbering = Styles(document), Numbering(document)

    def reader(part: Any) -> Reader:
        return Reader(styles, numbering, pictures, report, part)

    body = reader(document.part)
    sections: list[dict[str, Any]] = []
    for properties, elements in _sections(document.element.body):
        section = _page(properties, report)
        section["blocks"] = body.blocks(iter(elements))
        sections.append(section | _around(document.part, properties, reader, sections[-1] if sections else {}))
    data = {
        "sections": sections,
        "title": title or document.core_properties.title or "",
        "language": "zh" if language.startswith("zh") else "en",
    }
    return Printed(pdf_with_files(_TEMPLATE, data, pictures.files, fonts=fonts), report.made())


def _sections(body: Any) -> Iterator[tuple[Any, list[Any]]]:
    """The properties of each section stand in its last paragraph; those of the last at the end of the body."""
    elements: list[Any] = []
    for each in body:
        if each.tag == qn("w:sectPr"):
            yield each, elements
            return
        elements.append(each)
        ending = child(child(each, "pPr"), "sectPr") if each.tag == qn("w:p") else None
        if ending is not None:
            yield ending, elements
            elements = []
    yield None, elements


def _page(properties: Any, report: Report) -> dict[str, Any]:
    size, margin = child(properties, "pgSz"), child(properties, "pgMar")
    columns = number(child(properties, "cols"), "num") or 1
    if columns > 1:
        report.add(UnshownKind.COLUMNS, f"{columns:g}")
    numbers = child(properties, "pgNumType")
    return {
        "width": points(size, "w") or _A4[0],
        "height": points(size, "h") or _A4[1],
        "margins": {edge: abs(_or(points(margin, edge), _MARGIN)) for edge in ("top", "bottom", "left", "right")},
        "header-at": _or(points(margin, "header"), _MARGIN / 2),
        "footer-at": _or(points(margin, "footer"), _MARGIN / 2),
        "start": number(numbers, "start"),
        "running": text(child(properties, "type")) == "continuous",
        "first-differs": child(properties, "titlePg") is not None,
    }


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _around(part: Any, properties: Any, reader: Any, before: dict[str, Any]) -> dict[str, list[Block]]:
    """Headers and footers; a section that names none keeps those of the one before."""
    made: dict[str, list[Block]] = {}
    for name in ("header", "footer"):
        references = {text(each, "type"): each for each in _all(properties, f"{name}Reference")}
        for kind, key in (("default", name), ("first", f"first-{name}")):
            reference = references.get(kind)
            if reference is None:
                made[key] = before.get(key, [])
                continue
            related = part.related_parts[reference.get(qn("r:id"))]
            made[key] = reader(related).blocks(iter(related.element))
    return made


def _all(element: Any, name: str) -> list[Any]:
    return [] if element is None else list(element.findall(qn(f"w:{name}")))
