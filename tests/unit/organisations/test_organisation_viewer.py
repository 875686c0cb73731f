import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.organisations.permissions import NOBODY, ROLES, Permission, Viewer, ViewerGrant, inside

SEE = Permission.CASES_SEE_UNIT
ANSWER = Permission.CASES_ANSWER
ASSIGN = Permission.CASES_ASSIGN


def grant(role: str, area: str = "county", unit: str = "works", unit_id: int = 1) -> ViewerGrant:
    described = ROLES[role]
    return ViewerGrant(role, described.permissions, area, unit_id, unit, described.reach)


HANDLER = Viewer(7, "Lin", (grant("handler", "county.east", "works.roads"),))
DISPATCHER = Viewer(8, "Wu", (grant("dispatcher", "county.east", "centre", 2),))


@pytest.mark.parametrize(
    ("area", "unit", "may"),
    [
        (None, None, True),
        ("county.east", None, True),
        ("county.east.oak", "works.roads", True),
        ("county.east", "works.roads.lamps", True),
        ("county", "works.roads", False),
        ("county.west", "works.roads", False),
        ("county.east", "works", False),
        ("county.east", "works.roadside", False),
        ("county.eastern", None, False),
    ],
)
def test_a_handler_may_within_area_and_unit(area: str | None, unit: str | None, may: bool) -> None:
    assert HANDLER.may(ANSWER, area_path=area, unit_path=unit) is may


@pytest.mark.parametrize(("area", "may"), [("county.east.oak", True), ("county", False)])
def test_a_dispatcher_may_within_the_area_whichever_unit_has_the_case(area: str, may: bool) -> None:
    assert DISPATCHER.may(ASSIGN, area_path=area, unit_path="works.roads") is may


def test_nothing_is_allowed_that_no_grant_allows() -> None:
    assert not HANDLER.may(ASSIGN)
    assert not NOBODY.may(SEE)


def test_grants_do_not_lend_each_other_their_places() -> None:
    viewer = Viewer(9, "Su", (grant("handler", "county.east"), grant("dispatcher", "county.west")))
    assert viewer.may(ANSWER, area_path="county.east")
    assert not viewer.may(ANSWER, area_path="county.west")
    assert not viewer.may(ASSIGN, area_path="county.east")


def test_scopes_are_the_grants_that_allow_it() -> None:
    east, west = grant("handler", "county.east"), grant("dispatcher", "county.west", "centre", 2)
    viewer = Viewer(9, "Su", (east, west))
    assert viewer.scopes(SEE) == (east,)
    assert viewer.scopes(Permission.CASES_SEARCH) == (east, west)
    assert viewer.scopes(Permission.PLACES_EDIT) == ()


def test_a_viewer_knows_units_roles_and_permissions() -> None:
    viewer = Viewer(9, "Su", (grant("handler"), grant("dispatcher", unit="centre", unit_id=2)))
    assert viewer.unit_ids == {1, 2}
    assert viewer.roles == {"handler", "dispatcher"}
    assert viewer.permissions == ROLES["handler"].permissions | ROLES["dispatcher"].permissions


labels = st.text("ab_1", min_size=1, max_size=3)
paths = st.lists(labels, min_size=1, max_size=4)


@given(paths, paths)
def test_inside_compares_whole_labels(path: list[str], ancestor: list[str]) -> None:
    assert inside(".".join(path), ".".join(ancestor)) == (path[: len(ancestor)] == ancestor)
