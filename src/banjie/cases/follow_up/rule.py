"""The declared rule of whom to call, read and checked. Pure but for `declared`, which reads the file that is set."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings

_SHIPPED: Final = Path(__file__).parent / "rule.toml"
_LEVELS: Final = frozenset({"general", "elevated", "urgent", "critical"})
_KINDS: Final = frozenset({"report", "request", "enquiry", "complaint", "suggestion", "dispute"})
_NUMBERS: Final[Mapping[str, tuple[int, int]]] = {
    "ask_days": (0, 29),
    "attempts": (1, 10),
    "again_after_hours": (0, 24 * 14),
    "dissatisfied_up_to": (0, 4),
}


class BadRule(ValueError):
    """The file says something that cannot be followed."""


@dataclass(frozen=True, slots=True)
class Share:
    """Of what level, kind or category (a code or path, with all below it; "": any) which share is drawn."""

    share: float
    level: str = ""
    kind: str = ""
    category: str = ""

    def fits(self, *, level: str, kind: str, category_path: str) -> bool:
        below = f".{category_path}.".find(f".{self.category}.") >= 0
        return self.level in {"", level} and self.kind in {"", kind} and (not self.category or below)


@dataclass(frozen=True, slots=True)
class Rule:
    """Whom to call: `share_of` says with what probability, from 0 to 1."""

    ask_days: int
    attempts: int
    again_after_hours: int
    dissatisfied_up_to: int
    share: float
    shares: tuple[Share, ...] = ()

    def share_of(self, *, level: str, kind: str, category_path: str) -> float:
        fitting = (each for each in self.shares if each.fits(level=level, kind=kind, category_path=category_path))
        found = next(fitting, None)
        return found.share if found is not None else self.share


def read(text: str) -> Rule:
    """Raises BadRule, which names what is wrong."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadRule(str(error)) from error
    if strange := given.keys() - _NUMBERS.keys() - {"share", "shares"}:
        raise BadRule(f"unknown: {', '.join(sorted(strange))}")
    numbers = {name: _number(given, name, *bounds) for name, bounds in _NUMBERS.items()}
    return Rule(**numbers, share=_share(given, "share"), shares=tuple(_exception(each) for each in _list(given)))


def declared() -> Rule:
    """The rule in force: that of the installation, else the one that comes along. Raises BadRule, OSError."""
    return _of_file(settings.BANJIE_FOLLOW_UP_RULE or str(_SHIPPED))


@cache
def _of_file(path: str) -> Rule:
    return read(Path(path).read_text(encoding="utf-8"))


def _list(given: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = given.get("shares", [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise BadRule("shares: write them as [[shares]]")
    return found


def _exception(given: Mapping[str, Any]) -> Share:
    named = {name: given.get(name, "") for name in ("level", "kind", "category")}
    if strange := given.keys() - named.keys() - {"share"}:
        raise BadRule(f"shares: unknown: {', '.join(sorted(strange))}")
    if not any(named.values()):
        raise BadRule("shares: each names a level, a kind or a category")
    for name, known in (("level", _LEVELS), ("kind", _KINDS)):
        if named[name] and named[name] not in known:
            raise BadRule(f"shares: {name} is one of {', '.join(sorted(known))}")
    return Share(_share(given, "share"), **named)


def _number(given: Mapping[str, Any], name: str, least: int, most: int) -> int:
    value = given.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadRule(f"{name}: a whole number from {least} to {most}")
    return value


def _share(given: Mapping[str, Any], name: str) -> float:
    value = given.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        raise BadRule(f"{name}: a share from 0 to 1")
    return float(value)
