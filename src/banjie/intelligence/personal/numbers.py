"""Telephones, identity numbers, bank cards and accounts among the many numbers of a text. Pure.

Sources: GB 11643-1999 (identity numbers and their last character), ISO/IEC 7812-1 (cards and their last figure).
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from banjie.intelligence.personal.marks import Kind, Mark

_CUE: Final = 14
# Everything below looks only where six figures stand together: most texts hold none. One way to match, so linear.
_RUN: Final = re.compile(r"\d(?:[ .()-]{0,2}\d){5,}")
_IDENTITY: Final = re.compile(
    r"(?<![0-9a-z])([1-8]\d)\d{4}[ -]?((?:18|19|20)\d\d)[ -]?((?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))[ -]?\d{3}[\dx]"
    r"(?![0-9a-z])"
)
_IDENTITY_OLD: Final = re.compile(r"(?<!\d)([1-8]\d)\d{4}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)")
_SOCIAL_SECURITY: Final = re.compile(r"(?<![\d-])\d{3}-\d\d-\d{4}(?![\d-])")
_MOBILE: Final = re.compile(r"(?<!\d)(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ .-]?\d{4}[ .-]?\d{4}(?!\d)")
_ABROAD: Final = re.compile(r"(?<!\d)\+(?!86)[1-9]\d{0,2}[ -]?\(?\d(?:[ ()-]{0,2}\d){6,11}(?!\d)")
_AMERICAN: Final = re.compile(
    r"(?<![\d.-])(?:1[ .-])?(?:\((?![48]00)[2-9]\d\d\) ?|(?![48]00)[2-9]\d\d[ .-])[2-9]\d\d[ .-]\d{4}(?![\d-])"
)
_LANDLINE: Final = re.compile(
    r"(?<!\d)(?:\(0(?:10|2\d|[3-9]\d\d)\)|0(?:10|2\d|[3-9]\d\d))[ -]?[2-8]\d{2,3}[ -]?\d{4}(?:[-转]\d{1,6})?(?!\d)"
)
_SHORT_LINE: Final = re.compile(r"(?<![\d-])(?:[2-8]\d{2,3}[ -]?\d{4})(?![\d-])")
_CARD: Final = re.compile(r"(?<![\d.])\d{4}(?:[ -]?\d{4}){2}[ -]?\d{3,4}(?:[ -]?\d{1,3})?(?!\d)")
_ACCOUNT_NUMBER: Final = re.compile(r"(?<!\d)\d(?:[ -]?\d){11,20}(?!\d)")
# First the provinces of identity numbers, then the first figures of cards of banks and not of shops or travel.
_PROVINCES: Final = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()  # noqa: SIM905
)
_ISSUERS: Final = re.compile(r"62|60|4|5[1-5]|35|3[47]|81")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LAST: Final = "10x98765432"

_OTHER_NUMBER: Final = re.compile(
    r"(?:单号|编号|订单|工单|案号|文号|流水号?|票号|合同号|编码|许可证|信用代码|税号|学号|工号|批号|条码|发票|房产证|"
    r"产权证|受理号|件号|序列号|户号|表号|case|order|ticket|invoice|ref(?:erence)?|no\.?)[号码为是:# ]*$"
)
_OF_IDENTITY: Final = re.compile(r"身份|证件号|证号|公民|\bid\b")
_OF_BANK: Final = re.compile(r"卡号|银行卡|储蓄卡|信用卡|工资卡|账号|帐号|账户|帐户|开户|汇款|转账到?|card|account")
_OF_PHONE: Final = re.compile(
    r"(?:电话|座机|联系方式|联系|致电|拨打|号码|手机|传真|tel|phone|telephone|call|fax)"
    r"(?:号码?|me|us|at|on|[是为:. ]){0,5}$"
)
_OF_OFFICE: Final = re.compile(
    r"(?:热线|服务电话|服务号码|值班电话|监督电话|举报电话|投诉电话|咨询电话|办公电话|报修电话|公开电话|客服|总机|总台|hotline|[局站办部室院委厅所会司]电话)"
    r"[^\d]{0,6}$"
)
_OF_BUREAU: Final = re.compile(
    r"(?:咨询|详询|查询|中心|社区|联系我们|窗口|办公室|[科局股])(?:热线|联系)?(?:电话|座机)?[^\d,。;家我]{0,3}$"
)
_MEASURE: Final = re.compile(r"\.\d| ?(?:元|万|亿|块钱|人民币|平方|平米|米|公里|吨|度|千瓦|kwh|户|人次|票)")


def numbers(text: str) -> Iterator[Mark]:
    """Marks of a folded text; they may overlap."""
    for run in _RUN.finditer(text):
        begin, end = max(0, run.start() - 6), min(len(text), run.end() + 8)
        yield from _identities(text, begin, end)
        yield from _phones(text, begin, end)
        yield from _cards(text, begin, end)


def _identities(text: str, begin: int, end: int) -> Iterator[Mark]:
    for found in _IDENTITY.finditer(text, begin, end):
        if found[1] not in _PROVINCES or not _is_day(found[2], found[3]):
            continue
        # A number of something else may look like one; then the last character tells.
        if _proves(found.group()) or not _OTHER_NUMBER.search(_before(text, found.start())):
            yield Mark(Kind.IDENTITY, found.start(), found.end())
    for found in _IDENTITY_OLD.finditer(text, begin, end):
        if found[1] in _PROVINCES and _OF_IDENTITY.search(_before(text, found.start())):
            yield Mark(Kind.IDENTITY, found.start(), found.end())
    for found in _SOCIAL_SECURITY.finditer(text, begin, end):
        if not _OTHER_NUMBER.search(_before(text, found.start())):
            yield Mark(Kind.IDENTITY, found.start(), found.end())


def _phones(text: str, begin: int, end: int) -> Iterator[Mark]:
    for pattern in (_MOBILE, _ABROAD, _AMERICAN):
        for found in pattern.finditer(text, begin, end):
            before = _before(text, found.start())
            if not _MEASURE.match(text, found.end()) and not _OTHER_NUMBER.search(before):
                yield Mark(Kind.PHONE, found.start(), found.end())
    for found in _LANDLINE.finditer(text, begin, end):
        before = _before(text, found.start())
        if not _is_of_office(before) and not _OTHER_NUMBER.search(before):
            yield Mark(Kind.LANDLINE, found.start(), found.end())
    for found in _SHORT_LINE.finditer(text, begin, end):
        before = _before(text, found.start())
        if _OF_PHONE.search(before) and not _is_of_office(before) and not _MEASURE.match(text, found.end()):
            yield Mark(Kind.LANDLINE, found.start(), found.end())


def _cards(text: str, begin: int, end: int) -> Iterator[Mark]:
    for found in _CARD.finditer(text, begin, end):
        figures = re.sub(r"[ -]", "", found.group())
        other = _OTHER_NUMBER.search(_before(text, found.start()))
        if 15 <= len(figures) <= 19 and _ISSUERS.match(figures) and _adds_up(figures) and not other:
            yield Mark(Kind.BANK, found.start(), found.end())
    for found in _ACCOUNT_NUMBER.finditer(text, begin, end):
        if _OF_BANK.search(_before(text, found.start())) and not _MEASURE.match(text, found.end()):
            yield Mark(Kind.BANK, found.start(), found.end())


def _is_of_office(before: str) -> bool:
    """A number that everybody may call, by what stands before it."""
    return _OF_OFFICE.search(before) is not None or _OF_BUREAU.search(before) is not None


def _before(text: str, start: int) -> str:
    return text[max(0, start - _CUE) : start]


def _is_day(year: str, day: str) -> bool:
    try:
        date(int(year), int(day[:2]), int(day[2:]))
    except ValueError:
        return False
    return True


def _proves(written: str) -> bool:
    """Whether the last character of an identity number of eighteen fits the others (ISO 7064, MOD 11-2)."""
    figures = re.sub(r"[ -]", "", written)
    total = sum(weight * int(figure) for weight, figure in zip(_WEIGHTS, figures[:17], strict=True))
    return _LAST[total % 11] == figures[17]


def _adds_up(figures: str) -> bool:
    """The formula of Luhn, as cards carry it."""
    total = 0
    for place, figure in enumerate(reversed(figures)):
        value = int(figure) * (1 + place % 2)
        total += value - 9 * (value > 9)
    return total % 10 == 0
