"""Word files as PDF without an office program: what is in the file is in the PDF, or is said not to be."""

from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.unit.platform.documents.word_files import picture, saved, word_file

from banjie.platform.documents.filling import TemplateBroken
from banjie.platform.documents.fonts import chosen
from banjie.platform.documents.printing import UnshownKind, print_docx
from banjie.platform.documents.printing.numbering import worded

_DRAWING = (
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "http://schemas.openxmlformats.org/drawingml/2006/main",
)


@pytest.fixture
def document():
    return Document()


def pages_of(document) -> list:
    return list(PdfReader(BytesIO(print_docx(saved(document)).content)).pages)


def text_of(document) -> str:
    return "\n".join(page.extract_text() for page in pages_of(document))


def kinds(document) -> dict[UnshownKind, int]:
    return {each.kind: each.times for each in print_docx(saved(document)).unshown}


def test_text_in_paragraphs_tables_headers_and_footers_is_there(document):
    document.add_paragraph("正文一")
    document.add_table(1, 2).cell(0, 1).text = "格中"
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    text = text_of(document)
    assert all(each in text for each in ("正文一", "格中", "页眉", "页脚"))
    assert kinds(document) == {}


@pytest.mark.parametrize(
    "words",
    ["#set page(width: 1pt)", "$ x $ *b* _i_ `raw`", "<w:b/> [link](x)", '"); #eval("', "\\ // /* */", "@a <l>"],
)
def test_what_people_write_is_never_markup(document, words):
    document.add_paragraph(words)
    made = pages_of(document)
    assert float(made[0].mediabox.width) == pytest.approx(612, abs=1)
    assert "".join(made[0].extract_text().split()) == "".join(words.split())


@settings(deadline=None)
@given(st.text(max_size=80).filter(lambda text: text.isprintable()))
def test_whatever_is_written_can_be_printed(words):
    made = Document()
    made.add_paragraph(words)
    assert print_docx(saved(made)).content.startswith(b"%PDF-")


def test_the_page_is_as_large_as_the_file_says_section_by_section(document):
    first = document.sections[0]
    first.page_width, first.page_height = Mm(210), Mm(297)
    document.add_paragraph("竖")
    second = document.add_section(WD_SECTION.NEW_PAGE)
    second.orientation, second.page_width, second.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    document.add_paragraph("横")
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in pages_of(document)]
    assert sizes == [(595, 842), (842, 595)]


def test_page_breaks_and_page_numbers(document):
    document.add_paragraph("一").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("二").paragraph_format.page_break_before = True
    field = '<w:r {}><w:fldChar w:fldCharType="{}"/></w:r>'
    paragraph = document.sections[0].footer.paragraphs[0]
    for name in ("PAGE", "NUMPAGES"):
        paragraph.add_run(" 第")
        paragraph._p.append(parse_xml(field.format(nsdecls("w"), "begin")))
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:instrText> {name} </w:instrText></w:r>"))
        paragraph._p.append(parse_xml(field.format(nsdecls("w"), "separate")))
        paragraph.add_run("999")
        paragraph._p.append(parse_xml(field.format(nsdecls("w"), "end")))
    texts = ["".join(page.extract_text().split()) for page in pages_of(document)]
    assert [each.replace("一", "").replace("二", "") for each in texts] == ["第1第3", "第2第3", "第3第3"]


def test_merged_cells_take_their_room_and_appear_once(document):
    table = document.add_table(3, 3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 2)).text = "横并"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "竖并"
    table.cell(2, 2).text = "末"
    text = text_of(document)
    assert [text.count(each) for each in ("横并", "竖并", "末")] == [1, 1, 1]


def test_the_head_of_a_table_stands_again_on_every_page(document):
    table = document.add_table(120, 1)
    table.cell(0, 0).text = "表头"
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for number, row in enumerate(table.rows):
        if number:
            row.cells[0].text = f"第{number}行"
    made = pages_of(document)
    assert len(made) > 1
    assert all("表头" in page.extract_text() for page in made)


def test_a_number_longer_than_its_cell_is_broken_not_set_over_the_next(document):
    table = document.add_table(1, 2)
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, (18, 60), strict=True):
        cell.width = Mm(width)
    table.cell(0, 0).text = "370202197503021234"
    assert "370202197503021234" not in text_of(document)
    assert "370202197503021234" in "".join(text_of(document).replace("\u200b", "").split())


