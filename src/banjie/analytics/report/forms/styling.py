"""The styles of the customary form (after GB/T 9704) in a .docx."""

from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT as ALIGN
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

CELL: Final = "Table Text"
HEAD: Final = "Table Head"
# The fonts of the official form, and what to take where they are not installed.
TITLE_FONT, BODY_FONT, HEADING_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体"
_INSTEAD: Final = {TITLE_FONT: "SimSun", BODY_FONT: "FangSong", HEADING_FONT: "SimHei"}
_LATIN: Final = "Times New Roman"
_BLACK: Final = RGBColor(0, 0, 0)


def set_up(document: Document, *, chinese: bool) -> None:
    """Page, styles, page numbers and language."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(30)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    normal = _style(document, "Normal", BODY_FONT, 14)
    normal.paragraph_format.space_after = Pt(0)
    _language(normal, "zh-CN" if chinese else "en-GB")
    body = _style(document, "Body Text", BODY_FONT, 14)
    body.paragraph_format.first_line_indent = Pt(28) if chinese else Pt(0)
    body.paragraph_format.line_spacing_rule, body.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28)
    body.paragraph_format.space_after = Pt(0)
    _headings(document)
    _small(document)
    _page_numbers(document)
    _substitutes(document)


def _headings(document: Document) -> None:
    title = _style(document, "Title", TITLE_FONT, 22)
    title.paragraph_format.alignment = ALIGN.CENTER
    title.paragraph_format.space_after = Pt(6)
    for border in title.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    subtitle = _style(document, "Subtitle", BODY_FONT, 14, italic=False)
    subtitle.paragraph_format.alignment = ALIGN.CENTER
    subtitle.paragraph_format.space_after = Pt(14)
    heading = _style(document, "Heading 1", HEADING_FONT, 16)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(10), Pt(6)
    heading.paragraph_format.keep_with_next = True


def _small(document: Document) -> None:
    for name, font in ((CELL, BODY_FONT), (HEAD, HEADING_FONT)):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _style(document, name, font, 10.5)
    caption = _style(document, "Caption", HEADING_FONT, 10.5)
    caption.paragraph_format.alignment = ALIGN.CENTER
    caption.paragraph_format.space_before = Pt(6)
    document.styles.add_style("Signature", WD_STYLE_TYPE.PARAGRAPH)
    signature = _style(document, "Signature", BODY_FONT, 14)
    signature.paragraph_format.alignment = ALIGN.RIGHT
    signature.paragraph_format.space_before = Pt(6)
    signature.paragraph_format.keep_with_next = True


def _style(document: Document, name: str, font: str, size: float, *, italic: bool | None = None) -> Any:
    style: Any = document.styles[name]
    style.font.name, style.font.size, style.font.color.rgb = _LATIN, Pt(size), _BLACK
    style.font.bold = False
    if italic is not None:
        style.font.italic = italic
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)
    return style


def _language(style: Any, tag: str) -> None:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), tag)
    language.set(qn("w:eastAsia"), tag)
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)


def _page_numbers(document: Document) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    paragraph.add_run("— ")
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = paragraph.add_run()._r
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run.append(mark)
    paragraph.add_run(" —")


def _substitutes(document: Document) -> None:
    """Which font stands in where one of the official ones is missing."""
    part = next((each for each in document.part.package.parts if str(each.partname) == "/word/fontTable.xml"), None)
    if part is None:
        return
    table = parse_xml(part.blob)
    for name, instead in _INSTEAD.items():
        table.append(parse_xml(f'<w:font {nsdecls("w")} w:name="{name}"><w:altName w:val="{instead}"/></w:font>'))
    part._blob = serialize_part_xml(table)


def identifier(name: str) -> str:
    """How the file itself refers to a style of ours."""
    return name.replace(" ", "")


def repeat_head(row: Any) -> None:
    """The row stands again at the top of every page that the table goes on to."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(mark)


def keep_together(row: Any) -> None:
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
