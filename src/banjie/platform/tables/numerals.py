"""Numbers as Chinese is written: 三万五千, 叁万伍仟, 二〇二四, 廿三, 3万5, 1,200.50. Pure."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Final

_DIGITS: Final = {
    **{character: value for value, character in enumerate("〇一二三四五六七八九")},
    **{character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "○": 0, "Ｏ": 0, "两": 2, "俩": 2, "貳": 2, "貮": 2, "弍": 2, "陸": 6, "伍": 5, "元": 1,
}  # fmt: skip
_DIGITS.pop("元")
_TENS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000, "k": 1_000}
_MYRIADS: Final = {"万": 10_000, "萬": 10_000, "w": 10_000, "亿": 100_000_000, "億": 100_000_000}
# 廿 and 卅 hold their ten already; 半 is a half of the unit before it.
_CONTRACTED: Final = {"廿": "二十", "卄": "二十", "卅": "三十", "卌": "四十"}
_ARABIC: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+", re.ASCII)
HAN: Final = "〇零一二三四五六七八九十百千万亿两俩壹贰貳叁肆伍陆陸柒捌玖拾佰仟萬億廿卄卅卌○半"
# A run of what can be a number: figures, Chinese digits and units, and the letters that stand for units.
NUMBER: Final = re.compile(
    rf"(?:\d[\d,]*(?:\.\d+)?|\.\d+|[{HAN}])(?:\d[\d,]*(?:\.\d+)?|[{HAN}]|(?<=\d)[wk](?![a-z]))*", re.IGNORECASE
)
_LONGEST: Final = 40


def number_in(text: str) -> Decimal | None:
    """The number that a whole text is; None where it is none.

    A last digit without its unit is of the unit below, as spoken: 3万5 and 三万五 are 35,000, 三百五 is 350;
    behind 零 it is itself (三百零五 is 305). Digits alone are read one by one (二〇二四).
    """
    plain = unicodedata.normalize("NFKC", text[: _LONGEST + 1]).strip().lower()
    if not plain or len(plain) > _LONGEST:
        return None
    for contracted, whole in _CONTRACTED.items():
        plain = plain.replace(contracted, whole)
    if plain.isascii() and _ARABIC.fullmatch(plain):
        return _decimal(plain)
    if all(character in _DIGITS for character in plain):
        return Decimal("".join(str(_DIGITS[character]) for character in plain))
    return _composed(plain)


def _composed(text: str) -> Decimal | None:
    total, section, pending, unit, after_zero = Decimal(0), Decimal(0), None, 1, False
    place = 0
    while place < len(text):
        figure = _ARABIC.match(text, place)
        character = text[place]
        if figure is not None:
            if pending is not None:
                return None
            pending, place = _decimal(figure.group()), figure.end()
            continue
        place += 1
        if character in _DIGITS:
            digit = _DIGITS[character]
            if digit == 0:
                after_zero = True
                continue
            if pending is not None:
                return None
            pending = Decimal(digit)
        elif character in _TENS:
            unit, after_zero = _TENS[character], False
            section += (pending if pending is not None else Decimal(1)) * unit
            pending = None
        elif character in _MYRIADS:
            unit, after_zero = _MYRIADS[character], False
            whole = section + (pending or 0)
            total = (total + whole) * unit if unit > 10_000 else total + (whole or 1) * unit
            section, pending = Decimal(0), None
        elif character == "半":
            section += Decimal(unit) / 2 if unit > 1 else Decimal("0.5")
        else:
            return None
    return total + section + _last(pending, unit, after_zero=after_zero)


def _last(pending: Decimal | None, unit: int, *, after_zero: bool) -> Decimal:
    """What the last digit is worth: 5 in 3万5 is 5,000, in 35 and in 三百零五 it is 5, in 二十五 as well."""
    if pending is None:
        return Decimal(0)
    if after_zero or unit <= 10 or pending >= 10 or pending != pending.to_integral_value():
        return pending
    return pending * unit / 10


def _decimal(figures: str) -> Decimal | None:
    try:
        return Decimal(figures.replace(",", ""))
    except InvalidOperation:
        return None
