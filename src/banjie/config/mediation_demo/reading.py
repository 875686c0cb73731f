"""The shorthand of `disputes.toml`, read into values. Pure; demo/README.md tells it."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

_DAY = re.compile(r"(t[+-])?(\d+) (\d\d):(\d\d)(?: |$)")
_HOURS = re.compile(r"(\+|h-)(\d+(?:\.\d+)?) ")
_PLACE = re.compile(r"[A-D]\d")
# What stands behind the bar is an address, unless it begins so: an occupation, or what somebody is to the others.
_NO_ADDRESS = ("=", "~")
# Between two steps of one dispute that share their line's moment, in seconds.
APART = 40


@dataclass(frozen=True, slots=True)
class When:
    """So many days after receipt at a time of day, or from today on (`from_today`); or hours after receipt or, with
    `before_now`, before loading.
    """

    days: int = 0
    minutes: int = 0
    hours: float | None = None
    from_today: bool = False
    before_now: bool = False

    def moment(self, *, received: datetime, now: datetime) -> datetime:
        """`received` and `now` in the time zone of the place."""
        if self.hours is not None:
            return now - timedelta(hours=self.hours) if self.before_now else received + timedelta(hours=self.hours)
        day = (now if self.from_today else received) + timedelta(days=self.days)
        return day.replace(hour=self.minutes // 60, minute=self.minutes % 60, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Step:
    """One line: when, what, with what, and the sentences behind the bars. `lines` are the lines after it with `>`."""

    when: When
    verb: str
    arguments: tuple[str, ...]
    texts: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...] = ()

    def text(self, number: int = 0) -> str:
        return self.texts[number] if number < len(self.texts) else ""


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody beside a party; `elected_by` how many chose them."""

    role: str
    authority: str
    name: str
    relation: str
    elected_by: int | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """A party as the file names it; `place` is its side and its number there, as A1."""

    place: str
    name: str
    address: str
    occupation: str = ""
    relation: str = ""
    sex: str = ""
    organisation: bool = False
    minor: bool = False
    reads: str = "zh-hans"
    stands_for: int | None = None
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A dispute as the file tells it."""

    ref: str
    kind: str
    by: str = ""
    parties: tuple[Entered, ...] = ()
    steps: tuple[Step, ...] = ()
    claimed: str = ""
    people: int | None = None
    earlier: str = ""
    brought_by: str = ""
    language: str = "zh-hans"
    ends: str = ""


def read(file: Path) -> list[Told]:
    """Every dispute of a file. Raises ValueError naming the one that cannot be read."""
    document = tomllib.loads(file.read_text("utf-8"))
    return [_told(raw, document.get("language", "zh-hans")) for raw in document["dispute"]]


def _told(raw: dict[str, Any], language: str) -> Told:
    try:
        return Told(
            ref=raw["ref"],
            kind=raw["kind"],
            by=raw.get("by", ""),
            parties=tuple(_parties(raw.get("sides", ""))),
            steps=tuple(_steps(raw.get("steps", ""))),
            claimed=raw.get("claimed", ""),
            people=raw.get("people"),
            earlier=raw.get("earlier", ""),
            brought_by=raw.get("brought_by", ""),
            language=language,
            ends=raw.get("file", ""),
        )
    except (KeyError, ValueError, IndexError) as error:
        raise ValueError(f"{raw.get('ref')}: {error}") from error


def _steps(text: str) -> Iterator[Step]:
    head, under, when = "", [], When()
    for line in filter(None, (each.strip() for each in text.splitlines())):
        if line.startswith(">"):
            under.append(_bars(line[1:]))
            continue
        if head:
            yield _step(head, when, under)
        when, head = read_when(line, when)
        under = []
    if head:
        yield _step(head, when, under)


def _step(head: str, when: When, under: Sequence[tuple[str, ...]]) -> Step:
    first, *texts = _bars(head)
    verb, *arguments = first.split()
    return Step(when, verb, tuple(arguments), tuple(texts), tuple(under))


def read_when(text: str, before: When = When()) -> tuple[When, str]:
    """The moment with which a text begins, and what stands behind it; without one, the moment before."""
    if found := _HOURS.match(text):
        sign, hours = found.groups()
        return When(hours=float(hours), before_now=sign == "h-"), text[found.end() :]
    if found := _DAY.match(text):
        sign, day, hour, minute = found.groups()
        days = -int(day) if sign == "t-" else int(day)
        return When(days, int(hour) * 60 + int(minute), from_today=sign is not None), text[found.end() :]
    return before, text


def _bars(line: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.split("|"))


def _parties(text: str) -> Iterator[Entered]:
    found: list[Entered] = []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        first, *more = _bars(line)
        words = first.split()
        if _PLACE.fullmatch(words[0]):
            number = [each.place for each in found].index(words[0])
            beside = (*found[number].beside, _beside(words[1:], more))
            found[number] = replace(found[number], beside=beside)
        else:
            found.append(_entered(words, more, found))
    yield from found


def _entered(words: list[str], more: list[str], before: list[Entered]) -> Entered:
    side, rest = words[0], words[1:]
    marks = {each for each in rest if each in {"org", "minor", "en", "男", "女"} or re.fullmatch(r"x\d+", each)}
    many = next((int(each[1:]) for each in marks if each[0] == "x"), None)
    known = more[0] if more else ""
    sort, told = known[:1], known[1:].strip()
    return Entered(
        place=f"{side}{1 + sum(each.place[0] == side for each in before)}",
        name=" ".join(each for each in rest if each not in marks),
        address=known if sort not in _NO_ADDRESS else "",
        occupation=told if sort == "=" else "",
        relation=told if sort == "~" else "",
        sex="male" if "男" in marks else "female" if "女" in marks else "",
        organisation="org" in marks,
        minor="minor" in marks,
        reads="en" if "en" in marks else "zh-hans",
        stands_for=many,
    )


def _beside(words: list[str], more: list[str]) -> Beside:
    role, authority, *name = words
    by = int(name[-1]) if len(name) > 2 and name[-2] == "by" else None
    return Beside(
        role.removeprefix("+"),
        "" if authority == "none" else authority,
        " ".join(name[:-2] if by is not None else name),
        more[0] if more else "",
        by,
    )
