from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from banjie.places import actions, queries
from banjie.places.events import BoundariesRedrawn
from banjie.places.levels import Happening, PlaceKind
from banjie.places.models import Area, AreaBoundary, AreaChange, PlaceName
from banjie.places.refusals import Reason, Refused
from banjie.platform import events
from tests.integration.places.making import JUNE, LATER, LIN, NEW_YEAR, imported, make_land, planned
from tests.unit.places.squares import SOUTH, STEP, WEST, by_code, feature, land, square
from tests.unit.places.test_places_plan import moved_line

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
ON_THE_MOVED_STRIP = (WEST + 1.1 * STEP, SOUTH + STEP / 2)


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[BoundariesRedrawn]:
    news: list[BoundariesRedrawn] = []
    monkeypatch.setattr(events, "publish", news.append)
    return news


def what_happened(code: str) -> list[Happening]:
    area = queries.area(code)
    assert area is not None
    return [change.what for change in queries.changes(area.id)]


def located(moment: object) -> str:
    found = queries.locate([ON_THE_MOVED_STRIP], at=moment)[0]  # type: ignore[arg-type]
    assert found is not None
    return found.path


def test_areas_are_written_with_their_paths_parents_and_boundaries() -> None:
    assert imported(land()) == actions.ImportResult(added=21, changed=0, retired=0)
    grid = Area.objects.get(code="V11G01")
    assert (grid.path, grid.level, grid.parent.code) == ("C.V11.V11G01", "grid", "V11")  # type: ignore[union-attr]
    assert AreaBoundary.objects.filter(valid_from=NEW_YEAR, valid_to=None).count() == 21
    assert what_happened("V11G01") == [Happening.ADDED]


def test_the_same_file_again_writes_nothing() -> None:
    make_land()
    before = queries.basis(), AreaChange.objects.count(), AreaBoundary.objects.count()
    assert imported(land(), JUNE) == actions.ImportResult(0, 0, 0)
    assert (queries.basis(), AreaChange.objects.count(), AreaBoundary.objects.count()) == before


def test_a_plan_with_errors_is_not_imported() -> None:
    plan = planned([*land(1, 1), feature("X", "grid", "V00", square(0, 0, 1, 1))])
    with pytest.raises(Refused) as refusal:
        actions.import_areas(plan, by=LIN, at=LATER, valid_from=NEW_YEAR)
    assert (refusal.value.code, refusal.value.data) == (Reason.FILE_AT_FAULT, {"errors": 1})
    assert not Area.objects.exists()


def test_a_redrawn_line_holds_from_its_day_and_the_old_one_until_then() -> None:
    make_land(1, 2)
    imported(moved_line(), JUNE)  # type: ignore[arg-type]
    assert located(JUNE - DAY) == "C.V00.V00G10"
    assert located(JUNE) == "C.V00.V00G00"
    versions = queries.boundary_history(queries.area("V00G00").id)  # type: ignore[union-attr]
    assert [(version.valid_from, version.valid_to) for version in versions] == [(JUNE, None), (NEW_YEAR, JUNE)]
    assert versions[0].square_metres == pytest.approx(versions[1].square_metres * 1.25, rel=0.01)
    assert what_happened("V00G00") == [Happening.REDRAWN, Happening.ADDED]
    assert what_happened("V00G01") == [Happening.ADDED]


def test_before_the_first_boundaries_the_first_hold() -> None:
    make_land(1, 2)
    assert located(NEW_YEAR - 5000 * DAY) == "C.V00.V00G10"


def test_redrawing_from_the_same_day_replaces_what_never_held() -> None:
    make_land(1, 2)
    imported(moved_line(), NEW_YEAR)  # type: ignore[arg-type]
    assert located(NEW_YEAR) == "C.V00.V00G00"
    assert AreaBoundary.objects.filter(area__code="V00G00").count() == 1


def test_a_redrawing_cannot_begin_before_the_present_boundary() -> None:
    make_land(1, 2)
    with pytest.raises(Refused) as refusal:
        imported(moved_line(), NEW_YEAR - DAY)  # type: ignore[arg-type]
    assert refusal.value.code is Reason.STARTS_BEFORE_CURRENT
    assert refusal.value.data == {"area": "V00G00", "since": NEW_YEAR}
    assert AreaBoundary.objects.count() == 6


def test_a_redrawing_cannot_begin_in_the_future() -> None:
    with pytest.raises(Refused) as refusal:
        imported(land(1, 1), LATER + DAY)
    assert refusal.value.code is Reason.STARTS_IN_FUTURE


def test_a_plan_made_before_another_import_is_outdated() -> None:
    make_land(1, 2)
    stale = planned(moved_line())  # type: ignore[arg-type]
    renamed = land(1, 2)
    renamed[0]["properties"]["name"] = "新县名"
    imported(renamed)
    with pytest.raises(Refused) as refusal:
        actions.import_areas(stale, by=LIN, at=LATER, valid_from=JUNE)
    assert refusal.value.code is Reason.PLAN_OUTDATED


