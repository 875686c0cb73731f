"""Registers of past disputes as offices keep them, made up for tests and measurements: nobody in them exists.

`rows(count)` gives the same rows each time. About one row in six has something that people write and programs
stumble over (types by other names, several parties in a cell, days and sums in words); with `faulty` about one in
a hundred cannot be brought in as it stands.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

HEADERS = (
    "登记编号", "纠纷类型", "当事人", "纠纷简要情况", "受理日期", "结案日期", "调解结果", "协议金额", "调解方式",
    "案件来源", "调解组织", "调解员",
)  # fmt: skip
YEAR = 2024
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高梁"
_GIVEN = (
    "伟",
    "芳",
    "建国",
    "秀英",
    "和平",
    "与明",
    "桂兰",
    "志强",
    "丽",
    "永和",
    "春梅",
    "海涛",
    "玉珍",
    "文斌",
    "晓燕",
    "国庆",
)
_COMPANIES = (
    "和平物业公司",
    "与时俱进科技有限公司",
    "宏达建筑公司",
    "永和餐饮店",
    "县人民医院",
    "青石村村委会",
    "共和合作社",
    "顺达运输公司",
)
_KINDS = (
    ("婚姻家庭纠纷", ("婚姻家庭", "婚姻", "家庭纠纷", "离婚纠纷"), "因彩礼返还和子女抚养发生争执"),
    ("邻里纠纷", ("邻里", "相邻关系", "邻里关系纠纷"), "因楼上漏水泡坏天花板，赔偿数额谈不拢"),
    ("房屋宅基地纠纷", ("房屋、宅基地", "宅基地", "房产纠纷"), "因宅基地界址不清，双方都说院墙是自家的"),
    ("合同纠纷", ("合同", "买卖合同"), "因货款结算方式与合同不符发生争议"),
    ("民间借贷纠纷", ("借贷", "债务纠纷", "欠款"), "借款到期未还，只有转账记录没有借条"),
    ("损害赔偿纠纷", ("损害赔偿", "人身损害", "赔偿纠纷"), "因口角动手致人轻微伤，医药费由谁承担"),
    ("山林土地纠纷", ("山林土地", "土地承包", "林权"), "因承包地四至不明，两家争种三分地"),
    ("征地拆迁纠纷", ("征地拆迁", "拆迁"), "对青苗补偿款的家庭内部分配不服"),
    ("道路交通事故纠纷", ("交通事故", "道路交通", "车祸"), "电动车与货车相撞，误工费未达成一致"),
    ("物业管理纠纷", ("物业", "物业服务纠纷"), "因停电和物业费问题，部分业主拒交物业费"),
    ("医疗纠纷", ("医患纠纷", "医疗"), "对手术后感染的责任有争议"),
    ("劳动争议", ("劳动纠纷", "劳资纠纷"), "公司辞退员工，经济补偿金未付"),
    ("农民工工资纠纷", ("农民工讨薪", "拖欠工资"), "工地完工半年，包工头拖欠工钱"),
    ("消费纠纷", ("消费者权益", "消费维权"), "所购空调质量有问题，商家不肯退货"),
    ("草场放牧纠纷", ("草场纠纷", "放牧"), "牛羊越界放牧，草场受损"),
    ("其他纠纷", ("其它", "其他"), "因习惯做法不同发生争执"),
)  # fmt: skip
_AGREED = (
    "调解成功",
    "成功",
    "达成协议",
    "达成书面协议并当场履行",
    "达成口头协议",
    "已达成协议，履行完毕",
    "双方和好",
    "调成",
)
_NOT_AGREED = ("调解未成功", "未达成协议", "不成，建议起诉", "调解失败")
_OTHERWISE = ("转法院", "当事人撤回申请", "一方拒绝调解", "一方未到场", "移交派出所")
_TRACKS = ("人民调解",) * 8 + ("民调", "行政调解", "诉前调解", "司法调解")
_BROUGHT = ("依申请", "当事人申请", "申请", "主动调解", "排查发现", "法院委托", "派出所移送")
_HAN = "〇一二三四五六七八九"


def rows(
    count: int,
    *,
    seed: int = 20,
    committees: tuple[str, ...] = (),
    mediators: tuple[str, ...] = (),
    faulty: bool = False,
) -> Iterator[list[str | int]]:
    """Rows below HEADERS, one dispute each."""
    chance = random.Random(seed)
    for number in range(1, count + 1):
        row = _row(chance, number, committees or ("青石村调委会",), mediators or ("周文斌",))
        if faulty and chance.random() < 0.01:
            _spoil(chance, row)
        yield row


def _row(
    chance: random.Random, number: int, committees: tuple[str, ...], mediators: tuple[str, ...]
) -> list[str | int]:
    name, others, story = chance.choice(_KINDS)
    received = date(YEAR, 1, 1) + timedelta(days=chance.randrange(330))
    ended = received + timedelta(days=min(chance.randrange(1, 36), (date(YEAR, 12, 31) - received).days))
    first, second = _person(chance), _person(chance) if chance.random() < 0.6 else chance.choice(_COMPANIES)
    if first == second:
        second = "和平物业公司"
    outcome = chance.choice(_AGREED if chance.random() < 0.86 else _NOT_AGREED if chance.random() < 0.6 else _OTHERWISE)
    return [
        f"{YEAR}-{number:05d}",
        name if chance.random() < 0.7 else chance.choice(others),
        _parties(chance, first, second),
        f"{first}与{second}{story}。",
        _day(chance, received),
        _day(chance, ended, exact=True),
        outcome,
        _sum(chance) if outcome in _AGREED and chance.random() < 0.7 else "",
        chance.choice(_TRACKS),
        chance.choice(_BROUGHT),
        _committee(chance, chance.choice(committees)),
        chance.choice(mediators),
    ]


def _person(chance: random.Random) -> str:
    return chance.choice(_SURNAMES) + chance.choice(_GIVEN)


def _parties(chance: random.Random, first: str, second: str) -> str:
    draw = chance.random()
    if draw < 0.70:
        return f"{first}{chance.choice(('与', '和', '、', '诉', ' / '))}{second}"
    if draw < 0.85:
        return f"甲方：{first}；乙方：{second}"
    if draw < 0.92:
        return f"{first}等{chance.randrange(2, 40)}人与{second}"
    third = _person(chance)
    return f"申请人：{first}、{third}小 被申请人：{second}" if third != first else f"{first}、{third}小与{second}"


def _day(chance: random.Random, day: date, *, exact: bool = False) -> str | int:
    draw = chance.random()
    if draw < 0.55:
        return f"{day.year}/{day.month}/{day.day}"
    if draw < 0.75:
        return day.isoformat()
    if draw < 0.82:
        return (day - date(1899, 12, 30)).days
    if draw < 0.90:
        return f"{day.year}年{day.month}月{day.day}日"
    if draw < 0.95 or exact:
        year = "".join(_HAN[int(figure)] for figure in str(day.year))
        return f"{year}年{_in_han(day.month)}月{_in_han(day.day)}日"
    return f"{day.month}月初" if draw < 0.98 else f"{day.month}月{day.day}号"


def _in_han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 1 else "十" if tens == 1 else _HAN[tens] + "十") + (_HAN[ones] if ones or not tens else "")


def _sum(chance: random.Random) -> str | int:
    value = chance.randrange(2, 120) * 500
    draw = chance.random()
    if draw < 0.5:
        return value
    if draw < 0.7:
        return f"{value}元"
    if draw < 0.8:
        return f"{value:,}.00元"
    if draw < 0.88:
        return f"{value // 10_000 + 1}万{value // 1_000 % 10 or 5}"
    return chance.choice(("三万五千元", "2.5w", "约1万余元", "5000/月×12", "人民币贰万元整", "无", "1.2万元"))


def _committee(chance: random.Random, name: str) -> str:
    return name.replace("人民调解委员会", "调委会") if chance.random() < 0.3 else name


def _spoil(chance: random.Random, row: list[str | int]) -> None:
    column, value = chance.choice(
        (
            (1, "说不清的事"),
            (2, "张三、李四、王五"),
            (4, "昨天"),
            (5, f"{YEAR}-02-30"),
            (6, ""),
            (7, "10万-15万"),
            (6, "调解中"),
        )
    )
    row[column] = value
