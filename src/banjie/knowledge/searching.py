"""Which articles answer what somebody typed: an index in memory over a few thousand of them. Pure.

Rare words weigh more than common ones (BM25's weight of a term). What stands in the question counts more than what
stands in the answer; and an article whose question is wholly contained in what was typed comes before one that only
shares words with it.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banjie.cases import words

type Ids = NDArray[np.int32]
type Weights = NDArray[np.float32]

LONGEST: Final = 2_000
_MOST_TERMS: Final = 80
_LOOKED_AT: Final = 40
_IN_QUESTION: Final = 3.0
_IN_ANSWER: Final = 1.0
# How much longer answers are held against an article.
_LENGTH: Final = 0.3
_BY_CHANCE: Final = 0.7
# Said in every question and in none alone: they tell nothing of what it is about. Chinese ones are taken out before
# a text goes into pairs, so that no pair reaches across them.
_CHINESE_FILLERS: Final = """
    请问 您好 你好 我想 想问 想知道 咨询 问一下 一下 怎么办 怎么 怎样 怎 如何 什么样 什么 多久 多长时间
    哪里 哪些 哪儿 哪个 可以 能不能 能否 是否 是不是 需要 需 应该 有没有 为什么 为何 多少 谁 吗 呢 呀 吧 的 了
    我家 我们 我 你们 您 他们 他 这个 那个 这 那 谢谢 麻烦 已经 还是 是 要 能 有 在 和 与 及 后 到
"""
_ENGLISH_FILLERS: Final = """
    a about an and are at be by can could do does for from get had has have how i if in is it me my no not of on or our
    please should so that the there they this to was we what when where which who why will with would you your
"""
_FILLING: Final = re.compile("|".join(sorted(_CHINESE_FILLERS.split(), key=lambda word: (-len(word), word))))
_ENGLISH: Final = frozenset(_ENGLISH_FILLERS.split())
_HAN: Final = re.compile(r"[㐀-䶿一-鿿]")


def terms(text: str) -> set[str]:
    """What a text is found by: pairs of Chinese characters, and words of other scripts."""
    found = words.words(_FILLING.sub(" ", text)) - _ENGLISH
    return {term for term in found if len(term) > 1 or not _HAN.match(term)}


class Vocabulary:
    """Terms as numbers, which take a tenth of the room. Grows, and forgets nothing."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def learn(self, text: str) -> Ids:
        """The terms of a text by number, new ones included, in order and each once."""
        ids = self._ids
        found = {ids.setdefault(term, len(ids)) for term in terms(text)}
        return np.array(sorted(found), dtype=np.int32)

    def known(self, text: str) -> Ids:
        """Those of a text that have a number."""
        return np.array(sorted(self._ids[term] for term in terms(text[:LONGEST]) if term in self._ids), dtype=np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """An article as the index sees it: every way of asking it, and what is only in its answer."""

    id: int
    ways: Sequence[Ids]
    asked: Ids
    answered: Ids


@dataclass(frozen=True, slots=True)
class Find:
    """An article that was found. `score` orders finds; `likeness`, 0 to 1, says how much of its question was typed."""

    id: int
    score: float
    likeness: float


def terms_of(article_id: int, ways: Iterable[str], answers: str, vocabulary: Vocabulary) -> Terms:
    learned = [found for way in ways if len(found := vocabulary.learn(way))]
    asked = np.unique(np.concatenate(learned)) if learned else np.array([], dtype=np.int32)
    answered = np.setdiff1d(vocabulary.learn(answers), asked, assume_unique=True)
    return Terms(article_id, learned, asked.astype(np.int32), answered.astype(np.int32))


class Index:
    """Immutable once made. `find` takes a millisecond or two over 5,000 articles."""

    def __init__(self, articles: Sequence[Terms], vocabulary: Vocabulary) -> None:
        self._articles = articles
        self._vocabulary = vocabulary
        self._size = len(vocabulary)
        lengths = np.array([len(each.asked) + len(each.answered) for each in articles], dtype=np.float32)
        usual = float(lengths.mean()) if len(lengths) else 1.0
        self._brevity = (1 - _LENGTH + _LENGTH * lengths / max(usual, 1.0)).astype(np.float32)
        self._post(articles)

    def _post(self, articles: Sequence[Terms]) -> None:
        """For each term, in which articles it stands and with what weight, all in three arrays."""
        parts = [part for each in articles for part in (each.asked, each.answered)]
        posted = np.concatenate(parts) if parts else np.array([], dtype=np.int32)
        counts = [len(part) for part in parts]
        places = np.repeat(np.arange(len(parts), dtype=np.int32), counts)
        order = np.argsort(posted, kind="stable")
        self._where: Ids = (places[order] // 2).astype(np.int32)
        self._weight: Weights = np.where(places[order] % 2 == 0, _IN_QUESTION, _IN_ANSWER).astype(np.float32)
        held = np.bincount(posted, minlength=self._size)
        self._begins = np.concatenate(([0], np.cumsum(held)))
        self._rarity: Weights = np.log1p((len(articles) - held + 0.5) / (held + 0.5)).astype(np.float32)

    def find(self, text: str, *, limit: int, among: Collection[int] | None = None) -> list[Find]:
        """The best first; `among` are ids to which the search is narrowed."""
        asked = self._asked(text)
        if not len(asked) or not self._articles:
            return []
        scores = self._scores(asked)
        if among is not None:
            inside = np.fromiter((each.id in among for each in self._articles), dtype=bool, count=len(self._articles))
            scores = np.where(inside, scores, 0)
        most = min(max(limit, _LOOKED_AT), len(self._articles))
        best = np.argpartition(-scores, most - 1)[:most]
        wanted = set(asked.tolist())
        finds = [self._find(int(place), float(scores[place]), wanted) for place in best if scores[place] > 0]
        return sorted(finds, key=lambda find: (-find.score, find.id))[:limit]

    def _asked(self, text: str) -> Ids:
        """The terms of what was typed that are known here; of a long text the rarest."""
        known = self._vocabulary.known(text)
        known = known[known < self._size]
        known = known[self._begins[known + 1] > self._begins[known]]
        if len(known) <= _MOST_TERMS:
            return known
        return known[np.argsort(-self._rarity[known], kind="stable")[:_MOST_TERMS]]

    def _scores(self, asked: Ids) -> Weights:
        spans = [slice(self._begins[term], self._begins[term + 1]) for term in asked]
        where = np.concatenate([self._where[span] for span in spans])
        weight = np.concatenate(
            [self._weight[span] * self._rarity[term] for span, term in zip(spans, asked, strict=True)]
        )
        found = np.bincount(where, weights=weight, minlength=len(self._articles))
        return (found / self._brevity).astype(np.float32)

    def _find(self, place: int, score: float, asked: Collection[int]) -> Find:
        article = self._articles[place]
        likeness = max((self._covered(way, asked) for way in article.ways), default=0.0)
        return Find(article.id, score * (0.5 + likeness), round(likeness, 3))

    def _covered(self, way: Ids, asked: Collection[int]) -> float:
        """How much of one way of asking was typed, by the weight of its terms."""
        weights = self._rarity[way]
        hit = np.fromiter((term in asked for term in way.tolist()), dtype=bool, count=len(way))
        share = float(weights[hit].sum() / max(float(weights.sum()), 1e-6))
        # One pair of characters in common may be chance.
        return share if hit.sum() > 1 or len(way) == 1 else share * _BY_CHANCE
