"""Which help belongs to which page, and the help itself: one file a language, the same screens in each."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

START: Final = "start"
# By view name where a namespace has several screens, else by namespace.
_BY_VIEW: Final[Mapping[str, str]] = MappingProxyType(
    {
        "workbench:cases": "list",
        "workbench:act-together": "list",
        "workbench:case": "case",
        "workbench:act": "case",
        "workbench:case-code": "case",
        "workbench:case-contact": "case",
        "workbench:new-case": "entry",
        "workbench:notices": "notices",
        "workbench:replies": "replies",
        "accounts:account": "account",
    }
)
_BY_NAMESPACE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "accounts": "organisation",
        "areas": "areas",
        "calendar": "calendar",
        "catalogue": "catalogue",
        "clients": "clients",
        "dispatching": "dispatch",
        "imports": "imports",
        "map": "map",
        "mediation": "mediation",
        "oversight": "oversight",
        "reports": "reports",
        "screen": "screen",
        "screens": "screen",
    }
)


@dataclass(frozen=True, slots=True)
class Help:
    """What a screen is for, how to do what one comes for, and what is good to know."""

    title: str
    purpose: str
    steps: Sequence[str]
    know: Sequence[str]


def screen_of(view_name: str) -> str:
    """The help screen of a view; the general one where it has none of its own."""
    return _BY_VIEW.get(view_name) or _BY_NAMESPACE.get(view_name.partition(":")[0], START)


@cache
def helps(language: str) -> Mapping[str, Help]:
    """Every screen in Chinese, or in English for whoever reads that."""
    name = "en.toml" if language.startswith("en") else "zh.toml"
    written = tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return MappingProxyType({screen: Help(**parts) for screen, parts in written.items()})
