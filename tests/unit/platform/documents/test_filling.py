"""Templates that offices edit in Word: filled with what people wrote, and every way to break one named."""

import itertools
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.platform.documents.word_files import SHAPE, picture, saved, text_of, word_file

from banjie.platform.documents.filling import FaultCode, Field, Picture, ShapeKind, TemplateBroken, check, fill
from banjie.platform.documents.filling.faults import Place

VALUES = {"number": "17", "flag": True, "signature": None, "parties": [{"name": "张三", "phone": None}]}


def codes(content: bytes, **more) -> list[FaultCode]:
    return [each.code for each in check(content, SHAPE, **more)]


def filled(template: bytes, **values) -> list[str]:
    return text_of(fill(template, SHAPE, {**VALUES, **values}))


class TestFilling:
    def test_a_field_is_found_however_word_split_it_over_runs(self):
        assert filled(word_file(("第{", "{ num", "ber }", "}号"))) == ["第17号"]

    def test_a_list_makes_paragraphs_and_rows(self):
        template = word_file(
            "{%p for each in parties %}",
            "{{ loop.index }}、{{ each.name }}",
            "{%p endfor %}",
            rows=[("{%tr for each in parties %}", ""), ("{{ each.name }}", "{{ each.phone }}"), ("{%tr endfor %}", "")],
        )
        people = [{"name": "张三", "phone": "1"}, {"name": "李四", "phone": "2"}]
        assert filled(template, parties=people) == ["1、张三", "2、李四", "张三", "1", "李四", "2"]
        assert filled(template, parties=[]) == []

    def test_a_condition_within_a_paragraph(self):
        template = word_file("{% if flag %}是{% else %}否{% endif %}")
        assert filled(template) == ["是"]
        assert filled(template, flag=False) == ["否"]

    def test_headers_are_filled_too(self):
        made = Document(BytesIO(fill(word_file("a", header="{{ number }}"), SHAPE, VALUES)))
        assert made.sections[0].header.paragraphs[0].text == "17"

    def test_what_is_left_open_is_empty(self):
        assert filled(word_file("第{{ number }}号"), number=None) == ["第号"]

    def test_each_line_of_a_text_is_a_paragraph(self):
        assert filled(word_file("{{ number }}"), number="一\r\n二\u2028三\n") == ["一", "二", "三"]

    def test_a_picture_stands_in_the_line(self):
        made = fill(word_file("签名：{{ signature }}"), SHAPE, {**VALUES, "signature": Picture(picture(), 8)})
        shapes = Document(BytesIO(made)).inline_shapes
        assert [round(each.height.mm, 1) for each in shapes] == [8.0]

    def test_the_same_template_and_values_give_the_same_bytes(self):
        template = word_file("{{ number }}{{ signature }}")
        values = {**VALUES, "signature": Picture(picture(), 8)}
        assert fill(template, SHAPE, values) == fill(template, SHAPE, values)

    @pytest.mark.parametrize(
        "words",
        ["<w:b/>&amp;", "{{ flag }}", "{% for %}", "{_{ number }_}", "]]>", "\x00\x07\x0c\ud800字", "{_% x %_}"],
    )
    def test_what_people_write_is_text_and_nothing_else(self, words):
        kept = "".join(sign for sign in words if sign >= " " and sign != "\ud800")
        assert "".join(filled(word_file("{{ number }}"), number=words)).replace("\u200b", "") == kept

    @settings(deadline=None)
    @given(st.text(max_size=60))
    def test_whatever_is_written_the_file_opens_and_says_it(self, words):
        made = "".join(filled(word_file("甲{{ number }}乙"), number=words))
        assert made.startswith("甲")
        assert made.endswith("乙")

    def test_every_field_must_be_given_and_all_that_are_not_are_named(self):
        with pytest.raises(TemplateBroken) as caught:
            fill(word_file("a"), SHAPE, {"flag": True, "signature": None, "parties": [{"name": "x"}]})
        named = [(each.code, each.what) for each in caught.value.faults]
        assert named == [(FaultCode.VALUE_MISSING, "number"), (FaultCode.VALUE_MISSING, "parties[1].phone")]

    def test_a_value_that_a_filter_cannot_take_is_a_fault_not_a_crash(self):
        def only_figures(value):
            return int(value)

        with pytest.raises(TemplateBroken) as caught:
            fill(word_file("{{ number|figure }}"), SHAPE, {**VALUES, "number": "x"}, filters={"figure": only_figures})
        assert caught.value.faults[0].code is FaultCode.CANNOT_FILL


