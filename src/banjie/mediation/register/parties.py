"""Who stood against whom, from the cells of a register. Pure.

Two sides are often in one cell: 张某与李某, 甲方：…；乙方：…, 王某等12人诉某公司. Names hold the very words that
stand between sides (和平物业, 张和平), so a cell is cut where both halves look like parties; where nothing tells
who stood on which side, that is told, not chosen.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from banjie.platform.tables import number_in

from .names import could_be_person, is_group, is_organisation, is_person, without_role


class PartyProblem(StrEnum):
    """Why a cell does not name two sides."""

    EMPTY = "parties_missing"
    ONE_SIDE = "one_side_only"
    SIDES_UNCLEAR = "sides_unclear"
    TOO_MANY = "too_many_parties"
    TOO_LONG = "party_too_long"
    BOTH_SIDES = "party_on_both_sides"


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party as the register names it, without its numbers; `stands_for` people where it says 等12人."""

    side: str
    name: str
    organisation: bool
    stands_for: int | None = None


_LONGEST_CELL: Final = 600
_LONGEST_NAME: Final = 120
_MOST: Final = 40
_LABEL_A: Final = (
    r"甲\s*方(?:当事人)?|(?<!被)申请人|(?<!被)申请方|原告(?:人)?|当事人[一甲A1]|(?<!被)投诉人|(?<!被)反映人|上诉人"
)
_LABEL_B: Final = (
    r"乙\s*方(?:当事人)?|被申请人|被申请方|被告(?:人)?|当事人[二乙B2]|被投诉人|被反映人|被上诉人|对方(?:当事人)?"
)
_LABEL_C: Final = r"丙\s*方(?:当事人)?|第三人|当事人[三丙C3]"
_LABELS: Final = re.compile(rf"(?:(?P<A>{_LABEL_A})|(?P<B>{_LABEL_B})|(?P<C>{_LABEL_C}))\s*[:：]?\s*(?=\S)")
# What stands between sides, the surest first; what stands between the parties of one side comes last.
_BETWEEN: Final = ("诉", " vs ", "——", "--", "；", ";", "与", "和", "跟", "同", "及", "/", "-")
_VERSUS: Final = re.compile(r"\s*(?<![a-z])vs\.?(?![a-z])\s*", re.IGNORECASE)
_WITHIN: Final = re.compile(r"[、,，\n]|\s+")
_AND: Final = re.compile(r"[和与及]")
_COUNT: Final = re.compile(
    r"等?\s*(?P<count>\d+|[一二两三四五六七八九十百]+)\s*(?:余)?(?:人|户|名)(?P<who>[^、,，]{0,8})$"
)
_COUNT_FIRST: Final = re.compile(r"^(?P<count>\d+|[一二两三四五六七八九十百]+)\s*(?:余)?(?:户|名|位)(?P<who>.{1,12})$")
_ET_AL: Final = re.compile(r"等(?:人)?$")
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_DIGITS: Final = re.compile(r"[\d\-]{7,}[xX]?")
_TITLES: Final = re.compile(
    r"(?:先生|女士|同志|本人|夫妇|夫妻|一家|一方|父子|母子|母女|父女|兄弟|姐妹|姐弟|兄妹|家属)$"
)
_MATTER: Final = (
    r"邻里|相邻|婚姻家庭|婚姻|家庭|继承|赡养|抚养|土地|山林|宅基地|房屋|租赁|买卖|合同|债务|借贷|借款|欠款|劳动|劳务|工资|工伤|人身损害|"
    r"损害赔偿|赔偿|交通事故|物业|医疗|消费|噪音|漏水|征地|拆迁"
)
_TAIL: Final = re.compile(
    rf"(?:之间|两家|双方|二人|两人)?的?(?:因|就|为)?(?:{_MATTER})*(?:纠纷|矛盾|争议)(?:一案|案)?$|之间$|(?:两家|双方|二人|两人)$"
)
_AND_THEIR: Final = re.compile(r"及其(?:妻子?|丈夫|儿子?|女儿?|父亲?|母亲?|家人|家属)?")
_EDGES: Final = " \t:：,，;；、.。-—/"


def sides_of(cell: str) -> tuple[NamedParty, ...] | PartyProblem:
    """The parties of both sides from one cell, A first."""
    text = _plain(cell)
    if not text:
        return PartyProblem.EMPTY
    if len(text) > _LONGEST_CELL:
        return PartyProblem.TOO_LONG
    labelled = list(_by_label(text))
    if labelled:
        return _checked(labelled)
    return _by_shape(_TAIL.sub("", text) or text)


def sides_from(side_a: str, side_b: str) -> tuple[NamedParty, ...] | PartyProblem:
    """The parties where each side has a column of its own."""
    first, second = _plain(side_a), _plain(side_b)
    if not first and not second:
        return PartyProblem.EMPTY
    if len(first) + len(second) > _LONGEST_CELL:
        return PartyProblem.TOO_LONG
    return _checked([*_parties("A", _unlabelled(first)), *_parties("B", _unlabelled(second))])


def _plain(cell: str) -> str:
    text = unicodedata.normalize("NFKC", cell[: 2 * _LONGEST_CELL]).replace("\r", "")
    text = _DIGITS.sub("", _BRACKETS.sub("", text))
    text = _AND_THEIR.sub("、", _VERSUS.sub(" vs ", text))
    return re.sub(r"[ \t]+", " ", text).strip(_EDGES)


