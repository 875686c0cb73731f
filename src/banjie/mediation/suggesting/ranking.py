"""Mediators in the order of what speaks for them. Pure; the table is `weights.toml`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from .asked import Asked, Candidate
from .barring import barred
from .weights import Weights

_SPECIALISTS = frozenset({"expert", "trade"})
_CHINESE = "zh"


@dataclass(frozen=True, slots=True)
class Reason:
    """What one factor says of somebody. `code` is worded as `<factor>_<code>`; `data` fills the words.

    `speaks` is 1 for, -1 against, 0 for neither.
    """

    factor: str
    code: str
    points: int
    speaks: int
    data: tuple[tuple[str, int | str], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggested:
    """`points` of 100 are the sum of the reasons' points."""

    candidate: Candidate
    points: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Barred:
    candidate: Candidate
    code: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every candidate is in one of the two; the best first."""

    suggested: tuple[Suggested, ...]
    barred: tuple[Barred, ...]


def rank(asked: Asked, candidates: Iterable[Candidate], table: Weights) -> Ranking:
    """The order does not depend on that of the candidates."""
    able: list[Suggested] = []
    kept_out: list[Barred] = []
    for candidate in candidates:
        if code := barred(asked, candidate):
            kept_out.append(Barred(candidate, code))
            continue
        reasons = _reasons(asked, candidate, table)
        able.append(Suggested(candidate, sum(reason.points for reason in reasons), reasons))
    return Ranking(
        tuple(sorted(able, key=_order)), tuple(sorted(kept_out, key=lambda each: (each.code, each.candidate.id)))
    )


def _order(each: Suggested) -> tuple[int, float, int, int]:
    """Equal points: the one seated longest ago, or never, comes first."""
    last = each.candidate.last_seated
    return -each.points, last.timestamp() if last is not None else 0.0, each.candidate.load, each.candidate.id


def _reasons(asked: Asked, candidate: Candidate, table: Weights) -> tuple[Reason, ...]:
    return (
        _skill(asked, candidate, table),
        _trade(asked, candidate, table),
        _place(asked, candidate, table),
        _language(asked, candidate, table),
        _load(candidate, table),
        _time(asked, candidate, table),
    )


def _skill(asked: Asked, candidate: Candidate, table: Weights) -> Reason:
    if not candidate.skills:
        code = "any"
    elif asked.kind and asked.kind in candidate.skills:
        code = "this"
    else:
        code = "related" if asked.related.intersection(candidate.skills) else "other"
    speaks = {"this": 1, "related": 1, "any": 0, "other": -1}[code]
    return Reason("skill", code, table.points("skill", table.skill[code]), speaks)


def _trade(asked: Asked, candidate: Candidate, table: Weights) -> Reason:
    if not asked.panel:
        code = "untraded"
    elif candidate.trade and candidate.trade in {asked.panel, asked.kind}:
        code = "panel"
    else:
        code = "specialist" if candidate.kind in _SPECIALISTS else "none"
    return Reason("trade", code, table.points("trade", table.trade[code]), 1 if code in {"panel", "specialist"} else 0)


def _place(asked: Asked, candidate: Candidate, table: Weights) -> Reason:
    steps = min((distance(asked.area_path, area) for area in candidate.areas), default=len(table.steps))
    near = steps < len(table.steps)
    share = table.steps[steps] if near else 0
    code = "here" if steps == 0 else "near" if near else "far"
    speaks = 1 if share >= 500 else 0 if near else -1
    return Reason("place", code, table.points("place", share), speaks, (("steps", steps),))


def distance(one: str, other: str) -> int:
    """Steps in the tree of areas: up to what both lie in, and down again. Of a place unknown: 0 to everywhere."""
    if not one or not other:
        return 0
    here, there = one.split("."), other.split(".")
    common = next((i for i, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there)))
    return len(here) + len(there) - 2 * common


def _language(asked: Asked, candidate: Candidate, table: Weights) -> Reason:
    """Of Chinese everybody who mediates has enough; other languages they name."""
    wanted = {_plain(each) for each in asked.languages}
    spoken = {_CHINESE, *map(_plain, candidate.languages)}
    shared = len(wanted & spoken)
    share = 1000 * shared // len(wanted) if wanted else 1000
    missing = sorted(wanted - spoken)
    code = "missing" if missing else "own" if wanted - {_CHINESE} else "all"
    speaks = {"missing": -1, "own": 1, "all": 0}[code]
    data = (("languages", ",".join(missing or sorted(wanted - {_CHINESE}))),)
    return Reason("language", code, table.points("language", share), speaks, data)


def _plain(tag: str) -> str:
    """zh-hans and zh are one language here; so are bo and bo-cn."""
    return tag.lower().partition("-")[0]


def _load(candidate: Candidate, table: Weights) -> Reason:
    free = max(candidate.at_once - candidate.load, 0)
    share = 1000 * free // candidate.at_once if candidate.at_once else 0
    code = "full" if not free else "free" if share >= 500 else "busy"
    speaks = {"full": -1, "free": 1, "busy": 0}[code]
    data = (("load", candidate.load), ("at_once", candidate.at_once))
    return Reason("load", code, table.points("load", share), speaks, data)


def _time(asked: Asked, candidate: Candidate, table: Weights) -> Reason:
    soon = asked.on + timedelta(days=table.soon_days)
    away = min((since for since, _ in candidate.away if asked.on < since <= soon), default=None)
    if candidate.term_until is not None and candidate.term_until <= asked.until:
        code, data = "term_ends", (("day", candidate.term_until.isoformat()),)
    elif away is not None:
        code, data = "away_soon", (("day", away.isoformat()),)
    else:
        return Reason("time", "all", table.points("time", table.time["all"]), 0)
    return Reason("time", code, table.points("time", table.time[code]), -1, data)
