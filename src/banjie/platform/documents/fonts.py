"""Which fonts documents are set in: what a government office has, else a free one, else the one that comes along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.conf import settings

if TYPE_CHECKING:
    import typst

OWN_FOLDER: Final = Path(__file__).parent / "fonts"
OWN: Final = "Noto Sans SC"
# By what they are for, the wished-for first. The first three names of each are what the official form asks for.
WISHED: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        "title": (
            *("FZXiaoBiaoSong-B05S", "方正小标宋简体", "STZhongsong", "Noto Serif CJK SC", "Source Han Serif SC"),
            *("Noto Serif SC", "SimSun", "STSong", "Songti SC"),
        ),
        "body": (
            *("FangSong_GB2312", "FangSong", "STFangsong", "Noto Serif CJK SC", "Source Han Serif SC"),
            *("Noto Serif SC", "SimSun", "STSong", "Songti SC"),
        ),
        "heading": (
            *("SimHei", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC"),
            "WenQuanYi Zen Hei",
        ),
        "song": (
            *("SimSun", "NSimSun", "STSong", "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC"),
            "Noto Serif SC",
        ),
        "kai": (
            *("KaiTi_GB2312", "KaiTi", "STKaiti", "Kaiti SC", "AR PL UKai CN", "Noto Serif CJK SC"),
            *("Source Han Serif SC", "Noto Serif SC", "SimSun"),
        ),
    }
)
# For letters and figures amid Chinese, where a document asks for it.
_LATIN: Final = ("Times New Roman", "Liberation Serif", "TeX Gyre Termes", "Tinos")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The families to set each part in; every list ends with the one that comes along."""

    book: "typst.Fonts"
    families: Mapping[str, Sequence[str]]
    latin: str = ""

    @property
    def own_only(self) -> bool:
        """Whether no font of the machine draws Chinese, so that rare characters cannot be drawn."""
        return all(tuple(names) == (OWN,) for names in self.families.values())


@cache
def chosen(*, of_the_machine: bool = True) -> Chosen:
    """Looked up once a process: installing a font needs a restart."""
    import typst

    folders = [OWN_FOLDER, *(Path(each) for each in settings.BANJIE_FONTS if of_the_machine)]
    book = typst.Fonts(
        include_system_fonts=of_the_machine,
        include_embedded_fonts=False,
        font_paths=[str(each) for each in folders if each.is_dir()],
    )
    there = set(book.families())
    families = {part: (*(each for each in names if each in there), OWN) for part, names in WISHED.items()}
    latin = next((each for each in _LATIN if each in there), "")
    return Chosen(book, MappingProxyType(families), latin)
