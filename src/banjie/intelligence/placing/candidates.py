"""Which places a text may mean, the likeliest first, each with what speaks for it. Pure.

A name that several places go by is told apart by the areas and the other places that are named beside it, then by
where whoever writes is at home; where nothing tells them apart, all are offered. What was told apart by the areas
named, or is the only one of its name, is sure; a person decides all the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from banjie.intelligence.placing.around import Around
from banjie.intelligence.placing.gazetteer import Gazetteer, Ints, Known
from banjie.intelligence.placing.mentions import SHORT, Mention, mentions
from banjie.places.levels import PlaceKind

MOST: Final = 6


class Why(StrEnum):
    """What speaks for a place; `Reason.words` holds the words of the text, or the name of the other place."""

    ALIAS = "alias"
    BESIDE = "beside"
    CROSSING = "crossing"
    HOME = "home"
    NAMED = "named"
    NEARBY = "nearby"
    NUMBER = "number"
    SEVERAL = "several"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Reason:
    what: Why
    words: str


@dataclass(frozen=True, slots=True)
class Candidate[T: Known]:
    """`label` is what is written into the field of the place; `start` and `end` are where the name stood.

    Of a road, its number and its crossings the point is that of the road, a beginning for the pin: `rough` says so.
    `at_home`: several go by the name, and this is the only one where whoever wrote is at home.
    """

    entry: T
    label: str
    start: int
    end: int
    score: float
    sure: bool
    rough: bool
    reasons: tuple[Reason, ...]
    at_home: bool = False


def candidates[T: Known](
    gazetteer: Gazetteer[T], texts: Sequence[str], *, homes: Sequence[str] = (), most: int = MOST
) -> list[Sequence[Candidate[T]]]:
    """For each text. `homes` are the paths of the areas of those who wrote, "" for unknown; one a text, or none."""
    found: list[Sequence[Candidate[T]]] = []
    for number, (text, at, hits) in enumerate(gazetteer.find(texts)):
        if all(hit.weak for hit in hits):
            found.append(())
            continue
        home = homes[number] if homes else ""
        chosen = sorted(
            _weighed(mentions(gazetteer, text, hits), home), key=lambda each: (-each.score, each.start, each.entry.path)
        )
        found.append(tuple(_placed(each, at) for each in _unlike(chosen)[:most]))
    return found


def _weighed[T: Known](named: Sequence[Mention[T]], home: str) -> Iterator[Candidate[T]]:
    areas = [each for each in named if each.is_area]
    for mention in named:
        if mention.weak:
            continue
        others = [each for each in named if each is not mention]
        around = [each for each in areas if each is not mention]
        support = [_Support.of(entry, mention, around, others, home) for entry in mention.entries]
        best = max(each.weight for each in support)
        kept = [(e, s) for e, s in zip(mention.entries, support, strict=True) if s.weight == best]
        kept.sort(key=lambda pair: pair[0].path)
        for entry, own in kept[:MOST]:
            yield _candidate(mention, entry, own, among=len(mention.entries), kept=len(kept))


@dataclass(frozen=True, slots=True)
class _Support:
    """What the rest of a text says for one of the places of a name. `outside`: areas are named, and it is in none."""

    weight: float
    reasons: tuple[Reason, ...]
    by_area: bool
    outside: bool

    @classmethod
    def of[T: Known](
        cls,
        entry: T,
        mention: Mention[T],
        areas: Sequence[Mention[T]],
        others: Sequence[Mention[T]],
        home: str,
    ) -> "_Support":
        weight, reasons, by_area = 0.0, [], False
        holding = [(each, area) for each in areas if (area := _holding(entry, each)) is not None]
        if holding:
            each, area = max(holding, key=lambda pair: len(pair[1].path))
            weight += (1.0 if each.weak else 2.0) + 0.2 * area.path.count(".")
            by_area = not each.weak and len(each.entries) == 1
            reasons.append(Reason(Why.WITHIN, area.canonical))
        if len(mention.entries) > 1:
            near = _nearest(entry, [each for each in others if not each.is_area])
            if near is not None:
                weight += 0.3 * near[0]
                reasons.append(Reason(Why.NEARBY, near[1]))
            if home and _inside(entry.path, home):
                weight += 0.25
                reasons.append(Reason(Why.HOME, ""))
        strong = [each for each in areas if not each.weak]
        return cls(weight, tuple(reasons), by_area, bool(strong) and not holding)


def _holding[T: Known](entry: T, mention: Mention[T]) -> T | None:
    """The smallest of the areas of one name that holds the place."""
    path = entry.path
    while path:
        if (area := mention.areas.get(path)) is not None:
            return area
        path = path.rpartition(".")[0]
    return None


def _nearest[T: Known](entry: T, others: Sequence[Mention[T]]) -> tuple[int, str] | None:
    """How deep the smallest area lies that the place shares with another one named, and the name of that one."""
    shared = [(_depth(entry.path, other.path), each.name) for each in others for other in each.entries]
    deepest = max(shared, default=(0, ""))
    return deepest if deepest[0] > 1 else None


def _depth(path: str, other: str) -> int:
    depth = 0
    for one, two in zip(path.split("."), other.split("."), strict=False):
        if one != two:
            break
        depth += 1
    return depth


def _inside(path: str, area: str) -> bool:
    return path == area or path.startswith(f"{area}.")


def _candidate[T: Known](mention: Mention[T], entry: T, own: _Support, *, among: int, kept: int) -> Candidate[T]:
    around = mention.around
    assert around is not None
    number = around.number if not mention.crossing else ""
    reasons = [Reason(Why.NAMED, mention.name)]
    if entry.name != entry.canonical:
        reasons[0] = Reason(Why.ALIAS, entry.name)
    if mention.crossing:
        reasons.append(Reason(Why.CROSSING, mention.crossing))
    if number:
        reasons.append(Reason(Why.NUMBER, number))
    if around.beside and not mention.crossing:
        reasons.append(Reason(Why.BESIDE, around.beside))
    reasons += own.reasons
    if kept > 1:
        reasons.append(Reason(Why.SEVERAL, str(kept)))
    alone = among == 1 or (kept == 1 and own.by_area)
    return Candidate(
        entry,
        _label(entry.canonical, number, mention.crossing),
        mention.start,
        mention.end,
        _score(mention, entry, own, around),
        alone and not own.outside and not mention.apart and len(mention.name) > SHORT,
        entry.kind is PlaceKind.ROAD,
        tuple(reasons),
        kept == 1 and not own.outside and not mention.apart and any(each.what is Why.HOME for each in own.reasons),
    )


def _score[T: Known](mention: Mention[T], entry: T, own: _Support, around: Around) -> float:
    """A spot before a road before an area; where something is said to lie before where somebody lives."""
    if entry.kind is PlaceKind.AREA:
        score = 0.5 + 0.05 * entry.path.count(".")
    else:
        score = 2.0 if entry.kind is not PlaceKind.ROAD else 1.7
    score += 0.5 * bool(mention.crossing) + 0.4 * bool(around.number) + 0.2 * bool(around.beside)
    score += 0.3 * around.placed - 0.8 * around.lives
    return round(score + min(own.weight, 3.0) * 0.1 - 0.5 * own.outside, 3)


def _label(name: str, number: str, crossing: str) -> str:
    latin = name.isascii()
    if crossing:
        return f"{name} & {crossing}" if latin else f"{name}与{crossing}路口"
    if number:
        return f"{number} {name}" if latin else f"{name}{number}"
    return name


def _unlike[T: Known](chosen: Sequence[Candidate[T]]) -> list[Candidate[T]]:
    """Each place once, and no area that only holds a place already there."""
    kept: list[Candidate[T]] = []
    seen: set[tuple[str, str]] = set()
    for each in chosen:
        key = (each.entry.path, each.label)
        holds = each.entry.kind is PlaceKind.AREA and any(_inside(one.entry.path, each.entry.path) for one in kept)
        if key not in seen and not holds:
            seen.add(key)
            kept.append(each)
    return kept


def _placed[T: Known](each: Candidate[T], at: Ints) -> Candidate[T]:
    """With its span where it stands in the text as it was written."""
    start, end = int(at[each.start]), int(at[each.end - 1]) + 1
    return replace(each, start=start, end=end)


def certain[T: Known](found: Sequence[Candidate[T]], *, at_home: bool = False) -> T | None:
    """The place that a text means without doubt: the first is sure, and no other lies elsewhere.

    With `at_home` it is known that whoever wrote means their own area, and its only place of a name is sure, too.
    """
    if not found or not (found[0].sure or (at_home and found[0].at_home)):
        return None
    first = found[0].entry
    elsewhere = (not (_inside(e.entry.path, first.path) or _inside(first.path, e.entry.path)) for e in found[1:])
    return None if any(elsewhere) else first
