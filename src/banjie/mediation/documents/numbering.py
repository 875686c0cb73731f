"""How papers are numbered by the local rule, as （2026）青城关民调字第1号. Pure; the counting: `models.numbering`."""

from collections.abc import Mapping
from enum import StrEnum
from string import Formatter
from types import MappingProxyType
from typing import Final

_NAMES: Final = frozenset({"year", "committee", "number"})
_LONGEST: Final = 60
_MOST_PLACES: Final = 6
# By the kind of number a form bears (`counter` in forms.toml).
USUAL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "acceptance": "（{year}）{committee}民受字第{number}号",
        "notice": "（{year}）{committee}民通字第{number}号",
        "agreement": "（{year}）{committee}民调字第{number}号",
        "oral": "（{year}）{committee}民口字第{number}号",
        "failure": "（{year}）{committee}民终字第{number}号",
        "letter": "（{year}）{committee}民函字第{number}号",
        "file": "（{year}）{committee}民卷字第{number}号",
    }
)


class PatternFault(StrEnum):
    BRACES = "braces"  # one is left open or closed
    UNKNOWN_NAME = "unknown_name"
    NO_NUMBER = "no_number"
    NO_YEAR = "no_year"  # counting begins anew every year, so that numbers would come twice
    PLACES = "places"  # {number:3} says how many places it has at least, from 1 to 6
    TOO_LONG = "too_long"


def faults_of(pattern: str) -> tuple[PatternFault, ...]:
    """What keeps a pattern from being used; none if it can be."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        return (PatternFault.BRACES,)
    named = [(name, places or "", conversion) for _, name, places, conversion in parts if name is not None]
    found = set()
    if any(name not in _NAMES or conversion for name, _, conversion in named):
        found.add(PatternFault.UNKNOWN_NAME)
    if any(places and (name != "number" or not _is_places(places)) for name, places, _ in named):
        found.add(PatternFault.PLACES)
    names = {name for name, _, _ in named}
    found |= {PatternFault.NO_NUMBER} if "number" not in names else set()
    found |= {PatternFault.NO_YEAR} if "year" not in names else set()
    found |= {PatternFault.TOO_LONG} if len(pattern) > _LONGEST else set()
    return tuple(sorted(found))


def numbered(pattern: str, *, year: int, committee: str, number: int) -> str:
    """The number as it stands on paper. Raises ValueError for a pattern with faults, or a number below 1."""
    if faults_of(pattern) or number < 1:
        raise ValueError(f"cannot number by {pattern!r}")
    made = []
    for literal, name, places, _ in Formatter().parse(pattern):
        made.append(literal)
        if name == "number":
            made.append(str(number).zfill(int(places or 1)))
        elif name == "year":
            made.append(str(year))
        elif name == "committee":
            made.append(committee)
    return "".join(made)


def _is_places(text: str) -> bool:
    return text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST_PLACES
