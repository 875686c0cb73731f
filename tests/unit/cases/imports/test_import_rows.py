"""Rows to drafts: what is taken, what is refused, and that nothing is cut or guessed."""

from datetime import UTC, date, datetime

import pytest

from banjie.cases.imports.faults import Caution
from banjie.cases.imports.fields import Field
from banjie.cases.imports.mapping import Join, Source, Unknown
from banjie.cases.imports.rows import Skipped
from banjie.cases.intake.draft import Through
from banjie.core.coordinates import Datum
from banjie.platform.tables import Cell, Row, RowProblem
from tests.unit.cases.imports.world import AT, drafted, faults, mapping, read, reader

TITLE_AND_BODY = mapping({Field.TITLE: "标题", Field.BODY: "内容"})


def test_a_row_becomes_a_draft_with_its_words_as_they_are() -> None:
    draft = drafted(TITLE_AND_BODY, " 路灯不亮 ", "主街路灯三天不亮。")
    assert (draft.title, draft.body) == ("路灯不亮", "主街路灯三天不亮。")
    assert (draft.received_at, draft.channel, draft.past) == (AT, "spreadsheet", None)


def test_a_row_with_a_title_only_has_it_as_its_text() -> None:
    assert drafted(TITLE_AND_BODY, "路灯不亮", "").body == "路灯不亮"


def test_a_row_that_says_nothing_is_refused() -> None:
    assert faults(TITLE_AND_BODY, " ", "\x00\x00") == {("body", "text_missing")}


def test_a_long_title_goes_into_the_text_instead_of_being_cut() -> None:
    long = "很长的标题" * 50
    draft = drafted(TITLE_AND_BODY, long, "正文")
    assert draft.title == ""
    assert draft.body == f"{long}\n正文"


def test_ten_megabytes_of_text_are_refused_and_not_cut() -> None:
    assert faults(TITLE_AND_BODY, "题", "灯" * 10_000_000) == {("body", "text_too_long")}


def test_a_cell_that_the_table_could_not_read_is_refused_by_its_row() -> None:
    found = reader(TITLE_AND_BODY).read(Row(9, [], RowProblem.CELL_TOO_LONG))
    assert (found.number, found.faults[0].code) == (9, "cell_too_long")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("路\x00灯", "路灯"),
        ("灯🙂亮", "灯🙂亮"),
        ("请\u202e看", "请看"),
        ("שלום\u200f", "שלום\u200f"),
        ("坏\ud800字", "坏\ufffd字"),
        ("pair \ud83d\ude42", "pair 🙂"),
    ],
)
def test_odd_characters_become_safe_text(cell: str, text: str) -> None:
    assert drafted(TITLE_AND_BODY, "题", cell).body == text


def test_removed_characters_are_counted() -> None:
    one = reader(TITLE_AND_BODY)
    one.read(Row(2, ["题", "路\x00灯"]))
    assert one.cautions[Field.BODY, Caution.CHARACTERS_REMOVED] == 1


def test_a_text_is_put_together_from_several_columns() -> None:
    content = mapping({Field.BODY: Source(template="{类型}：{地点}")})
    assert drafted(content, "路灯", "主街").body == "路灯：主街"
    assert drafted(content, "路灯", "").body == "路灯"


def test_one_column_may_feed_several_fields() -> None:
    content = mapping({Field.TITLE: "标题", Field.REPLY: "答复", Field.REPLIED_AT: "时间", Field.CLOSED_AT: "时间"})
    past = drafted(content, "题", "已修复", "2026-11-20 10:00").past
    assert past is not None
    assert past.replied_at == past.closed_at == datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def test_categories_are_known_by_name_code_path_and_english() -> None:
    content = mapping({Field.TITLE: "t", Field.CATEGORY: "类别"})
    for word in ("路灯", "lamp", "public.lamp", "Street Lamps", "street lamps "):
        assert drafted(content, "题", word).category == "lamp", word


def test_a_category_may_be_named_by_the_way_to_it() -> None:
    content = mapping({Field.TITLE: "t", Field.CATEGORY: Source(columns=("大类", "小类"), join=Join.PATH)})
    assert drafted(content, "题", "市政设施", "路灯").category == "lamp"
    assert drafted(content, "题", "噪音", "").category == "noise"


def test_a_word_without_meaning_is_named() -> None:
    content = mapping({Field.TITLE: "t", Field.CATEGORY: "类别"})
    found = read(content, "题", "飞碟")
    assert [(fault.field, fault.code, fault.detail) for fault in found.faults] == [
        ("category", "value_unknown", "飞碟")
    ]


