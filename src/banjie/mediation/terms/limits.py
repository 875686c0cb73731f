"""The table of what cannot be agreed and of what is too vague, read from `limits.toml`. Pure."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

_CLAUSE: Final = r"[^，。；！？、,.;!?\n]{0,8}"
_BETWEEN_HAN: Final = re.compile(r"(?<=[^\x00-\x7f])[ \t]+(?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class Signal:
    """Words after which a mediator looks again. `kinds` are types of dispute, empty for all."""

    code: str
    vague: bool
    kinds: frozenset[str]
    pattern: re.Pattern[str]
    law: str
    law_en: str
    reason: str
    reason_en: str

    def found_in(self, text: str) -> Iterator[str]:
        """Each place once, as it is written."""
        for match in self.pattern.finditer(text):
            if match.lastgroup == "word":
                yield match.group("word")


@cache
def signals() -> Sequence[Signal]:
    """What cannot be agreed first, then what is too vague."""
    document = tomllib.loads((resources.files(__package__) / "limits.toml").read_text("utf-8"))
    limits = [_signal(each, vague=False) for each in document["limit"]]
    return (*limits, *(_signal(each, vague=True) for each in document["vague"]))


@cache
def signal(code: str, *, vague: bool) -> Signal:
    """One of them. KeyError if there is none."""
    for each in signals():
        if (each.code, each.vague) == (code, vague):
            return each
    raise KeyError(code)


def folded(text: str) -> str:
    """As the words are compared: full and half width alike, without the spaces that stand between Han."""
    return _BETWEEN_HAN.sub("", unicodedata.normalize("NFKC", text).casefold())


def _signal(declared: dict[str, Any], *, vague: bool) -> Signal:
    return Signal(
        declared["code"],
        vague,
        frozenset(declared.get("kinds", ())),
        _pattern(declared["words"], declared.get("unless", ())),
        declared.get("law", ""),
        declared.get("law_en", ""),
        declared["reason"],
        declared["reason_en"],
    )


def _pattern(words: Sequence[str], unless: Sequence[str]) -> re.Pattern[str]:
    """What only looks alike is tried first and eats the place, so that no word is found in it."""
    alike = "|".join(_phrase(each) for each in unless)
    wanted = "|".join(_phrase(each) for each in sorted(words, key=len, reverse=True))
    return re.compile((f"(?P<alike>{alike})|" if alike else "") + f"(?P<word>{wanted})")


def _phrase(written: str) -> str:
    text = folded(written)
    if text.isascii():
        return rf"\b{re.escape(text)}\b"
    return _CLAUSE.join(re.escape(part) for part in text.split("*"))
