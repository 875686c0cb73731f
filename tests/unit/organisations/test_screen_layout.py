"""How panels share out over the boards of a screen."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.organisations.screens.layout import (
    COLUMNS,
    DEFAULT,
    ROWS,
    SPANS,
    Layout,
    Panel,
    Placed,
    Size,
    moved,
    read,
    with_panels,
)

layouts = st.builds(
    lambda order, sizes, on, seconds: with_panels(
        [Placed(*each) for each in zip(order, sizes, on, strict=False)], turn_seconds=seconds
    ),
    st.permutations(list(Panel)),
    st.lists(st.sampled_from(list(Size)), min_size=len(Panel), max_size=len(Panel)),
    st.lists(st.booleans(), min_size=len(Panel), max_size=len(Panel)),
    st.integers(-5, 10_000),
)


def test_the_default_shows_the_map_and_what_is_late_first_and_fills_two_boards():
    boards = DEFAULT.boards
    assert [[each.panel for each in board] for board in boards] == [
        [Panel.MAP, Panel.FIGURES, Panel.LATEST, Panel.PARTS],
        [Panel.FLOW, Panel.SATISFACTION, Panel.CATEGORIES, Panel.UNITS],
    ]
    cells = [sum(wide * high for wide, high in (SPANS[each.size] for each in board)) for board in boards]
    assert cells == [COLUMNS * ROWS] * 2


@given(layouts)
def test_every_panel_that_is_on_stands_on_one_board_and_no_board_is_overfull(layout: Layout):
    shown = [each for board in layout.boards for each in board]
    assert shown == [each for each in layout.panels if each.on]
    assert shown
    for board in layout.boards:
        assert sum(wide * high for wide, high in (SPANS[each.size] for each in board)) <= COLUMNS * ROWS


@given(layouts)
def test_a_layout_reads_back_as_it_was_written(layout: Layout):
    assert read(layout.as_data()) == layout


def test_a_panel_without_room_begins_the_next_board():
    panels = [Placed(Panel.MAP, Size.HALF), Placed(Panel.UNITS, Size.LARGE), Placed(Panel.LATEST, Size.SMALL)]
    boards = with_panels(panels, turn_seconds=30).boards
    assert [[each.panel for each in board] for board in boards] == [[Panel.MAP, Panel.UNITS], [Panel.LATEST]]


def test_what_an_older_version_kept_is_read_and_what_is_new_stands_at_the_end_switched_off():
    kept = {"panels": [["latest", "tall", True], ["weather", "wide", True], ["map", "vast", True]], "turn_seconds": 20}
    layout = read(kept)
    assert layout.panels[0] == Placed(Panel.LATEST, Size.TALL)
    assert {each.panel for each in layout.panels} == set(Panel)
    assert not any(each.on for each in layout.panels[1:])


def test_something_is_always_shown():
    layout = with_panels([Placed(Panel.UNITS, Size.WIDE, on=False)], turn_seconds=0)
    assert [each.panel for each in layout.panels if each.on] == [Panel.UNITS]


@pytest.mark.parametrize(("asked", "kept"), [(-1, 0), (0, 0), (3, 10), (45, 45), (9999, 600)])
def test_a_board_stays_long_enough_to_be_read_or_for_good(asked: int, kept: int):
    assert with_panels(DEFAULT.panels, turn_seconds=asked).turn_seconds == kept


def test_panels_move_one_place_and_stay_at_the_ends():
    up = moved(DEFAULT, Panel.FIGURES, -1)
    assert [each.panel for each in up.panels[:2]] == [Panel.FIGURES, Panel.MAP]
    assert moved(DEFAULT, Panel.MAP, -1) == DEFAULT
    assert moved(DEFAULT, DEFAULT.panels[-1].panel, 1) == DEFAULT
    assert moved(up, Panel.FIGURES, 1) == DEFAULT
    assert replace(up, panels=DEFAULT.panels) == DEFAULT
