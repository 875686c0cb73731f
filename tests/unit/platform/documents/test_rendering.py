"""PDF and pictures: on a bare machine too, and whatever people write."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont
from pypdf import PdfReader

from banjie.analytics.report.forms import pdf as report_pdf
from banjie.analytics.report.worded import Grid, Head, Prose, Segment, Title, Worded
from banjie.platform.documents import DocumentFault, charts, pdf, picture
from banjie.platform.documents.charset import MISSING, covered, drawable, has_glyph
from banjie.platform.documents.fonts import OWN, OWN_FOLDER, chosen

TEMPLATE = "analytics/report/forms/report.typ"
EMPTY = {"title": "青禾县每日工作情况", "below": [], "blocks": [], "issuer": "", "dated": "", "signature": []}


@pytest.fixture(scope="module")
def bare():
    """A machine without any Chinese font."""
    return chosen(of_the_machine=False)


def text_of(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def fonts_of(content: bytes) -> set[str]:
    pages = PdfReader(BytesIO(content)).pages
    return {
        font.get_object()["/BaseFont"].partition("+")[2]
        for page in pages
        for font in page["/Resources"]["/Font"].values()
    }


def report(text: str, *, rows: int = 0) -> Worded:
    grid = Grid("units", "各单位情况", [Head("单位", number=False, wide=True), Head("收到", number=True)],
                [[[Segment(f"{text[:60]}{place}")], [Segment(str(place))]] for place in range(rows)])  # fmt: skip
    blocks = (
        Title("overall", "一、总体情况"),
        Prose("p", "（一）", [Segment("made")], edited=text),
        *([grid] if rows else []),
    )
    return Worded("标题", (), blocks, "单位", "2026年11月29日", (("签发", ""),), "zh-hans")


def test_a_bare_machine_draws_chinese_with_the_font_that_comes_along(bare):
    assert bare.own_only
    content = pdf(TEMPLATE, EMPTY, language="zh-hans", fonts=bare)
    assert "青禾县每日工作情况" in text_of(content)
    assert all("NotoSansSC" in each for each in fonts_of(content))


def test_a_character_that_cannot_be_drawn_is_marked_not_an_empty_box(bare):
    data = EMPTY | {"title": "镕 鱻 路灯"}
    text = text_of(pdf(TEMPLATE, data, language="zh-hans", fonts=bare)).replace(" ", "")
    assert f"{MISSING}{MISSING}路灯" in text
    assert drawable("abc") == "abc"
    assert drawable("一\n镕") == f"一\n{MISSING}"


def test_the_font_that_comes_along_is_the_one_that_was_made():
    said = (OWN_FOLDER / "README.md").read_text(encoding="utf-8")
    file = OWN_FOLDER / "NotoSansSC-Regular.ttf"
    assert hashlib.sha256(file.read_bytes()).hexdigest() in said
    assert "SIL" in (OWN_FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert 7_000 < len(covered()) < 10_000
    assert all(map(has_glyph, "县级办结，。《》（）—…㎡①"))
    assert OWN == "Noto Sans SC"


def test_every_character_that_is_promised_is_in_the_font():
    font = ImageFont.truetype(OWN_FOLDER / "NotoSansSC-Regular.ttf", 16)
    missing = bytes(font.getmask("\U000e0fff"))
    blank = {chr(code) for code in covered() if bytes(font.getmask(chr(code))) == missing}
    assert blank <= set(" \xa0\xad\u3000")


def test_fonts_of_the_machine_come_first():
    for names in chosen().families.values():
        assert names[-1] == OWN


def test_the_same_gives_the_same_bytes(bare):
    first = pdf(TEMPLATE, EMPTY, language="zh-hans", fonts=bare)
    assert first == pdf(TEMPLATE, EMPTY, language="zh-hans", fonts=bare)


def test_text_is_never_taken_for_markup():
    wild = r'#import "x.typ" $x^2$ *粗* _斜_ <label> @ref `raw` \u{1f} [a](b) //c /*d*/ "引" #{panic()}'
    content = report_pdf(report(wild), address=lambda link: "")
    text = text_of(content)
    for piece in ("#import", "$x^2$", "*粗*", "<label>", "@ref", "`raw`", "#{panic()}"):
        assert piece in text, piece


def test_texts_of_twenty_thousand_characters_and_names_of_sixty_fill_pages_and_lose_nothing():
    content = report_pdf(report("长路灯不亮" * 4_000, rows=80), address=lambda link: "")
    reader = PdfReader(BytesIO(content))
    assert len(reader.pages) > 20
    text = text_of(content).replace("\n", "").replace(" ", "")
    assert text.count("路灯不亮") >= 4_000 - len(reader.pages)
    # The head of the table stands again on every page that it goes on to.
    assert text.count("单位收到") > 1


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200))
def test_anything_that_can_be_typed_can_be_printed(text):
    assert report_pdf(report(text), address=lambda link: "").startswith(b"%PDF")


def test_a_chart_becomes_a_picture():
    drawn = charts.Drawn("k", "标题", "说明", ["城关街道", "白塔镇"], [("收到", [3, 4]), ("办结", [1, 0])])
    image = Image.open(BytesIO(picture(charts.bars(drawn))))
    assert image.width > 1_000
    assert len(image.convert("RGB").getcolors(1 << 20)) > 2


def test_a_template_that_is_not_there_is_our_fault():
    with pytest.raises(DocumentFault):
        pdf("analytics/report/forms/none.typ", {}, language="en")
    assert (Path(charts.__file__).parent / "templates/office.typ").exists()
