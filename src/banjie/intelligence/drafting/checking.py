"""What a model said, made fit to be shown: cleaned, refused where it is no text, doubted where it says more than it
was given. Pure.

A doubt is a question to the reader with its passage. Nothing here says that the rest is true.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from banjie.intelligence.folded import folded
from banjie.intelligence.personal.marks import Kind
from banjie.intelligence.personal.reading import marks, name_within
from banjie.intelligence.replies.copying import share_in
from banjie.intelligence.replies.terms import folded as of_letters
from banjie.intelligence.replies.terms import terms

from .claims import Claim, ClaimKind, claims
from .prompts import Asked, Purpose, instructions, lines
from .veiling import GAP, Veil, blanked, lifted

LONGEST: Final = MappingProxyType({Purpose.REPLY: 2_000, Purpose.SUMMARY: 3_000})
MOST_DOUBTS: Final = 20
_ECHO: Final = 20
_REPEATS: Final = 0.9
# Of a reply much is greeting; but a text of which hardly a word was given is about something else.
_LEAST_SHARED: Final = MappingProxyType({Purpose.REPLY: 0.15, Purpose.SUMMARY: 0.3})
_FEW_TERMS: Final = 12
_THOUGHT: Final = re.compile(r"<(think|thinking|reasoning|analysis)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_THOUGHT_ENDS: Final = re.compile(r"^.*</(?:think|thinking|reasoning|analysis)>", re.DOTALL | re.IGNORECASE)
_THOUGHT_BEGINS: Final = re.compile(r"<(?:think|thinking|reasoning|analysis)>.*$", re.DOTALL | re.IGNORECASE)
_FENCE: Final = re.compile(r"^\s*```[^\n]*$", re.MULTILINE)
_TAG: Final = re.compile(r"<\|[^|<>]{1,40}\|>|</?s>|\[/?INST\]")
_HEADING: Final = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)
_BOLD: Final = re.compile(r"\*\*(?P<words>[^*\n]+)\*\*|__(?P<also>[^_\n＿]+)__")
_BULLET: Final = re.compile(r"^[ \t]*[*•-][ \t]+", re.MULTILINE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_EMPTY_LINES: Final = re.compile(r"\n{3,}")


class Unusable(StrEnum):
    """Why there is nothing to show."""

    ECHO = "echo"
    EMPTY = "empty"
    OVERLONG = "overlong"


class NothingUsable(ValueError):
    def __init__(self, why: Unusable) -> None:
        super().__init__(why.value)
        self.why = why


class DoubtCode(StrEnum):
    """`date` to `sum` stand nowhere in the material; `personal` was taken out; the others are of the whole."""

    CUT_OFF = "cut_off"
    DATE = "date"
    ELSEWHERE = "elsewhere"
    LAW = "law"
    LINK = "link"
    MATERIAL_CUT = "material_cut"
    NUMBER = "number"
    OTHER_MODEL = "other_model"
    PERSONAL = "personal"
    SPAN = "span"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Doubt:
    code: DoubtCode
    words: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    text: str
    doubts: Sequence[Doubt]


def checked(said: str, asked: Asked, veil: Veil, *, purpose: Purpose, language: str) -> Checked:
    """The text for people, and what they should look at. A summary is for whoever may read the case: its veil is
    lifted. A reply goes out: what was hidden is a gap. Raises NothingUsable.
    """
    plain = cleaned(said)
    _refuse(plain, asked, purpose, language)
    # First, so that no doubt quotes what was taken out.
    safe, taken_out = _without_personal(plain, asked.material)
    found = list(_unfounded(safe, asked))
    if _is_elsewhere(safe, asked, purpose):
        found.append(Doubt(DoubtCode.ELSEWHERE))
    if asked.cut:
        found.append(Doubt(DoubtCode.MATERIAL_CUT))
    if taken_out:
        found.append(Doubt(DoubtCode.PERSONAL))
    text = lifted(safe, veil) if purpose is Purpose.SUMMARY else blanked(safe)
    return Checked(text, list(dict.fromkeys(found))[:MOST_DOUBTS])


def cleaned(said: str) -> str:
    """Without what models think aloud, fences, marks of their own and of Markdown, and signs that are not seen."""
    text = _THOUGHT.sub("", said)
    text = _THOUGHT_BEGINS.sub("", _THOUGHT_ENDS.sub("", text))
    for pattern in (_FENCE, _TAG, _HEADING, _BULLET):
        text = pattern.sub("", text)
    text = _BOLD.sub(lambda match: match["words"] or match["also"], text)
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def _refuse(plain: str, asked: Asked, purpose: Purpose, language: str) -> None:
    if not any(map(str.isalnum, plain)):
        raise NothingUsable(Unusable.EMPTY)
    if len(plain) > LONGEST[purpose]:
        raise NothingUsable(Unusable.OVERLONG)
    if any(line in plain for line in lines()) or _says_back(plain, instructions(language)):
        raise NothingUsable(Unusable.ECHO)
    # A summary that leaves nothing out is the material once more.
    if (
        purpose is Purpose.SUMMARY
        and 2 * len(plain) > len(asked.material)
        and share_in(plain, asked.material) > _REPEATS
    ):
        raise NothingUsable(Unusable.ECHO)


def _says_back(plain: str, ours: str) -> bool:
    return any(ours[at : at + _ECHO] in plain for at in range(0, len(ours) - _ECHO, _ECHO // 2))


def _unfounded(plain: str, asked: Asked) -> Iterator[Doubt]:
    given = claims(asked.material)
    bare = folded(asked.material).replace(" ", "")
    for claim in claims(plain):
        if not _stands(claim, given, bare):
            yield Doubt(DoubtCode(claim.kind), plain[claim.start : claim.end])


def _stands(claim: Claim, given: Sequence[Claim], bare: str) -> bool:
    match claim.kind:
        case ClaimKind.LAW:
            return all(str(part).replace(" ", "") in bare for part in claim.key)
        case ClaimKind.LINK:
            return str(claim.key[0]) in bare
        case ClaimKind.DATE:
            return any(_same_day(claim.key, each.key) for each in given if each.kind is ClaimKind.DATE)
        case ClaimKind.SPAN:
            return claim.key in {each.key for each in given if each.kind is ClaimKind.SPAN}
        case ClaimKind.SUM:
            return claim.key[0] in _values(given, {ClaimKind.SUM, ClaimKind.NUMBER})
        case ClaimKind.NUMBER:
            return claim.key[0] in _values(given, {ClaimKind.SUM, ClaimKind.NUMBER, ClaimKind.SPAN})


def _values(given: Iterable[Claim], kinds: set[ClaimKind]) -> set[str | float | None]:
    return {each.key[0] for each in given if each.kind in kinds}


def _same_day(one: Sequence[object], other: Sequence[object]) -> bool:
    """A year that is not said is whichever the other says; a day that is not said is none of the other's."""
    years = {one[0], other[0]} - {None}
    return len(years) < 2 and tuple(one[1:]) == tuple(other[1:])


def _is_elsewhere(plain: str, asked: Asked, purpose: Purpose) -> bool:
    mine = terms(of_letters(plain))
    given = terms(of_letters(asked.material[:6_000])) | terms(of_letters(asked.material[6_000:]))
    return len(mine) >= _FEW_TERMS and len(mine & given) / len(mine) < _LEAST_SHARED[purpose]


def _without_personal(plain: str, material: str) -> tuple[str, bool]:
    """What tells of a person and was not in the material was made up, or learned from others: it is taken out."""
    given = folded(material)
    parts, end = [], 0
    for mark in marks(plain):
        start, stop = mark.start, mark.end
        if mark.kind is Kind.NAME:
            begin, finish = name_within(plain[start:stop])
            start, stop = start + begin, start + finish
        if start < stop and (mark.kind in _NAMES or folded(plain[start:stop]) not in given):
            parts += [plain[end:start], GAP]
            end = stop
    return "".join((*parts, plain[end:])), bool(parts)


# Every name was hidden, so one that comes back was not given; its characters may well stand there in other words.
_NAMES: Final = frozenset({Kind.NAME})
