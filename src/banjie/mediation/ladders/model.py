"""A ladder as a value, read from a declaration with every fault named at its place. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from banjie.core.clocks import ClockError, Target, parse_target

TRACKS: Final = frozenset({"people", "administrative", "judicial"})
LEVELS: Final = frozenset({"village", "township", "county", "prefecture", "province"})
MEDIATORS: Final = frozenset({"full_time", "part_time", "expert", "trade", "veteran", "folk", "mobile"})
MOST_RUNGS: Final = 8
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


class BadLadder(ValueError):
    """The declaration does not hold together; `problems` are (code, where) of every fault.

    `where` is a field of the ladder ("name") or of a rung by its position from 0 ("rungs.2.time").
    """

    def __init__(self, key: str, problems: Iterable[tuple[str, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"ladder {key}: " + "; ".join(f"{code} {where}" for code, where in self.problems))


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung. `unit_role` and `level` find the unit that mediates there, as routing does; `sits` says which
    kinds of mediators may sit (empty: any); `time` is how long a dispute may stay before the parties are asked.
    """

    key: str
    name: str
    name_en: str
    unit_role: str
    level: str | None
    time: Target
    sits: frozenset[str] = frozenset()
    panel: bool = False

    def named(self, language: str) -> str:
        return self.name_en if language.startswith("en") else self.name


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of one kind of mediation, the lowest first."""

    key: str
    name: str
    name_en: str
    track: str
    rungs: tuple[Rung, ...]

    def named(self, language: str) -> str:
        return self.name_en if language.startswith("en") else self.name

    def at(self, position: int) -> Rung:
        """The rung at a position; the top one for a position that a later, shorter ladder no longer has."""
        return self.rungs[min(position, len(self.rungs) - 1)]


def position_of(ladder: Ladder, roles: Collection[str], level: str) -> int:
    """The rung on which a unit mediates, by its roles and level; the lowest for one that is on none."""
    for position, rung in enumerate(ladder.rungs):
        if rung.unit_role in roles and rung.level in {None, level}:
            return position
    return 0


def read(declared: Mapping[str, Any]) -> Ladder:
    """The ladder that a declaration describes. Raises BadLadder with all faults at once."""
    key = str(declared.get("key", ""))
    rungs = list(declared.get("rungs", ()))
    problems = [*_ladder_problems(declared, rungs)]
    for position, rung in enumerate(rungs):
        problems += [(code, f"rungs.{position}.{name}") for code, name in _rung_problems(rung, rungs[:position])]
    if problems:
        raise BadLadder(key, problems)
    return Ladder(
        key, declared["name"], declared.get("name_en") or declared["name"], declared["track"], tuple(map(_rung, rungs))
    )


def declare(ladder: Ladder) -> dict[str, Any]:
    """The declaration that `read` makes the same ladder of: what is kept, and what a form begins with."""
    return {
        "key": ladder.key,
        "name": ladder.name,
        "name_en": ladder.name_en,
        "track": ladder.track,
        "rungs": [
            {
                "key": rung.key,
                "name": rung.name,
                "name_en": rung.name_en,
                "unit_role": rung.unit_role,
                "level": rung.level or "",
                "time": str(rung.time),
                "sits": sorted(rung.sits),
                "panel": rung.panel,
            }
            for rung in ladder.rungs
        ],
    }


def _rung(declared: Mapping[str, Any]) -> Rung:
    return Rung(
        key=declared["key"],
        name=declared["name"],
        name_en=declared.get("name_en") or declared["name"],
        unit_role=declared["unit_role"],
        level=declared.get("level") or None,
        time=parse_target(declared.get("time", "30d")),
        sits=frozenset(declared.get("sits", ())),
        panel=bool(declared.get("panel", False)),
    )


def _ladder_problems(declared: Mapping[str, Any], rungs: list[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    yield from _key_problems(declared)
    if not declared.get("name"):
        yield "missing", "name"
    if declared.get("track") not in TRACKS:
        yield "unknown_track", "track"
    if not rungs:
        yield "no_rung", "rungs"
    if len(rungs) > MOST_RUNGS:
        yield "too_many_rungs", "rungs"


def _rung_problems(rung: Mapping[str, Any], before: list[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    yield from _key_problems(rung)
    for name in ("name", "unit_role"):
        if not rung.get(name):
            yield "missing", name
    for name in ("key", "name"):
        if rung.get(name) and any(other.get(name) == rung[name] for other in before):
            yield "rung_twice", name
    if rung.get("level") and rung["level"] not in LEVELS:
        yield "unknown_level", "level"
    if not MEDIATORS.issuperset(rung.get("sits", ())):
        yield "unknown_mediators", "sits"
    if (code := _time_problem(str(rung.get("time", "30d")))) is not None:
        yield code, "time"


def _key_problems(declared: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    key = declared.get("key")
    if not key:
        yield "missing", "key"
    elif not _KEY.fullmatch(str(key)):
        yield "bad_key", "key"


def _time_problem(text: str) -> str | None:
    """A rung is a matter of days: the clock of a dispute ends with a day, and the parties agree to days."""
    try:
        time = parse_target(text)
    except ClockError:
        return "bad_time"
    return None if time.unit.in_days and time.amount > 0 else "time_not_days"
