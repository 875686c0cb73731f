import pytest

from banjie.places import actions, queries
from banjie.places.actions import PlaceData
from banjie.places.gazetteer import PlacesPlan, plan_places
from banjie.places.levels import Happening, PlaceKind
from banjie.places.models import AreaChange, PlaceName
from banjie.places.refs import AreaRef
from banjie.places.refusals import Reason, Refused
from banjie.places.sheet_rows import Surroundings
from tests.integration.places.making import LATER, LIN, make_land

pytestmark = pytest.mark.django_db

HEADINGS = ("name", "aliases", "kind", "area", "lon", "lat")


@pytest.fixture
def grid() -> AreaRef:
    make_land(1, 2)
    found = queries.area("V00G00")
    assert found is not None
    return found


def added(grid: AreaRef, name: str = "文昌花园", *aliases: str) -> int:
    data = PlaceData(grid.id, name, PlaceKind.ESTATE, 113.005, 33.005, aliases)
    return actions.add_place(data, by=LIN, at=LATER)


def planned(*rows: str) -> PlacesPlan:
    cells = [(number, dict(zip(HEADINGS, row.split(","), strict=True))) for number, row in enumerate(rows, 2)]
    around = Surroundings(queries.area, lambda lon, lat: queries.locate([(lon, lat)], at=LATER)[0])
    return plan_places(HEADINGS, cells, around)


def found(text: str, within: str | None = None) -> list[tuple[str, str]]:
    return [(match.name, match.matched_by) for match in queries.search_places(text, within=within)]


def test_a_place_is_found_at_once_by_all_its_spellings(grid: AreaRef) -> None:
    place_id = added(grid, "文昌花园", "文昌小区")
    assert found("文昌花园") == [("文昌花园", "name")]
    assert found("wchy") == [("文昌花园", "initials")]
    assert found("wenchangxiao") == [("文昌花园", "pinyin")]
    assert found("文昌小") == [("文昌花园", "alias")]
    (match,) = queries.search_places("文昌小区")
    assert (match.place_id, match.area, match.matched) == (place_id, grid, "文昌小区")
    assert (match.lon, match.lat, match.kind) == (113.005, 33.005, PlaceKind.ESTATE)


def test_a_place_is_looked_for_within_an_area(grid: AreaRef) -> None:
    added(grid)
    assert found("文昌", within="C.V00") == [("文昌花园", "name")]
    assert found("文昌", within="C.V00.V00G11") == []


def test_areas_are_found_by_their_own_names(grid: AreaRef) -> None:
    (match,) = queries.search_places("V00G00的名字")
    assert (match.kind, match.area, match.place_id) == (PlaceKind.AREA, grid, None)


def test_names_for_matching_lead_aliases_to_their_place(grid: AreaRef) -> None:
    place_id = added(grid, "文昌花园", "文昌小区")
    names = [(each.name, each.place_id, each.path) for each in queries.names_for_matching()]
    assert ("文昌小区", place_id, grid.path) in names
    assert ("文昌花园", place_id, grid.path) in names
    assert ("V00G00的名字", None, grid.path) in names


def test_changing_a_place_changes_its_aliases_with_it(grid: AreaRef) -> None:
    place_id = added(grid, "文昌花园", "文昌小区", "文昌家园")
    other = queries.area("V00G11")
    assert other is not None
    data = PlaceData(other.id, "文昌新苑", PlaceKind.ESTATE, None, None, ("文昌家园", "新苑"))
    actions.change_place(place_id, data, by=LIN, at=LATER)
    place = queries.place(place_id)
    assert place is not None
    assert (place.name, place.aliases, place.lon) == ("文昌新苑", ("文昌家园", "新苑"), None)
    assert set(PlaceName.objects.values_list("area__code", flat=True)) == {"V00G11"}
    assert found("文昌花园") == []
    assert [row.name for row in queries.places_of(other.id)] == ["文昌新苑"]


def test_removing_a_place_removes_its_aliases_and_leaves_the_record(grid: AreaRef) -> None:
    place_id = added(grid, "文昌花园", "文昌小区")
    actions.remove_place(place_id, by=LIN, at=LATER)
    assert not PlaceName.objects.exists()
    assert found("文昌") == []
    latest = queries.changes(grid.id)[0]
    assert latest.what is Happening.PLACE_REMOVED
    assert latest.data["before"]["aliases"] == ["文昌小区"]


