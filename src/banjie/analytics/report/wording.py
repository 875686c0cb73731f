"""Makes words of a report: Chinese in the form that offices are used to, or English. The same report, the same words.

People's own texts come in afterwards (see `worded.with_edits`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import pgettext

from banjie.analytics.report import blocks as b
from banjie.analytics.report import phrases
from banjie.analytics.report.case_tables import case_table
from banjie.analytics.report.charting import drawing
from banjie.analytics.report.dates import day_words, numeral, period_words
from banjie.analytics.report.values import Speaker
from banjie.analytics.report.worded import Grid, Head, Prose, Segment, Title, Worded, WordedBlock


def worded(
    report: b.Report,
    *,
    language: str,
    zone: ZoneInfo,
    made_on: date,
) -> Worded:
    """`made_on` is the day on which the report is dated."""
    with translation.override(language):
        speaker = Speaker(report.period, language.startswith("en"), zone)
        return Worded(
            title=_title(report, speaker),
            below=(pgettext("report", "(%(period)s)") % {"period": period_words(report.period)},),
            blocks=tuple(_Numbering(speaker).blocks(report)),
            issuer=speaker.either(report.subject.issuer, report.subject.issuer_en),
            dated=day_words(made_on),
            signature=tuple(_signature()),
            language=language,
        )


def _title(report: b.Report, speaker: Speaker) -> str:
    name = speaker.either(report.subject.issuer, report.subject.issuer_en)
    return str(phrases.TITLES[report.period.kind]) % {"name": name}


def _signature() -> Iterator[tuple[str, str]]:
    yield pgettext("signature", "Prepared by"), ""
    yield pgettext("signature", "Checked by"), ""
    yield pgettext("signature", "Signed off by"), ""


@dataclass(slots=True)
class _Numbering:
    """Numbers sections and the paragraphs in them: 一、（一） or 1 and 1.1."""

    speaker: Speaker
    section: int = 0
    paragraphs: int = 0
    place: int = 0

    def blocks(self, report: b.Report) -> Iterator[WordedBlock]:
        for place, block in enumerate(report.blocks):
            if isinstance(block, b.Heading):
                self.paragraphs = _paragraphs(report.blocks[place + 1 :])
            yield self._block(block)

    def _block(self, block: b.Block) -> WordedBlock:
        match block:
            case b.Heading():
                self.section, self.place = self.section + 1, 0
                number = f"{self.section}" if self.speaker.english else numeral(self.section)
                words = {"number": number, "heading": phrases.HEADINGS[block.key]}
                return Title(block.key, pgettext("report", "%(number)s. %(heading)s") % words)
            case b.Paragraph():
                self.place += 1
                return Prose(block.key, self._number(), self._made(block))
            case b.Table():
                return table(block, self.speaker)
            case b.Chart():
                return drawing(block, self.speaker)
            case b.Cases():
                return case_table(block, self.speaker)

    def _number(self) -> str:
        """A paragraph that stands alone in its section has none."""
        if self.paragraphs == 1:
            return ""
        return f"{self.section}.{self.place}" if self.speaker.english else f"（{numeral(self.place)}）"

    def _made(self, block: b.Paragraph) -> tuple[Segment, ...]:
        found: list[Segment] = []
        for sentence in block.sentences:
            if found and self.speaker.english:
                found.append(Segment(" "))
            found += self.speaker.sentence(sentence)
        return tuple(found)


def _paragraphs(blocks: Sequence[b.Block]) -> int:
    """How many there are up to the next heading."""
    section = takewhile(lambda each: not isinstance(each, b.Heading), blocks)
    return sum(isinstance(each, b.Paragraph) for each in section)


def table(block: b.Table, speaker: Speaker) -> Grid:
    head = [
        Head(str(phrases.COLUMNS[each.code]), number=each.number, wide=place == 0)
        for place, each in enumerate(block.columns)
    ]
    rows = [[speaker.value(cell) for cell in row] for row in block.rows]
    return Grid(block.key, str(phrases.CAPTIONS[block.key]), head, rows, total=block.total)
