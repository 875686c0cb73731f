"""The first mapping for a file: remembered, similar, or guessed by names and contents."""

from collections.abc import Sequence

from banjie.cases.imports.fields import Field
from banjie.cases.imports.mapping import MappingContent
from banjie.cases.imports.proposing import Basis, Proposal, propose, source_of
from banjie.platform.tables import Row
from tests.unit.cases.imports.world import mapping

HEADERS = (
    "工单编号",
    "诉求内容",
    "事项类别",
    "来电人",
    "联系电话",
    "受理时间",
    "经度",
    "纬度",
    "承办单位",
    "办结时间",
    "备注",
)
ROWS = (
    ("G-1", "主街路灯不亮", "路灯", "王某", "13800138000", "2026-11-20 09:00", "110.1", "30.2", "城管局", "", ""),
    (
        "G-2",
        "夜里施工太吵",
        "噪音",
        "李某",
        "0371-6666",
        "2026-11-20 09:30",
        "110.2",
        "30.3",
        "住建局",
        "2026-11-21",
        "急",
    ),
)


def proposed(headers: Sequence[str], *rows: Sequence[str], remembered: Sequence[MappingContent] = ()) -> Proposal:
    sample = [Row(number, list(cells)) for number, cells in enumerate(rows, 2)]
    return propose(headers, sample, file_name="城管局 11月.xlsx", time_zone="Asia/Shanghai", remembered=remembered)


def columns(proposal: Proposal) -> dict[Field, str]:
    return {field: source.columns[0] for field, source in proposal.content.fields.items()}


def test_the_columns_of_a_chinese_office_are_guessed_by_their_names() -> None:
    found = columns(proposed(HEADERS, *ROWS))
    assert found == {
        Field.KEY: "工单编号",
        Field.BODY: "诉求内容",
        Field.CATEGORY: "事项类别",
        Field.CONTACT_NAME: "来电人",
        Field.CONTACT_PHONE: "联系电话",
        Field.RECEIVED_AT: "受理时间",
        Field.LONGITUDE: "经度",
        Field.LATITUDE: "纬度",
        Field.LEAD_UNIT: "承办单位",
        Field.CLOSED_AT: "办结时间",
        Field.NOTE: "备注",
    }


def test_a_name_is_not_believed_against_what_the_column_holds() -> None:
    found = columns(
        proposed(("标题", "受理时间", "联系电话"), ("路灯", "张三处理", "不详"), ("道路", "李四处理", "无"))
    )
    assert Field.RECEIVED_AT not in found
    assert Field.CONTACT_PHONE not in found


def test_the_longest_text_is_the_matter_where_no_name_says_so() -> None:
    found = columns(
        proposed(("A", "B"), ("1", "主街的路灯已经三天不亮了，请来看看"), ("2", "夜里施工的声音很大，无法睡觉休息"))
    )
    assert found[Field.BODY] == "B"


def test_half_of_a_point_is_not_proposed() -> None:
    assert Field.LONGITUDE not in columns(proposed(("标题", "经度"), ("灯", "110.1")))


def test_a_column_of_areas_that_nobody_knows_is_not_proposed() -> None:
    sample = [Row(2, ["灯", "火星"])]
    found = propose(
        ("标题", "社区"), sample, file_name="x.csv", time_zone="UTC", knows=lambda field, word: word == "柳林"
    )
    assert Field.AREA not in found.content.fields


def test_yes_and_no_mean_secrecy_where_the_column_asks_for_it() -> None:
    content = proposed(("标题", "是否保密"), ("灯", "是"), ("路", "否")).content
    assert content.values[Field.IDENTITY]["是"] == "confidential"


def test_a_mapping_is_remembered_for_the_same_columns_in_another_order() -> None:
    known = mapping({Field.TITLE: "标题", Field.BODY: "内容"}, headers=("内容", "标题"))
    proposal = proposed(("标题", "内容"), ("灯", "不亮"), remembered=[known])
    assert (proposal.basis, proposal.content) == (Basis.REMEMBERED, known)


def test_a_mapping_is_offered_for_a_file_with_one_more_column() -> None:
    known = mapping({Field.TITLE: "标题", Field.BODY: "内容", Field.KEY: "编号"})
    proposal = proposed(("编号", "标题", "内容", "新列"), ("1", "灯", "不亮", "x"), remembered=[known])
    assert (proposal.basis, proposal.content) == (Basis.SIMILAR, known)


def test_a_mapping_whose_columns_are_missing_is_not_offered() -> None:
    known = mapping({Field.TITLE: "标题", Field.BODY: "内容", Field.KEY: "编号"})
    assert proposed(("编号", "标题", "说明"), ("1", "灯", "不亮"), remembered=[known]).basis is Basis.GUESSED


def test_the_source_is_named_after_the_file_without_its_month() -> None:
    assert source_of("城管局 2026-11") == source_of("城管局 2026-12")
    assert source_of("????") == "import"
