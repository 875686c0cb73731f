"""Phrases in what somebody wrote, with what denies them, tells of long ago or only fears them taken into account. Pure.

`now` are phrases that by themselves say so, `mentions` those after which somebody should ask. It would rather ask once
too often than miss somebody, but what is denied does not count.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_READ: Final = 4_000
_SHOWN: Final = 5
_CLAUSE: Final = re.compile(r"[^。!?;,.\n…]+")
# 没有打人 denies; 不停地打人, 不是打就是骂 and 没事就打我 do not.
_NO: Final = r"(?:并?没有|没(?!完)|从未|未曾|并未|未(?!成年|婚)|从不|不曾|不是|不会|并非|不存在|无(?!故|缘|端))"
_DENIED: Final = re.compile(rf"{_NO}(?P<between>[^就也还却又便才]{{0,5}})$")
_NOT_DENIED: Final = re.compile(
    r"不停|不断|不住|不仅|不但|不光|不只|没事|没有一[天次]不|没[少停]|不是.{0,4}就是|没有?[^,]{0,4}不"
)
_NOT_EN: Final = re.compile(r"(?:\bno|\bnot|\bnever|n't|\bwithout)(?:\s+\w+){0,2}\s*$")
_PAST: Final = re.compile(
    r"以前|之前|曾|从前|过去|当年|早年|前年|去年|小时候|那次|上次|上个月|上月|[一二两三四五六七八九十几多\d]+年前|"
    r"(?:19|20)\d\d年|(?<!\d)\d{1,2}月\d{1,2}[日号]|已经(?:结案|处理|解决|和解|扑灭)|早就?(?:处理|解决|和好)|"
    r"\b(?:years? ago|used to|in the past|last year|once)\b"
)
_PRESENT: Final = re.compile(
    r"现在|正在|刚刚|刚才|今天|今晚|今早|昨晚|此刻|还在|仍|经常|天天|每天|一直|总是|马上|随时|扬言|又|"
    r"\b(?:now|today|tonight|right now|again|still|every day|always)\b"
)
_IF: Final = re.compile(
    r"一旦|万一|假如|倘若|(?:如果|要是|若|如)[^,]{0,8}发生|不堪设想|隐患|容易|可能(?:会)?(?:引|发)|以防|防止|避免|以免|担心|警报|"
    r"\b(?:if|in case|might|could|risk)\b"
)
# A question about the law is no report: 打人判几年, 被骗怎么办 is one all the same.
_LEGAL: Final = re.compile(
    r"判几年|判多久|判多少年|怎么判|判刑吗|算不算|算家暴吗|是否构成|构成什么罪|什么罪|会有案底|违法吗|犯法吗"
)


class Grade(StrEnum):
    """How sure it is: act on it, or ask."""

    NOW = "now"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases of one language: those that say it, those after which to ask, those that only look alike.

    `*` stands for up to six characters of the same clause; English phrases are whole words.
    """

    now: tuple[str, ...]
    mentions: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """`evidence` are the words as they stand in the text, the first five of the surer grade."""

    grade: Grade
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    text: str
    past: bool
    legal: bool
    feared: bool


def clauses_of(text: str) -> list[Clause]:
    """Clauses; one that says nothing of its time is in that of the clause before it, within a sentence."""
    return list(_clauses(text))


def _clauses(text: str) -> Iterator[Clause]:
    plain = unicodedata.normalize("NFKC", text[:_READ]).lower()
    past = False
    end = 0
    for found in _CLAUSE.finditer(plain):
        if any(mark in plain[end : found.start()] for mark in "。!?\n…."):
            past = False
        end = found.end()
        clause = found.group()
        if _PRESENT.search(clause):
            past = False
        elif _PAST.search(clause):
            past = True
        yield Clause(clause, past, _LEGAL.search(clause) is not None, _IF.search(clause) is not None)


