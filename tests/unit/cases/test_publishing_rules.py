"""What may be shown of a case, how exactly, and what in a text tells of a person."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.cases.publishing import rules
from banjie.cases.publishing.rules import Act, ConcernKind, Standing
from banjie.catalogue.vocabulary import PublicPlace
from banjie.intelligence.personal.marks import Kind as Personal


def case(**changes: object) -> SimpleNamespace:
    values = {"kind": "report", "identity": "open", "public": True, "state": "handling", "about_unit_path": ""}
    return SimpleNamespace(**values | changes)


OPEN_CATEGORY = SimpleNamespace(public=True, sensitive=False)


@pytest.mark.parametrize(
    ("changes", "category", "why"),
    [
        ({}, OPEN_CATEGORY, ""),
        ({"identity": "anonymous"}, OPEN_CATEGORY, ""),
        ({"kind": "dispute"}, OPEN_CATEGORY, "public_never_disputes"),
        ({"about_unit_path": "government.urban"}, OPEN_CATEGORY, "public_never_about_units"),
        ({"public": False}, OPEN_CATEGORY, "public_not_agreed"),
        ({"identity": "confidential"}, OPEN_CATEGORY, "public_confidential"),
        ({}, None, "public_not_classified"),
        ({}, SimpleNamespace(public=False, sensitive=False), "public_not_category"),
        ({}, SimpleNamespace(public=True, sensitive=True), "public_not_category"),
        ({"state": "withdrawn"}, OPEN_CATEGORY, "public_not_followed"),
        ({"state": "merged"}, OPEN_CATEGORY, "public_not_followed"),
    ],
)
def test_why_a_case_is_hidden(changes, category, why):
    assert rules.why_hidden(case(**changes), category) == why


def test_only_what_may_give_somebody_away_is_hidden_unread_and_only_once():
    hidden = {kind for kind in ConcernKind if rules.hides(kind, upheld=False)}
    assert hidden == {ConcernKind.PERSONAL}
    assert not any(rules.hides(kind, upheld=True) for kind in ConcernKind)


def test_a_dispute_is_never_shown_whatever_else_is_said():
    agreed = case(kind="dispute", public=True, identity="open")
    assert rules.why_hidden(agreed, OPEN_CATEGORY) == "public_never_disputes"


@pytest.mark.parametrize("act", [Act.PROPOSE, Act.RELEASE, Act.REFUSE, Act.TAKE_BACK])
def test_from_where_each_may_be_done(act):
    fitting = {standing for standing in (None, *Standing) if rules.fits(act, standing)}
    assert (
        fitting
        == {
            Act.PROPOSE: {None, "proposed", "refused", "taken_back", "withheld"},
            Act.RELEASE: {None, *Standing},
            Act.REFUSE: {None, "proposed"},
            Act.TAKE_BACK: {"released", "withheld"},
        }[act]
    )


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_a_blurred_point_lies_near_and_says_the_same_for_every_spot_around(longitude, latitude):
    point = rules.blurred(longitude, latitude, PublicPlace.NEAR)
    assert point is not None
    assert abs(point[0] - longitude) <= 0.000501
    assert abs(point[1] - latitude) <= 0.000501
    assert rules.blurred(*point, PublicPlace.NEAR) == point


def test_how_exactly_a_place_is_told():
    spot = (110.512345, 30.509876)
    assert rules.blurred(*spot, PublicPlace.EXACT) == spot
    assert rules.blurred(*spot, PublicPlace.NEAR) == (110.512, 30.51)
    assert rules.blurred(*spot, PublicPlace.AREA) is None
    assert rules.blurred(None, None, PublicPlace.EXACT) is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("主街路灯不亮三天了,编号0371-12345678。", []),
        ("我的电话19900000001,晚上打", [Personal.PHONE]),
        ("我的电话:199-0000-0001", [Personal.PHONE]),
        ("１９９００００００01", [Personal.PHONE]),
        ("身份证410102199003071234的王女士", [Personal.IDENTITY, Personal.NAME]),
        ("写信到 someone.else@example.cn", [Personal.EMAIL]),
        ("豫A·12345停在3号楼2单元501室门口", [Personal.PLATE, Personal.DOOR]),
        ("找王局长,不如打座机0371-65901234", [Personal.LANDLINE, Personal.OFFICIAL]),
    ],
)
def test_what_in_a_text_tells_of_a_person(text, kinds):
    assert [each.kind for each in rules.findings(text)] == kinds
