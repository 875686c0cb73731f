"""Hides small numbers of a table that is published, and as many others as keep them from being reckoned. Pure.

A count from 1 to 4 may tell of people. Where totals are shown, one hidden number is their difference. With lines as
the nodes of a graph and hidden numbers as its edges, a number can be reckoned just where its edge is in no circle; so
numbers are hidden until each is in one, and until those of a line are together not small either.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

LEAST: Final = 5

type Cell = tuple[int, int]


def hidden_cells(table: Sequence[Sequence[int]], *, least: int = LEAST) -> frozenset[Cell]:
    """Which cells (row, column) of a table of counts must not be shown.

    The last row holds the totals of the columns and the last column those of the rows; both are published too.
    """
    rows, columns = len(table), len(table[0]) if table else 0
    hidden = {(row, column) for row in range(rows) for column in range(columns) if 0 < table[row][column] < least}
    while (found := _next(table, hidden, least)) is not None:
        hidden.add(found)
    return frozenset(hidden)


def _next(table: Sequence[Sequence[int]], hidden: Collection[Cell], least: int) -> Cell | None:
    """One more cell that must be hidden; None once nothing can be reckoned."""
    for line in _lines(table):
        unseen = [cell for cell in line if cell in hidden]
        if unseen and _is_small(table, line, unseen, least) and (found := _cheapest(table, line, hidden)):
            return found
    for cell in sorted(hidden):
        if not _in_circle(cell, hidden):
            row, column = cell
            crossing = [each for line in _lines(table) for each in line if row == each[0] or column == each[1]]
            if (found := _cheapest(table, crossing, hidden)) is not None:
                return found
    return None


def _cheapest(table: Sequence[Sequence[int]], line: Sequence[Cell], hidden: Collection[Cell]) -> Cell | None:
    shown = [cell for cell in line if cell not in hidden]
    return min(shown, key=lambda cell: _cost(table, cell)) if shown else None


def _is_small(table: Sequence[Sequence[int]], line: Sequence[Cell], unseen: Sequence[Cell], least: int) -> bool:
    """Whether the hidden parts of a line whose total is shown are together too small: 1 and 1 make a known 2."""
    if line[-1] in unseen:
        return False
    return len(unseen) < 2 or sum(table[row][column] for row, column in unseen) < least


def _in_circle(cell: Cell, hidden: Collection[Cell]) -> bool:
    """Whether the row of a cell and its column are joined by other hidden cells."""
    row, column = cell
    others = [each for each in hidden if each != cell]
    rows, columns = {row}, set[int]()
    while True:
        reached = {each[1] for each in others if each[0] in rows} | columns
        back = {each[0] for each in others if each[1] in reached} | rows
        if column in reached:
            return True
        if reached == columns and back == rows:
            return False
        rows, columns = back, reached


def _lines(table: Sequence[Sequence[int]]) -> Iterator[list[Cell]]:
    rows, columns = len(table), len(table[0]) if table else 0
    for row in range(rows):
        yield [(row, column) for column in range(columns)]
    for column in range(columns):
        yield [(row, column) for row in range(rows)]


def _cost(table: Sequence[Sequence[int]], cell: Cell) -> tuple[bool, bool, int]:
    """Parts go before totals, what is there before what is not, the small before the large."""
    row, column = cell
    is_total = row == len(table) - 1 or column == len(table[0]) - 1
    value = table[row][column]
    return is_total, value == 0, value


def published(values: Mapping[str, Sequence[int]], *, least: int = LEAST) -> dict[str, list[int | None]]:
    """Rows of parts by key as they may be shown, with their total behind; None for what is hidden.

    The row of totals comes under "". Where there is nothing at all, nothing is hidden.
    """
    rows = [[*parts, sum(parts)] for parts in values.values()]
    if not rows:
        return {}
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    hidden = hidden_cells(rows, least=least)
    return {
        key: [None if (place, column) in hidden else value for column, value in enumerate(row)]
        for place, (key, row) in enumerate(zip([*values, ""], rows, strict=True))
    }
