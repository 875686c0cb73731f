"""Sums of money as people write them: 3万5, 三万五千元, 2.5w, 约1万余元, 1,200.50元, 5000/月×12. Pure.

What could be two sums is told, not chosen.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from .model import Cell
from .numerals import HAN, NUMBER, number_in


class AmountProblem(StrEnum):
    """Why a cell is not one sum."""

    EMPTY = "empty"
    NOT_A_SUM = "not_a_sum"
    TWO_SUMS = "two_sums"
    RANGE = "range"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum to the cent; `approximate` where it says 约, 余, 多, 左右; `currency` by ISO 4217."""

    value: Decimal
    approximate: bool = False
    currency: str = "CNY"


_LONGEST: Final = 80
_PLAIN: Final = re.compile(r"(\d+(?:\.\d+)?)(万?元?)", re.ASCII)
_BRACKETS: Final = re.compile(r"(?<=\S)\([^()\d]*\)")
_MOST: Final = Decimal(10) ** 12
_CENT: Final = Decimal("0.01")
_CURRENCIES: Final = {
    "美元": "USD", "美金": "USD", "usd": "USD", "$": "USD", "欧元": "EUR", "eur": "EUR", "€": "EUR", "港币": "HKD",
    "港元": "HKD", "hkd": "HKD", "日元": "JPY", "jpy": "JPY", "英镑": "GBP", "gbp": "GBP", "卢布": "RUB",
}  # fmt: skip
_NONE: Final = re.compile(
    r"(?:无|没有|不涉及(?:金额|钱款?)?|未涉及(?:金额)?|空|否|/|\\|-+|—+|~|n/?a|none|nil|\.+|。|赔礼道歉|道歉)+(?:元)?"
)
_ABOUT: Final = re.compile(r"大约|约合?|大概|将近|近|左右|上下|余|多|来|不到|几乎|余元|approx\.?|about|ca\.|~|≈")
_NOISE: Final = re.compile(
    r"人民币|rmb|cny|￥|¥|现金|共计?|合计|总计|计|一次性|赔偿|补偿|支付|给付|返还|退还|借款|货款|工资|医疗费|整|正|圆|块钱?|钱|款|"
    r"元|[\s()（）:：=]"
)
_RANGE: Final = re.compile(r"[-~至到—]|或者?")
_TIMES: Final = re.compile(r"(?P<one>[^×*x乘]+)[×*x乘](?P<count>[^×*x乘]+)")
_EACH: Final = re.compile(
    r"/(?:每)?(?:个)?(?:人|月|年|天|日|期|户|亩|季|周|次)|每(?:个)?(?:人|月|年|天|日|期|户|亩|季|周|次)"
)
_PERIODS: Final = re.compile(r"(?:个)?(?:人|月|年|天|日|期|户|亩|季|周|次)$")
_SMALL: Final = re.compile(rf"([{HAN}\d.]+)(角|毛|分)")
_PARTS: Final = re.compile(r"[+＋加]|[、,，;；](?!\d{3}(?!\d))")


def parse_amount(cell: Cell, *, unit: int = 1) -> Amount | AmountProblem:
    """The sum in a cell. `unit` is what the column counts in where a cell names no unit (10,000 under 万元)."""
    if cell is None or isinstance(cell, bool):
        return AmountProblem.EMPTY if cell is None else AmountProblem.NOT_A_SUM
    if isinstance(cell, (int, float)):
        return _checked(Amount(Decimal(str(cell)) * unit))
    if not isinstance(cell, str):
        return AmountProblem.NOT_A_SUM
    if (plain := _PLAIN.fullmatch(cell)) is not None:
        times = 10_000 if "万" in plain[2] else 1 if plain[2] else unit
        return _checked(Amount(Decimal(plain[1]) * times))
    text = _BRACKETS.sub("", unicodedata.normalize("NFKC", cell[: _LONGEST + 1])).strip().lower()
    if not text or _NONE.fullmatch(text):
        return AmountProblem.EMPTY
    if len(text) > _LONGEST:
        return AmountProblem.NOT_A_SUM
    return _from_text(text, unit)


def _from_text(text: str, unit: int) -> Amount | AmountProblem:
    currency = "CNY"
    for word, code in _CURRENCIES.items():
        if word in text:
            currency, text = code, text.replace(word, "元" if word.isalpha() else "")
    approximate = _ABOUT.search(text) is not None
    text = _ABOUT.sub("", text)
    named = "元" in text or "圆" in text or "块" in text
    found = _value(text, 1 if named else unit)
    if isinstance(found, AmountProblem):
        return found
    return _checked(Amount(found, approximate, currency))


def _value(text: str, unit: int) -> Decimal | AmountProblem:
    repeated = _TIMES.fullmatch(text)
    if repeated is not None:
        one = _single(_EACH.sub("", repeated["one"]), unit)
        count = number_in(_PERIODS.sub("", _NOISE.sub("", repeated["count"])))
        if isinstance(one, AmountProblem) or count is None:
            return AmountProblem.NOT_A_SUM
        return one * count
    if _EACH.search(text):
        # So much a month says nothing of the whole.
        return AmountProblem.NOT_A_SUM
    parts = [part for part in _PARTS.split(text) if _NOISE.sub("", part)]
    if len(parts) > 1:
        return _sum(text, parts, unit)
    return _single(text, unit)


def _sum(text: str, parts: list[str], unit: int) -> Decimal | AmountProblem:
    """3万+2万 is one sum; 3万、2万 may be two people's, or the same twice."""
    values = [_single(part, unit) for part in parts]
    if any(isinstance(value, AmountProblem) for value in values):
        return AmountProblem.NOT_A_SUM
    if not re.search(r"[+＋加]", text):
        return AmountProblem.TWO_SUMS
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))


def _single(text: str, unit: int) -> Decimal | AmountProblem:
    small = Decimal(0)
    for count, name in _SMALL.findall(text):
        value = number_in(count)
        if value is not None:
            small += value / (10 if name in "角毛" else 100)
    plain = _NOISE.sub("", _SMALL.sub("", text))
    if not plain:
        return small if small else AmountProblem.NOT_A_SUM
    found = number_in(plain)
    if found is None:
        return _why_not(plain)
    own = any(mark in plain for mark in "万亿千百萬億wk") or not plain.isascii()
    return found * (1 if own else unit) + small


def _why_not(plain: str) -> AmountProblem:
    count = len(NUMBER.findall(plain))
    if count >= 2 and _RANGE.search(plain):
        return AmountProblem.RANGE
    return AmountProblem.TWO_SUMS if count >= 2 else AmountProblem.NOT_A_SUM


def _checked(amount: Amount) -> Amount | AmountProblem:
    value = amount.value
    if not value.is_finite():
        return AmountProblem.NOT_A_SUM
    if value < 0:
        return AmountProblem.NOT_A_SUM
    if value >= _MOST:
        return AmountProblem.TOO_LARGE
    return Amount(value.quantize(_CENT, ROUND_HALF_UP), amount.approximate, amount.currency)