def test_lists_are_numbered_as_word_numbers_them(document):
    for words in ("甲", "乙"):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("丙", style="List Bullet")
    text = text_of(document)
    assert [each in text.replace(" ", "") for each in ("1.甲", "2.乙", "•丙")] == [True, True, True]


@pytest.mark.parametrize(
    ("count", "form", "word"),
    [(1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (21, "chineseCountingThousand", "二十一"),
     (3, "upperLetter", "C"), (4, "lowerRoman", "iv"), (7, "decimal", "7"), (2, "decimalEnclosedCircle", "②"),
     (5, "none", ""), (101, "chineseCounting", "101")],
)  # fmt: skip
def test_numbers_in_the_forms_that_word_has(count, form, word):
    assert worded(count, form) == word


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("JPEG", "RGB"), ("BMP", "RGB"), ("TIFF", "CMYK")])
def test_pictures_in_the_line_are_shown(document, kind, mode):
    document.add_picture(BytesIO(picture(kind, mode=mode)), width=Mm(30))
    assert len(pages_of(document)[0].images) == 1
    assert kinds(document) == {}


def test_hidden_and_deleted_text_is_not_shown_and_inserted_text_is(document):
    paragraph = document.add_paragraph("明")
    paragraph.add_run("暗").font.hidden = True
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>删</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>增</w:t></w:r></w:ins>"))
    assert text_of(document).strip() == "明增"


@pytest.mark.parametrize(
    ("xml", "kind"),
    [
        ('<w:r {w}><w:footnoteReference w:id="2"/></w:r>', UnshownKind.NOTE),
        ('<w:r {w}><w:commentReference w:id="0"/></w:r>', UnshownKind.COMMENT),
        ('<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>', UnshownKind.EQUATION),
        ('<w:r {w}><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', UnshownKind.SIGN),
        ("<w:r {w}><w:tab/></w:r>", UnshownKind.TAB),
        ("<w:r {w}><w:pict/></w:r>", UnshownKind.DRAWING),
        ("<w:r {w}><w:ruby/></w:r>", UnshownKind.OTHER),
    ],
)
def test_what_cannot_be_shown_is_named(document, xml, kind):
    document.add_paragraph("a")._p.append(parse_xml(xml.format(w=nsdecls("w"))))
    assert kinds(document) == {kind: 1}


def test_the_words_of_a_text_box_are_shown_and_the_box_is_named(document):
    box = (
        f"<w:r {nsdecls('w')}><w:drawing><wp:anchor xmlns:wp='{_DRAWING[0]}'><w:txbxContent><w:p><w:r><w:t>框中</w:t>"
        "</w:r></w:p></w:txbxContent></wp:anchor></w:drawing></w:r>"
    )
    document.add_paragraph("外")._p.append(parse_xml(box))
    assert "框中" in text_of(document)
    assert kinds(document) == {UnshownKind.TEXT_BOX: 1}


def test_several_columns_are_named(document):
    document.sections[0]._sectPr.append(parse_xml(f'<w:cols {nsdecls("w")} w:num="2"/>'))
    for old in document.sections[0]._sectPr.findall(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}cols"
    )[:-1]:
        document.sections[0]._sectPr.remove(old)
    assert kinds(document) == {UnshownKind.COLUMNS: 1}


def test_exact_lines_fill_a_page_as_word_fills_it(document):
    section = document.sections[0]
    section.page_height, section.top_margin, section.bottom_margin = Mm(297), Mm(37), Mm(35)
    for _ in range(60):
        paragraph = document.add_paragraph("行")
        paragraph.paragraph_format.line_spacing = Pt(28)
        paragraph.paragraph_format.space_after = Pt(0)
    # 225 mm are 637.8 points: 22 lines of 28.
    assert [page.extract_text().count("行") for page in pages_of(document)] == [22, 22, 16]


def test_a_bare_machine_prints_chinese_too():
    made = print_docx(word_file("人民调解协议书"), fonts=chosen(of_the_machine=False))
    assert "人民调解协议书" in PdfReader(BytesIO(made.content)).pages[0].extract_text()


def test_the_same_file_gives_the_same_bytes(document):
    document.add_paragraph("一")
    content = saved(document)
    assert print_docx(content).content == print_docx(content).content


def test_what_is_no_word_file_is_refused():
    with pytest.raises(TemplateBroken):
        print_docx(b"%PDF-1.7")
