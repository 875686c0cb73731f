"""Rows of a register to records: what is proposed, read, refused, left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from demo import registers
from hypothesis import given, settings
from hypothesis import strategies as st

from banjie.mediation.register.fields import Field
from banjie.mediation.register.known import Known
from banjie.mediation.register.mapping import MappingFault, RegisterMapping, Unreadable, problems_of
from banjie.mediation.register.outcomes import Outcome
from banjie.mediation.register.proposing import Basis, propose, year_of
from banjie.mediation.register.records import Caution, Record, RefusedRow
from banjie.mediation.register.rows import RowReader
from banjie.platform.tables import Cell, Row

TODAY = date(2026, 11, 29)


@dataclass(frozen=True)
class Thing:
    code: str
    name: str
    name_en: str = ""


KNOWN = Known([Thing("qs", "青石村人民调解委员会"), Thing("gc", "关城镇人民调解委员会")], [Thing("330101", "青石村")])
COLUMNS = {
    "编号": Field.NUMBER,
    "类型": Field.KIND,
    "当事人": Field.PARTIES,
    "简况": Field.SUMMARY,
    "受理": Field.RECEIVED,
    "结案": Field.ENDED,
    "结果": Field.OUTCOME,
    "金额": Field.AGREED,
    "方式": Field.TRACK,
    "组织": Field.COMMITTEE,
    "天数": Field.DAYS,
    "村": Field.AREA,
    "履行": Field.PERFORMED,
    "确认": Field.CONFIRMED,
    "人数": Field.PEOPLE,
}
SOUND: dict[str, Cell] = {
    "编号": "1",
    "类型": "邻里",
    "当事人": "张三与李四",
    "简况": "张三家漏水，李四索赔",
    "受理": "2024/3/1",
    "结案": "2024年3月10日",
    "结果": "达成协议",
    "金额": "3万5",
    "方式": "诉前调解",
    "组织": "青石村调委会",
    "天数": "",
    "村": "青石村村委会",
    "履行": "已履行",
    "确认": "是",
    "人数": "约12人",
}


def _content(**changes: object) -> RegisterMapping:
    content = RegisterMapping(
        source="register", headers=tuple(COLUMNS), fields={field: (name,) for name, field in COLUMNS.items()}
    )
    return RegisterMapping.model_validate({**content.model_dump(), **changes})


def _reader(content: RegisterMapping | None = None) -> RowReader:
    return RowReader(content or _content(), tuple(COLUMNS), KNOWN, today=TODAY)


def _row(**cells: Cell) -> Row:
    return Row(2, [{**SOUND, **cells}[name] for name in COLUMNS])


def _record(reader: RowReader | None = None, **cells: Cell) -> Record:
    found = (reader or _reader()).read(_row(**cells))
    assert isinstance(found, Record), found
    return found


def _faults(reader: RowReader | None = None, **cells: Cell) -> set[tuple[str, str]]:
    found = (reader or _reader()).read(_row(**cells))
    assert isinstance(found, RefusedRow), found
    return {(fault.field, fault.code) for fault in found.faults}


def test_a_whole_row() -> None:
    record = _record()
    assert record.kind == "neighbours"
    assert (record.received, record.ended, record.days) == (date(2024, 3, 1), date(2024, 3, 10), 9)
    assert record.outcome == Outcome("agreed", "", "kept", confirmed=True)
    assert record.agreed == Decimal("35000.00")
    assert (record.track, record.court_stage) == ("judicial", "before_filing")
    assert (record.unit, record.area, record.people) == ("qs", "330101", 12)
    assert [party.name for party in record.parties] == ["张三", "李四"]


def test_names_do_not_stand_in_what_can_be_searched() -> None:
    record = _record(简况="张三家漏水，李四（电话13812345678）索赔")
    assert record.text == "甲方家漏水，乙方（电话［号码］）索赔"


def test_without_a_summary_the_type_stands_for_it() -> None:
    assert _record(简况="").text == "邻里纠纷"


def test_a_type_that_is_not_told_comes_from_the_words() -> None:
    reader = _reader()
    assert _record(reader, 类型="", 简况="包工头拖欠工钱，工地早已完工").kind == "wages"
    assert reader.cautions[Field.KIND, Caution.KIND_FROM_TEXT] == 1


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"类型": "说不清"}, ("kind", "value_unknown")),
        ({"当事人": "张三、李四、王五"}, ("parties", "sides_unclear")),
        ({"当事人": "张三与张三"}, ("parties", "party_on_both_sides")),
        ({"受理": "昨天"}, ("received", "not_a_date")),
        ({"受理": "3月初"}, ("received", "year_missing")),
        ({"受理": "03/04/2024"}, ("received", "ambiguous")),
        ({"受理": "2027-01-01", "结案": "2027-01-02"}, ("received", "in_future")),
        ({"受理": "1949-01-01"}, ("received", "received_too_long_ago")),
        ({"结案": "2024-02-30"}, ("ended", "no_such_day")),
        ({"结案": "2024-02-28"}, ("ended", "ended_before_received")),
        ({"结案": ""}, ("ended", "ended_missing")),
        ({"结果": ""}, ("outcome", "outcome_missing")),
        ({"结果": "啊"}, ("outcome", "value_unknown")),
        ({"结果": "调解中"}, ("outcome", "still_open")),
        ({"金额": "10万-15万"}, ("agreed", "sum_range")),
        ({"金额": "3万、2万"}, ("agreed", "sum_two_sums")),
        ({"组织": "没有的调委会"}, ("committee", "value_unknown")),
        ({"人数": "许多"}, ("people", "not_a_count")),
        ({"天数": "很久"}, ("days", "not_a_count")),
        ({"简况": "长" * 20_001}, ("summary", "text_too_long")),
    ],
)
def test_what_is_wrong_with_a_row(cells: dict[str, Cell], fault: tuple[str, str]) -> None:
    assert fault in _faults(**cells)


def test_everything_wrong_with_a_row_is_told_at_once() -> None:
    assert {field for field, _ in _faults(类型="说不清", 受理="昨天", 金额="10万-15万")} == {
        "kind",
        "received",
        "agreed",
    }


def test_a_fault_never_tells_a_name() -> None:
    found = _reader().read(_row(当事人="张三、李四、王五"))
    assert isinstance(found, RefusedRow)
    assert all("张三" not in fault.detail for fault in found.faults)


def test_the_end_may_come_from_the_days_it_took() -> None:
    assert _record(结案="", 天数="半个月").ended == date(2024, 3, 16)
    assert _record(结案="当天").ended == date(2024, 3, 1)
    assert _record(_reader(_content(ends_when_received=True)), 结案="").ended == date(2024, 3, 1)


def test_the_year_of_the_register_completes_days() -> None:
    record = _record(_reader(_content(year=2024)), 受理="去年腊月", 结案="3月5日")
    assert (record.received, record.ended) == (date(2024, 1, 11), date(2024, 3, 5))


def test_a_sum_counts_only_where_there_was_agreement() -> None:
    assert _record(结果="未达成协议", 金额="5000").agreed is None


def test_cells_may_be_left_empty_where_the_mapping_says_so() -> None:
    lenient = _content(unreadable=dict.fromkeys((Field.PARTIES, Field.AGREED, Field.COMMITTEE), Unreadable.LEAVE_EMPTY))
    reader = _reader(lenient)
    record = _record(reader, 当事人="张三", 金额="若干", 组织="某处")
    assert (record.parties, record.agreed, record.unit) == ((), None, None)
    assert reader.cautions.total() >= 3
    # An outcome and days are what a record is made of.
    assert _faults(_reader(_content(unreadable={Field.OUTCOME: Unreadable.LEAVE_EMPTY})), 结果="")


def test_what_people_said_words_mean_goes_first() -> None:
    reader = _reader(
        _content(values={Field.OUTCOME: {"啊": "agreed", "作废": "leave_out"}, Field.KIND: {"说不清": "other"}})
    )
    assert _record(reader, 结果="啊", 类型="说不清").kind == "other"
    assert reader.read(_row(结果="作废")) is None


def test_marks_are_of_the_row_and_not_of_persons() -> None:
    one, again, other = _record(), _record(), _record(编号="2")
    assert one.mark == again.mark != other.mark
    assert _record(编号="", 当事人="张三与李四").mark != _record(编号="", 当事人="张三与王五").mark
    assert _record(当事人="王五与赵六").mark == one.mark  # the number and the day decide


def test_mappings_that_cannot_be_used() -> None:
    fields = _content().fields
    without = {
        field: columns
        for field, columns in fields.items()
        if field not in {Field.OUTCOME, Field.RECEIVED, Field.ENDED, Field.DAYS}
    }
    codes = {problem.code for problem in problems_of(_content(fields=without), tuple(COLUMNS))}
    assert codes == {MappingFault.OUTCOME_MISSING, MappingFault.RECEIVED_MISSING, MappingFault.ENDED_MISSING}
    half = {**fields, Field.SIDE_A: ("当事人",)}
    assert MappingFault.SIDE_INCOMPLETE in {p.code for p in problems_of(_content(fields=half), tuple(COLUMNS))}
    assert MappingFault.COLUMN_MISSING in {p.code for p in problems_of(_content(), ("编号",))}
    assert problems_of(_content(), tuple(COLUMNS)) == []


def _sheet(count: int, **options: bool) -> list[Row]:
    return [Row(at, list(row)) for at, row in enumerate(registers.rows(count, **options), 2)]  # type: ignore[arg-type]


def test_a_register_as_offices_keep_it_is_guessed_and_read() -> None:
    rows = _sheet(600)
    proposal = propose(registers.HEADERS, rows[:20], file_name="2024年调解登记簿.xlsx", time_zone="Asia/Shanghai")
    assert proposal.basis is Basis.GUESSED
    assert set(proposal.content.fields) == {
        Field.NUMBER,
        Field.KIND,
        Field.PARTIES,
        Field.SUMMARY,
        Field.RECEIVED,
        Field.ENDED,
        Field.OUTCOME,
        Field.AGREED,
        Field.TRACK,
        Field.BROUGHT_BY,
        Field.COMMITTEE,
        Field.MEDIATOR,
    }
    assert proposal.content.year == 2024
    reader = RowReader(proposal.content, registers.HEADERS, KNOWN, today=TODAY)
    found = [reader.read(row) for row in rows]
    assert [each for each in found if not isinstance(each, Record)] == []


def test_its_faulty_rows_are_found() -> None:
    rows = _sheet(2000, faulty=True)
    content = propose(registers.HEADERS, rows[:20], file_name="x2024.csv", time_zone="Asia/Shanghai").content
    reader = RowReader(content, registers.HEADERS, KNOWN, today=TODAY)
    refused = sum(isinstance(reader.read(row), RefusedRow) for row in rows)
    assert 5 <= refused <= 40


def test_a_remembered_mapping_comes_back_with_the_year_of_its_file() -> None:
    rows = _sheet(20)
    first = propose(registers.HEADERS, rows, file_name="2024.xlsx", time_zone="Asia/Shanghai").content
    again = propose(registers.HEADERS, rows, file_name="2025年.xlsx", time_zone="Asia/Shanghai", remembered=[first])
    assert again.basis is Basis.REMEMBERED
    assert again.content.year == 2025


def test_years() -> None:
    rows = _sheet(20)
    assert year_of(registers.HEADERS, rows, "登记簿.xlsx", "Asia/Shanghai") == 2024
    assert year_of(registers.HEADERS, rows, "2023年登记簿.xlsx", "Asia/Shanghai") == 2023
    assert year_of(("a",), [], "登记簿.xlsx", "Asia/Shanghai") is None


def test_one_column_for_the_applicant_alone_is_read_as_both_sides() -> None:
    proposal = propose(("申请人", "结果", "受理日期", "天数"), [], file_name="x", time_zone="Asia/Shanghai")
    assert Field.PARTIES in proposal.content.fields
    assert Field.SIDE_A not in proposal.content.fields


_CELLS = st.one_of(st.none(), st.text(max_size=30), st.integers(-5, 60_000), st.floats(allow_nan=True), st.dates())


@settings(max_examples=150)
@given(st.lists(_CELLS, min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_any_row_is_a_record_or_says_why_not(cells: Sequence[Cell]) -> None:
    found = _reader().read(Row(2, list(cells)))
    assert isinstance(found, Record) or (isinstance(found, RefusedRow) and found.faults)
