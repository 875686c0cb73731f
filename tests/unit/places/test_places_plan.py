"""Areas against each other and against what stands: what an import would do, and why it may not."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banjie.core.coordinates import Datum, from_wgs84
from banjie.places.boundaries import Fault, FaultCode, ImportOptions, ImportPlan, Severity, Tolerances
from banjie.places.levels import Happening
from banjie.places.measure import square_metres_of
from tests.unit.places.planning import faults, planned, standing_after
from tests.unit.places.squares import STEP, by_code, feature, land, ring_of, square

# One grid of the made-up land: 0.01° × 0.01° at 33° north.
GRID_SQUARE_METRES = 935.0 * 1109.1


def fault_of(done: ImportPlan, code: FaultCode) -> Fault:
    found = [fault for fault in done.faults if fault.code is code]
    assert len(found) == 1, faults(done)
    return found[0]


def test_a_sound_file_is_planned_parents_first() -> None:
    done = planned(list(reversed(land(2, 2))))
    assert done.can_be_imported
    assert len(done.added) == 1 + 4 + 16
    assert [node.path.count(".") for node in done.nodes] == [0] + [1] * 4 + [2] * 16
    assert {node.code: node.path for node in done.nodes}["V11G11"] == "C.V11.V11G11"


def test_a_parent_that_is_nowhere_is_missed() -> None:
    features = land(1, 1)
    features[2]["properties"]["parent"] = "V99"
    fault = fault_of(planned(features), FaultCode.MISSING_PARENT)
    assert (fault.index, dict(fault.data)) == (2, {"parent": "V99"})


def test_a_grid_without_a_parent_is_no_second_root() -> None:
    features = land(1, 1)
    features[2]["properties"]["parent"] = None
    assert fault_of(planned(features), FaultCode.MISSING_PARENT).index == 2


def test_two_counties_may_stand_side_by_side() -> None:
    features = [*land(1, 1), feature("D", "county", None, square(10, 10, 1, 1))]
    assert planned(features).can_be_imported


def test_a_cycle_of_parents_is_told_once_with_its_codes() -> None:
    features = [
        feature("A", "township", "B", square(0, 0, 1, 1)),
        feature("B", "township", "A", square(1, 0, 1, 1)),
        feature("D", "village", "A", square(0, 0, 1, 1)),
    ]
    done = planned(features)
    fault = fault_of(done, FaultCode.CYCLE)
    assert fault.data["codes"] == "A → B → A"
    assert not done.nodes


def test_an_area_may_not_be_its_own_parent() -> None:
    done = planned([feature("A", "county", "A", square(0, 0, 1, 1))])
    assert fault_of(done, FaultCode.CYCLE).data["codes"] == "A → A"


def test_a_level_must_be_narrower_than_that_of_the_parent() -> None:
    features = land(1, 1)
    features[2]["properties"]["level"] = "village"
    fault = fault_of(planned(features), FaultCode.LEVEL_NOT_BELOW_PARENT)
    assert dict(fault.data) == {"parent": "V00", "level": "village", "parent_level": "village"}


def test_an_overlap_names_the_other_and_its_size() -> None:
    features = land(1, 2)
    ring_of(features[2])[1:3] = [[x + STEP / 2, y] for x, y in ring_of(features[2])[1:3]]
    fault = fault_of(planned(features), FaultCode.OVERLAP)
    assert (fault.index, fault.area_code, fault.data["other"]) == (2, "V00G00", "V00G10")
    assert fault.data["square_metres"] == pytest.approx(GRID_SQUARE_METRES / 2, rel=0.01)
    assert fault.shape is not None
    assert square_metres_of(fault.shape) == pytest.approx(float(fault.data["square_metres"]), rel=0.001)


def test_an_area_drawn_inside_its_sibling_overlaps_it() -> None:
    features = [*land(1, 1), feature("V00G99", "grid", "V00", square(0.25, 0.25, 0.5, 0.5))]
    assert fault_of(planned(features), FaultCode.OVERLAP).data["other"] == "V00G99"


def test_slivers_within_the_tolerance_pass_and_beyond_it_do_not() -> None:
    features = land(1, 2)
    ring_of(features[2])[1:3] = [[x + STEP / 10_000, y] for x, y in ring_of(features[2])[1:3]]
    assert planned(features).can_be_imported
    strict = ImportOptions(tolerances=Tolerances(overlap=1.0))
    assert fault_of(planned(features, options=strict), FaultCode.OVERLAP)


def test_siblings_that_share_a_line_do_not_overlap() -> None:
    assert planned(land(3, 3), options=ImportOptions(tolerances=Tolerances(0.0, 0.0, 0.0))).can_be_imported


def test_a_missing_grid_leaves_a_gap_in_its_village() -> None:
    features = land(1, 2)
    del features[3]
    fault = fault_of(planned(features), FaultCode.GAP)
    assert (fault.area_code, fault.severity) == ("V00", Severity.ERROR)
    assert fault.data["square_metres"] == pytest.approx(GRID_SQUARE_METRES, rel=0.01)


def test_a_gap_is_found_though_others_overlap_by_as_much() -> None:
    features = land(1, 2)
    del features[3]
    ring_of(features[2])[1:3] = [[x + STEP, y] for x, y in ring_of(features[2])[1:3]]
    done = planned(features, options=ImportOptions(tolerances=Tolerances(overlap=1e9)))
    assert fault_of(done, FaultCode.GAP).data["square_metres"] == pytest.approx(GRID_SQUARE_METRES, rel=0.01)


GRIDS = [feature["properties"]["code"] for feature in land(2, 2) if feature["properties"]["level"] == "grid"]


@settings(deadline=None, max_examples=40)
@given(st.sets(st.sampled_from(GRIDS)))
def test_whatever_is_left_out_is_missed_and_nothing_else(left_out: set[str]) -> None:
    features = [feature for feature in land(2, 2) if feature["properties"]["code"] not in left_out]
    done = planned(features, options=ImportOptions(tolerances=Tolerances(1.0, 1.0, 1.0)))
    left = {code[:3] for code in GRIDS if code not in left_out}
    expected = {code[:3] for code in left_out} & left
    assert {fault.area_code for fault in done.faults if fault.code is FaultCode.GAP} == expected


def test_gaps_may_be_accepted_and_are_still_pointed_out() -> None:
    features = land(1, 2)
    del features[3]
    done = planned(features, options=ImportOptions(accepts_gaps=True))
    assert done.can_be_imported
    assert fault_of(done, FaultCode.GAP).severity is Severity.WARNING


def test_a_hole_that_nobody_fills_is_a_gap() -> None:
    features = land(1, 1)
    features[2]["geometry"]["coordinates"].append(square(0.4, 0.4, 0.2, 0.2))
    fault = fault_of(planned(features), FaultCode.GAP)
    assert fault.data["square_metres"] == pytest.approx(GRID_SQUARE_METRES * 0.04, rel=0.01)


def test_a_gap_is_not_claimed_where_a_feature_could_not_be_read() -> None:
    features = land(1, 2)
    features[3]["geometry"] = None
    assert [code for _, _, code in faults(planned(features))] == ["missing_geometry"]


def test_a_child_must_lie_inside_its_parent() -> None:
    features = land(1, 2)
    ring_of(features[5])[1:3] = [[x + STEP, y] for x, y in ring_of(features[5])[1:3]]
    fault = fault_of(planned(features), FaultCode.OUTSIDE_PARENT)
    assert (fault.area_code, fault.data["parent"]) == ("V00G11", "V00")
    assert fault.data["square_metres"] == pytest.approx(GRID_SQUARE_METRES, rel=0.01)


def test_the_same_file_again_changes_nothing() -> None:
    first = planned(land())
    again = planned(land(), standing_after(first))
    assert (again.added, again.changed, again.retired) == ((), (), ())
    assert len(again.unchanged) == 21


def test_a_ring_begun_at_another_corner_is_the_same_boundary() -> None:
    features = land(1, 1)
    ring = ring_of(features[2])
    features[2]["geometry"]["coordinates"] = [[*ring[2:], *ring[1:3]]]
    assert not planned(features, standing_after(planned(land(1, 1)))).changed


def moved_line() -> list[dict[str, object]]:
    """The line between V00G00 and V00G10 moves a quarter of a grid to the east."""
    features = land(1, 2)
    for code, corners in (("V00G00", (1, 2)), ("V00G10", (0, 3, 4))):
        ring = ring_of(by_code(features)[code])
        for corner in corners:
            ring[corner] = [ring[corner][0] + STEP / 4, ring[corner][1]]
    return features


def test_a_moved_line_redraws_the_two_beside_it_and_tells_how_much() -> None:
    done = planned(moved_line(), standing_after(planned(land(1, 2))))
    assert {change.after.code for change in done.changed} == {"V00G00", "V00G10"}
    for change in done.changed:
        assert change.happenings == {Happening.REDRAWN}
        assert change.square_metres == pytest.approx(GRID_SQUARE_METRES / 4, rel=0.01)


def test_part_of_a_file_is_checked_against_what_stands() -> None:
    only_one = [by_code(moved_line())["V00G00"]]  # type: ignore[arg-type]
    done = planned(only_one, standing_after(planned(land(1, 2))))
    assert fault_of(done, FaultCode.OVERLAP).data["other"] == "V00G10"


def test_a_village_hung_elsewhere_takes_its_grids_along() -> None:
    features = [
        feature("T1", "township", None, square(0, 0, 2, 2)),
        feature("V", "village", "T1", square(0, 0, 2, 2)),
        feature("G", "grid", "V", square(0, 0, 2, 2)),
    ]
    wide = [feature("C", "county", None, square(0, 0, 2, 2))]
    features[0]["properties"]["parent"] = "C"
    stands = standing_after(planned([*wide, *features]))
    second = feature("T2", "township", "C", square(0, 0, 2, 2))
    moved = [second, feature("V", "village", "T2", square(0, 0, 2, 2))]
    done = planned(moved, stands, ImportOptions(retires_below="C", accepts_gaps=True))
    paths = {change.after.code: change.after.path for change in done.changed}
    assert paths == {"V": "C.T2.V", "G": "C.T2.V.G"}
    assert [area.code for area in done.retired] == ["T1"]


def test_areas_of_the_files_levels_that_it_leaves_out_are_retired_only_when_asked() -> None:
    stands = standing_after(planned(land(1, 2)))
    grids = [feature("N", "grid", "V00", square(0, 0, 2, 2))]
    assert FaultCode.OVERLAP in {fault.code for fault in planned(grids, stands).faults}
    done = planned(grids, stands, ImportOptions(retires_below="C"))
    assert done.can_be_imported
    assert [area.code for area in done.retired] == ["V00G00", "V00G01", "V00G10", "V00G11"]
    assert [node.code for node in done.added] == ["N"]


def test_retiring_stays_below_the_path_given() -> None:
    stands = standing_after(planned(land(2, 1)))
    grids = [feature("N", "grid", "V00", square(0, 0, 1, 1))]
    done = planned(grids, stands, ImportOptions(retires_below="C.V00"))
    assert [area.code for area in done.retired] == ["V00G00"]


def test_a_village_cannot_be_retired_over_the_heads_of_its_grids() -> None:
    stands = standing_after(planned(land(2, 1)))
    villages = [feature("V00", "village", "C", square(0, 0, 1, 1))]
    done = planned(villages, stands, ImportOptions(retires_below="C"))
    leaving = {fault.area_code: dict(fault.data) for fault in done.faults}
    assert leaving["V01"] == {"children": "V01G00", "count": 1}


def test_a_retired_area_that_comes_back_is_restored() -> None:
    stands = standing_after(planned(land(1, 1)))
    retired = [replace(area, active=area.code != "V00G00") for area in stands]
    done = planned(land(1, 1), retired)
    assert [(change.after.code, change.happenings) for change in done.changed] == [("V00G00", {Happening.RESTORED})]


def test_a_new_name_is_a_change_and_an_english_name_left_out_is_not() -> None:
    features = land(1, 1)
    features[0]["properties"]["name_en"] = "County"
    stands = standing_after(planned(features))
    renamed = land(1, 1)
    renamed[1]["properties"]["name"] = "新名"
    done = planned(renamed, stands)
    assert [(change.after.code, change.happenings) for change in done.changed] == [("V00", {Happening.RENAMED})]


def test_swapped_positions_are_told_from_where_the_land_lies() -> None:
    west = [feature("M", "county", None, [[x - 190, y + 8] for x, y in square(0, 0, 1, 1)])]
    stands = standing_after(planned(west))
    swapped = [feature("M", "county", None, [[y + 8, x - 190] for x, y in square(0, 0, 1, 1)])]
    assert fault_of(planned(swapped, stands), FaultCode.SWAPPED).index == 0


@pytest.mark.parametrize("drawn_on", [Datum.GCJ02, Datum.BD09])
def test_a_file_drawn_on_a_chinese_datum_is_noticed(drawn_on: Datum) -> None:
    stands = standing_after(planned(land()))
    shifted = land()
    for area in shifted:
        ring = ring_of(area)
        ring[:] = [list(from_wgs84(lon, lat, drawn_on)) for lon, lat in ring]
    hint = fault_of(planned(shifted, stands), FaultCode.LIKELY_DATUM)
    assert hint.data["datum"] == drawn_on
    said = planned(shifted, stands, ImportOptions(datum=drawn_on))
    assert said.can_be_imported
    assert not said.changed


def test_wgs84_taken_for_gcj02_is_noticed_too() -> None:
    stands = standing_after(planned(land()))
    done = planned(land(), stands, ImportOptions(datum=Datum.GCJ02))
    assert fault_of(done, FaultCode.LIKELY_DATUM).data["datum"] == Datum.WGS84


def test_a_real_redrawing_is_not_taken_for_a_wrong_datum() -> None:
    stands = standing_after(planned(land(1, 2)))
    done = planned(moved_line(), stands)
    assert done.can_be_imported
    assert not done.faults
