"""The net that keeps private persons out of rounds, tried by somebody who would misuse them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.mediation.rounds.private_persons import Told, marks

# As written by somebody who wants a list of people, plainly and then in disguise.
OF_PERSONS = {
    Told.LABEL: [
        "重点人员3名",
        "重 点 人 员",
        "重\u200b点\u200b人\u200b员",
        "重、点、人、员",
        "重點人員",
        "上访户集中的楼",
        "辖区精神病人需关注",
        "ZDRY 三人",
        "zhongdian renyuan",
        "key personnel",
        "Petitioner list",
    ],
    Told.ROSTER: ["人员名单附后", "见花名册", "姓名：", "联系方式见附件"],
    Told.NAME: [
        "张三",
        "张某某多次上访",
        "村民张三反映欠薪",
        "李 建 国 反映",
        "业主李建国与物业",
        "张三多次到省",
        "张三，扬言",
        "王先生家停水",
        "赵大爷",
        "黄女士",
        "老张，堵门",
        "张三夫妇堵路",
        "欧阳明华",
        "诸葛亮等人",
        "带头人刘伟",
        "Mr. Wang blocks the gate",
    ],
    Told.NAMES: ["张三、李四、王五", "张三\n李四\n王五"],
    Told.PHONE: [
        "138 0000 0001",
        "138-0000-0001",
        "１３８０００００００１",
        "一三八零零零零零零零一",
        "+86 13800000001",
    ],
    Told.IDENTITY_NUMBER: ["51010619900307751X", "5101 0619 9003 0775 12", "510106900307751"],
    Told.HOME: ["3号楼2单元501室", "三号楼二单元五零一", "12栋1805有人闹"],
    Told.EMAIL: ["wang@example.com"],
    Told.ACCOUNT: ["微信号：zhang1234", "QQ 123456789"],
    Told.PLATE: ["川A12345", "川A·D12345"],
}
OF_PLACES = [
    "金色家园二期停工",
    "宏达置业资金链断裂，1200户业主交房无期",
    "城南工业园鑫源服装厂拖欠120名工人工资约86万元",
    "石桥村三组宅基地边界",
    "高店镇沙石场",
    "施工方要求复工",
    "业主方面多次沟通",
    "3号楼2024年停工",
    "5号楼120户业主",
    "工地围挡外马路塌陷",
    "物业公司拒绝退还装修押金",
    "开发商承诺2026年6月复工",
    "安置房漏水，住户多",
    "连日降雨，边坡开裂",
    "周边老人出行不便",
    "石桥、高店、王庄三处",
    "供水管道的产权不清",
    "欠薪 1380000 元",
    "县住建局牵头，镇政府配合",
    "江边码头砂石堆场扬尘",
    "宏图小区电费由物业代收，拖欠供电公司32万元",
    "工人工资专户未足额存入",
    "请司法所介入，约谈施工单位负责人",
    "张家湾水库",
    "王府井广场",
    "Stopped building site, 300 flats",
    "Developer Hongda bankrupt",
]


@pytest.mark.parametrize(("told", "text"), [(told, text) for told, texts in OF_PERSONS.items() for text in texts])
def test_what_is_about_a_person_is_marked(told, text):
    assert told in {mark.told for mark in marks(text)}, marks(text)


@pytest.mark.parametrize("text", OF_PLACES)
def test_what_is_about_a_place_is_not(text):
    assert marks(text) == ()


@given(st.sampled_from([text for texts in OF_PERSONS.values() for text in texts if text.isascii() is False]))
def test_words_around_a_person_do_not_hide_them(text):
    assert marks(f"金色家园二期停工；{text}；请住建局核实")


@given(st.integers(min_value=0, max_value=10**9 - 1), st.sampled_from([" ", "-", "　", "\u200b", "."]))
def test_a_telephone_number_is_found_however_it_is_parted(rest, gap):
    digits = f"13{rest:09d}"
    assert Told.PHONE in {mark.told for mark in marks(gap.join(digits))}


@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    for mark in marks(text):
        assert mark.words
