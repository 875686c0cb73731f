import threading

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from banjie.places.boundaries import ImportOptions, Node
from banjie.places.locator import NOWHERE, Locator
from tests.unit.places.planning import planned
from tests.unit.places.squares import SOUTH, STEP, WEST, feature, land, square

AREAS = [(node, node.shape) for node in planned(land(2, 2)).nodes if node.shape is not None]
LOCATOR = Locator(AREAS)

# On the lines and corners as often as between them.
ON_THE_LATTICE = st.integers(-2, 10).map(lambda half: half / 2 * STEP)
ANYWHERE = st.one_of(st.floats(-STEP, 5 * STEP), ON_THE_LATTICE)


def brute_force(lon: float, lat: float) -> Node | None:
    """The rule as it is written, without an index."""
    parents = {area.path.rpartition(".")[0] for area, _ in AREAS}
    holding = [area for area, shape in AREAS if shape.intersects(shapely.Point(lon, lat))]
    ranked = sorted(holding, key=lambda area: (area.path in parents, -area.level.rank, area.code))
    return ranked[0] if ranked else None


@given(ANYWHERE, ANYWHERE)
def test_one_point_is_located_as_by_brute_force(east: float, north: float) -> None:
    lon, lat = round(WEST + east, 9), round(SOUTH + north, 9)
    assert LOCATOR.one(lon, lat) == brute_force(lon, lat)


@settings(max_examples=50)
@given(st.lists(st.tuples(ANYWHERE, ANYWHERE), max_size=40))
def test_many_points_are_located_as_one_by_one(offsets: list[tuple[float, float]]) -> None:
    points = [(round(WEST + x, 9), round(SOUTH + y, 9)) for x, y in offsets]
    lons, lats = np.array([x for x, _ in points], dtype=float), np.array([y for _, y in points], dtype=float)
    found = [None if n == NOWHERE else LOCATOR.areas[n] for n in LOCATOR.many(lons, lats).tolist()]
    assert found == [LOCATOR.one(*point) for point in points]


def test_a_point_on_the_line_between_two_grids_belongs_to_the_lower_code() -> None:
    found = LOCATOR.one(WEST + STEP, SOUTH + STEP / 2)
    assert found is not None
    assert found.code == "V00G00"


def test_the_outer_corner_of_the_county_belongs_to_its_grid() -> None:
    found = LOCATOR.one(WEST + 4 * STEP, SOUTH + 4 * STEP)
    assert found is not None
    assert found.code == "V11G11"


def test_where_no_grid_lies_the_village_holds_the_point() -> None:
    features = land(1, 2)
    del features[3]
    nodes = planned(features, options=ImportOptions(accepts_gaps=True)).nodes
    locator = Locator([(node, node.shape) for node in nodes if node.shape is not None])
    found = locator.one(WEST + STEP / 2, SOUTH + 1.5 * STEP)
    assert found is not None
    assert found.code == "V00"


@pytest.mark.parametrize("position", [(np.nan, np.nan), (np.inf, 33.0), (0.0, 0.0), (WEST - 1e-9, SOUTH)])
def test_a_point_outside_everything_is_nowhere(position: tuple[float, float]) -> None:
    assert LOCATOR.one(*position) is None
    assert LOCATOR.many(np.array([position[0]]), np.array([position[1]])).tolist() == [NOWHERE]


def test_without_areas_everything_is_nowhere() -> None:
    empty: Locator[Node] = Locator([])
    assert empty.one(113.0, 33.0) is None
    assert empty.many(np.array([113.0]), np.array([33.0])).tolist() == [NOWHERE]
    assert empty.nearest(113.0, 33.0, within_metres=1e6) is None


def test_the_nearest_area_is_told_with_its_distance() -> None:
    nearest = LOCATOR.nearest(WEST - STEP, SOUTH + STEP / 2, within_metres=2000)
    assert nearest is not None
    area, metres = nearest
    assert area.code == "V00G00"
    assert metres == pytest.approx(935, rel=0.01)
    assert LOCATOR.nearest(WEST - STEP, SOUTH, within_metres=900) is None


def test_equally_near_areas_are_told_apart_by_code() -> None:
    nearest = LOCATOR.nearest(WEST - STEP / 10, SOUTH + STEP, within_metres=2000)
    assert nearest is not None
    assert nearest[0].code == "V00G00"


def test_several_threads_get_the_same_answers() -> None:
    nodes = planned([feature("C", "county", None, square(0, 0, 9, 9))]).nodes
    locator = Locator([(node, node.shape) for node in nodes if node.shape is not None])
    random = np.random.default_rng(3)
    lons, lats = random.uniform(WEST, WEST + 0.18, 20_000), random.uniform(SOUTH, SOUTH + 0.18, 20_000)
    answers: list[list[int]] = []
    threads = [threading.Thread(target=lambda: answers.append(locator.many(lons, lats).tolist())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert all(answer == answers[0] for answer in answers)