def test_a_mapping_gives_words_their_meaning_or_lets_them_be() -> None:
    content = mapping(
        {Field.TITLE: "t", Field.CATEGORY: "类别"},
        values={Field.CATEGORY: {"灯": "lamp", "其他": "", "测试": "leave_out"}},
        unknown={Field.CATEGORY: Unknown.LEAVE_EMPTY},
    )
    assert drafted(content, "题", "灯").category == "lamp"
    assert drafted(content, "题", "其他").category is None
    assert drafted(content, "题", "飞碟").category is None
    assert read(content, "题", "测试") is Skipped.LEFT_OUT


def test_a_remembered_meaning_that_is_gone_is_asked_anew() -> None:
    content = mapping({Field.TITLE: "t", Field.CATEGORY: "类别"}, values={Field.CATEGORY: {"灯": "abolished"}})
    assert faults(content, "题", "灯") == {("category", "value_unknown")}


def test_new_matters_go_as_far_as_the_mapping_says_once_they_have_a_category() -> None:
    content = mapping({Field.TITLE: "t", Field.CATEGORY: "类别"}, through="assigned")
    assert drafted(content, "题", "路灯").through is Through.ASSIGNED
    assert drafted(content, "题", "").through is Through.RECEIVED


def test_coordinates_are_converted_and_half_of_a_point_is_refused() -> None:
    content = mapping({Field.TITLE: "t", Field.LONGITUDE: "经度", Field.LATITUDE: "纬度"}, datum=Datum.GCJ02)
    draft = drafted(content, "题", "113.65", "34.76")
    assert draft.longitude == pytest.approx(113.644, abs=2e-3)
    assert drafted(content, "题", "0", "0").longitude is None
    assert faults(content, "题", "113.65", "") == {("latitude", "point_incomplete")}
    assert faults(content, "题", "东边", "34.7") == {("longitude", "not_a_number")}


def test_a_contact_is_taken_whole_and_never_told_in_a_fault() -> None:
    content = mapping({Field.TITLE: "t", Field.CONTACT_NAME: "姓名", Field.CONTACT_PHONE: "电话"})
    assert drafted(content, "题", "王某", 13800138000.0).contact == {"name": "王某", "phone": "13800138000"}
    found = read(content, "题", "王" * 100, "1")
    assert [(fault.field, fault.detail) for fault in found.faults] == [("contact_name", "80")]


def test_who_asks_not_to_be_known_is_not_kept() -> None:
    content = mapping({Field.TITLE: "t", Field.CONTACT_PHONE: "电话", Field.IDENTITY: "是否匿名"})
    one = reader(content)
    draft = one.read(Row(2, ["题", "138", "是"]))
    assert (draft.identity, draft.contact) == ("anonymous", None)
    assert one.cautions[Field.IDENTITY, Caution.CONTACT_LEFT_OUT] == 1


def test_what_is_kept_beside_goes_with_the_first_entry() -> None:
    content = mapping({Field.KEY: "编号", Field.TITLE: "t"}, headers=("编号", "t", "队列"), extras=("队列",))
    draft = drafted(content, "A-1", "题", "三队")
    assert draft.submission_key == "import:test:A-1"
    assert draft.imported == {"source": "test", "key": "A-1", "columns": {"队列": "三队"}}


def test_a_row_without_a_number_is_known_by_what_it_says() -> None:
    one, other = drafted(TITLE_AND_BODY, "题", "甲"), drafted(TITLE_AND_BODY, "题", "乙")
    again = drafted(TITLE_AND_BODY, "题", "甲")
    assert one.submission_key == again.submission_key != other.submission_key
    assert len(one.submission_key or "") <= 120


def test_an_empty_or_endless_number_cannot_double_or_overflow() -> None:
    content = mapping({Field.KEY: "编号", Field.TITLE: "t"}, source="s" * 40)
    assert faults(content, "", "题") == {("key", "key_missing")}
    key = drafted(content, "9" * 500, "题").submission_key or ""
    assert len(key) <= 120
    assert key != drafted(content, "9" * 501, "题").submission_key


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        (date(2026, 11, 20), datetime(2026, 11, 19, 16, 0, tzinfo=UTC)),
        (datetime(2026, 11, 20, 10, 30), datetime(2026, 11, 20, 2, 30, tzinfo=UTC)),  # noqa: DTZ001 — as a sheet has it
        (46346.4375, datetime(2026, 11, 20, 2, 30, tzinfo=UTC)),
    ],
)
def test_dates_that_a_sheet_holds_as_dates_are_read_in_the_time_of_the_file(cell: Cell, moment: datetime) -> None:
    content = mapping({Field.TITLE: "t", Field.RECEIVED_AT: "时间"})
    assert drafted(content, "题", cell).received_at == moment
