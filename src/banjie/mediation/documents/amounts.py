"""Amounts of money in the capitals that cannot be altered, as on cheques and receipts: 人民币叁万伍仟元整. Pure.

After the rules of the People's Bank of China for filling in bills (支付结算办法, appendix 1): 整 after 元 and after 角,
none after 分; one 零 for any run of noughts within; none at the end of a section whose thousands are not nought.
"""

from decimal import Decimal
from typing import Final

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("", "拾", "佰", "仟")
_SECTIONS: Final = ("", "万", "亿", "万亿")
_ENGLISH: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_CENT: Final = Decimal("0.01")
# From here on there is no word for the section.
LIMIT: Final = Decimal(10) ** 16
CURRENCY: Final = "人民币"


def capitals(amount: Decimal) -> str:
    """To the cent; raises ValueError for a negative amount, parts of a cent, or 10^16 and more."""
    if not amount.is_finite() or amount < 0 or amount >= LIMIT or amount != amount.quantize(_CENT):
        raise ValueError(f"{amount} cannot be written in capitals")
    whole, cents = divmod(int(amount * 100), 100)
    tenths, hundredths = divmod(cents, 10)
    if not whole and not cents:
        return f"{CURRENCY}零元整"
    said = f"{_whole(whole)}元" if whole else ""
    if not cents:
        return f"{CURRENCY}{said}整"
    if tenths:
        said += f"{_DIGITS[tenths]}角"
    elif whole:
        said += "零"
    return f"{CURRENCY}{said}{_DIGITS[hundredths]}分" if hundredths else f"{CURRENCY}{said}整"


def from_capitals(words: str) -> Decimal:
    """The amount that `capitals` wrote. Raises ValueError for anything else."""
    whole, found, cents = words.removeprefix(CURRENCY).rpartition("元")
    total = Decimal(_read(whole)) if found else Decimal(0)
    digit = 0
    for sign in cents.removesuffix("整"):
        match sign:
            case "角":
                total += Decimal(digit) / 10
            case "分":
                total += Decimal(digit) / 100
            case _:
                digit = _digit(sign)
    if capitals(total) != words:
        raise ValueError(f"not an amount in capitals: {words}")
    return total


def figures(amount: Decimal) -> str:
    """With marks between thousands and both places behind the point: 35,000.00."""
    return f"{amount:,.2f}"


def yuan(amount: Decimal) -> str:
    """As receipts write it before the figures, nought included: ￥35,000.00."""
    return f"￥{figures(amount)}"


def english_count(words: str) -> str:
    """A small number in capitals (叁) in English; what is none of them as it was written."""
    place = _DIGITS.find(words) if len(words) == 1 else -1
    return _ENGLISH[place] if place >= 0 else "ten" if words == "拾" else words


def _whole(number: int) -> str:
    sections = []
    while number:
        number, section = divmod(number, 10_000)
        sections.append(section)
    said, gap = "", False
    for place in range(len(sections) - 1, -1, -1):
        section = sections[place]
        if not section:
            gap = True
            continue
        if said and (gap or section < 1000 or sections[place + 1] % 10 == 0):
            said += "零"
        said += _section(section) + _unit(place, sections)
        gap = False
    return said


def _unit(place: int, sections: list[int]) -> str:
    """万 of 亿 keeps its 亿 for the section below, unless that is empty."""
    if place == 3 and sections[2]:
        return "万"
    return _SECTIONS[place]


def _section(section: int) -> str:
    said, gap = "", False
    for place in range(3, -1, -1):
        digit = section // 10**place % 10
        if not digit:
            gap = True
            continue
        if gap and said:
            said += "零"
        said += _DIGITS[digit] + _PLACES[place]
        gap = False
    return said


def _read(words: str) -> int:
    total = above = section = digit = 0
    for sign in words:
        if sign in _PLACES[1:]:
            section += digit * 10 ** _PLACES.index(sign)
            digit = 0
        elif sign == "万":
            above, section, digit = (section + digit) * 10_000, 0, 0
        elif sign == "亿":
            total, above, section, digit = (above + section + digit) * 100_000_000, 0, 0, 0
        else:
            digit = _digit(sign)
    return total + above + section + digit


def _digit(sign: str) -> int:
    found = _DIGITS.find(sign)
    if found < 0:
        raise ValueError(f"not a figure in capitals: {sign}")
    return found
