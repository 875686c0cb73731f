import pytest

from banjie.core.conditions import Condition, Operator
from banjie.core.routing import (
    About,
    Check,
    Destination,
    Miss,
    Outcome,
    Rule,
    Subject,
    UnitChoice,
    covers,
    route,
)

LIGHTING = UnitChoice(1, "GOV.UM.LIGHTING")
MANAGEMENT = UnitChoice(2, "GOV.UM")
GOVERNMENT = UnitChoice(3, "GOV")
TOWN = UnitChoice(4, "GOV.T1")

UNITS = {
    ("lighting", "county"): LIGHTING,
    ("urban_management", "county"): MANAGEMENT,
    ("township", "township"): TOWN,
}


def resolve(role: str, area_path: str, level: str | None) -> UnitChoice | None:
    return UNITS.get((role, level or "county"))


TO_LIGHTING = Destination("lighting", "county")
TO_TOWN = Destination("township", "township")


def subject(**changes: object) -> Subject:
    values = {"category_path": "UM.UM03.UM0301", "area_path": "QH.QH01.G7", "kind": "report", "level": "general"}
    return Subject(**(values | changes))  # type: ignore[arg-type]


def test_the_first_rule_that_matches_decides_and_says_what_it_stated() -> None:
    rules = [
        Rule("roads", TO_TOWN, category="UM05"),
        Rule("lamps", TO_LIGHTING, category="UM03", kinds=frozenset({"report"})),
        Rule("rest", TO_TOWN),
    ]
    found = route(rules, subject(), resolve)
    assert (found.unit_id, found.rule_id, found.outcome) == (1, "lamps", Outcome.MATCHED)
    assert found.matched == (Check.CATEGORY, Check.KIND)
    assert found.missed == (Miss("roads", Check.CATEGORY),)


@pytest.mark.parametrize(
    ("rule", "check"),
    [
        (Rule("r", TO_TOWN, category="UM04"), Check.CATEGORY),
        (Rule("r", TO_TOWN, category="UM030"), Check.CATEGORY),
        (Rule("r", TO_TOWN, area="QH02"), Check.AREA),
        (Rule("r", TO_TOWN, kinds=frozenset({"complaint"})), Check.KIND),
        (Rule("r", TO_TOWN, levels=frozenset({"urgent", "critical"})), Check.LEVEL),
        (Rule("r", TO_TOWN, area="QH02", kinds=frozenset({"complaint"})), Check.AREA),
    ],
)
def test_a_rule_misses_at_the_first_condition_that_fails(rule: Rule, check: Check) -> None:
    found = route([rule], subject(), resolve)
    assert found.missed == (Miss("r", check),)
    assert (found.unit_id, found.outcome) == (None, Outcome.NO_RULE)


def test_a_rule_that_fails_on_an_answer_names_the_condition() -> None:
    many = Condition("lamps", Operator.AT_LEAST, ("5",))
    rules = [Rule("many", TO_TOWN, answers=(many,)), Rule("few", TO_LIGHTING)]
    assert route(rules, subject(answers={"lamps": 2}), resolve).missed == (Miss("many", Check.ANSWERS, many),)
    found = route(rules, subject(answers={"lamps": 9}), resolve)
    assert (found.rule_id, found.matched) == ("many", (Check.ANSWERS,))


def test_a_destination_that_nobody_holds_leaves_it_to_the_dispatcher() -> None:
    found = route([Rule("r", Destination("heating", "county")), Rule("rest", TO_TOWN)], subject(), resolve)
    assert (found.unit_id, found.rule_id, found.outcome) == (None, "r", Outcome.NO_UNIT)


@pytest.mark.parametrize(
    ("about", "unit_id", "outcome"),
    [
        (About(TOWN, GOVERNMENT), 1, Outcome.MATCHED),
        (About(LIGHTING, MANAGEMENT), 2, Outcome.SUPERVISOR),
        # The whole of urban management is complained of, so no part of it may take the case either.
        (About(MANAGEMENT, GOVERNMENT), 3, Outcome.SUPERVISOR),
        (About(GOVERNMENT), None, Outcome.COMPLAINED_OF),
        (About(LIGHTING, LIGHTING), None, Outcome.COMPLAINED_OF),
    ],
)
def test_a_complaint_never_goes_to_the_unit_complained_of(about: About, unit_id: int | None, outcome: Outcome) -> None:
    found = route([Rule("lamps", TO_LIGHTING)], subject(kind="complaint", about=about), resolve)
    assert (found.unit_id, found.outcome) == (unit_id, outcome)


def test_a_unit_whose_code_only_begins_alike_is_another_unit() -> None:
    assert not UnitChoice(1, "GOV.UM2").is_within(UnitChoice(2, "GOV.UM"))
    assert UnitChoice(2, "GOV.UM").is_within(UnitChoice(2, "GOV.UM"))


@pytest.mark.parametrize(
    ("code", "path", "expected"),
    [
        ("A", "A", True),
        ("A", "A.B", True),
        ("B", "A.B.C", True),
        ("C", "A.B", False),
        ("A", "AA.B", False),
        ("A", "", False),
    ],
)
def test_a_code_covers_the_paths_that_run_through_it(code: str, path: str, expected: bool) -> None:
    assert covers(code, path) is expected
