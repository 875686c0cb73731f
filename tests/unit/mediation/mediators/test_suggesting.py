"""Who is suggested for a dispute: by what, in what order, and who never."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from banjie.mediation.suggesting import Asked, Body, Candidate, Joint, joint, panel, rank, weights
from banjie.mediation.suggesting.ranking import distance

TODAY = date(2026, 11, 30)
ASKED = Asked(
    kind="property",
    panel="property",
    related=frozenset({"property", "housing"}),
    area_path="county.west.brook",
    lead_unit_path="gov.west",
    on=TODAY,
    until=TODAY + timedelta(days=30),
    languages=("zh-hans", "bo"),
)
ABLE = Candidate(1, "full_time", "gov.west", ("county.west",), date(2020, 1, 1))

paths = st.sampled_from(["county", "county.west", "county.west.brook", "county.east", "county.east.hill", "other"])
kinds = st.sampled_from(["full_time", "part_time", "expert", "trade", "veteran", "folk", "mobile"])
days = st.dates(date(2026, 10, 1), date(2027, 2, 1))
moments = st.none() | st.integers(0, 20_000).map(
    lambda hours: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
)
numbers = st.integers(1, 10_000)


@st.composite
def candidates(draw, number=numbers):
    begins = draw(st.dates(date(2020, 1, 1), date(2026, 12, 31)))
    since = draw(days)
    return Candidate(
        id=draw(number),
        kind=draw(kinds),
        unit_path=draw(st.sampled_from(["gov", "gov.west", "gov.east", "firm"])),
        areas=tuple(draw(st.lists(paths, max_size=2))),
        term_from=begins,
        term_until=draw(st.none() | days.filter(lambda day: day > begins)),
        trade=draw(st.sampled_from(["", "property", "labour"])),
        skills=tuple(draw(st.lists(st.sampled_from(["property", "housing", "labour"]), max_size=2, unique=True))),
        languages=tuple(draw(st.lists(st.sampled_from(["zh-hans", "bo", "ii"]), max_size=2, unique=True))),
        away=((since, since + timedelta(days=draw(st.integers(0, 20)))),) if draw(st.booleans()) else (),
        load=draw(st.integers(0, 20)),
        at_once=draw(st.integers(0, 15)),
        active=draw(st.booleans()),
        last_seated=draw(moments),
        sits=draw(st.booleans()),
        left_because=frozenset(draw(st.lists(st.sampled_from(["recused", "objected", "rung_left"]), max_size=1))),
        tied=draw(st.booleans()),
    )


able = candidates().map(
    lambda each: replace(
        each,
        active=True,
        term_from=date(2020, 1, 1),
        term_until=None,
        away=(),
        sits=False,
        left_because=frozenset(),
        tied=False,
    )
)
crowds = st.lists(candidates(), max_size=12, unique_by=lambda each: each.id)


def order(ranking) -> list[int]:
    return [each.candidate.id for each in ranking.suggested]


@given(crowds, st.randoms())
def test_everybody_is_suggested_or_barred_and_the_order_is_nobodys_luck(crowd, luck) -> None:
    ranking = rank(ASKED, crowd, weights())
    both = [*(each.candidate.id for each in ranking.suggested), *(each.candidate.id for each in ranking.barred)]
    assert sorted(both) == sorted(each.id for each in crowd)
    shuffled = list(crowd)
    luck.shuffle(shuffled)
    assert rank(ASKED, shuffled, weights()) == ranking


@given(crowds)
def test_points_are_the_sum_of_the_reasons_and_a_hundred_at_most(crowd) -> None:
    for each in rank(ASKED, crowd, weights()).suggested:
        assert 0 <= each.points <= 100
        assert each.points == sum(reason.points for reason in each.reasons)
        assert [reason.factor for reason in each.reasons] == list(weights().of)


@given(candidates())
def test_whoever_cannot_sit_is_never_suggested(candidate) -> None:
    suggested = bool(rank(ASKED, [candidate], weights()).suggested)
    may = (
        candidate.active
        and candidate.in_term(TODAY)
        and not candidate.away_on(TODAY)
        and not candidate.sits
        and not candidate.tied
        and not candidate.left_because & {"recused", "objected"}
    )
    assert suggested == may


@given(able, st.integers(1, 20))
def test_more_load_never_helps_and_more_skill_never_harms(candidate, more) -> None:
    before = rank(ASKED, [candidate], weights()).suggested
    busier = rank(ASKED, [replace(candidate, load=candidate.load + more)], weights()).suggested
    abler = rank(ASKED, [replace(candidate, skills=(*candidate.skills, "property"))], weights()).suggested
    speaking = rank(ASKED, [replace(candidate, languages=(*candidate.languages, "bo"))], weights()).suggested
    assert busier[0].points <= before[0].points <= abler[0].points
    assert speaking[0].points >= before[0].points


@given(crowds, candidates(number=st.just(0)))
def test_one_more_to_choose_from_does_not_turn_the_others_round(crowd, another) -> None:
    before = order(rank(ASKED, crowd, weights()))
    assert [each for each in order(rank(ASKED, [*crowd, another], weights())) if each != 0] == before


@given(moments, moments)
def test_of_equals_the_one_seated_longest_ago_comes_first(one, other) -> None:
    assume(one != other)
    pair = [replace(ABLE, id=1, last_seated=one), replace(ABLE, id=2, last_seated=other)]
    first = order(rank(ASKED, pair, weights()))[0]
    earlier = min(pair, key=lambda each: each.last_seated or datetime.min.replace(tzinfo=UTC))
    assert first == earlier.id


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"tied": True}, "tie_declared"),
        ({"sits": True}, "sits_already"),
        ({"left_because": frozenset({"objected"})}, "stepped_aside_before"),
        ({"unit_path": "firm.desk"}, "unit_complained_of"),
        ({"unit_path": "estate"}, "own_unit_is_party"),
        ({"active": False}, "mediator_unknown"),
        ({"term_until": TODAY}, "term_over"),
        ({"term_from": TODAY + timedelta(days=1)}, "term_over"),
        ({"away": ((TODAY, TODAY),)}, "mediator_away"),
        ({"kind": "folk"}, "may_not_sit_on_rung"),
        ({"tied": True, "away": ((TODAY, TODAY),)}, "tie_declared"),
    ],
)
def test_what_keeps_somebody_out_is_named(changed, code) -> None:
    asked = replace(
        ASKED, about_unit_path="firm", party_units=frozenset({"estate"}), rung_kinds=frozenset({"full_time"})
    )
    barred = rank(asked, [replace(ABLE, **changed)], weights()).barred
    assert [each.code for each in barred] == [code]


@pytest.mark.parametrize(
    ("changed", "factor", "code", "speaks"),
    [
        ({"skills": ("property",)}, "skill", "this", 1),
        ({"skills": ("housing",)}, "skill", "related", 1),
        ({"skills": ("labour",)}, "skill", "other", -1),
        ({}, "skill", "any", 0),
        ({"trade": "property"}, "trade", "panel", 1),
        ({"kind": "expert"}, "trade", "specialist", 1),
        ({"areas": ("county.west.brook",)}, "place", "here", 1),
        ({"areas": ("county.east", "county.west")}, "place", "near", 1),
        ({"areas": ("elsewhere.far",)}, "place", "far", -1),
        ({"languages": ("bo-cn",)}, "language", "own", 1),
        ({}, "language", "missing", -1),
        ({"load": 12}, "load", "full", -1),
        ({"load": 11}, "load", "busy", 0),
        ({"load": 2}, "load", "free", 1),
        ({"at_once": 0}, "load", "full", -1),
        ({"term_until": TODAY + timedelta(days=30)}, "time", "term_ends", -1),
        ({"away": ((TODAY + timedelta(days=7),) * 2,)}, "time", "away_soon", -1),
        ({"away": ((TODAY + timedelta(days=8),) * 2,)}, "time", "all", 0),
    ],
)
def test_each_factor_says_what_it_found(changed, factor, code, speaks) -> None:
    (found,) = rank(ASKED, [replace(ABLE, **changed)], weights()).suggested
    reason = next(each for each in found.reasons if each.factor == factor)
    assert (reason.code, reason.speaks) == (code, speaks)


def test_a_missing_language_is_named() -> None:
    (found,) = rank(ASKED, [ABLE], weights()).suggested
    reason = next(each for each in found.reasons if each.factor == "language")
    assert reason.data == (("languages", "bo"),)


@given(paths, paths, paths)
def test_distance_is_one_in_a_tree(one, other, third) -> None:
    assert distance(one, one) == 0
    assert distance(one, other) == distance(other, one)
    assert distance(one, third) <= distance(one, other) + distance(other, third)


@given(crowds)
def test_a_panel_is_three_with_a_chair_or_none(crowd) -> None:
    suggested = rank(ASKED, crowd, weights()).suggested
    found = panel(ASKED, suggested, weights())
    assert (found is None) == (len(suggested) < 3)
    if found is not None:
        assert found.members[0] is found.chair
        assert len({each.candidate.id for each in found.members}) == 3
        own = [each for each in suggested if ASKED.lead_unit_path.startswith(each.candidate.unit_path)]
        assert not own or found.chair is own[0]


def test_a_panel_mixes_kinds_before_it_takes_the_next_best_of_the_same() -> None:
    crowd = [
        replace(ABLE, id=1, skills=("property",)),
        replace(ABLE, id=2, skills=("property",)),
        replace(ABLE, id=3, skills=("housing",), kind="expert"),
        replace(ABLE, id=4, kind="folk"),
    ]
    found = panel(ASKED, rank(ASKED, crowd, weights()).suggested, weights())
    assert found is not None
    assert [each.candidate.id for each in found.members] == [1, 3, 2]
    assert found.kinds == 2


BODIES = [
    Body(1, "gov.west", "county.west", "township"),
    Body(2, "gov", "county", "county"),
    Body(3, "gov.housing", "county", "authority", "property"),
    Body(4, "gov.homes", "county", "trade", "property"),
    Body(5, "gov.west.homes", "county.west", "trade", "property"),
    Body(6, "gov.work", "county", "trade", "labour"),
    Body(7, "next", "neighbour", "county"),
]


def test_joint_panels_by_trade_and_with_the_authority() -> None:
    assert joint(ASKED, BODIES, track="people") == (Joint(5, "trade"), Joint(3, "authority"))


def test_an_authority_sits_with_the_people_s_committee_of_the_place() -> None:
    asked = replace(ASKED, lead_unit_path="gov.housing")
    assert joint(asked, BODIES, track="administrative") == (Joint(5, "trade"), Joint(1, "peoples"))


def test_two_jurisdictions_sit_together_where_the_other_wrote() -> None:
    found = joint(replace(ASKED, panel="", kind="neighbours"), BODIES, track="people", letter_from="neighbour")
    assert found == (Joint(7, "jurisdiction"),)


def test_a_committee_that_is_a_party_or_complained_of_is_not_asked() -> None:
    asked = replace(ASKED, party_units=frozenset({"gov.west.homes"}), about_unit_path="gov.housing")
    assert joint(asked, BODIES, track="people") == (Joint(4, "trade"),)