class Phrases:
    """A list of phrases, made ready once.

    `past_counts` where what happened long ago counts all the same; `if_only_asks` where what is only feared asks only.
    """

    def __init__(
        self, chinese: Words, english: Words, *, past_counts: bool = False, if_only_asks: bool = False
    ) -> None:
        self._past_counts, self._if_only_asks = past_counts, if_only_asks
        alike = "|".join(map(_phrase, _longest_first(chinese.unless)))
        self._alike = re.compile(alike) if alike else None
        self._readers = [
            _Reader(words, english=english_ones)
            for words, english_ones in ((chinese, False), (english, True))
            if words.now or words.mentions
        ]
        self._marks = _marks_of((*chinese.now, *chinese.mentions, *english.now, *english.mentions))

    def look(self, clauses: Sequence[Clause]) -> Found | None:
        # Most texts hold none of the phrases, and to look for their parts takes a hundredth of reading for them.
        whole = "\n".join(clause.text for clause in clauses)
        marks = [mark for mark in self._marks if mark in whole]
        words: dict[str, Grade] = {}
        for clause in clauses:
            if not any(mark in clause.text for mark in marks):
                continue
            for word, grade in self._found(clause):
                if words.get(word) is not Grade.NOW:
                    words[word] = grade
        if not words:
            return None
        grade = Grade.NOW if Grade.NOW in words.values() else Grade.MENTIONED
        return Found(grade, tuple(word for word in words if words[word] is grade)[:_SHOWN])

    def _found(self, clause: Clause) -> Iterator[tuple[str, Grade]]:
        text = self._without(clause.text)
        weak = self._is_weak(clause)
        for reader in self._readers:
            for word, grade in reader.find(text):
                yield word, Grade.MENTIONED if weak else grade

    def _is_weak(self, clause: Clause) -> bool:
        """Whether the clause only asks about the law, tells of long ago, or fears what has not happened."""
        return clause.legal or (clause.past and not self._past_counts) or (clause.feared and self._if_only_asks)

    def _without(self, clause: str) -> str:
        """The clause with what only looks alike blanked out, so that 跳楼价 is nobody's death."""
        if self._alike is None:
            return clause
        return self._alike.sub(lambda found: "\0" * len(found.group()), clause)


def _denied(before: str) -> bool:
    found = _DENIED.search(before)
    return found is not None and not _NOT_DENIED.search(before[max(0, found.start() - 2) :])


def _denied_en(before: str) -> bool:
    return _NOT_EN.search(before) is not None


class _Reader:
    """Finds phrases of one language; of two that begin alike, the longer one."""

    def __init__(self, words: Words, *, english: bool) -> None:
        graded = {**dict.fromkeys(words.mentions, Grade.MENTIONED), **dict.fromkeys(words.now, Grade.NOW)}
        phrases = _longest_first(graded)
        inner = "|".join(f"({_phrase(phrase)})" for phrase in phrases)
        self._grades = [graded[phrase] for phrase in phrases]
        self._pattern = re.compile(rf"\b(?:{inner})\b" if english else inner)
        self._denied = _denied_en if english else _denied

    def find(self, text: str) -> Iterator[tuple[str, Grade]]:
        for match in self._pattern.finditer(text):
            if match.lastindex is not None and not self._denied(text[: match.start()]):
                yield match.group().strip(), self._grades[match.lastindex - 1]


def _marks_of(phrases: Iterable[str]) -> Sequence[str]:
    """Parts of which every text has at least one that holds any of the phrases: of each phrase the longest."""
    longest = {max(phrase.lower().split("*"), key=len) for phrase in phrases}
    return sorted(mark for mark in longest if not any(other != mark and other in mark for other in longest))


def _longest_first(phrases: Iterable[str]) -> list[str]:
    return sorted(phrases, key=len, reverse=True)


def _phrase(phrase: str) -> str:
    return ".{0,6}?".join(re.escape(part) for part in phrase.lower().split("*"))
