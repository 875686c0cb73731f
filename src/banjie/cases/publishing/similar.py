"""Public matters like one that somebody is just writing: so that they can follow it in place of raising it again.

Only what is shown is looked at, by its released words and no closer than it is shown: asking about a spot again and
again must not tell where a blurred matter lies.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from banjie.cases.likeness.finding import matching
from banjie.cases.models import Publication
from banjie.cases.publishing import showing
from banjie.cases.publishing.rules import Point, Standing
from banjie.cases.publishing.showing import PublicLine
from banjie.intelligence.likeness.asking import terms_of
from banjie.intelligence.likeness.comparing import Likeness, Matter, alike
from banjie.intelligence.likeness.grams import Words
from banjie.intelligence.tallies import queries as tallies

MOST: Final = 3
# A few characters are like everything.
SHORTEST: Final = 6
_CANDIDATES: Final = 100
# Where a matter lies is told blurred, so that near is further than between exact points.
NEAR_METRES: Final = 1_000.0


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed so far. `point` is WGS-84, `area_path` that of the place, `category` a code; each may be empty."""

    text: str
    point: Point | None = None
    area_path: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Similar:
    """A public matter that may be the same, and why."""

    line: PublicLine
    likeness: Likeness


def similar(draft: Draft, *, at: datetime) -> Sequence[Similar]:
    """At most `MOST` open ones, the likest first; nothing until enough was typed."""
    asked = Matter(Words("", draft.text), draft.point, draft.area_path, at)
    if len(draft.text.strip()) < SHORTEST:
        return []
    kept = tallies.current()
    known = _candidates(asked, kept)
    lines = [line for line in showing.public_lines(known) if line.is_open]
    # The same category says that it is the same kind of thing, as the same words in the title would.
    lines.sort(key=lambda line: (line.category_code != draft.category, -line.id))
    others = [Matter(known[line.id], line.point, line.area_path, line.received_at) for line in lines]
    found = alike(asked, others, kept.rarity, most=MOST, near=NEAR_METRES)
    return [Similar(lines[each.number], each) for each in found]


def _candidates(asked: Matter, kept: tallies.Kept) -> Mapping[int, Words]:
    """The released words of the newest matters that share rare terms."""
    query = matching(terms_of(asked.text, kept.rarity, among=kept.among))
    if not query:
        return {}
    rows = (
        Publication.objects.filter(standing=Standing.RELEASED, case__is_open=True)
        .extra(where=["case_publication.search @@ %s::tsquery"], params=[query])
        .order_by("-case_id")
        .values_list("case_id", "title", "text")
    )
    return {row[0]: Words(row[1], row[2]) for row in rows[:_CANDIDATES]}
