from banjie.places.boundaries import ImportOptions
from banjie.places.redrawing import Move, MoveReason, redraw_preview
from tests.unit.places.planning import planned, standing_after
from tests.unit.places.squares import SOUTH, STEP, WEST, feature, land, square
from tests.unit.places.test_places_plan import moved_line

STANDING = standing_after(planned(land(1, 2)))
JUST_EAST = (WEST + 1.1 * STEP, SOUTH + STEP / 2)
FAR_EAST = (WEST + 1.9 * STEP, SOUTH + STEP / 2)


def test_only_cases_whose_ground_changed_hands_move() -> None:
    done = planned(moved_line(), STANDING)
    moves = redraw_preview(
        done, [(1, *JUST_EAST, "C.V00.V00G10"), (2, *FAR_EAST, "C.V00.V00G10"), (3, None, None, "C.V00.V00G10")]
    )
    assert moves == [Move(1, "C.V00.V00G10", "C.V00.V00G00", MoveReason.REDRAWN)]


def test_a_case_without_a_pin_follows_its_area() -> None:
    second = [feature("W", "village", "C", square(0, 0, 2, 2))]
    grids = [given for given in land(1, 2) if given["properties"]["level"] == "grid"]
    for given in grids:
        given["properties"]["parent"] = "W"
    done = planned([*second, *grids], STANDING, ImportOptions(retires_below="C"))
    assert done.can_be_imported
    assert redraw_preview(done, [(1, None, None, "C.V00.V00G10")]) == [
        Move(1, "C.V00.V00G10", "C.W.V00G10", MoveReason.MOVED)
    ]


def test_a_case_whose_grid_is_no_more_goes_to_what_still_stands_above() -> None:
    done = planned([feature("N", "grid", "V00", square(0, 0, 2, 2))], STANDING, ImportOptions(retires_below="C"))
    moves = redraw_preview(done, [(1, None, None, "C.V00.V00G10"), (2, *FAR_EAST, "C.V00.V00G10")])
    assert moves == [
        Move(1, "C.V00.V00G10", "C.V00", MoveReason.RETIRED),
        Move(2, "C.V00.V00G10", "C.V00.N", MoveReason.RETIRED),
    ]


def test_a_case_whose_land_is_wholly_gone_needs_a_person() -> None:
    assert redraw_preview(planned(land(1, 1)), [(1, None, None, "X.Y")]) == [Move(1, "X.Y", None, MoveReason.RETIRED)]


def test_a_pin_outside_every_area_leaves_the_case_where_it_is() -> None:
    assert redraw_preview(planned(land(1, 2), STANDING), [(1, 0.0, 0.0, "C.V00.V00G10")]) == []


def test_without_cases_nothing_moves() -> None:
    assert redraw_preview(planned(moved_line(), STANDING), []) == []