def _by_label(text: str) -> Iterator[NamedParty]:
    marks = list(_LABELS.finditer(text))
    if len({mark.lastgroup for mark in marks}) < 2:
        return
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        yield from _parties(mark.lastgroup or "A", text[mark.end() : end])


def _unlabelled(text: str) -> str:
    mark = _LABELS.match(text)
    return text[mark.end() :] if mark is not None else text


def _by_shape(text: str) -> tuple[NamedParty, ...] | PartyProblem:
    """Cuts where both halves look like parties; what is a name only by its length counts where nothing else does."""
    for is_party in (_is_party, _could_be_party):
        found = _by_cut(text, is_party)
        if found is not None:
            return found
    names = [name for name in _WITHIN.split(text) if name.strip(_EDGES)]
    if len(names) == 2 and all(_could_be_party(_counted(name)[0]) for name in names):
        return _checked([*_parties("A", names[0]), *_parties("B", names[1])])
    return PartyProblem.SIDES_UNCLEAR if len(names) > 2 else PartyProblem.ONE_SIDE


def _by_cut(text: str, is_party: Callable[[str], bool]) -> tuple[NamedParty, ...] | PartyProblem | None:
    """Of several cuts that of the surest word counts."""
    for word in _BETWEEN:
        cuts = [cut for cut in _cuts(text, word) if _looks(cut[0], is_party) and _looks(cut[1], is_party)]
        if len(cuts) > 1:
            cuts = [cut for cut in cuts if not cut[0].endswith(word)]
            # 陈芳和永和餐饮店: 陈芳 is likelier than 陈芳和永.
            least = min(map(_oddity, cuts), default=0)
            cuts = [cut for cut in cuts if _oddity(cut) == least]
        if len(cuts) > 1:
            return PartyProblem.SIDES_UNCLEAR
        if cuts:
            first, second = cuts[0]
            return _checked([*_parties("A", first), *_parties("B", second)])
    return None


def _cuts(text: str, word: str) -> Iterator[tuple[str, str]]:
    at = text.find(word)
    while at >= 0:
        first, second = text[:at].strip(_EDGES), text[at + len(word) :].strip(_EDGES)
        if first and second:
            yield first, second
        at = text.find(word, at + 1)


def _looks(text: str, is_party: Callable[[str], bool]) -> bool:
    """Whether a half is one party or several of them."""
    names = [name for name in _WITHIN.split(text) if name.strip(_EDGES)]
    return bool(names) and all(is_party(_counted(name)[0]) for name in names)


def _oddity(cut: tuple[str, str]) -> int:
    """How many names of a cut are longer than names of persons mostly are."""
    names = [name for half in cut for name in _WITHIN.split(half)]
    return sum(len(name) > 3 and is_person(name) and not is_organisation(name) for name in names)


def _is_party(name: str) -> bool:
    return is_organisation(name) or is_person(name) or is_group(name)


def _could_be_party(name: str) -> bool:
    return _is_party(name) or (could_be_person(name) and _AND.search(name) is None)


def _parties(side: str, text: str) -> Iterator[NamedParty]:
    for piece in _WITHIN.split(text.strip(_EDGES)):
        for part in _joined(piece.strip(_EDGES)):
            name, count = _counted(part)
            if name:
                yield NamedParty(side, name, is_organisation(name), count)


def _joined(piece: str) -> Iterable[str]:
    """张三和李四 on one side are two; 和平公司 is one."""
    for mark in _AND.finditer(piece):
        first, second = piece[: mark.start()].strip(_EDGES), piece[mark.end() :].strip(_EDGES)
        if first and second and _is_party(_counted(first)[0]) and _is_party(_counted(second)[0]):
            return (first, *_joined(second))
    return (piece,)


@lru_cache(maxsize=16)
def _counted(name: str) -> tuple[str, int | None]:
    """王某等12人 as 王某 who stands for twelve; 20户村民 as 村民."""
    plain = name.strip(_EDGES)
    found = _COUNT.search(plain)
    first = _COUNT_FIRST.match(plain)
    if first is not None:
        return first["who"], _number(first["count"])
    if found is not None:
        before, who = plain[: found.start()].strip(_EDGES), found["who"]
        return (before + who if is_group(who) else _bare(before or who)), _number(found["count"])
    return _bare(_ET_AL.sub("", plain)), None


def _bare(name: str) -> str:
    """Without a title behind a name and a role before it: 张三夫妇, 业主王某."""
    bare = without_role(_TITLES.sub("", name).strip(_EDGES))
    return bare if is_person(bare) else name


def _number(text: str) -> int | None:
    value = number_in(text)
    return int(value) if value is not None and 1 < value < 100_000 else None


def _checked(parties: list[NamedParty]) -> tuple[NamedParty, ...] | PartyProblem:
    if any(len(party.name) > _LONGEST_NAME for party in parties):
        return PartyProblem.TOO_LONG
    if len(parties) > _MOST:
        return PartyProblem.TOO_MANY
    named: dict[str, set[str]] = {}
    for party in parties:
        named.setdefault(party.side, set()).add(party.name)
    if len(named) < 2:
        return PartyProblem.ONE_SIDE if named else PartyProblem.EMPTY
    on_sides = Counter(name for names in named.values() for name in names)
    # Masked names are alike without being the same person: 张某 and 张某 may well quarrel.
    if any(count > 1 and "某" not in name for name, count in on_sides.items()):
        return PartyProblem.BOTH_SIDES
    return tuple(dict.fromkeys(sorted(parties, key=lambda party: party.side)))
