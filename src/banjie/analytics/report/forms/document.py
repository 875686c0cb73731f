"""A report as .docx: real styles of the customary form, so that whoever opens it can go on writing."""

from collections.abc import Callable
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from banjie.analytics.report.blocks import Link
from banjie.analytics.report.forms import styling
from banjie.analytics.report.worded import Drawing, Grid, Prose, Run, Segment, Title, Worded, WordedBlock
from banjie.platform import documents
from banjie.platform.documents.packing import packed

_HYPERLINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_PICTURE_WIDTH: Final = Cm(15.4)
_LAST_NARROW: Final = 0x2E7F
_TEXT_WIDTH: Final = Cm(15.6)


def written(worded: Worded, *, address: Callable[[Link], str]) -> bytes:
    document = Document()
    styling.set_up(document, chinese=worded.language.startswith("zh"))
    document.core_properties.title = worded.title
    document.core_properties.author = worded.issuer
    document.add_paragraph(worded.title, style="Title")
    for line in worded.below:
        document.add_paragraph(line, style="Subtitle")
    for block in worded.blocks:
        _add(document, block, address)
    _sign(document, worded)
    file = BytesIO()
    document.save(file)
    return packed(file.getvalue())


def _add(document: DocumentObject, block: WordedBlock, address: Callable[[Link], str]) -> None:
    match block:
        case Title():
            document.add_paragraph(block.text, style="Heading 1")
        case Prose():
            for place, run in enumerate(block.runs):
                paragraph = document.add_paragraph(block.number if place == 0 else "", style="Body Text")
                _write(paragraph, run, address)
        case Drawing():
            _picture(document, block)
        case Grid():
            _table(document, block, address)


def _write(paragraph: Paragraph, run: Run, address: Callable[[Link], str]) -> None:
    for each in run:
        url = address(each.link) if each.link is not None else ""
        if url:
            _linked(paragraph, each.text, url)
        else:
            paragraph.add_run(each.text)


def _linked(paragraph: Paragraph, text: str, url: str) -> None:
    """A hyperlink that looks like the text around it: figures are not to be underlined in an official paper."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, _HYPERLINK, is_external=True))
    link.append(paragraph.add_run(text)._r)
    paragraph._p.append(link)


def _picture(document: DocumentObject, block: Drawing) -> None:
    paragraph = document.add_paragraph(style="Caption")
    paragraph.paragraph_format.keep_with_next = True
    picture = paragraph.add_run().add_picture(BytesIO(documents.picture(block.svg)), width=_PICTURE_WIDTH)
    picture._inline.docPr.set("descr", block.caption)
    document.add_paragraph(block.caption, style="Caption")


def _table(document: DocumentObject, block: Grid, address: Callable[[Link], str]) -> None:
    caption = document.add_paragraph(block.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.head), style="Table Grid")
    table.autofit = False
    widths, lines = _widths(block), table._tbl.tr_lst
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width
    heads = [[Segment(each.text)] for each in block.head]
    for number, (line, row) in enumerate(zip(lines, [heads, *block.rows], strict=True)):
        bold = number == 0 or (block.total and number == len(block.rows))
        # Cells are taken from the rows themselves: asking the table for each walks through all of it.
        for place, (cell, run) in enumerate(zip(line.tc_lst, row, strict=True)):
            cell.width = widths[place]
            align = ALIGN.CENTER if number == 0 else ALIGN.RIGHT if block.head[place].number else ALIGN.LEFT
            paragraph = Paragraph(cell.p_lst[0], caption._parent)
            cell.p_lst[0].style = styling.identifier(styling.HEAD if bold else styling.CELL)
            paragraph.alignment = align
            _write(paragraph, run, address)
        styling.keep_together(line)
    styling.repeat_head(lines[0])
    document.add_paragraph(block.more, style=styling.CELL)


def _widths(block: Grid) -> list[int]:
    """Figures, numbers and dates get what they need; names share what is left, the widest column twice as much."""
    fixed = [_needed(block, place) if head.number or head.tight else 0 for place, head in enumerate(block.head)]
    shares = [0 if width else 2 if head.wide else 1 for width, head in zip(fixed, block.head, strict=True)]
    left = max(_TEXT_WIDTH - sum(fixed), sum(shares) * Cm(1.5))
    return [width or left * share // sum(shares) for width, share in zip(fixed, shares, strict=True)]


def _needed(block: Grid, place: int) -> int:
    """The room of the longest text in a column: Han are square, the rest half as wide."""
    texts = [block.head[place].text, *("".join(each.text for each in row[place]) for row in block.rows)]
    longest = max(sum(2 if ord(sign) > _LAST_NARROW else 1 for sign in text) for text in texts)
    return int(longest * Pt(5.6) + Cm(0.5))


def _sign(document: DocumentObject, worded: Worded) -> None:
    for line in (worded.issuer, worded.dated):
        paragraph = document.add_paragraph(line, style="Signature")
        paragraph.paragraph_format.right_indent = Pt(56)
    colon = "：" if worded.language.startswith("zh") else ": "
    for word, who in worded.signature:
        document.add_paragraph(f"{word}{colon}{who}", style=styling.CELL).paragraph_format.space_before = Pt(6)
