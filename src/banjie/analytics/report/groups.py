"""The tables and bars that set the parts of an area, its units and the categories beside each other. Pure."""

from collections.abc import Iterator
from typing import Final

from banjie.analytics.indicators import Indicator, total, value
from banjie.analytics.report import links
from banjie.analytics.report.blocks import (
    Block,
    Chart,
    Code,
    Column,
    Figure,
    Leaders,
    Link,
    Name,
    Paragraph,
    Sentence,
    Series,
    Share,
    Table,
    Value,
)
from banjie.analytics.report.figures import Figures, Group

# More bars than this cannot be told apart on a page.
_BARS: Final = 16
_LEADERS: Final = 3
_COLUMNS: Final = ("received", "closed", "open", "overdue", "on_time_rate", "solved_rate")
_FEWER: Final = ("received", "closed", "open", "overdue")


def group_blocks(figures: Figures) -> Iterator[Block]:
    if figures.parts:
        yield Paragraph("groups.parts", _told(figures.parts, "parts"))
        yield _table(figures, "parts", figures.parts, _COLUMNS)
        busy = [each for each in figures.parts if each.tally.received or each.tally.closed]
        if 1 < len(busy) <= _BARS:
            yield _bars(busy)
    if figures.units:
        yield Paragraph("groups.units", _told(figures.units, "units"))
        yield _table(figures, "units", figures.units, _COLUMNS)
    if figures.categories:
        yield _table(figures, "categories", figures.categories, _FEWER)


def _told(groups: tuple[Group, ...], key: str) -> tuple[Sentence, ...]:
    """Who received most, and where most is overdue."""
    said = []
    for name in ("received", "overdue") if key == "parts" else ("closed", "overdue"):
        ranked = sorted(groups, key=lambda each: -getattr(each.tally, name))
        # What nobody has yet is told only where it is overdue.
        found = [each for each in ranked if getattr(each.tally, name) and (each.key or name == "overdue")][:_LEADERS]
        if found:
            leaders = Leaders(tuple((_name(each, key), Figure(getattr(each.tally, name))) for each in found))
            said.append(Sentence(f"{key}_{name}", {"leaders": leaders}))
    return tuple(said) or (Sentence(f"{key}_none"),)


def _table(figures: Figures, key: str, groups: tuple[Group, ...], columns: tuple[str, ...]) -> Table:
    rows = [_row(figures, key, each, columns) for each in groups]
    if len(rows) > 1:
        whole = Group(key="", name="", name_en="", tally=total(each.tally for each in groups))
        rows.append((Code("word", "total"), *(_cell(figures, column, whole, None) for column in columns)))
    head = (Column(key, number=False), *(Column(column) for column in columns))
    return Table(key, head, tuple(rows), total=len(rows) > 1)


def _row(figures: Figures, key: str, group: Group, columns: tuple[str, ...]) -> tuple[Value, ...]:
    narrower = {"parts": "area", "units": "unit", "categories": "category"}[key]
    by = (narrower, group.key) if group.key else None
    return (_name(group, key), *(_cell(figures, column, group, by) for column in columns))


def _name(group: Group, key: str) -> Name:
    return Name(group.name, group.name_en, f"no_{key}")


def _cell(figures: Figures, column: str, group: Group, by: tuple[str, str] | None) -> Value:
    if column.endswith("_rate"):
        return Share(value(Indicator(column), group.tally))
    count = getattr(group.tally, column)
    return Figure(count, _link(figures, column, by) if count and by else None)


def _link(figures: Figures, column: str, by: tuple[str, str]) -> Link | None:
    narrower = dict([by])
    match column:
        case "received":
            return links.received(figures, **narrower)
        case "closed":
            return links.happened(figures, "closed", **narrower)
        case "open":
            return links.standing(figures, **narrower)
        case _:
            return None


def _bars(groups: list[Group]) -> Chart:
    names = tuple(_name(each, "parts") for each in groups)
    received = Series("received", tuple(each.tally.received for each in groups))
    return Chart("parts", names, (received, Series("closed", tuple(each.tally.closed for each in groups))))
