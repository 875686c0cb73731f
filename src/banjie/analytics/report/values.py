"""Values of a report as runs of text, figures keeping their links."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from banjie.analytics.report import blocks as b
from banjie.analytics.report import phrases
from banjie.analytics.report.comparing import Change, Course
from banjie.analytics.report.periods import Comparison, Period, PeriodKind
from banjie.analytics.report.worded import Segment

_SLOT: Final = re.compile(r"%\((\w+)\)s")

type Segments = list[Segment]


def joined(words: Iterable[str]) -> str:
    return pgettext("between parts of a list", ", ").join(words)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks in the active language about one period."""

    period: Period
    english: bool
    zone: ZoneInfo

    def either(self, name: str, name_en: str) -> str:
        return (name_en or name) if self.english else name

    def sentence(self, sentence: b.Sentence) -> Segments:
        """The sentence with its values in their slots."""
        found: Segments = []
        for place, piece in enumerate(_SLOT.split(str(phrases.SENTENCES[sentence.code]))):
            if place % 2 == 0:
                found.append(Segment(piece))
            elif piece == "when":
                found.append(Segment(str(phrases.WHEN[self.period.kind])))
            else:
                found += self.value(sentence.values[piece])
        return [each for each in found if each.text]

    def value(self, value: b.Value) -> Segments:
        match value:
            case b.Figure():
                return [Segment(self.number(value.value), value.link)]
            case b.Share():
                return [Segment(self.percent(value.value))]
            case b.Name():
                return [Segment(self.name(value))]
            case b.Changes():
                parts = [self._change(against, change) for against, change in value.found]
                return [Segment(pgettext("between comparisons", ", ").join(parts))]
            case b.Shifted():
                return [Segment(self._shift(value))]
            case b.Leaders():
                return self._leaders(value)
            case b.Code():
                return [Segment(str(phrases.WHY[value.code]) if value.kind == "why" else pgettext("report", "Total"))]
            case b.Text():
                return [Segment(value.text, value.link)]
            case b.Days():
                return [Segment(self._days(value.days))]

    def number(self, value: int) -> str:
        return f"{value:,}" if self.english else str(value)

    def percent(self, value: float | None) -> str:
        """A dash where there is nothing to take a share of."""
        return "—" if value is None else f"{round(100 * value, 1):g}%"

    def name(self, value: b.Name) -> str:
        return self.either(value.name, value.name_en) or str(phrases.UNNAMED[value.code])

    def against(self, comparison: Comparison) -> str:
        known = phrases.AGAINST_DAY if self.period.kind is PeriodKind.DAY else phrases.AGAINST_LONGER
        return str(known[comparison])

    def _change(self, against: Comparison, change: Change) -> str:
        code = str(change.course)
        told = change.course is not Course.LEVEL and change.percent is not None
        words = {
            "by": self.number(change.by),
            "against": self.against(against),
            "percent": f"{change.percent or 0:g}%",
        }
        return str(phrases.CHANGES[f"{code}_percent" if told else code]) % words

    def _shift(self, value: b.Shifted) -> str:
        words = {"points": f"{value.shift.points:g}", "against": self.against(value.against)}
        return str(phrases.SHIFTS[value.shift.course]) % words

    def _leaders(self, leaders: b.Leaders) -> Segments:
        found: Segments = []
        for place, (name, figure) in enumerate(leaders.found):
            if place:
                found.append(Segment(pgettext("between parts of a list", ", ")))
            words = pgettext("leader", "%(name)s (%(count)s)")
            for slot, piece in enumerate(_SLOT.split(words)):
                found.append(Segment(piece) if slot % 2 == 0 else self._leader(piece, name, figure))
        return found

    def _leader(self, piece: str, name: b.Name, figure: b.Figure) -> Segment:
        return Segment(self.name(name)) if piece == "name" else Segment(self.number(figure.value), figure.link)

    def _days(self, days: int) -> str:
        if days < 1:
            return _("less than a day")
        return ngettext("%(days)s day", "%(days)s days", days) % {"days": self.number(days)}


def text_of(segments: Sequence[Segment]) -> str:
    return "".join(each.text for each in segments)
