"""What stands round a name in a text: a number, where from it, a crossing, whether somebody only lives there. Pure."""

import re
from dataclasses import dataclass
from typing import Final

_BEFORE: Final = 24
_AFTER: Final = 16
_HAN_DIGITS: Final = "零〇一二三四五六七八九十百"
# 12号楼 and 12号线 are no number of a road.
_NUMBER: Final = re.compile(
    rf"(\d{{1,5}}(?:[-之]\d{{1,4}})?|[{_HAN_DIGITS}]{{1,5}})(?:号(?![楼线文桥地车厅栋]|公告)|弄)"
)
_NUMBER_EN: Final = re.compile(r"(?<![\w#-])(\d{1,5}[a-z]?),? $")
_SIDE: Final = "东南西北"
_BESIDE: Final = re.compile(
    rf"的?(斜对面|正对面|对面|对过|旁边|旁|隔壁|附近|周边|门口|门前|大门外?|前面|后面|后边|楼下|路口|交叉口|十字路口|桥下|"
    rf"以[{_SIDE}]{{1,2}}|[往向][{_SIDE}]{{1,2}}|[{_SIDE}]{{1,2}}[侧边面头端口段门]|中段|段|一带|里面|院内|内|里)"
)
_BESIDE_EN: Final = re.compile(
    r"\b(opposite|across from|next to|near|north of|south of|east of|west of|behind|in front of|beside|outside|"
    r"corner of|at)(?: the)? $"
)
_PLACED: Final = re.compile(
    r"(?:位于|地处|地址是?:?|地点是?:?|座落[在于]|坐落[在于]|在|到|至|从|由|经过|往|:|\bat|\bon|\bin)$"
)
_LIVES: Final = re.compile(r"(?:住在?|居住[在于]|租住在?|户籍|老家|i live (?:at|on|in)(?: \d{1,5})?)$")
_CALLED: Final = re.compile(
    r"[^的附旁对门口上边,。;\s]{0,3}?(?:有限|集团|公司|银行|信用社|开发商|物业|地产|置业|分局|派出所|支行)"
)
_JOINS: Final = re.compile(r"[与和跟同及交、/&+-]| ?(?:and|&|/|at) ?|")
_CROSSES: Final = re.compile(r"的?(?:十字|丁字|三岔)?(?:路?交叉|交汇|交界|相交|路口|交口|十字|丁字|口)")
_CROSSES_EN: Final = re.compile(r"(?:corner|intersection|junction|crossing) of(?: the)? $")


@dataclass(frozen=True, slots=True)
class Around:
    """`number` as it is written with its name (12号, 12), `beside` the words that say where from it (对面, north of).

    `placed`: words before it say that something lies there. `lives`: that somebody lives there, which is often not
    where the matter is. `called`: it is part of the name of a firm or an office.
    """

    number: str
    beside: str
    placed: bool
    lives: bool
    called: bool


def look_around(text: str, start: int, end: int, *, road: bool) -> Around:
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    number = ""
    if road:
        found, found_en = _NUMBER.match(after), _NUMBER_EN.search(before)
        if found is not None:
            number, after = found.group(), after[found.end() :]
        elif found_en is not None:
            number, before = found_en.group(1), before[: found_en.start()] + " "
    beside, beside_en = _BESIDE.match(after), _BESIDE_EN.search(before)
    words = beside.group(1) if beside is not None else beside_en.group(1) if beside_en is not None else ""
    plain = before.rstrip()
    return Around(
        number,
        "" if words == "at" else words,
        _PLACED.search(plain) is not None,
        _LIVES.search(plain) is not None,
        _CALLED.match(after) is not None,
    )


def crosses(text: str, first_start: int, first_end: int, second_start: int, second_end: int) -> bool:
    """Whether two names that follow one another are told as the crossing of two roads."""
    if not _JOINS.fullmatch(text, first_end, second_start):
        return False
    if _CROSSES.match(text, second_end) is not None:
        return True
    before = text[max(0, first_start - _BEFORE) : first_start]
    return _CROSSES_EN.search(before) is not None or " & " in text[first_end:second_start]