def test_saving_a_place_unchanged_leaves_no_record(grid: AreaRef) -> None:
    place_id = added(grid, "文昌花园", "文昌小区")
    before = AreaChange.objects.count()
    same = PlaceData(grid.id, "文昌花园", PlaceKind.ESTATE, 113.005, 33.005, ("文昌小区",))
    actions.change_place(place_id, same, by=LIN, at=LATER)
    assert AreaChange.objects.count() == before


@pytest.mark.parametrize(
    ("name", "lon", "lat", "reason"),
    [
        ("  ", None, None, Reason.NAME_MISSING),
        ("a\x00b", None, None, Reason.BAD_TEXT),
        ("路" * 101, None, None, Reason.NAME_TOO_LONG),
        ("甲路", 113.0, None, Reason.BAD_POSITION),
        ("甲路", 113.0, 91.0, Reason.BAD_POSITION),
        ("甲路", float("nan"), 33.0, Reason.BAD_POSITION),
        ("文昌花园", None, None, Reason.ALREADY_NAMED),
    ],
)
def test_a_place_that_cannot_be_is_refused_and_nothing_is_written(
    grid: AreaRef, name: str, lon: float | None, lat: float | None, reason: Reason
) -> None:
    added(grid)
    with pytest.raises(Refused) as refusal:
        actions.add_place(PlaceData(grid.id, name, PlaceKind.ESTATE, lon, lat), by=LIN, at=LATER)
    assert refusal.value.code is reason
    assert PlaceName.objects.count() == 1


def test_what_is_not_there_cannot_be_changed(grid: AreaRef) -> None:
    for attempt in (
        lambda: actions.remove_place(99, by=LIN, at=LATER),
        lambda: actions.change_place(99, PlaceData(grid.id, "x", PlaceKind.ROAD), by=LIN, at=LATER),
        lambda: actions.add_place(PlaceData(99, "x", PlaceKind.ROAD), by=LIN, at=LATER),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code is Reason.UNKNOWN


def test_an_alias_is_no_place_of_its_own(grid: AreaRef) -> None:
    added(grid, "文昌花园", "文昌小区")
    alias = PlaceName.objects.get(name="文昌小区")
    assert queries.place(alias.pk) is None
    with pytest.raises(Refused):
        actions.remove_place(alias.pk, by=LIN, at=LATER)


def test_a_table_of_places_is_imported_and_may_be_again(grid: AreaRef) -> None:
    rows = ("文昌花园,文昌小区;文昌家园,estate,V00G00,113.005,33.005", "青禾路,,road,,113.015,33.015")
    assert actions.import_places(planned(*rows), by=LIN, at=LATER) == actions.PlacesResult(2, 0, 0)
    assert actions.import_places(planned(*rows), by=LIN, at=LATER) == actions.PlacesResult(0, 0, 2)
    assert PlaceName.objects.count() == 4
    (road,) = queries.search_places("qhl")
    assert (road.name, road.area.code) == ("青禾路", "V00G11")


def test_an_import_moves_a_place_whose_row_has_another_position(grid: AreaRef) -> None:
    actions.import_places(planned("青禾路,,road,V00G00,113.001,33.001"), by=LIN, at=LATER)
    moved = planned("青禾路,,road,V00G00,113.002,33.002")
    assert actions.import_places(moved, by=LIN, at=LATER) == actions.PlacesResult(0, 1, 0)
    assert queries.search_places("青禾路")[0].lon == 113.002
    assert queries.changes(grid.id)[0].what is Happening.PLACE_CHANGED


def test_a_table_with_faults_writes_nothing(grid: AreaRef) -> None:
    with pytest.raises(Refused) as refusal:
        actions.import_places(planned("甲路,,road,V00G00,,", ",,road,V00G00,,"), by=LIN, at=LATER)
    assert (refusal.value.code, refusal.value.data) == (Reason.FILE_AT_FAULT, {"errors": 1})
    assert not PlaceName.objects.exists()


def test_a_name_that_is_an_alias_already_is_left_in_peace(grid: AreaRef) -> None:
    added(grid, "文昌花园", "文昌小区")
    plan = planned("文昌小区,文昌老区,estate,V00G00,113.005,33.005")
    actions.import_places(plan, by=LIN, at=LATER)
    canonical = PlaceName.objects.get(name="文昌花园")
    assert PlaceName.objects.get(name="文昌老区").alias_of == canonical
    assert PlaceName.objects.get(name="文昌小区").alias_of == canonical
