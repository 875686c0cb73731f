"""What a form needs of a .docx and python-docx has no word for."""

from copy import deepcopy
from typing import Any, Final

from docx.enum.text import WD_PARAGRAPH_ALIGNMENT as ALIGN
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

# What stands in where a machine lacks a font; Word and LibreOffice read it from the font table.
_INSTEAD: Final = {"仿宋": "FangSong", "宋体": "SimSun", "黑体": "SimHei"}
_KEPT_STYLES: Final = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Header", "Footer", "TableGrid"}
_UNUSED_PARTS: Final = ("/docProps/thumbnail.jpeg", "/word/stylesWithEffects.xml", "/customXml/item1.xml")
_EDGES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def set_up(document: Any, font: str, latin: str, size: float) -> None:
    """Page and the style that everything is based on."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(32), Mm(28)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = latin, Pt(size)
    style.paragraph_format.space_after = Pt(0)
    properties = style.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), font)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
    _substitutes(document)


def page_numbers(document: Any, font: str) -> None:
    """第 n 页 / 共 m 页 at the foot."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    for text, field in (("第 ", ""), ("", "PAGE"), (" 页  共 ", ""), ("", "NUMPAGES"), (" 页", "")):
        for kind in ("begin", "instruction", "separate", "result", "end") if field else ("text",):
            _field_part(paragraph, kind, text, field, font)


def _field_part(paragraph: Any, kind: str, text: str, field: str, font: str) -> None:
    run = paragraph.add_run(text if kind == "text" else "1" if kind == "result" else "")
    run.font.size = Pt(9)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if kind in {"begin", "separate", "end"}:
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)
    elif kind == "instruction":
        mark = OxmlElement("w:instrText")
        mark.text = f" {field} "
        run._r.append(mark)


def two_characters(paragraph: Any) -> None:
    """The first line begins two characters further in, whatever the size of the characters."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), "640")


def borders(cell: Any, **edges: int) -> None:
    """Lines of a cell by edge, in eighths of a point."""
    properties = cell._tc.get_or_add_tcPr()
    made = OxmlElement("w:tcBorders")
    for name in ("top", "left", "bottom", "right"):
        if name in edges:
            made.append(_line(name, edges[name]))
    # The schema wants it before shading and alignment.
    later = (qn("w:shd"), qn("w:noWrap"), qn("w:tcMar"), qn("w:textDirection"), qn("w:tcFitText"), qn("w:vAlign"))
    before = next((each for each in properties if each.tag in later), None)
    if before is None:
        properties.append(made)
    else:
        before.addprevious(made)


def ruled(table: Any) -> None:
    """Thin lines within, thicker ones around."""
    made = OxmlElement("w:tblBorders")
    for name in _EDGES:
        made.append(_line(name, 4 if name.startswith("inside") else 8))
    properties = table._tbl.tblPr
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(made)
    room = OxmlElement("w:tblCellMar")
    for name, twips in (("top", 40), ("left", 108), ("bottom", 40), ("right", 108)):
        edge = OxmlElement(f"w:{name}")
        edge.set(qn("w:w"), str(twips))
        edge.set(qn("w:type"), "dxa")
        room.append(edge)
    layout.addnext(room)


def _line(name: str, eighths: int) -> Any:
    line = OxmlElement(f"w:{name}")
    for key, value in (("val", "single"), ("sz", str(eighths)), ("space", "0"), ("color", "000000")):
        line.set(qn(f"w:{key}"), value)
    return line


def repeat(row: Any) -> None:
    """The row stands again at the top of every page that its table goes on to."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_together(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def with_next(row: Any) -> None:
    """The row stays on the page of what comes behind it."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def spread(paragraph: Any) -> None:
    """A label of three characters as wide as one of four: its gaps are half a character, in whatever font it is set."""
    (run,) = paragraph.runs
    parts = run.text.split(" ")
    if len(parts) == 1:
        return
    size = run.font.size
    run.text = parts[0]
    for part in parts[1:]:
        for text, points in (("　", size / 2), (part, size)):
            made = deepcopy(run._r)
            paragraph._p.append(made)
            added = paragraph.runs[-1]
            added.text, added.font.size = text, int(points)


def slim(document: Any) -> None:
    """Takes away what python-docx's own template brings and no form uses."""
    root = document.styles.element
    for style in root.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in _KEPT_STYLES:
            root.remove(style)
    for latent in root.findall(qn("w:latentStyles")):
        root.remove(latent)
    package = document.part.package
    for owner in (package, document.part):
        for key, relation in list(owner.rels.items()):
            if not relation.is_external and str(relation.target_part.partname) in _UNUSED_PARTS:
                del owner.rels[key]


def _substitutes(document: Any) -> None:
    part = next(each for each in document.part.package.parts if str(each.partname) == "/word/fontTable.xml")
    table = parse_xml(part.blob)
    for name, instead in _INSTEAD.items():
        table.append(parse_xml(f'<w:font {nsdecls("w")} w:name="{name}"><w:altName w:val="{instead}"/></w:font>'))
    part._blob = serialize_part_xml(table)
