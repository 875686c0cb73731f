"""What a report says, from its figures: the same figures always give the same report. Pure.

Shares of nothing are told in words, so a day on which nothing happened reads as such and not as nought per cent.
"""

from collections.abc import Iterator
from typing import Final

from banjie.analytics.indicators import Indicator, Tally, value
from banjie.analytics.report import links
from banjie.analytics.report.blocks import (
    Block,
    Cases,
    Changes,
    Chart,
    Figure,
    Heading,
    Leaders,
    Link,
    Name,
    Paragraph,
    Report,
    Sentence,
    Series,
    Share,
    Shifted,
    Value,
)
from banjie.analytics.report.comparing import change, shift
from banjie.analytics.report.figures import Figures, Group
from banjie.analytics.report.groups import group_blocks
from banjie.analytics.report.periods import Comparison

_LEADERS: Final = 3


def contents(figures: Figures) -> Report:
    blocks = (*_overall(figures), *_handling(figures), *_verdicts(figures), *_groups(figures), *_named(figures))
    return Report(figures.subject, figures.period, blocks)


def _overall(figures: Figures) -> Iterator[Block]:
    now = figures.now
    yield Heading("overall")
    yield Paragraph("overall.received", _counted(figures, "received", links.received(figures)))
    closed = _counted(figures, "closed", links.happened(figures, "closed"))
    declined = _only(now.declined, "declined", links.happened(figures, "declined"))
    yield Paragraph("overall.closed", (*closed, *declined))
    yield Paragraph("overall.stock", _stock(figures))
    if leaders := _leaders(figures.categories):
        yield Paragraph("overall.categories", (Sentence("categories", {"leaders": leaders}),))
    if any(day.received or day.closed for day in figures.days):
        received = Series("received", tuple(day.received for day in figures.days))
        closed_series = Series("closed", tuple(day.closed for day in figures.days))
        yield Chart("days", tuple(day.day for day in figures.days), (received, closed_series))


def _counted(figures: Figures, name: str, link: Link | None) -> tuple[Sentence, ...]:
    """How many, and how that stands to the compared periods; none is said in words."""
    count = getattr(figures.now, name)
    found = tuple((against, change(count, getattr(tally, name))) for against, tally in figures.before.items())
    values: dict[str, Value] = {"count": Figure(count, link if count else None), "changes": Changes(found)}
    return (Sentence(name if count else f"{name}_none", values),)


def _only(count: int, name: str, link: Link | None) -> tuple[Sentence, ...]:
    return (Sentence(name, {"count": Figure(count, link)}),) if count else ()


def _stock(figures: Figures) -> tuple[Sentence, ...]:
    now = figures.now
    if not now.open:
        return (Sentence("open_none"),)
    stood = Sentence("open", {"count": Figure(now.open, links.standing(figures)), "changes": _since_before(figures)})
    if not now.overdue:
        return stood, Sentence("overdue_none")
    share = Share(value(Indicator.OVERDUE_RATE, now))
    link = links.overdue() if figures.late else None
    return stood, Sentence("overdue", {"count": Figure(now.overdue, link), "share": share})


def _since_before(figures: Figures) -> Changes:
    before = figures.before[Comparison.PREVIOUS]
    return Changes(((Comparison.PREVIOUS, change(figures.now.open, before.open)),))


def _leaders(groups: tuple[Group, ...]) -> Leaders | None:
    busy = sorted((each for each in groups if each.tally.received), key=lambda each: -each.tally.received)
    found = tuple((Name(each.name, each.name_en, "no_category"), Figure(each.tally.received)) for each in busy)
    return Leaders(found[:_LEADERS]) if found else None


def _handling(figures: Figures) -> Iterator[Block]:
    now = figures.now
    yield Heading("handling")
    yield Paragraph("handling.on_time", _on_time(figures))
    told = [
        *_only(now.returned, "returned", links.happened(figures, "returned")),
        *_only(now.reopened, "reopened", links.happened(figures, "reopened")),
        *_only(now.reminded, "reminded", links.happened(figures, "reminded")),
    ]
    yield Paragraph("handling.hitches", tuple(told) or (Sentence("hitches_none"),))


def _on_time(figures: Figures) -> tuple[Sentence, ...]:
    now = figures.now
    share = value(Indicator.ON_TIME_RATE, now)
    if share is None:
        return (Sentence("on_time_none"),)
    values: dict[str, Value] = {
        "share": Share(share),
        "whole": Figure(now.closed_with_deadline),
        "part": Figure(now.closed_with_deadline - now.closed_late),
    }
    late = _only(now.closed_late, "closed_late", links.happened(figures, "closed_late"))
    return (Sentence("on_time", values), *_shifted(figures, Indicator.ON_TIME_RATE), *late)


def _shifted(figures: Figures, indicator: Indicator) -> tuple[Sentence, ...]:
    before: Tally = figures.before[Comparison.PREVIOUS]
    found = shift(value(indicator, figures.now), value(indicator, before))
    return (Sentence("shifted", {"shift": Shifted(Comparison.PREVIOUS, found)}),) if found is not None else ()


def _verdicts(figures: Figures) -> Iterator[Block]:
    now = figures.now
    yield Heading("verdicts")
    if not now.rated:
        yield Paragraph("verdicts.rated", (Sentence("rated_none"),))
        return
    values: dict[str, Value] = {
        "count": Figure(now.rated, links.happened(figures, "rated")),
        "solved": Figure(now.rated_solved),
        "share": Share(value(Indicator.SOLVED_RATE, now)),
    }
    said = [Sentence("rated", values), *_shifted(figures, Indicator.SOLVED_RATE)]
    satisfied = Share(value(Indicator.SATISFACTION_RATE, now))
    if satisfied.value is not None:
        said += [Sentence("satisfied", {"share": satisfied}), *_shifted(figures, Indicator.SATISFACTION_RATE)]
    yield Paragraph("verdicts.rated", tuple(said))


def _groups(figures: Figures) -> Iterator[Block]:
    if figures.parts or figures.units or figures.categories:
        yield Heading("groups")
        yield from group_blocks(figures)


def _named(figures: Figures) -> Iterator[Block]:
    yield Heading("noted")
    if figures.noted:
        yield Paragraph("noted.rule", (Sentence("noted", {"count": Figure(figures.noted_total)}),))
        yield Cases("noted", figures.noted, figures.noted_total - len(figures.noted))
    else:
        yield Paragraph("noted.rule", (Sentence("noted_none"),))
    yield Heading("late")
    if figures.now.overdue:
        yield Paragraph("late.count", (Sentence("late", {"count": Figure(figures.now.overdue)}),))
    else:
        yield Paragraph("late.count", (Sentence("late_none"),))
    if figures.late:
        yield Cases("late", figures.late, figures.late_total - len(figures.late))
