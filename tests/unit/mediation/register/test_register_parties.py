"""Who stood against whom, from cells as offices fill them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.mediation.register.names import is_organisation, is_person
from banjie.mediation.register.parties import NamedParty, PartyProblem, sides_from, sides_of

# Forty-five on one side.
MANY = "甲方：" + "、".join(f"张{one}{two}" for one in "三四五六七" for two in "一二三四五六七八九") + "；乙方：李四"


def _told(cell: str) -> list[str]:
    found = sides_of(cell)
    assert not isinstance(found, PartyProblem), (cell, found)
    return [f"{party.side}:{party.name}" + (f"×{party.stands_for}" if party.stands_for else "") for party in found]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("张某与李某", ["A:张某", "B:李某"]),
        ("张三、李四", ["A:张三", "B:李四"]),
        ("张三 李四", ["A:张三", "B:李四"]),
        ("张三/李四", ["A:张三", "B:李四"]),
        ("张三VS李四", ["A:张三", "B:李四"]),
        ("张三诉李四", ["A:张三", "B:李四"]),
        ("甲方：张三；乙方：李四", ["A:张三", "B:李四"]),
        ("申请人:张三 被申请人:李四、王五", ["A:张三", "B:李四", "B:王五"]),
        ("原告：刘强;被告：大地保险公司", ["A:刘强", "B:大地保险公司"]),
        ("甲方:张三 乙方:李四 丙方:王五", ["A:张三", "B:李四", "C:王五"]),
        ("张三、李四与王五", ["A:张三", "A:李四", "B:王五"]),
        ("王某等12人与宏达建筑公司", ["A:王某×12", "B:宏达建筑公司"]),
        ("20户村民与村委会", ["A:村民×20", "B:村委会"]),
        ("李家村3户村民与宏达公司", ["A:李家村村民×3", "B:宏达公司"]),
        ("农民工张三等八人和包工头李四", ["A:张三×8", "B:李四"]),
        ("部分业主与和谐物业", ["A:部分业主", "B:和谐物业"]),
        ("患者家属与人民医院", ["A:患者家属", "B:人民医院"]),
        # names that hold the words between sides
        ("张和平与李四", ["A:张和平", "B:李四"]),
        ("张三与李和平", ["A:张三", "B:李和平"]),
        ("王与会与赵和", ["A:王与会", "B:赵和"]),
        ("李和与王平", ["A:李和", "B:王平"]),
        ("和平物业公司与业主王某", ["A:和平物业公司", "B:王某"]),
        ("张三与与时俱进科技公司", ["A:张三", "B:与时俱进科技公司"]),
        ("陈芳和永和餐饮店", ["A:陈芳", "B:永和餐饮店"]),
        ("人和医院和张三", ["A:人和医院", "B:张三"]),
        ("永和公司与共和公司", ["A:永和公司", "B:共和公司"]),
        ("甲方:和顺物业与业委会;乙方:赵六", ["A:和顺物业", "A:业委会", "B:赵六"]),
        # what stands around names
        ("张三(父)、张小三(子)与李某某", ["A:张三", "A:张小三", "B:李某某"]),
        ("张三13812345678与李四", ["A:张三", "B:李四"]),
        ("张三夫妇与李四邻里纠纷", ["A:张三", "B:李四"]),
        ("张三与李四因宅基地纠纷", ["A:张三", "B:李四"]),
        ("张三及其妻子王五与李四", ["A:张三", "A:王五", "B:李四"]),
        ("买买提·吐尔逊与阿不都·热合曼", ["A:买买提·吐尔逊", "B:阿不都·热合曼"]),
        ("扎西、卓玛与才让", ["A:扎西", "A:卓玛", "B:才让"]),
        ("老李与老王", ["A:老李", "B:老王"]),
        ("王某等12人与某公司", ["A:王某×12", "B:某公司"]),
        ("张某与张某", ["A:张某", "B:张某"]),
    ],
)
def test_two_sides_in_one_cell(cell: str, told: list[str]) -> None:
    assert _told(cell) == told


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("", PartyProblem.EMPTY),
        ("  ", PartyProblem.EMPTY),
        ("张三", PartyProblem.ONE_SIDE),
        ("张三李四", PartyProblem.ONE_SIDE),
        ("张三、李四、王五", PartyProblem.SIDES_UNCLEAR),
        ("张三与张三", PartyProblem.BOTH_SIDES),
        ("甲方：张三；乙方：张三、李四", PartyProblem.BOTH_SIDES),
        ("张" * 700, PartyProblem.TOO_LONG),
        (MANY, PartyProblem.TOO_MANY),
    ],
)
def test_cells_that_do_not_name_two_sides(cell: str, problem: PartyProblem) -> None:
    assert sides_of(cell) == problem


def test_sides_in_columns_of_their_own() -> None:
    found = sides_from("申请人：张三、李四和王五", "和平公司")
    assert found == (
        NamedParty("A", "张三", organisation=False),
        NamedParty("A", "李四", organisation=False),
        NamedParty("A", "王五", organisation=False),
        NamedParty("B", "和平公司", organisation=True),
    )
    assert sides_from("张三", "") is PartyProblem.ONE_SIDE
    assert sides_from("", "") is PartyProblem.EMPTY
    assert sides_from("张三", "张三") is PartyProblem.BOTH_SIDES


def test_shapes_of_names() -> None:
    assert all(map(is_person, ("张三", "欧阳某某", "张某", "李建社", "诸葛亮", "John Smith")))
    assert not any(map(is_person, ("", "一", "宏达建筑公司", "三里河路口")))
    assert all(map(is_organisation, ("宏达建筑公司", "青石村村委会", "某公司", "中和镇农机站", "物业")))
    assert not any(map(is_organisation, ("张三", "李建社", "")))


@given(st.text("张李王三四五和与诉、；:甲乙方申请人被公司等12户 /", max_size=40) | st.text(max_size=80))
def test_any_cell_can_be_read(cell: str) -> None:
    found = sides_of(cell)
    if not isinstance(found, PartyProblem):
        assert len({party.side for party in found}) >= 2
        assert all(party.name for party in found)
    sides_from(cell, cell[::-1])
