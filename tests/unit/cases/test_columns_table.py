"""Columns grow and change by rows, and the old value stays what it was."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from banjie.cases.cells import cell_at
from banjie.cases.columns.table import NEVER, ROW, Columns, Flag, empty

NONE = np.iinfo(np.int64).min
PATHS = {1: "county.west", 2: "county.east", 3: ""}
WEST, EAST = cell_at(110.5, 30.5), cell_at(111.5, 30.5)


def row(case: int, **values: Any) -> dict[str, Any]:
    given = {"id": case, "closed": NONE, "due": NONE, "cell": WEST, "area": 1, "lead": 3, "about": 3, "category": 3}
    return given | {"flags": int(Flag.OPEN)} | values


def rows(*given: dict[str, Any]) -> NDArray[Any]:
    made = np.zeros(len(given), ROW)
    for place, values in enumerate(given):
        for name, value in values.items():
            made[place][name] = value
    return made


def areas(columns: Columns) -> dict[int, str]:
    return {case: columns.paths[place] for case, place in zip(columns.id.tolist(), columns.area.tolist(), strict=True)}


def test_rows_come_in_the_order_of_their_ids_whatever_order_they_are_read_in() -> None:
    found = empty().merged(rows(row(7), row(3, area=2)), PATHS)
    assert areas(found) == {3: "county.east", 7: "county.west"}
    assert found.id.tolist() == [3, 7]


def test_a_changed_row_takes_the_place_of_the_old_one_and_new_ones_stand_beside() -> None:
    first = empty().merged(rows(row(3), row(7)), PATHS)
    later = first.merged(rows(row(9), row(3, area=4, cell=EAST, flags=0)), {4: "county.north", 1: "county.west", 3: ""})
    assert areas(later) == {3: "county.north", 7: "county.west", 9: "county.west"}
    assert later.has(Flag.OPEN).tolist() == [False, True, True]
    assert areas(first) == {3: "county.west", 7: "county.west"}
    assert first.has(Flag.OPEN).tolist() == [True, True]


def test_places_of_paths_and_cells_stay_when_others_come() -> None:
    first = empty().merged(rows(row(3)), PATHS)
    later = first.merged(rows(row(4, cell=EAST)), {1: "county.west", 3: ""})
    assert later.grid.finest.values[: len(first.grid.finest.values)] == first.grid.finest.values
    assert first.merged(rows(row(5)), {1: "county.west", 3: ""}).grid is first.grid
    county, around = later.grid.at(2)
    assert len(county) == len(set(around.tolist()))


def test_moments_are_minutes_and_none_is_never() -> None:
    two_minutes_into_2000 = 2 * 60_000_000
    found = empty().merged(rows(row(3, received=two_minutes_into_2000)), PATHS)
    assert found.received.tolist() == [946_684_800 // 60 + 2]
    assert found.closed.tolist() == [NEVER]


def test_rows_are_found_by_id_and_unknown_ids_are_passed_over() -> None:
    found = empty().merged(rows(row(3), row(7)), PATHS)
    assert found.where([7, 8, 1, 99]).tolist() == [False, True]
    assert empty().where([1]).tolist() == []


def test_nothing_is_held_in_no_rows() -> None:
    assert len(empty()) == 0
    assert len(empty().merged(rows(), {})) == 0
