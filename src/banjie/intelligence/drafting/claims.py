"""What in a text can be held against another: days, sums, spans, numbers, laws, links. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Final

from banjie.intelligence.folded import folded

from .veiling import placeholders


class ClaimKind(StrEnum):
    DATE = "date"
    LAW = "law"
    LINK = "link"
    NUMBER = "number"
    SPAN = "span"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Claim:
    """`key` is what it says, whatever way it was written; `start` to `end` are characters of the text."""

    kind: ClaimKind
    key: tuple[str | float | None, ...]
    start: int
    end: int


_ENGLISH: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_MORE_ENGLISH: Final = {"twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30}
_ENGLISH_COUNT: Final = rf"\b(?:{'|'.join((*_ENGLISH, *_MORE_ENGLISH))})\b"
_COUNT: Final = rf"(?P<count>\d+(?:,\d{{3}})*(?:\.\d+)?|[零〇一二两三四五六七八九十百千万]+|{_ENGLISH_COUNT})"
_LINK: Final = re.compile(r"(?:https?://|www\.)[^\s一-鿿,;\"'<>()]+")
_LAW: Final = re.compile(r"《(?P<name>[^《》\n]{2,60})》(?: ?第[零〇一二三四五六七八九十百千\d]+条)?")
_DAY: Final = re.compile(
    r"(?:(?P<y>\d{4})年 ?)?(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?: ?(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3}) ?[日号]|底|初|上旬|中旬|下旬)"
)
_MONTH: Final = re.compile(r"(?P<y>\d{4})年 ?(?P<m>\d{1,2})月")
_ISO: Final = re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME: Final = "|".join(_MONTHS)
_ENGLISH_DAY: Final = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}}) (?P<m>{_MONTH_NAME})[a-z]*|(?P<m2>{_MONTH_NAME})[a-z]* (?P<d2>\d{{1,2}})(?!\d))"
    r"(?:,? (?P<y>\d{4}))?"
)
_SUM: Final = re.compile(rf"{_COUNT} ?(?P<scale>[万亿千百]?)(?:余|多)?(?:元|块钱?(?!儿)|人民币|yuan|rmb)")
# In the order in which they are tried: 个月 before 日, and 工作日 before both.
_UNITS: Final = (
    ("work", "个?工作日|working days?|business days?"),
    ("hour", "个?小时|hours?"),
    ("week", "周|个?星期|weeks?"),
    ("month", "个月|months?"),
    ("year", "年|years?"),
    ("day", "天|日|days?"),
)
_SPAN: Final = re.compile(rf"{_COUNT} ?(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _UNITS)})")
_NUMBER: Final = re.compile(r"(?P<count>\d+(?:,\d{3})*(?:\.\d+)?)")
_COUNTED: Final = re.compile(
    r"(?P<count>[二两三四五六七八九十百千]+) ?"
    r"(?:名|户|人|次|盏|处|台|吨|公里|米|栋|辆|棵|根|套|成)"
)
_ENGLISH_COUNTS: Final = re.compile(f"(?P<count>{_ENGLISH_COUNT})")
_DIGITS: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES: Final = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000, "": 1}


def claims(text: str) -> list[Claim]:
    """In the order of the text, none over another: a day is no number besides."""
    plain = folded(text)
    taken = [False] * len(plain)
    for start, end in placeholders(text):
        taken[start:end] = [True] * (end - start)
    found = []
    for claim in chain(_links(plain), _laws(plain), _days(plain), _sums(plain), _spans(plain), _numbers(plain)):
        if not any(taken[claim.start : claim.end]):
            taken[claim.start : claim.end] = [True] * (claim.end - claim.start)
            found.append(claim)
    return sorted(found, key=lambda each: each.start)


def value_of(written: str) -> float:
    """A count as people write it, 1,200 or 一千二百."""
    if written[0].isdigit():
        return float(written.replace(",", ""))
    if written in _ENGLISH or written in _MORE_ENGLISH:
        return float((_ENGLISH | _MORE_ENGLISH)[written])
    total, part, digit = 0, 0, 0
    for sign in written:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign == "万":
            total, part, digit = (total + part + digit or 1) * 10_000, 0, 0
        else:
            part, digit = part + (digit or 1) * _SCALES[sign], 0
    return float(total + part + digit)


def _links(plain: str) -> Iterator[Claim]:
    for match in _LINK.finditer(plain):
        yield Claim(ClaimKind.LINK, (match[0].rstrip("./。"),), *match.span())


def _laws(plain: str) -> Iterator[Claim]:
    for match in _LAW.finditer(plain):
        yield Claim(
            ClaimKind.LAW, (match["name"].replace(" ", ""), match[0].rpartition("》")[2].strip()), *match.span()
        )


def _days(plain: str) -> Iterator[Claim]:
    for pattern in (_ISO, _DAY, _MONTH):
        for match in pattern.finditer(plain):
            parts = match.groupdict()
            key = tuple(value_of(parts[name]) if parts.get(name) else None for name in "ymd")
            yield Claim(ClaimKind.DATE, key, *match.span())
    for match in _ENGLISH_DAY.finditer(plain):
        month = float(_MONTHS.index(match["m"] or match["m2"]) + 1)
        year = float(match["y"]) if match["y"] else None
        yield Claim(ClaimKind.DATE, (year, month, float(match["d"] or match["d2"])), *match.span())


def _sums(plain: str) -> Iterator[Claim]:
    for match in _SUM.finditer(plain):
        yield Claim(ClaimKind.SUM, (value_of(match["count"]) * _SCALES[match["scale"]],), *match.span())


def _spans(plain: str) -> Iterator[Claim]:
    for match in _SPAN.finditer(plain):
        unit = next(name for name, _ in _UNITS if match[name])
        if not (unit == "year" and len(match["count"]) == 4):
            yield Claim(ClaimKind.SPAN, (value_of(match["count"]), unit), *match.span())


def _numbers(plain: str) -> Iterator[Claim]:
    for pattern in (_NUMBER, _COUNTED, _ENGLISH_COUNTS):
        for match in pattern.finditer(plain):
            yield Claim(ClaimKind.NUMBER, (value_of(match["count"]),), *match.span("count"))
