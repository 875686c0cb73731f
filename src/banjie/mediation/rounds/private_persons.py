"""Whether what somebody writes about a place at risk is about a private person. Pure: text in, marks out.

Rounds look at matters and places, never at people (DESIGN section 2). No field of a round takes a person; this
keeps people out of the fields for text. It is a net and no proof: it would rather ask for other words once too
often, and it says why, so that what is true of the place can still be written.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Final

from banjie.mediation.rounds.private_words import (
    ABBREVIATIONS,
    AFTER_A_NAME,
    BEFORE_A_NAME,
    BODIES,
    KIN,
    LABELS,
    NO_NAMES,
    PEOPLE_ONLY,
    PLACE_ENDINGS,
    ROSTERS,
    TITLES,
)


class Told(StrEnum):
    """What about a private person was found; each is worded in `wording`."""

    IDENTITY_NUMBER = "identity_number"
    PHONE = "phone"
    ACCOUNT = "account"
    EMAIL = "email"
    PLATE = "plate"
    HOME = "home"
    LABEL = "label"
    ROSTER = "roster"
    NAME = "name"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that must not stand there. `words` is what was read, without the gaps that were put between."""

    told: Told
    words: str


_UNSEEN: Final = re.compile(r"[\s\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]+")
_GAPS: Final = re.compile(
    r"[\s\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff·•・．.,，_*#|/\\'’\"“”~^+\-‐-―−、。；;：:！!？?（）()【】<>《》=]+"
)
_CHINESE_DIGITS: Final = str.maketrans("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两", "00123456789123456789" + "12")
_HAN: Final = r"[\u3400-\u9fff]"
_NUMBERS: Final = (
    (
        Told.IDENTITY_NUMBER,
        re.compile(r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"),
    ),
    (Told.IDENTITY_NUMBER, re.compile(r"(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)")),
    (Told.PHONE, re.compile(r"(?<!\d)(?:86)?1[3-9]\d{9}(?!\d)")),
    (Told.PHONE, re.compile(r"(?<!\d)0\d{2,3}[2-8]\d{6,7}(?!\d)")),
    (Told.ACCOUNT, re.compile(r"(?<!\d)[3-6]\d{15,18}(?!\d)")),
    (Told.ACCOUNT, re.compile(r"(?:QQ|微信号?|WX|WECHAT)[:：号]*[A-Z0-9]{5,}", re.IGNORECASE)),
    (
        Told.PLATE,
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])"
        ),
    ),
)
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_NOT_A_ROOM: Final = r"(?!\d|年|户|人|套|平|万|元|余|多|名|米|吨|家|个|天|亩)"
_HOME: Final = re.compile(rf"\d+(?:单元|门洞?)\d{{2,4}}{_NOT_A_ROOM}|\d+(?:栋|幢|座|号楼|楼)\d{{3,4}}{_NOT_A_ROOM}")
_LATIN_NAME: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|resident|villager|owner|petitioner|tenant|worker)\b\.?\s+[A-Z][a-z]+", re.UNICODE
)


def marks(text: str) -> tuple[Mark, ...]:
    """What in a text is about a private person, each kind once. Empty: nothing was found."""
    found: dict[tuple[Told, str], Mark] = {}
    for mark in _every(text):
        found.setdefault((mark.told, mark.words), mark)
    return tuple(found.values())


def _every(text: str) -> Iterator[Mark]:
    shown = unicodedata.normalize("NFKC", text)
    joined = _GAPS.sub("", shown)
    yield from (Mark(Told.EMAIL, hit[0]) for hit in _EMAIL.finditer(shown))
    yield from (Mark(Told.NAME, hit[0]) for hit in _LATIN_NAME.finditer(shown))
    yield from _numbers(joined)
    yield from _words(joined)
    yield from _names(shown)


def _numbers(joined: str) -> Iterator[Mark]:
    for digits in dict.fromkeys((joined, joined.translate(_CHINESE_DIGITS))):
        for told, pattern in _NUMBERS:
            yield from (Mark(told, hit[0]) for hit in pattern.finditer(digits))
        yield from (Mark(Told.HOME, hit[0]) for hit in _HOME.finditer(digits))


def _words(joined: str) -> Iterator[Mark]:
    lowered = joined.casefold()
    for told, words in ((Told.LABEL, LABELS), (Told.ROSTER, ROSTERS)):
        yield from (Mark(told, word) for word in words if word in lowered)
    for short in ABBREVIATIONS:
        if re.search(rf"(?<![a-z]){short}(?![a-z])", lowered):
            yield Mark(Told.LABEL, short)


def _names(shown: str) -> Iterator[Mark]:
    tight = _UNSEEN.sub("", shown)
    for pattern in _sure_patterns():
        yield from (Mark(Told.NAME, hit[0]) for hit in pattern.finditer(tight) if not hit[0].startswith(NO_NAMES))
    for pattern in _likely_patterns():
        for hit in pattern.finditer(tight):
            if not hit["name"].startswith(NO_NAMES) and not hit["name"].endswith(BODIES):
                yield Mark(Told.NAME, hit["name"])
    parts = [_UNSEEN.sub("", part) for part in re.split(r"[、，,;；。:：!！?？()（）\n/]| {2,}", shown)]
    if names := [part for part in parts if _looks_like_a_name(part)]:
        yield Mark(Told.NAMES if len(names) > 1 else Told.NAME, "、".join(names))


def _looks_like_a_name(part: str) -> bool:
    if not re.fullmatch(rf"{_HAN}{{2,3}}|{_HAN}{{4}}", part) or part.startswith(NO_NAMES):
        return False
    if part.endswith(PLACE_ENDINGS):
        return False
    return part[:2] in _COMPOUND or (len(part) < 4 and part[0] in _surnames())


_COMPOUND: Final = ("欧阳", "上官", "司马", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "夏侯")


@cache
def _surnames() -> frozenset[str]:
    listed = (resources.files(__package__) / "surnames.txt").read_text("utf-8")
    return frozenset("".join(listed.split()))


def _surname() -> str:
    return f"(?:{'|'.join(_COMPOUND)}|[{''.join(sorted(_surnames()))}])"


_NO_HAN: Final = r"[^\u3400-\u9fff]"


@cache
def _sure_patterns() -> tuple[re.Pattern[str], ...]:
    """张某、李某某; 王先生、赵大爷; 老张、小李."""
    surname = _surname()
    after = "|".join(AFTER_A_NAME)
    return (
        re.compile(rf"{surname}某{{1,2}}"),
        re.compile(rf"{surname}{_HAN}{{0,2}}?(?:{'|'.join(TITLES)})"),
        re.compile(rf"(?:(?<={_NO_HAN})|^)[老小阿]{surname}(?={after}|{_NO_HAN}|$)"),
    )


@cache
def _likely_patterns() -> tuple[re.Pattern[str], ...]:
    """村民张三反映; 张三夫妇; 张三多次到. What begins like a body or a thing is left out by the caller."""
    name = rf"(?P<name>{_surname()}{_HAN}{{1,2}}?)"
    begins = rf"(?:(?<={_NO_HAN})|^)"
    return (
        re.compile(rf"(?:{'|'.join(BEFORE_A_NAME)}){name}(?={'|'.join(AFTER_A_NAME)}|{_NO_HAN}|$)"),
        re.compile(rf"{begins}{name}(?:{'|'.join(KIN)})"),
        re.compile(rf"{begins}{name}(?={'|'.join(PEOPLE_ONLY)})"),
    )
