"""Under which forms a name is looked for: whole, with its last word shortened, or an area without its level. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from banjie.places.levels import PlaceKind

# Names that people give to places and that everybody says of any other, too.
_GENERIC_NAMES: Final = """
    公园 小区 市场 菜市场 农贸市场 学校 小学 中学 医院 广场 车站 公交站 桥头 路口 村委会 居委会 社区 街道 幼儿园 养老院
    超市 银行 公厕 停车场 门口 政府 县政府 市政府 镇政府 宾馆 工厂 工地 老街 新村 大桥 河边 park school hospital station
    market square town bridge
"""
_GENERIC: Final = frozenset(_GENERIC_NAMES.split())
_LEVEL: Final = re.compile(r"(?:街道办事处|社区居委会|村委会|自治[县州]|街道|社区|新区|[省市县区镇乡村])$")
# Of areas with English names; a ward or a district is called by its whole name.
_LEVEL_EN: Final = re.compile(
    r" (?:province|prefecture|county|city|subdistrict|township|town|village|community)$", re.I
)
_LEAST_BARE_EN: Final = 4
_DIRECTIONS: Final = frozenset(("north", "south", "east", "west", "upper", "lower", "central", "middle"))
_SHORTER: Final = {
    "street": "st",
    "road": "rd",
    "avenue": "ave",
    "lane": "ln",
    "drive": "dr",
    "boulevard": "blvd",
    "square": "sq",
    "court": "ct",
    "highway": "hwy",
}
_LEAST_BARE: Final = 2


class Form(NamedTuple):
    """One form of an entry. A `weak` one never names a place by itself, but tells others apart."""

    text: str
    entry: int
    weak: bool


class _Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> PlaceKind: ...


def forms_of(entries: Sequence[_Named]) -> Iterator[Form]:
    for number, entry in enumerate(entries):
        name = entry.name
        if name.lower() in _GENERIC:
            continue
        yield Form(name, number, False)
        if entry.kind is PlaceKind.AREA:
            bare = _bare(name)
            if bare:
                yield Form(bare, number, True)
        if name.isascii():
            yield from _shortened(name, number)


def _bare(name: str) -> str:
    """An area's name without its level; "" where nothing is left that would name it."""
    if name.isascii():
        bare = _LEVEL_EN.sub("", name)
        usable = _LEAST_BARE_EN <= len(bare) < len(name) and bare.lower() not in _GENERIC | _DIRECTIONS
        return bare if usable else ""
    bare = _LEVEL.sub("", name)
    return bare if _LEAST_BARE <= len(bare) < len(name) else ""


def _shortened(name: str, number: int) -> Iterator[Form]:
    head, _, last = name.rpartition(" ")
    short = _SHORTER.get(last.lower())
    if head and short is not None:
        yield Form(f"{head} {short}", number, False)
    if "'" in name:
        # Hardly anybody types it.
        plain = name.replace("'", "")
        yield Form(plain, number, False)
        yield from _shortened(plain, number)
