"""Charts of a report: the same drawing for page, .docx and PDF, with a table of its values beside it."""

from datetime import date

from django.utils.translation import pgettext

from banjie.analytics.report import blocks as b
from banjie.analytics.report import phrases
from banjie.analytics.report.dates import day_words
from banjie.analytics.report.values import Speaker
from banjie.analytics.report.worded import Drawing, Grid, Head, Segment
from banjie.platform.documents import charts


def drawing(block: b.Chart, speaker: Speaker) -> Drawing:
    caption = str(phrases.CAPTIONS[f"chart_{block.key}"])
    over_days = isinstance(block.labels[0], date)
    labels = [_label(each, speaker) for each in block.labels]
    drawn = charts.Drawn(
        key=f"chart-{block.key}",
        title=caption,
        description=_description(block, labels, speaker),
        labels=[f"{each.month}-{each.day}" if isinstance(each, date) else speaker.name(each) for each in block.labels],
        series=[(str(phrases.COLUMNS[each.code]), each.values) for each in block.series],
    )
    svg = charts.lines(drawn) if over_days else charts.bars(drawn)
    return Drawing(block.key, caption, svg, _table(block, labels, caption, speaker))


def _label(label: date | b.Name, speaker: Speaker) -> str:
    return day_words(label) if isinstance(label, date) else speaker.name(label)


def _description(block: b.Chart, labels: list[str], speaker: Speaker) -> str:
    words = {"first": labels[0], "last": labels[-1], "most": speaker.number(max(map(max, _values(block))))}
    return pgettext("chart", "From %(first)s to %(last)s; the highest value is %(most)s.") % words


def _values(block: b.Chart) -> list[tuple[int, ...]]:
    return [each.values for each in block.series]


def _table(block: b.Chart, labels: list[str], caption: str, speaker: Speaker) -> Grid:
    first = phrases.COLUMNS["day" if isinstance(block.labels[0], date) else "parts"]
    head = [Head(str(first), number=False, wide=True)]
    head += [Head(str(phrases.COLUMNS[each.code]), number=True) for each in block.series]
    rows = [
        [[Segment(label)], *([Segment(speaker.number(each.values[place]))] for each in block.series)]
        for place, label in enumerate(labels)
    ]
    return Grid(f"chart-{block.key}", caption, head, rows)
