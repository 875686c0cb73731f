"""Whether an answer speaks of the matter, and which of what was asked it takes up. Pure.

Compared are the pairs of characters and the words of both, each weighed by how rare it is in the answers that the
same unit gave before: what stands in all of them says nothing of this matter. What an answer only quotes is not
taken for an answer.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .cues import Cue, found
from .terms import Sentence, clauses, folded, sentences, terms, words

type Weigh = Callable[[str], float]

# Measured on published answers, their own and others' (bench/read_replies.py).
OFF_THE_POINT: Final = 0.03
TAKEN_UP: Final = 0.02
_ENOUGH: Final = 10
_TITLE, _BODY = 2.0, 0.6
_MOST_TERMS: Final = 40
_MOST_ASKS: Final = 12
_FEW, _NAMED = 3, 8
_QUOTED: Final = re.compile(r"[“\"「『][^”\"」』]{6,}[”\"」』]")
_QUESTION: Final = re.compile(
    r"\?|[吗么]$|何时|什么时候|为什么|为何|怎么|怎样|如何|能否|可否|能不能|可不可以|是否|有没有|哪[里儿些年位种一个]|多久|多少|几[时天月年点]|"
    r"\b(?:when|why|how|whether|what|where|who|which|can you|could you)\b"
)
_REQUEST: Final = re.compile(
    r"^.{0,8}(?:请(?!问|看|听|[^,。]{0,4}假)|希望|(?<!按)要求(?!他|她|我)|恳[请求]|建议)|\b(?:please|want|hope|ask|request|should|must|need)\b"
)
_RHETORICAL: Final = re.compile(r"难道|岂|何在|还有没有|算什么|凭什么|不是吗|天理|良心|\b(?:isn't it|how dare|shame)\b")
_GREETING: Final = re.compile(r"^[^,。]{0,24}(?:您好|你好|书记|市长|领导)[:,!。]?$|谢谢|感谢")
# A question of this sort is taken up by whatever sounds like an answer to it, in whichever words.
_SORTS: Final = (
    (re.compile(r"何时|什么时候|多久|几[时天月年点]|\bwhen\b|how long"), Cue.WHEN),
    (re.compile(r"为什么|为何|怎么会|\bwhy\b"), Cue.REASON),
    (re.compile(r"哪个(?:部门|单位)|找谁|谁(?:来)?负责|哪里(?:办|投诉|反映)|\b(?:who|where)\b"), Cue.ELSEWHERE),
)


@dataclass(frozen=True, slots=True)
class Ask:
    """A sentence of a matter that wants something. `cover` is how much of it the answer speaks of, 0 to 1."""

    sentence: Sentence
    cover: float


def weights(earlier: Sequence[str]) -> Weigh:
    """How much a term counts, by the answers given before; all alike where there are too few to tell."""
    if len(earlier) < _ENOUGH:
        return lambda _: 1.0
    common = Counter(term for each in earlier for term in terms(folded(each)))
    return lambda term: math.log((len(earlier) + 1) / (common[term] + 0.5))


def on_the_point(title: str, body: str, said: frozenset[str], weigh: Weigh) -> float:
    """How much of what the matter speaks of the answer speaks of too, 0 to 1."""
    named, counted = terms(folded(title)), Counter(_every(sentences(body)))
    wanted = {term: weigh(term) * _TITLE for term in named}
    for term, times in counted.items():
        wanted[term] = max(wanted.get(term, 0.0), weigh(term) * _BODY * min(times, 2))
    return _cover(wanted, said)


def asks(title: str, body: str, reply: str, weigh: Weigh) -> list[Ask]:
    """What the body asks for. A question of few words is read together with what stands before it."""
    said, reply = said_in(reply), folded(reply)
    wanting, before = [], terms(folded(title))
    for clause in clauses(body):
        here = terms(clause.folded) - words("asking")
        wanted = here if len(here) >= 2 * _FEW else here | before
        if _wants(clause.folded, len(here)):
            cover = _cover({term: weigh(term) for term in wanted}, said)
            wanting.append(Ask(clause, 1.0 if _sort_answered(clause.folded, reply) else cover))
        before = here or before
    return wanting[:_MOST_ASKS]


def said_in(reply: str) -> frozenset[str]:
    """What an answer speaks of in words of its own."""
    return terms(_QUOTED.sub("\n", folded(reply)))


def _wants(clause: str, many: int) -> bool:
    """Whether it asks something, or for something that it names."""
    if _GREETING.search(clause) or _RHETORICAL.search(clause):
        return False
    return many >= _FEW if _QUESTION.search(clause) else many >= _NAMED and _REQUEST.search(clause) is not None


def _sort_answered(clause: str, reply: str) -> bool:
    return any(sort.search(clause) and found(cue, reply) for sort, cue in _SORTS)


def _every(of: Iterable[Sentence]) -> Iterable[str]:
    return (term for each in of for term in terms(each.folded))


def _cover(wanted: Mapping[str, float], said: frozenset[str]) -> float:
    heaviest = sorted(wanted, key=lambda term: (-wanted[term], term))[:_MOST_TERMS]
    total = sum(wanted[term] for term in heaviest)
    return sum(wanted[term] for term in heaviest if term in said) / total if total > 0 else 1.0
