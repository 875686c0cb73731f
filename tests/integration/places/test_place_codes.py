"""Place codes are made once for a place, retired and replaced, and everything is on record."""

import pytest
from django.db import IntegrityError, transaction

from banjie.places import actions, queries
from banjie.places.codes.drafts import CodeDraft
from banjie.places.levels import CodeKind, Happening
from banjie.places.models import Area, AreaChange, PlaceCode
from banjie.places.queries import CodeFilters
from banjie.places.refusals import Reason, Refused
from banjie.platform import stamps
from tests.integration.places.making import JUNE, LATER, LIN, make_land

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _land(db: None) -> None:
    make_land()


def id_of(code: str) -> int:
    return Area.objects.get(code=code).pk


def building(name: str = "一号楼", area: str = "V00G00", **more: float) -> CodeDraft:
    return CodeDraft(id_of(area), CodeKind.BUILDING, name, **more)


def made(*drafts: CodeDraft) -> actions.CodesResult:
    return actions.make_codes(drafts, by=LIN, at=JUNE)


def happenings() -> list[str]:
    kinds = [Happening.CODE_MADE, Happening.CODE_REPLACED, Happening.CODE_RETIRED]
    return list(AreaChange.objects.filter(what__in=kinds).order_by("id").values_list("what", flat=True))


def test_a_place_gets_one_code_however_often_it_is_asked_for():
    assert made(building(), building("二号楼"), building(" 一号楼 ")) == actions.CodesResult(2, 0)
    assert made(building(), building("三号楼")) == actions.CodesResult(1, 1)
    assert PlaceCode.objects.count() == 3
    assert happenings() == ["code_made"] * 3
    assert AreaChange.objects.filter(what="code_made").first().by_name == "Lin"


def test_all_codes_are_made_or_none():
    with pytest.raises(Refused) as refused:
        made(building(), building("二号楼", lon=200.0, lat=10.0))
    assert refused.value.code is Reason.BAD_POSITION
    with pytest.raises(Refused) as refused:
        made(building(), CodeDraft(10**6, CodeKind.BUILDING, "二号楼"))
    assert refused.value.code is Reason.UNKNOWN
    assert not PlaceCode.objects.exists()
    assert happenings() == []


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        ({"name": "  "}, Reason.NAME_MISSING),
        ({"name": "字" * 101}, Reason.NAME_TOO_LONG),
        ({"name": "一\x00号"}, Reason.BAD_TEXT),
        ({"lon": 1.0}, Reason.BAD_POSITION),
    ],
)
def test_what_no_plate_can_hold_is_refused(draft, reason):
    with pytest.raises(Refused) as refused:
        made(building(**draft))
    assert refused.value.code is reason


def test_a_retired_area_and_too_many_at_once_are_refused():
    Area.objects.filter(code="V00G00").update(active=False)
    with pytest.raises(Refused) as refused:
        made(building())
    assert refused.value.code is Reason.AREA_RETIRED
    with pytest.raises(Refused) as refused:
        made(*[building(f"{number}号楼", "V00G01") for number in range(2001)])
    assert refused.value.code is Reason.TOO_MANY


def test_a_retired_code_leads_nowhere_and_its_place_may_have_another():
    made(building())
    row = PlaceCode.objects.get()
    assert queries.place_of(row.code, at=LATER).name == "一号楼"
    with pytest.raises(Refused) as refused:
        actions.retire_code(row.pk, why=" ", by=LIN, at=LATER)
    assert refused.value.code is Reason.REASON_MISSING
    actions.retire_code(row.pk, why="已拆除", by=LIN, at=LATER)
    assert queries.place_of(row.code, at=LATER) is None
    with pytest.raises(Refused) as refused:
        actions.retire_code(row.pk, why="已拆除", by=LIN, at=LATER)
    assert refused.value.code is Reason.CODE_RETIRED
    assert made(building()) == actions.CodesResult(1, 0)
    assert happenings() == ["code_made", "code_retired", "code_made"]


def test_a_replaced_plate_hands_its_place_to_a_new_code():
    made(building(lon=110.0, lat=30.0))
    old = PlaceCode.objects.get()
    new = PlaceCode.objects.get(pk=actions.replace_code(old.pk, why="污损", by=LIN, at=LATER))
    old.refresh_from_db()
    assert (new.replaces, new.name, new.longitude, new.area_id) == (old, "一号楼", 110.0, old.area_id)
    assert new.code != old.code
    assert (old.retired_by, old.retired_why) == ("Lin", "污损")
    assert queries.place_of(old.code, at=LATER) is None
    assert queries.place_of(new.code, at=LATER) is not None
    (told,) = AreaChange.objects.filter(what="code_replaced").values_list("data", flat=True)
    assert (told["before"]["code"], told["after"]["code"], told["why"]) == (old.code, new.code, "污损")


def test_the_database_keeps_two_codes_from_one_place_and_points_from_grids():
    made(building())
    row = PlaceCode.objects.values("kind", "name", "area_id", "made_at", "made_by").get()
    for changed in (
        {"code": "0" * 10},
        {"code": "1" * 10, "name": "楼", "kind": "grid", "longitude": 1, "latitude": 1},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlaceCode.objects.create(**row | changed)


def test_a_code_is_read_as_people_type_it_and_follows_the_boundaries():
    made(CodeDraft(id_of("V00G00"), CodeKind.GRID, "旧名"))
    row = PlaceCode.objects.get()
    found = queries.place_of(f" {row.code[:5].lower()}-{row.code[5:]} ", at=LATER)
    assert found.name == queries.area("V00G00").name
    assert found.point is None
    Area.objects.filter(code="V00G00").update(active=False)
    stamps.bump("areas")
    stamps.clear_all()
    assert queries.place_of(row.code, at=LATER).area.code == "V00"


def test_grids_and_names_without_a_code_are_found_once():
    grids = queries.grids_without_code("C.V00")
    assert [draft.kind for draft in grids] == [CodeKind.GRID] * 4
    made(*grids)
    assert queries.grids_without_code("C.V00") == []
    actions.add_place(actions.PlaceData(id_of("V00G00"), "文化花园", "estate", aliases=("老纺织厂",)), by=LIN, at=JUNE)
    (name,) = queries.names_without_code("C")
    assert (name.name, name.kind) == ("文化花园", CodeKind.BUILDING)
    made(name)
    assert queries.names_without_code("C") == []


def test_staff_are_shown_the_codes_of_their_areas_only():
    made(building(), building("二号楼", "V01G00"))
    own, count = queries.codes_within(["C.V00"], CodeFilters(), start=0, limit=50)
    assert ([line.name for line in own], count) == (["一号楼"], 1)
    assert queries.codes_within([], CodeFilters(), start=0, limit=50) == ([], 0)
    other = PlaceCode.objects.get(name="二号楼")
    assert queries.code_within(["C.V00"], other.pk) is None
    assert queries.code_within(["C"], other.pk).name == "二号楼"
    by_code, _count = queries.codes_within(["C"], CodeFilters(typed=other.code.lower()), start=0, limit=50)
    assert [line.name for line in by_code] == ["二号楼"]
