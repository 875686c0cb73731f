"""Mappings as values: known again by their columns, whole, exportable, and without anybody's data."""

import pytest

from banjie.cases.imports import mappings
from banjie.cases.imports.fields import Field
from banjie.cases.imports.mapping import MappingFault, Source, problems_of
from banjie.platform.tables import fingerprint
from tests.unit.cases.imports.world import mapping


def test_the_same_columns_are_known_in_any_order_and_spelling() -> None:
    assert fingerprint(["编号", "标题 ", "Open_DT"]) == fingerprint(["open dt", "标题", "＊编 号："])
    assert fingerprint(["编号", "标题"]) != fingerprint(["编号", "内容"])


def test_a_mapping_comes_back_from_its_export_as_it_was() -> None:
    content = mapping(
        {Field.BODY: Source(template="{类型}：{地点}"), Field.CATEGORY: "类型"},
        values={Field.CATEGORY: {"灯": "lamp", "其他": ""}},
        day_first=True,
    )
    assert mappings.read(mappings.write(content)) == content


def test_a_document_that_is_no_mapping_is_refused_with_its_faults() -> None:
    with pytest.raises(mappings.BadMapping) as refused:
        mappings.read('{"name": "x", "source": "Not A Slug", "headers": [], "fields": {"shoe_size": {}}}')
    assert {field for field, _what in refused.value.faults} >= {"source", "fields.shoe_size.[key]"}


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({Field.TITLE: "没有"}, MappingFault.COLUMN_MISSING),
        ({Field.CATEGORY: "a"}, MappingFault.TEXT_MISSING),
        ({Field.TITLE: "a", Field.LONGITUDE: "b"}, MappingFault.POINT_INCOMPLETE),
        ({Field.TITLE: "a", Field.REPLY: "b"}, MappingFault.REPLY_TIME_MISSING),
    ],
)
def test_a_mapping_that_does_not_fit_says_why(fields: dict[Field, str | Source], fault: MappingFault) -> None:
    assert fault in {problem.code for problem in problems_of(mapping(fields), ["a", "b"])}


def test_a_column_that_names_the_reporter_cannot_be_kept_in_the_open() -> None:
    content = mapping({Field.TITLE: "a", Field.CONTACT_PHONE: "电话"}, extras=("电话",))
    assert [problem.code for problem in problems_of(content, ["a", "电话"])] == [MappingFault.KEPT_AND_PERSONAL]


def test_an_unknown_time_zone_is_a_fault() -> None:
    content = mapping({Field.TITLE: "a"}, time_zone="Asia/Nowhere")
    assert [problem.code for problem in problems_of(content, ["a"])] == [MappingFault.TIME_ZONE_UNKNOWN]


def test_the_mappings_that_come_with_banjie_fit_their_own_columns() -> None:
    shipped = mappings.shipped()
    assert {content.source for content in shipped} == {"boston-311", "nyc-311", "messages-zh"}
    assert {
        content.source: problems_of(content, content.headers)
        for content in shipped
        if problems_of(content, content.headers)
    } == {}


def test_the_shipped_mappings_set_up_whatever_they_speak_of() -> None:
    for content in mappings.shipped():
        assert content.missing is not None, content.name
        assert content.creates_missing, content.name
