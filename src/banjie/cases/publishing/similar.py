"""Public matters like one that somebody is just writing: so that they can follow it in place of raising it again.

Only what is shown is looked at, by its released words and no closer than it is shown: asking about a spot again and
again must not tell where a blurred matter lies.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Final

from banjie.cases import words
from banjie.cases.models import Publication
from banjie.cases.publishing import showing
from banjie.cases.publishing.rules import Point, Standing
from banjie.cases.publishing.showing import PublicLine
from banjie.cases.queries.nearby import METRES_PER_DEGREE

MOST: Final = 3
# A few words are like everything.
_FEWEST_TERMS: Final = 4
_MOST_TERMS: Final = 80
_CANDIDATES: Final = 60
NEAR_METRES: Final = 1_000.0


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed so far. `point` is WGS-84, `area_path` that of the place, `category` a code; each may be empty."""

    text: str
    point: Point | None = None
    area_path: str = ""
    category: str = ""


def similar(draft: Draft) -> Sequence[PublicLine]:
    """At most `MOST`, the most like first; nothing until enough was typed."""
    typed = sorted(words.words(draft.text[:2_000]), key=lambda term: (-len(term), term))[:_MOST_TERMS]
    if len(typed) < _FEWEST_TERMS:
        return []
    terms = set(typed)
    known = _candidates(typed)
    open_lines = [line for line in showing.public_lines(known) if line.is_open]
    scored = [(score(draft, line, terms, known[line.id]), line) for line in open_lines]
    alike = sorted((each for each in scored if each[0] > 0), key=lambda each: (-each[0], -each[1].id))
    return [line for _score, line in alike[:MOST]]


def score(draft: Draft, line: PublicLine, typed: set[str], theirs: set[str]) -> float:
    """How alike they are, from 0 (not worth a look) to 2. Pure.

    The same words far away are another lamp; beside each other a few words in common are enough.
    """
    share = len(typed & theirs) / max(min(len(typed), len(theirs)), 1)
    near = nearness(draft, line)
    if near is None:
        return share if share >= 0.4 else 0.0
    if near <= 0.0:
        return 0.0
    same = bool(draft.category) and draft.category == line.category_code
    return share + near if share >= (0.08 if same else 0.25) else 0.0


def nearness(draft: Draft, line: PublicLine) -> float | None:
    """1 on the spot, 0 from `NEAR_METRES` on; by areas where either has no point; None where nothing is known."""
    if draft.point is not None and line.point is not None:
        return max(0.0, 1.0 - metres(draft.point, line.point) / NEAR_METRES)
    if not draft.area_path or not line.area_path:
        return None
    return 0.5 if draft.area_path == line.area_path else 0.0


def metres(one: Point, other: Point) -> float:
    """Between two points near each other, on a flat earth."""
    east = (one[0] - other[0]) * cos(radians(one[1]))
    return hypot(east, one[1] - other[1]) * METRES_PER_DEGREE


def _candidates(typed: Sequence[str]) -> Mapping[int, set[str]]:
    """The released matters that share the most terms, with all of theirs."""
    asked = " | ".join(f"'{term}'" for term in typed)
    rows = (
        Publication.objects.filter(standing=Standing.RELEASED, case__is_open=True)
        .extra(
            where=["case_publication.search @@ %s::tsquery"],
            params=[asked],
            select={"rank": "ts_rank(case_publication.search, %s::tsquery)"},
            select_params=[asked],
        )
        .order_by("-rank", "-case_id")
        .values_list("case_id", "title", "text")
    )
    return {row[0]: words.words(f"{row[1]}\n{row[2]}") for row in rows[:_CANDIDATES]}
