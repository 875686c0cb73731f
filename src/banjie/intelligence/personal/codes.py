"""E-mail addresses, names of accounts, number plates, passports and permits. Pure.

Sources: GA 36-2018 (plates of vehicles, those of new energy with six characters after the letter).
"""

import re
from collections.abc import Iterator
from typing import Final

from banjie.intelligence.personal.marks import Kind, Mark

_EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.ASCII)
_NAMED: Final = r"(?:号码?|群号?|账号|帐号|id|number)?[是为:;,= ]{0,3}"
_WECHAT: Final = re.compile(
    rf"(?:微信|薇信|v信|wechat|weixin|\bvx|\bwx){_NAMED}(?P<own>[a-z][\w-]{{5,19}}|\d{{6,11}})(?![\w@-])", re.ASCII
)
_QQ: Final = re.compile(rf"(?:\bqq|扣扣|企鹅号?){_NAMED}(?P<own>[1-9]\d{{4,10}})(?!\d)", re.ASCII)
_PLACES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SIGNS: Final = "a-hj-np-z0-9"
_PLATE: Final = re.compile(
    rf"[{_PLACES}][a-hj-np-z][·. -]?(?:[df][{_SIGNS}]\d{{4}}|\d{{5}}[df]|[{_SIGNS}]{{4}}[{_SIGNS}学警港澳挂试超领])"
    r"(?![a-z0-9])"
)
# No series of letters alone, and hardly a plate with fewer.
_FIGURES_OF_A_PLATE: Final = 3
_PASSPORT: Final = re.compile(
    r"(?:护照|通行证|回乡证|台胞证|居留许可|永久居留|passport)(?:证?号码?|no\.?|number|is|[是为:# ]){0,4}"
    r"(?P<own>[a-z]{1,3}\d{6,10}|\d{8,9})(?![a-z0-9])"
)


def codes(text: str) -> Iterator[Mark]:
    """Marks of a folded text; they may overlap."""
    if "@" in text:
        yield from (Mark(Kind.EMAIL, *found.span()) for found in _EMAIL.finditer(text))
    for pattern in (_WECHAT, _QQ):
        yield from (Mark(Kind.ACCOUNT, *found.span("own")) for found in pattern.finditer(text))
    for found in _PLATE.finditer(text):
        if sum(map(str.isdigit, found.group())) >= _FIGURES_OF_A_PLATE:
            yield Mark(Kind.PLATE, *found.span())
    yield from (Mark(Kind.PASSPORT, *found.span("own")) for found in _PASSPORT.finditer(text))