class TestChecking:
    def test_a_good_template_has_no_faults(self):
        assert check(word_file("{{ number }}", "{#a note#}"), SHAPE, required={"number"}) == ()

    @pytest.mark.parametrize(
        ("paragraph", "code", "what"),
        [
            ("{{ nmber }}", FaultCode.UNKNOWN_FIELD, "nmber"),
            ("{{ number.length }}", FaultCode.UNKNOWN_FIELD, "number.length"),
            ("{{ number|magic }}", FaultCode.UNKNOWN_FILTER, "magic"),
            ("{{ number| }}", FaultCode.SYNTAX, "number|"),
            ("{{ }}", FaultCode.SYNTAX, ""),
            ("{{ parties }}", FaultCode.NEEDS_A_LOOP, "parties"),
            ("{{ number", FaultCode.UNCLOSED_TAG, "{{ number"),
            ("{% if flag", FaultCode.UNCLOSED_TAG, "{% if flag"),
            ("number }}", FaultCode.STRAY_END, "}}"),
            ("{% for x in number %}{% endfor %}", FaultCode.NOT_A_LIST, "number"),
            ("{% for x of parties %}{% endfor %}", FaultCode.SYNTAX, "for x of parties"),
            ("{% if flag %}a", FaultCode.CROSSES_PARAGRAPHS, "{% if flag %}"),
            ("{% endif %}", FaultCode.UNOPENED_BLOCK, "{% endif %}"),
            ("{%p if flag %}", FaultCode.UNCLOSED_BLOCK, "{%p if flag %}"),
            ("甲{%p if flag %}", FaultCode.TEXT_BESIDE, "{%p if flag %}"),
            ("{%tr for each in parties %}", FaultCode.OUTSIDE_A_TABLE, "{%tr for each in parties %}"),
            ("｛｛ number ｝｝", FaultCode.FULL_WIDTH, "｛｛ number ｝｝"),
            ("{% set x = 1 %}", FaultCode.NOT_ALLOWED, "{% set x = 1 %}"),
            ("{% include 'x' %}", FaultCode.NOT_ALLOWED, "{% include 'x' %}"),
            ("{{ number() }}", FaultCode.NOT_ALLOWED, "call"),
            ("{{ number['__class__'] }}", FaultCode.NOT_ALLOWED, "getitem"),
            ("{{ number.__class__ }}", FaultCode.UNKNOWN_FIELD, "number.__class__"),
            ("{{ 9 ** 9 ** 9 }}", FaultCode.NOT_ALLOWED, "pow"),
            ("{{- number }}", FaultCode.NOT_ALLOWED, "{{- number }}"),
        ],
    )
    def test_each_fault_names_what_it_is_about_and_where(self, paragraph, code, what):
        faults = check(word_file("首段", paragraph), SHAPE)
        assert (code, what) in [(each.code, each.what) for each in faults]
        told = next(each for each in faults if each.code is code)
        assert (told.place, told.paragraph) == (Place.BODY, 2)
        assert told.beginning[:4] == paragraph.strip()[:4]

    def test_all_faults_are_listed_at_once_in_their_order(self):
        faults = check(word_file("{{ nmber }}", "fine", "{{ number|magic }}{{ flg }}"), SHAPE)
        assert [(each.paragraph, each.what, each.instead) for each in faults] == [
            (1, "nmber", "number"),
            (3, "magic", ""),
            (3, "flg", "flag"),
        ]

    def test_paragraphs_in_tables_are_counted_in_their_order(self):
        rows = [("{%tr for each in parties %}", ""), ("{{ each.nme }}", ""), ("{%tr endfor %}", "")]
        told = check(word_file("a", rows=rows), SHAPE)
        assert [(each.what, each.instead, each.paragraph) for each in told] == [("each.nme", "name", 4)]

    def test_a_block_must_end_where_it_can(self):
        across = [("{%tr for each in parties %}", ""), ("a", ""), ("b", "")]
        assert codes(word_file(rows=across)) == [FaultCode.UNCLOSED_BLOCK]
        mixed = [("{%tr for each in parties %}", ""), ("{{ each.name }}", ""), ("{%p endfor %}", "")]
        assert codes(word_file(rows=mixed)) == [FaultCode.MIXED_TAGS]
        assert codes(word_file("{%p if flag %}", rows=[("{%p endif %}", "")])) == [FaultCode.CROSSES_PLACES]
        assert codes(word_file(rows=[("{%tr for each in parties %}", "{%tr endfor %}")])) == [FaultCode.TEXT_BESIDE] * 2

    def test_a_field_of_a_list_is_known_only_inside_of_its_loop(self):
        assert codes(word_file("{%p for each in parties %}", "{%p endfor %}", "{{ each.name }}")) == [
            FaultCode.UNKNOWN_FIELD
        ]

    def test_a_field_that_the_form_must_show_is_missed(self):
        told = check(word_file("{{ flag }}"), SHAPE, required={"flag", "number", "parties"})
        assert [(each.code, each.what) for each in told] == [
            (FaultCode.FIELD_MISSING, "number"),
            (FaultCode.FIELD_MISSING, "parties"),
        ]

    def test_quotes_that_word_turned_round_are_understood(self):
        assert codes(word_file("{{ number|default(“无”) }}")) == []
        assert filled(word_file("{{ number|default(“无”) }}")) == ["17"]

    def test_a_header_says_that_it_is_one(self):
        told = check(word_file("a", header="{{ nope }}"), SHAPE)
        assert [(each.place, each.paragraph) for each in told] == [(Place.HEADER, 1)]

    def test_tags_where_no_text_stands_are_refused(self):
        document = Document(BytesIO(word_file("a")))
        document.core_properties.title = "{{ 7 * 7 }}"
        deleted = OxmlElement("w:del")
        run = OxmlElement("w:r")
        text = OxmlElement("w:delText")
        text.text = "{{ flag }}"
        run.append(text)
        deleted.append(run)
        document.paragraphs[0]._p.append(deleted)
        assert codes(saved(document)) == [FaultCode.OUTSIDE_THE_TEXT] * 2

    @pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"\xd0\xcf\x11\xe0 an old .doc"])
    def test_what_is_no_word_file_is_said_to_be_none(self, content):
        assert codes(content) == [FaultCode.NOT_A_DOCUMENT]

    def test_a_damaged_file_is_a_fault_not_a_crash(self):
        whole = word_file("{{ number }}", rows=[("a", "b")])
        for cut in range(40, len(whole), 1500):
            told = check(whole[:cut] + b"\x00" * 20 + whole[cut + 20 :], SHAPE)
            assert all(isinstance(each.code, FaultCode) for each in told)

    @settings(deadline=None)
    @given(st.lists(st.sampled_from(["{", "}", "%", "{{", "}}", "{%", "%}", "p ", "tr ", "if ", "for ", "each in ",
                                     "parties", "number", "endif", "endfor", " ", ".name", "|", "字", "else"]),
                    max_size=14))  # fmt: skip
    def test_whatever_passes_can_be_filled(self, pieces):
        template = word_file("".join(pieces), rows=[("".join(pieces), "x")])
        if not check(template, SHAPE):
            fill(template, SHAPE, VALUES)

    def test_a_shape_within_a_shape(self):
        shape = {"a": Field(ShapeKind.LIST, {"b": Field(ShapeKind.LIST, {"c": Field()})})}
        tags = ["{%p for x in a %}", "{%p for y in x.b %}", "{{ y.c }}", "{%p endfor %}", "{%p endfor %}"]
        assert check(word_file(*tags), shape) == ()
        made = fill(word_file(*tags), shape, {"a": [{"b": [{"c": "1"}, {"c": "2"}]}]})
        assert text_of(made) == ["1", "2"]
        for one, other in itertools.combinations(range(len(tags)), 2):
            swapped = list(tags)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            if swapped != tags:
                assert check(word_file(*swapped), shape) != ()
