"""Addresses down to somebody's door. A road with its number, or a building alone, is no door. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from banjie.intelligence.personal.marks import Kind, Mark

_COUNT: Final = r"(?:[a-z]?\d{1,4}|[a-z]|[一二三四五六七八九十]{1,3})"
_PART: Final = rf"{_COUNT} ?(?:号楼|栋|幢|座|号院|单元|#楼?|门(?!口|前|头|面)) ?-?"
_NO_DOOR: Final = r"(?![\d年月日元块米个多余人平方层楼台辆次户套间天时点分号栋幢单座万亿%.:/度斤吨路a-z㎡])"
_WITH_ROOM: Final = re.compile(
    rf"(?<![a-z0-9有共])(?:{_PART}){{1,3}}(?:\d{{1,2}}[层楼] ?)?"
    rf"(?:\d{{1,4}}(?:室|号房(?!屋)|房间?(?!屋)|号(?![楼院线]))|\d{{3,4}}户(?!居民|业主|人|村民|住户|的)|"
    rf"[a-z]?\d{{3,4}}{_NO_DOOR})"
)
_ROOM: Final = re.compile(r"(?<![\d-])\d{3,4}(?:室|号房(?!屋))")
_OF_OFFICE: Final = re.compile(r"政府|大厅|中心|办公|法院|医院|教室|会议|机关|大楼|局|委|办")
_GROUP: Final = re.compile(
    r"(?:[\d一二三四五六七八九十]{1,3}(?:组|队|社)|[巷弄]|胡同|村) ?(?:门牌)?\d{1,4}(?:-\d{1,3})?号(?![楼院线井杆桥])"
)
_DASHED: Final = re.compile(r"(?<![\d-])[a-z]?\d{1,3}-\d{1,2}-(?!(?:19|20)\d\d)\d{3,4}(?![\d-])")
_HOME: Final = re.compile(r"小区|家园|花园|花苑|公寓|家属院|苑|城|住|栋|楼|房号")
_FLAT: Final = re.compile(
    r"\b(?:apt|apartment|flat|room|rm|suite)\b\.? ?#?(?:no\.? ?)?(?:\d{1,4}[a-z]?|[a-z]\d{1,4})\b"
)
_LIVES: Final = re.compile(
    r"\b(?:live|lives|living|reside|resides|home is|house is|my address is) (?:at |on )?"
    r"(?P<own>\d{1,5}[a-z]? [a-z'. ]{2,40}?(?:street|st|road|rd|lane|ln|avenue|ave|drive|dr|court|ct|row|path))\b"
)
_ENDS: Final = re.compile(r"\d(?:\d\d|[室号户房])")
_LATIN: Final = re.compile(r"[a-z]{2} ")
_CUE, _REACH = 12, 40


def doors(text: str) -> Iterator[Mark]:
    """Marks of a folded text; they may overlap."""
    for start, end in _stretches(text):
        for pattern in (_WITH_ROOM, _GROUP):
            yield from (Mark(Kind.DOOR, *found.span()) for found in pattern.finditer(text, start, end))
        for pattern, cue, wanted in ((_ROOM, _OF_OFFICE, False), (_DASHED, _HOME, True)):
            for found in pattern.finditer(text, start, end):
                before = text[max(0, found.start() - _CUE) : found.start()]
                if (cue.search(before) is not None) is wanted:
                    yield Mark(Kind.DOOR, *found.span())
    if _LATIN.search(text):
        yield from (Mark(Kind.DOOR, *found.span()) for found in _FLAT.finditer(text))
        yield from (Mark(Kind.DOOR, *found.span("own")) for found in _LIVES.finditer(text))


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text round what may end an address: few texts hold any, and looking everywhere takes long."""
    start = end = -1
    for found in _ENDS.finditer(text):
        if found.start() - _REACH > end:
            if end >= 0:
                yield start, end
            start = max(0, found.start() - _REACH)
        end = min(len(text), found.end() + _CUE)
    if end >= 0:
        yield start, end
