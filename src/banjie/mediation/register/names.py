"""Whether a few characters look like the name of a person, of an organisation or of a group. Pure.

Surnames: the most frequent by the reports of the Ministry of Public Security (公安部姓氏报告), and those of two
characters. A name is only looked at for its shape; nobody is looked up.
"""

import re
from functools import lru_cache
from typing import Final

_SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪"
    "戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄"
    "章鲁倪庞邢俞翟蓝聂齐向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲欧靳祁路涂兰甘裴梅童翁霍游阮尤岳柯牟滕谷舒"
    "卜成饶宁凌盛查单冉鲍华包屈房喻解蒲卫简时连车项闵邬吉党阳司费蒙席晏隋古强穆姬宫景米麦谈柏瞿艾沙鄢桂藏边卞姚冷应臧"
    "仇娄冼敖巩巫郎褚丛岑苟苑商官户和水火山"
)
_DOUBLE: Final = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "皇甫",
    "尉迟",
    "司徒",
    "东方",
    "夏侯",
    "公孙",
    "慕容",
    "令狐",
    "长孙",
    "宇文",
    "端木",
    "南宫",
    "呼延",
)
_HAN_NAME: Final = re.compile(r"[\u3400-\u9fff]{1,3}")
_MASKED: Final = re.compile(
    r"[\u3400-\u9fff]{1,2}(?:某{1,3}|[xX×*＊]{1,2})[甲乙丙丁\u3400-\u9fff]?|[\u3400-\u9fff](?:姓|家)"
)
_LOOSE: Final = re.compile(r"[\u3400-\u9fff]{2,5}")
_DOTTED: Final = re.compile(r"[\u3400-\u9fffA-Za-z]+(?:[·•‧・.][\u3400-\u9fffA-Za-z]+)+")
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z.' -]{1,60}")
_ORGANISATION: Final = re.compile(
    r".{2,}(?:公司|集团|厂|工厂|商店|店|超市|商行|商场|市场|酒店|饭店|宾馆|餐厅|餐馆|民宿|医院|卫生院|诊所|卫生室|学校|中学|小学|大学|幼儿园|学院|"
    r"村委会|居委会|村民委员会|居民委员会|委员会|业委会|合作社|信用社|银行|支行|保险|物业|项目部|工程队|施工队|工地|经营部|门市部|门市|农场|牧场|林场|"
    r"矿|事务所|旅行社|景区|管理处|管委会|协会|商会|中心|局|镇政府|政府|办事处|村|社区|小组|"
    r"村民小组|生产队|村组|工作室|美容院|养老院|驾校|俱乐部|电站|车队|物流|快递|平台|股份|站|所|社|部|场|园|馆|城|坊|行|铺|队)"
)
_BARE: Final = frozenset(
    (
        "村委会",
        "居委会",
        "业委会",
        "物业",
        "物业公司",
        "医院",
        "学校",
        "保险公司",
        "开发商",
        "施工方",
        "镇政府",
        "公司",
        "卫生院",
        "幼儿园",
        "银行",
    )
)
_GROUP: Final = re.compile(
    r"(?:部分|全体|众|多名|若干)?(?:.{0,8})(?:业主|村民|居民|住户|租户|农民工|工人|职工|员工|民工|学生|家长|家属|患者|游客|牧民|农户|商户|消费者|购房者|债权人|投资人|户主)(?:们|代表)?"
)
_ROLE: Final = re.compile(
    r"(?:业主|村民|居民|住户|租户|房东|农民工|民工|工人|职工|员工|学生|家长|患者|死者|伤者|游客|牧民|农户|商户|消费者|司机|车主|包工头|"
    r"老板|经营者|户主|经理|负责人)(?=[\u3400-\u9fff]{2,4}$)"
)
# 某公司, A公司: not named, and plainly no person.
_UNNAMED: Final = re.compile(r"(?:某|[A-Za-z]).{0,10}(?:公司|厂|店|医院|学校|物业|集团|银行|单位)")
# These end like an organisation and are a place or a person.
_NOT_ORGANISATION: Final = re.compile(r"[\u3400-\u9fff]某(?:店|矿)?")
_LONGEST: Final = 60
# The names of a cell are looked at again and again while it is cut. No more of them than a cell's are remembered.
_OF_A_CELL: Final = 16


def without_role(name: str) -> str:
    """王某 of 业主王某; the name itself where no role stands before it."""
    found = _ROLE.match(name)
    return name[found.end() :] if found is not None else name


@lru_cache(maxsize=_OF_A_CELL)
def is_person(name: str) -> bool:
    """张三, 欧阳某某, 张某, 买买提·吐尔逊, John Smith."""
    if not name or len(name) > _LONGEST:
        return False
    if _MASKED.fullmatch(name) or _DOTTED.fullmatch(name) or _LATIN.fullmatch(name):
        return True
    if name[:2] in _DOUBLE and _HAN_NAME.fullmatch(name[2:]):
        return True
    return 2 <= len(name) <= 4 and name[0] in _SURNAMES and _HAN_NAME.fullmatch(name[1:]) is not None


@lru_cache(maxsize=_OF_A_CELL)
def is_organisation(name: str) -> bool:
    """和平物业公司, 李家村村委会. Something that is also a name of a person is one only if it is long."""
    if name in _BARE:
        return True
    if not 2 < len(name) <= _LONGEST or _NOT_ORGANISATION.fullmatch(name):
        return False
    if _UNNAMED.fullmatch(name):
        return True
    return _ORGANISATION.fullmatch(name) is not None and not (len(name) <= 3 and is_person(name))


def could_be_person(name: str) -> bool:
    """老李, 扎西, 才让: a name by its length alone, for where the other half leaves no doubt what is meant."""
    return _LOOSE.fullmatch(name) is not None


def is_group(name: str) -> bool:
    """部分业主, 死者家属: people who are not named."""
    return bool(name) and len(name) <= 24 and _GROUP.fullmatch(name) is not None
