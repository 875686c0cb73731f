"""Cases of note and overdue cases as tables."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from django.utils.translation import ngettext, pgettext

from banjie.analytics.report import blocks as b
from banjie.analytics.report import phrases
from banjie.analytics.report.dates import moment_words
from banjie.analytics.report.figures import NamedCase
from banjie.analytics.report.values import Segments, Speaker, joined
from banjie.analytics.report.worded import Grid, Head, Segment


def _matter(case: NamedCase, speaker: Speaker) -> Segments:
    if case.title:
        return [Segment(case.title)]
    words = {"category": speaker.either(case.category, case.category_en)}
    return [Segment(pgettext("report", "%(category)s (not shown here)") % words)]


def _why(case: NamedCase, speaker: Speaker) -> Segments:
    return [Segment(joined(str(phrases.WHY[each]) for each in case.why))]


def _due(case: NamedCase, speaker: Speaker) -> Segments:
    return [Segment(moment_words(case.due_at.astimezone(speaker.zone)) if case.due_at else "")]


def _over(case: NamedCase, speaker: Speaker) -> Segments:
    if case.due_at is None:
        return [Segment("")]
    return speaker.value(b.Days((speaker.period.over_at(speaker.zone) - case.due_at).days))


_CELLS: Mapping[str, Callable[[NamedCase, Speaker], Segments]] = MappingProxyType(
    {
        "number": lambda case, _speaker: [Segment(case.number, b.Link(case_id=case.case_id))],
        "matter": _matter,
        "area": lambda case, _speaker: [Segment(case.area)],
        "unit": lambda case, speaker: [Segment(speaker.either(case.unit, case.unit_en))],
        "why": _why,
        "due": _due,
        "over": _over,
    }
)
_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "noted": ("number", "matter", "area", "unit", "why"),
        "late": ("number", "matter", "area", "unit", "due", "over"),
    }
)
_TIGHT: Final = frozenset({"number", "due", "over"})


def case_table(block: b.Cases, speaker: Speaker) -> Grid:
    columns = _COLUMNS[block.key]
    head = [
        Head(str(phrases.COLUMNS[code]), number=False, wide=code == "matter", tight=code in _TIGHT) for code in columns
    ]
    rows = [[_CELLS[code](case, speaker) for code in columns] for case in block.cases]
    more = ""
    if block.more > 0:
        words = ngettext("%(count)s more is not listed.", "%(count)s more are not listed.", block.more)
        more = words % {"count": speaker.number(block.more)}
    return Grid(block.key, str(phrases.CAPTIONS[block.key]), head, rows, more=more)