def test_retired_grids_end_and_their_names_remain_for_old_cases() -> None:
    make_land(1, 2)
    result = imported([feature("N", "grid", "V00", square(0, 0, 2, 2))], JUNE, retires_below="C")
    assert (result.added, result.retired) == (1, 4)
    old = queries.area("V00G10")
    assert old is not None
    assert not old.active
    assert located(JUNE) == "C.V00.N"
    assert located(JUNE - DAY) == "C.V00.V00G10"
    assert [child.code for child in queries.children("C.V00")] == ["N"]
    assert what_happened("V00G10") == [Happening.RETIRED, Happening.ADDED]


def test_a_retired_grid_comes_back_with_a_boundary_of_its_own() -> None:
    make_land(1, 2)
    imported([feature("N", "grid", "V00", square(0, 0, 2, 2))], JUNE, retires_below="C")
    result = imported(land(1, 2)[2:], JUNE + DAY, retires_below="C")
    assert (result.changed, result.retired) == (4, 1)
    assert located(JUNE + DAY) == "C.V00.V00G10"
    assert AreaBoundary.objects.filter(area__code="V00G10").count() == 2


def test_a_village_that_moves_carries_its_grids_and_the_old_path_stays_in_the_past() -> None:
    make_land(1, 1)
    second = feature("W", "village", "C", square(0, 0, 1, 1))
    grid = feature("V00G00", "grid", "W", square(0, 0, 1, 1))
    imported([second, grid], JUNE, retires_below="C")
    point = (WEST + STEP / 2, SOUTH + STEP / 2)
    now, then = queries.locate([point], at=JUNE)[0], queries.locate([point], at=JUNE - DAY)[0]
    assert (now and now.path, then and then.path) == ("C.W.V00G00", "C.V00.V00G00")


def test_the_news_names_what_lies_above_the_change(published: list[BoundariesRedrawn]) -> None:
    make_land(1, 2)
    imported(moved_line(), JUNE)  # type: ignore[arg-type]
    assert [(news.below, news.valid_from) for news in published] == [(("",), NEW_YEAR), (("C.V00",), JUNE)]


def test_the_news_can_be_published_as_it_is() -> None:
    received: list[dict[str, object]] = []
    events.subscribe(BoundariesRedrawn.name, "test")(received.append)
    try:
        make_land(1, 1)
    finally:
        events._subscribers[BoundariesRedrawn.name].pop("test")
    from procrastinate.contrib.django.models import ProcrastinateJob

    job = ProcrastinateJob.objects.get(task_name="platform.deliver", args__subscriber="test")
    assert job.args["news"]["below"] == [""]


def test_aliases_in_the_file_become_names_of_the_area() -> None:
    features = land(1, 1)
    features[1]["properties"]["aliases"] = ["老城", "北关"]
    imported(features)
    imported(features, JUNE)
    names = PlaceName.objects.filter(area__code="V00").values_list("name", "kind", "initials")
    assert set(names) == {("老城", PlaceKind.AREA, "lc"), ("北关", PlaceKind.AREA, "bg")}
    (match,) = queries.search_places("lc")
    assert (match.name, match.area.code, match.matched, match.place_id) == ("V00的名字", "V00", "老城", None)


def test_two_boundaries_of_an_area_cannot_hold_at_once() -> None:
    make_land(1, 1)
    held = AreaBoundary.objects.get(area__code="V00")
    with pytest.raises(IntegrityError, match="places_boundary_one_at_a_time"), transaction.atomic():
        AreaBoundary.objects.create(area=held.area, path=held.path, valid_from=JUNE, wkb=held.wkb)


def test_a_boundary_cannot_end_before_it_begins() -> None:
    make_land(1, 1)
    with pytest.raises(IntegrityError, match="places_boundary_ends_after"), transaction.atomic():
        AreaBoundary.objects.update(valid_to=NEW_YEAR - DAY)


@pytest.mark.parametrize("statement", ["UPDATE places_areachange SET by_name = ''", "DELETE FROM places_areachange"])
def test_the_record_of_changes_cannot_be_rewritten(statement: str) -> None:
    from django.db import connection

    make_land(1, 1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("code", ["QH-1", "a.b", "", "青"])
def test_a_code_that_is_no_label_cannot_be_stored(code: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Area.objects.create(code=code, name="x", level="grid", path="C.x")


def test_renaming_an_area_by_hand_is_recorded_once() -> None:
    make_land(1, 1)
    area = queries.area("V00")
    assert area is not None
    for _ in range(2):
        actions.rename_area(area.id, name=" 新  村 ", name_en="New Village", by=LIN, at=LATER)
    renamed = queries.area("V00")
    assert (renamed and renamed.name, renamed and renamed.name_en) == ("新 村", "New Village")
    latest = queries.changes(area.id)
    assert [change.what for change in latest] == [Happening.RENAMED, Happening.ADDED]
    assert (latest[0].by_name, latest[0].data["before"]) == ("Lin", "V00的名字")


def test_standing_areas_carry_their_shapes_back_exactly() -> None:
    make_land(1, 2)
    standing = {area.code: area for area in queries.standing_areas()}
    ring = by_code(land(1, 2))["V00G11"]["geometry"]["coordinates"][0]
    shape = standing["V00G11"].shape
    assert shape is not None
    assert {tuple(position) for position in ring} == set(shape.exterior.coords)
