"""Topics as a viewer may see them: made of the cases in their sight, and of no others."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models.functions import Left

from banjie.cases.models import CaseText, Kind
from banjie.cases.publishing import joining
from banjie.cases.queries.lines import lines, seen_among
from banjie.cases.queries.listing import CaseLine
from banjie.cases.topics.models import Topic
from banjie.cases.topics.searching import WINDOW
from banjie.intelligence.likeness.grams import Words
from banjie.intelligence.tallies import queries as tallies
from banjie.intelligence.topics.finding import FEWEST, mostly
from banjie.intelligence.topics.headlines import headline, words_of
from banjie.intelligence.topics.heat import Heat, Submission, heat_of
from banjie.organisations.permissions import Permission, Viewer

MOST: Final = 50
_READ_OF: Final = 40
_READ: Final = 600


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic by what its visible cases say. `lines` stand the most central first, `repeats` goes with them.

    `area_name` is that of most of them, empty where they lie about; `open` counts those that are still open;
    `asked` says that most of them are enquiries, so that an article answers more of them than a unit can.
    """

    key: int
    headline: str
    heat: Heat
    lines: Sequence[CaseLine]
    repeats: Sequence[bool]
    area_name: str
    open: int
    asked: bool
    found_at: datetime


def may_see(viewer: Viewer) -> bool:
    """Those who oversee, and those who may merge."""
    return bool(viewer.scopes(Permission.CASES_OVERSEE) or viewer.scopes(Permission.CASES_MERGE))


def topics(viewer: Viewer, *, at: datetime) -> Sequence[TopicLine]:
    """The hottest first. Three statements."""
    rows = _hottest()
    members = {each for row in rows for each in row.cases}
    seen = lines(members, viewer) if members else {}
    voices = joining.counts(seen) if seen else {}
    found = [line for row in rows if (line := _line(row, seen, voices, at)) is not None]
    return sorted(found, key=lambda each: (-each.heat.heat, each.key))


def how_many(viewer: Viewer) -> int:
    """How many `topics` tells of; no case is read for it. Two statements."""
    rows = _hottest()
    seen = seen_among({each for row in rows for each in row.cases}, viewer)
    return sum(_is_one(row, seen) for row in rows)


def topic(key: int, viewer: Viewer, *, at: datetime) -> TopicLine | None:
    """One of them; None for one that there is not, or of which the viewer sees too little."""
    row = Topic.objects.filter(key=key).first()
    if row is None:
        return None
    seen = lines(row.cases, viewer)
    return _line(row, seen, joining.counts(seen), at)


def words(found: TopicLine) -> Sequence[str]:
    """The words that most of its visible cases share."""
    ids = [line.id for line in found.lines[:_READ_OF]]
    bodies = dict(CaseText.objects.filter(case_id__in=ids).values_list("case_id", Left("body", _READ)))
    texts = [Words(line.title, bodies.get(line.id, "")) for line in found.lines[:_READ_OF]]
    return words_of(texts, tallies.current().rarity)


def last_search() -> datetime | None:
    return Topic.objects.order_by("-heat").values_list("found_at", flat=True).first()


def _hottest() -> Sequence[Topic]:
    return list(Topic.objects.order_by("-heat", "key")[:MOST])


def _is_one(row: Topic, seen: Container[int]) -> bool:
    """Whether enough of it is in sight, what somebody repeated not counted."""
    return sum(each in seen and not again for each, again in zip(row.cases, row.repeats, strict=True)) >= FEWEST


def _line(row: Topic, seen: Mapping[int, CaseLine], voices: Mapping[int, int], at: datetime) -> TopicLine | None:
    if not _is_one(row, seen):
        return None
    pairs = [(seen[each], again) for each, again in zip(row.cases, row.repeats, strict=True) if each in seen]
    told = [Submission(line.received_at, again, voices.get(line.id, 0)) for line, again in pairs]
    visible = [line for line, _again in pairs]
    return TopicLine(
        key=row.key,
        headline=headline(visible[0].title),
        heat=heat_of(told, at=at, window=WINDOW),
        lines=visible,
        repeats=[again for _line, again in pairs],
        area_name=_most_lie_in(visible),
        open=sum(line.is_open for line in visible),
        asked=mostly(sum(line.kind == Kind.ENQUIRY for line in visible), len(visible)),
        found_at=row.found_at,
    )


def _most_lie_in(visible: Sequence[CaseLine]) -> str:
    name, many = Counter(line.area_name for line in visible).most_common(1)[0]
    return name if many * 2 > len(visible) else ""
