"""The forms as declared, and the templates that are shipped for them."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from pypdf import PdfReader

from banjie.mediation.documents.drawing import DRAWN
from banjie.mediation.documents.drawing.__main__ import FOLDER
from banjie.mediation.documents.forms import Belongs, FieldKind, form, registry
from banjie.mediation.documents.making import faults_of, make, missing, shipped
from banjie.platform.documents.filling import TemplateBroken
from tests.unit.mediation.documents.papers import CHINA, sample, samples
from tests.unit.platform.documents.word_files import word_file

FORMS = list(registry().forms.values())
TEMPLATES = [(each, two) for each in FORMS for two in ((False, True) if each.bilingual else (False,))]
IDS = [f"{each.key}{'-bilingual' if two else ''}" for each, two in TEMPLATES]


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def shown(content: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)


def test_the_forms_of_the_ministry_are_all_there():
    assert {each.key for each in FORMS} >= {
        *("application", "acceptance_register", "acceptance_notice", "rights_notice", "address_confirmation"),
        *("party_registration", "investigation_record", "session_record", "agreement", "oral_agreement_register"),
        *("failure_notice", "follow_up_record", "transfer_letter", "referral_reply", "confirmation_application"),
        *("file_cover", "file_contents", "file_explanation", "file_back_cover", "evidence_list"),
        *("returned_originals", "performance_receipt"),
    }


def test_the_file_has_its_customary_order():
    assert [each.key for each in registry().slots] == [
        *("application", "rights_notice", "identity", "authorisation", "investigation", "evidence", "session_record"),
        *("agreement", "failure_notice", "performance", "follow_up", "confirmation", "correspondence", "explanation"),
    ]


def test_every_drawing_is_shipped_as_it_is_drawn_and_nothing_else_is():
    assert {path.name for path in FOLDER.glob("*.docx")} == {f"{name}.docx" for name in DRAWN}
    differing = [name for name, draw in DRAWN.items() if parts((FOLDER / f"{name}.docx").read_bytes()) != parts(draw())]
    assert differing == [], "run bin/build-forms"


@pytest.mark.parametrize(("form", "two"), TEMPLATES, ids=IDS)
def test_a_shipped_template_fits_its_form_and_shows_every_field(form, two):
    template = shipped(form.key, bilingual=two)
    assert faults_of(form, template) == ()
    made = make(form, samples(form), template, zone=CHINA)
    assert made.printed.unshown == ()
    text = shown(made.printed.content)
    lines = [field for field in form.fields if field.kind is FieldKind.LINE and field.key != "number"]
    english = {each.key for each in form.fields if each.key.endswith("_en")}
    assert [each.key for each in lines if sample(each) not in text and (two or each.key not in english)] == []
    assert "{{" not in text


@pytest.mark.parametrize(("form", "two"), TEMPLATES, ids=IDS)
def test_a_form_with_nothing_filled_in_can_be_printed_for_writing_by_hand(form, two):
    made = make(form, {}, shipped(form.key, bilingual=two), zone=CHINA)
    assert "None" not in shown(made.printed.content)


def test_a_template_is_in_the_look_of_official_papers():
    document = Document(BytesIO(shipped("agreement")))
    fonts = {run._r.rPr.rFonts.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia")
             for paragraph in document.paragraphs for run in paragraph.runs if run._r.rPr is not None}  # fmt: skip
    assert fonts >= {"宋体", "仿宋", "黑体"}
    title = next(each for each in document.paragraphs if each.text == "人民调解协议书")
    assert title.runs[0].font.size.pt == 22
    assert round(document.sections[0].page_width.mm) == 210


def test_what_is_missing_is_named_in_the_order_of_the_form():
    wanted = form("performance_receipt")
    assert missing(wanted, {"committee": "会", "payer": "", "performed": None}) == (
        *("agreement_number", "payer", "payee", "performed", "received_on"),
    )
    assert missing(wanted, samples(wanted)) == ()


def test_amounts_and_days_are_written_as_documents_write_them():
    wanted = form("performance_receipt")
    text = shown(make(wanted, samples(wanted), shipped(wanted.key), zone=CHINA).printed.content)
    assert all(each in text for each in ("人民币玖仟肆佰捌拾柒元伍角整", "9,487.50", "2026年11月29日"))


def test_moments_are_told_by_the_clocks_of_the_place():
    wanted = form("session_record")
    text = shown(make(wanted, samples(wanted), shipped(wanted.key), zone=CHINA).printed.content)
    assert "2026年11月29日9时05分至9时05分" in text


def test_a_template_that_hides_a_required_field_is_faulty():
    told = faults_of(form("file_contents"), word_file("卷号：{{ file_number }}"))
    assert [(each.code, each.what) for each in told] == [("field_missing", "entries")]


def test_a_broken_template_makes_nothing():
    with pytest.raises(TemplateBroken):
        make(form("file_contents"), {}, word_file("{{ nope }}"), zone=CHINA)


def test_only_what_was_said_is_for_those_who_sit_alone():
    assert {each.key for each in FORMS if each.words} == {"session_record", "investigation_record"}
    assert {each.key for each in FORMS if each.belongs is Belongs.SIDE} == {"session_record", "investigation_record"}


@pytest.mark.parametrize("lines", [1, 9, 13, 17, 21])
def test_the_seal_never_stands_on_a_page_without_words_and_signatures(lines):
    wanted = form("agreement")
    values = samples(wanted) | {"facts": "\n".join(["楼上漏水，楼下吊顶损坏，双方各执一词。"] * lines)}
    pages = PdfReader(BytesIO(make(wanted, values, shipped(wanted.key), zone=CHINA).printed.content)).pages
    (sealed,) = [text for text in ("".join(each.extract_text().split()) for each in pages) if "（印章）" in text]
    assert "本协议一式" in sealed
    assert sealed.count("签名、盖章或按指印）：") == 2


def test_an_organisation_is_not_asked_for_sex_or_birthday():
    wanted = form("party_registration")
    parties = next(each for each in wanted.fields if each.key == "parties")
    person, company = (dict(sample(parties)[0], organisation=each) for each in (False, True))

    def text(party):
        made = make(wanted, samples(wanted) | {"parties": [party]}, shipped(wanted.key), zone=CHINA)
        return shown(made.printed.content)

    assert "出生日期" in text(person)
    assert "出生日期" not in text(company)
    assert "负责人" in text(company)


def test_what_is_still_owed_is_told_also_when_it_is_nothing():
    wanted = form("performance_receipt")

    def text(remaining):
        values = samples(wanted) | {"remaining": remaining}
        return shown(make(wanted, values, shipped(wanted.key), zone=CHINA).printed.content)

    assert "尚欠金额￥0.00" in text(Decimal(0))
    assert "尚欠金额￥" not in text(None)


def test_a_day_that_nobody_has_signed_on_is_left_to_be_written_in():
    wanted = form("agreement")
    signers = [
        {"role": "甲方张三", "name": "张三", "signature": None, "signed_on": None},
        {"role": "乙方李四", "name": "李四", "signature": None, "signed_on": date(2026, 11, 30)},
    ]
    made = make(wanted, samples(wanted) | {"signers": signers}, shipped(wanted.key), zone=CHINA)
    text = shown(made.printed.content)
    assert "甲方张三（签名、盖章或按指印）：年月日" in text
    assert "乙方李四（签名、盖章或按指印）：2026年11月30日" in text


def test_a_label_of_three_characters_is_as_wide_as_one_of_four():
    document = Document(BytesIO(shipped("file_cover")))
    label = next(cell for table in document.tables for cell in table.column_cells(0) if cell.text.startswith("调"))
    runs = [(run.text, run.font.size.pt) for run in label.paragraphs[0].runs]
    assert runs == [("调", 16), ("　", 8), ("解", 16), ("　", 8), ("员", 16)]
    assert sum(len(text) * size for text, size in runs) == 4 * 16
