"""Personal data in texts replaced by numbered placeholders, the same for the same, and put back again. Pure.

What is found once is hidden wherever it stands: a name that was introduced in one text is only a word in the next.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from banjie.intelligence.folded import folded
from banjie.intelligence.personal.marks import Kind
from banjie.intelligence.personal.reading import LONGEST, marks, name_within

GAP: Final = "＿＿"
_CHINESE: Final = MappingProxyType(
    {
        Kind.IDENTITY: "证件",
        Kind.BANK: "银行卡",
        Kind.PASSPORT: "护照",
        Kind.PHONE: "电话",
        Kind.EMAIL: "邮箱",
        Kind.ACCOUNT: "账号",
        Kind.LANDLINE: "座机",
        Kind.PLATE: "车牌",
        Kind.DOOR: "门牌",
        Kind.NAME: "姓名",
        Kind.OFFICIAL: "人员",
    }
)
_ENGLISH: Final = MappingProxyType({kind: kind.value for kind in Kind})
_PLACEHOLDER: Final = re.compile(rf"〔(?:{'|'.join((*_CHINESE.values(), *_ENGLISH.values()))}) ?\d{{1,4}}〕")
_BRACKETS: Final = str.maketrans("〔〕", "（）")
_NAMES: Final = frozenset({Kind.NAME, Kind.OFFICIAL})
_SEPARATORS: Final = re.compile(r"[\s.()-]")
_LEAST_FIGURES: Final = 7
_LEAST_NAME, _LEAST_OTHER = 2, 4


@dataclass(frozen=True, slots=True)
class Veil:
    """What each placeholder stands for."""

    words: Mapping[str, str]


@dataclass(slots=True)
class _Found:
    """What was found so far, under the form in which the same is recognised again."""

    labels: Mapping[Kind, str]
    placeholders: dict[tuple[Kind, str], str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def placeholder(self, kind: Kind, words: str) -> str:
        key = (kind, _SEPARATORS.sub("", folded(words)))
        if key not in self.placeholders:
            label = self.labels[kind]
            self.counts[label] = self.counts.get(label, 0) + 1
            made = f"〔{label}{self.counts[label]}〕"
            self.placeholders[key], self.words[made] = made, words
        return self.placeholders[key]


def veiled(
    texts: Sequence[str], *, known: Iterable[tuple[Kind, str]] = (), language: str = "zh-hans"
) -> tuple[list[str], Veil]:
    """The texts with what tells of a person hidden, each cut at 25,000 characters, and the veil over them.

    `known` is what is known beforehand to be somebody's, such as the reporter's own name.
    """
    found = _Found(_ENGLISH if language.startswith("en") else _CHINESE)
    hidden = [_hidden(_without_placeholders(text[:LONGEST]), found) for text in texts]
    for kind, words in known:
        if len(words.strip()) >= _LEAST_NAME:
            found.placeholder(kind, words.strip())
    again = _again(found)
    done = [_everywhere(text, again, found) for text in hidden]
    # What was known and stands nowhere is not carried along: it may be sealed where it came from.
    used = {match[0] for text in done for match in _PLACEHOLDER.finditer(text)}
    return done, Veil({mark: words for mark, words in found.words.items() if mark in used})


def lifted(text: str, veil: Veil) -> str:
    """The placeholders replaced by what they stand for; those that stand for nothing become gaps that are seen."""
    return _PLACEHOLDER.sub(lambda match: veil.words.get(match[0].replace(" ", ""), GAP), text)


def blanked(text: str) -> str:
    """Every placeholder a gap, to be filled by whoever may."""
    return _PLACEHOLDER.sub(GAP, text)


def placeholders(text: str) -> list[tuple[int, int]]:
    """Where placeholders stand in a text."""
    return [match.span() for match in _PLACEHOLDER.finditer(text)]


def _without_placeholders(text: str) -> str:
    """What only looks like a placeholder must not be lifted; the brackets of official numbers (〔2024〕) stay."""
    return _PLACEHOLDER.sub(lambda match: match[0].translate(_BRACKETS), text)


def _hidden(text: str, found: _Found) -> str:
    parts, end = [], 0
    for mark in marks(text):
        start, stop = mark.start, mark.end
        if mark.kind is Kind.NAME:
            begin, finish = name_within(text[start:stop])
            start, stop = start + begin, start + finish
        if start < stop:
            parts += [text[end:start], found.placeholder(mark.kind, text[start:stop])]
            end = stop
    return "".join((*parts, text[end:]))


def _again(found: _Found) -> list[tuple[re.Pattern[str], str]]:
    """The longest first, so that a part of a name is not taken for it."""
    keys = sorted(found.placeholders, key=lambda key: len(key[1]), reverse=True)
    pairs = ((_pattern(*key), found.placeholders[key]) for key in keys)
    return [(pattern, placeholder) for pattern, placeholder in pairs if pattern is not None]


def _pattern(kind: Kind, bare: str) -> re.Pattern[str] | None:
    """What finds the same once more; None for what is too short to be told from other words."""
    if len(bare) < (_LEAST_NAME if kind in _NAMES else _LEAST_OTHER):
        return None
    if bare.isdigit():
        spelled = r"[ .()-]{0,2}".join(bare)
        return re.compile(rf"(?<!\d){spelled}(?!\d)") if len(bare) >= _LEAST_FIGURES else None
    escaped = r"\s?".join(map(re.escape, bare))
    return re.compile(rf"(?<![a-z]){escaped}(?![a-z])" if bare.isascii() else escaped)


def _everywhere(text: str, again: Sequence[tuple[re.Pattern[str], str]], found: _Found) -> str:
    for pattern, placeholder in again:
        plain, taken, parts, end = folded(text), placeholders(text), [], 0
        for match in pattern.finditer(plain):
            if any(start < match.end() and match.start() < stop for start, stop in taken):
                continue
            parts += [text[end : match.start()], placeholder]
            end = match.end()
        text = "".join((*parts, text[end:]))
    return text
