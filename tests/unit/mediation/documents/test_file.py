"""The file of a dispute: in order, complete, and without a trace of what belongs to another side."""

import zlib
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from banjie.mediation.documents.file import MEDIATORS, Outcome, Paper, bind, missing, readable
from banjie.mediation.documents.forms import registry
from tests.unit.mediation.documents.papers import CHINA, paper

SLOTS = [each.key for each in registry().slots]
VALUES = {
    "committee": "青禾县城关镇人民调解委员会",
    "file_number": "卷一七",
    "file_title": "物业服务纠纷案",
    "explanation": "本卷材料齐全。",
}
ALWAYS = ("application", "rights_notice", "identity", "session_record")
SECRET = "乙方底价三万"


def texts(content: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def bound(papers, *, reader=MEDIATORS, **more):
    return bind(papers, reader=reader, values=VALUES, zone=CHINA, **more)


class TestMissing:
    def test_what_must_be_there_whatever_became_of_it(self):
        assert missing([], Outcome.OPEN) == ALWAYS
        assert missing(ALWAYS, Outcome.OPEN) == ()

    def test_an_agreement_where_there_was_one_and_a_notice_where_there_was_none(self):
        assert missing(ALWAYS, Outcome.AGREED) == ("agreement",)
        assert missing(ALWAYS, Outcome.FAILED) == ("failure_notice",)
        assert missing([*ALWAYS, "failure_notice"], Outcome.FAILED) == ()

    @given(st.lists(st.sampled_from(SLOTS)), st.sampled_from(Outcome))
    def test_what_is_missing_stands_in_the_order_of_the_file_and_is_not_there(self, there, outcome):
        found = missing(there, outcome)
        assert list(found) == sorted(found, key=SLOTS.index)
        assert set(found).isdisjoint(there)


class TestBinding:
    def test_the_file_stands_in_its_customary_order_with_the_right_page_numbers(self):
        papers = [
            paper("3", "session_record", "丙记录", pages=2, dated=date(2026, 11, 20)),
            paper("4", "agreement", "丁协议"),
            paper("2", "session_record", "乙记录", dated=date(2026, 11, 10)),
            paper("1", "application", "甲申请"),
        ]
        made = bound(papers)
        assert [(each.title[:3], each.pages) for each in made.entries] == [
            ("甲申请", "1"),
            ("乙记录", "2"),
            ("丙记录", "3-4"),
            ("丁协议", "5"),
            ("卷宗情", "6"),
        ]
        pages = texts(made.content)
        assert "人民调解卷宗" in pages[0]
        assert "卷内目录" in pages[1]
        for entry in made.entries[:-1]:
            assert f"{entry.title}{entry.pages}" in pages[1]
            assert entry.title[:3] in pages[1 + entry.first]
            assert f"第{entry.first}页/共6页" in pages[1 + entry.first]
        assert "共6页" in pages[-1]
        assert "/共" not in pages[0] + pages[1] + pages[-1]
        assert made.pages == 6
        assert len(pages) == 9

    def test_an_explanation_on_paper_is_not_doubled(self):
        made = bound([paper("1", "application", "甲"), paper("2", "explanation", "手写说明")])
        assert [each.title for each in made.entries] == ["甲之题", "手写说明之题"]

    def test_contents_longer_than_a_page_number_right(self):
        made = bound([paper(f"{number:02}", "evidence", f"证{number:02}") for number in range(40)])
        pages = texts(made.content)
        first = next(place for place, text in enumerate(pages) if "第1页/共41页" in text)
        assert first > 2
        assert "证00" in pages[first]
        assert "证39之题40" in "".join(pages[1:first])

    def test_progress_is_told(self):
        told = []
        bound([paper("1", "application", "甲", pages=2)], progress=lambda *each: told.append(each))
        assert told == [(1, 3), (2, 3), (3, 3)]


def everything_in(content: bytes) -> str:
    """All that an attacker could read out of a PDF: each stream inflated, each string, names and outline."""
    reader = PdfReader(BytesIO(content))
    found = [content.decode("latin-1"), str(reader.metadata), str([each.title for each in reader.outline])]
    for number in range(1, len(reader.xref_objStm) + sum(len(each) for each in reader.xref.values()) + 1):
        try:
            thing = reader.get_object(number)
        except Exception:
            continue
        found.append(repr(thing))
        if hasattr(thing, "get_data"):
            try:
                found.append(thing.get_data().decode("latin-1"))
            except (zlib.error, NotImplementedError):
                continue
    return "\n".join([*found, *texts(content)])


class TestSecrecy:
    def papers(self, *, secret: bool) -> list[Paper]:
        open_ones = [
            paper("1", "application", "甲申请"),
            paper("2", "session_record", "共同记录", dated=date(2026, 11, 10)),
            paper("4", "session_record", "甲方单独", whose="A", dated=date(2026, 11, 12)),
            paper("5", "agreement", "协议"),
        ]
        hidden = [
            paper("3", "session_record", SECRET, whose="B", pages=3, dated=date(2026, 11, 11)),
            paper("6", "evidence", f"{SECRET}证", whose="B"),
            paper("7", "identity", f"{SECRET}址", whose="B"),
        ]
        return [*open_ones, *(hidden if secret else [])]

    def test_the_copy_of_a_side_is_to_the_byte_what_it_would_be_if_the_rest_had_never_been(self):
        assert (
            bound(self.papers(secret=True), reader="A").content == bound(self.papers(secret=False), reader="A").content
        )

    def test_nothing_of_the_other_side_can_be_dug_out_of_the_file(self):
        made = bound(self.papers(secret=True), reader="A")
        dug = everything_in(made.content)
        assert SECRET not in dug
        assert SECRET.encode("utf-16-be").hex() not in dug.lower()
        assert "甲方单独" in "".join(texts(made.content))
        assert [each.title for each in made.entries if SECRET in each.title] == []
        assert made.pages == 5

    def test_the_mediators_have_it_all(self):
        made = bound(self.papers(secret=True))
        assert sum(SECRET in each.title for each in made.entries) == 3
        assert SECRET in "".join(texts(made.content))

    @pytest.mark.parametrize("reader", ["A", "B", "C"])
    def test_a_side_has_its_own_and_what_is_everybodys(self, reader):
        kept = readable(self.papers(secret=True), reader)
        assert {each.whose for each in kept} <= {"", reader}
        assert {each.key for each in kept} >= {"1", "2", "5"}

    @settings(max_examples=60)
    @given(
        st.lists(st.tuples(st.sampled_from(SLOTS), st.sampled_from(["", "A", "B", "C"])), max_size=12),
        st.sampled_from("ABC"),
    )
    def test_whatever_papers_there_are_no_other_sides_are_among_them(self, drawn, reader):
        papers = [
            Paper(str(number), slot, "x", date(2026, 1, 1), b"", whose) for number, (slot, whose) in enumerate(drawn)
        ]
        kept = readable(papers, reader)
        assert all(each.whose in {"", reader} for each in kept)
        assert len(kept) == sum(whose in {"", reader} for _, whose in drawn)
        assert [SLOTS.index(each.slot) for each in kept] == sorted(SLOTS.index(each.slot) for each in kept)
