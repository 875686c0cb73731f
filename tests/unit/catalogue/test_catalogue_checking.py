from typing import Any

import pytest
from tests.unit.catalogue.sample_catalogue import CATEGORIES, COVER, RULES, TARGETS, changed, content

from banjie.catalogue.checking import check, errors

AREAS = {"QH": "QH", "QH01": "QH.QH01", "QH0101": "QH.QH01.QH0101"}
ROLES = {"power_supply", "street_lighting", "urban_management", "mediation_centre"}


def found(**sheets: Any) -> list[tuple[str, str]]:
    problems = check(content(**sheets), unit_roles=ROLES, area_paths=AREAS)
    return [(problem.code, problem.at.key) for problem in problems]


def test_the_sample_has_nothing_to_mend() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("code", "values", "expected"),
    [
        ("UM", {"process": None}, [("no_process", c) for c in ("UM", "UM03", "UM0303", "UM05", "UM0501")]),
        ("DP", {"process": "slow"}, [("unknown_process", "DP")]),
        ("UM0303", {"name": "路灯不亮"}, [("duplicate_name", "UM0303")]),
        ("UM05", {"questions": [{"key": "a", "label": "?", "type": "choice"}]}, [("options_too_few", "UM05.a")]),
        ("UM05", {"questions": [COVER]}, [("duplicate_question", "UM0501.owner")]),
    ],
)
def test_a_category_that_cannot_stand_is_named(
    code: str, values: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert found(categories=changed(CATEGORIES, code, **values)) == expected


def test_a_retired_category_need_not_be_complete() -> None:
    assert found(categories=changed(CATEGORIES, "DP", process=None, active=False)) == [("retired_category", "hard")]


def test_a_category_in_use_below_a_retired_one_is_worth_a_word() -> None:
    problems = check(content(categories=changed(CATEGORIES, "UM05", active=False)))
    below = [problem for problem in problems if problem.code == "active_below_retired"]
    assert [(problem.at.key, problem.warning) for problem in below] == [("UM0501", True)]


def test_a_catalogue_in_which_nothing_is_in_use_is_refused() -> None:
    assert "no_category" in [code for code, _ in found(categories=[], targets=[], rules=[])]


def test_a_missing_limit_is_told_once_for_each_step_and_level() -> None:
    targets = [entry for entry in TARGETS if entry["step"] != "review"]
    problems = check(content(targets=targets))
    assert [(p.code, p.at.key, p.data["count"]) for p in problems] == [
        ("target_missing", f"*.{level}.review", 7) for level in ("general", "elevated", "urgent", "critical")
    ]


def test_only_a_category_of_the_fast_process_needs_its_limit() -> None:
    problems = check(content(targets=[entry for entry in TARGETS if entry["step"] != "settle"]))
    assert {(p.code, p.data["first"], p.data["count"]) for p in problems} == {("target_missing", "UM0301", 1)}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"step": "handle", "target": "3wd"}, ("duplicate_target", "*.*.handle")),
        ({"step": "dream", "target": "3wd"}, ("unknown_step", "*.*.dream")),
        ({"category": "XX", "step": "handle", "target": "3wd"}, ("unknown_category", "XX.*.handle")),
    ],
)
def test_a_limit_that_cannot_stand_is_named(entry: dict[str, str], expected: tuple[str, str]) -> None:
    assert found(targets=[*TARGETS, entry]) == [expected]


@pytest.mark.parametrize(
    ("values", "expected", "warning"),
    [
        ({"id": "hard"}, "duplicate_rule", False),
        ({"category": "XX", "answers": []}, "unknown_category", False),
        ({"unit_role": "heating"}, "role_held_by_none", True),
        ({"area": "QH99"}, "unknown_area", True),
        ({"answers": [{"question": "owner", "operator": "is", "values": ["gas"]}]}, "condition_value_unknown", False),
        ({"answers": [{"question": "lamps", "operator": "answered"}]}, "condition_unknown_question", False),
    ],
)
def test_a_rule_that_cannot_work_is_named(values: dict[str, object], expected: str, warning: bool) -> None:
    problems = check(content(rules=changed(RULES, "cover_power", **values)), unit_roles=ROLES, area_paths=AREAS)
    assert [(p.code, p.warning) for p in problems] == [(expected, warning)]
    assert bool(errors(problems)) is not warning


def test_a_rule_may_ask_what_a_category_below_asks() -> None:
    asks = [{"question": "owner", "operator": "is", "values": ["water"]}]
    rule = {"id": "water", "category": "UM", "answers": asks, "unit_role": "power_supply"}
    assert found(rules=[rule, *RULES]) == []


@pytest.mark.parametrize(
    ("rule", "shadowed"),
    [
        ({"category": "UM0301"}, True),
        ({"category": "UM0301", "area": "QH0101", "kinds": ["report"]}, True),
        ({"category": "UM03", "levels": ["urgent"]}, True),
        ({"category": "UM05"}, False),
        ({"category": "UM"}, False),
        ({}, False),
    ],
)
def test_a_rule_that_an_earlier_one_always_forestalls_is_told(rule: dict[str, Any], shadowed: bool) -> None:
    later = {"id": "later", "unit_role": "power_supply", **rule}
    assert found(rules=[*RULES, later]) == ([("rule_never_reached", "later")] if shadowed else [])


@pytest.mark.parametrize(
    ("earlier", "later", "shadowed"),
    [
        ({"area": "QH01"}, {"area": "QH0101"}, True),
        ({"area": "QH0101"}, {"area": "QH01"}, False),
        ({"area": "QH01"}, {}, False),
        ({"kinds": ["report", "complaint"]}, {"kinds": ["report"]}, True),
        ({"kinds": ["report"]}, {}, False),
        ({"levels": ["general", "elevated", "urgent", "critical"]}, {}, True),
        ({"answers": ["power"]}, {"answers": ["power"]}, True),
        ({"answers": ["power"]}, {"answers": ["water"]}, False),
        ({"answers": ["power"]}, {}, False),
        ({}, {"answers": ["power"]}, True),
    ],
)
def test_what_one_rule_leaves_to_the_next(earlier: dict[str, Any], later: dict[str, Any], shadowed: bool) -> None:
    rules = [
        {
            "id": name,
            "category": "UM0501",
            "unit_role": "power_supply",
            **values,
            "answers": [{"question": "owner", "operator": "is", "values": [v]} for v in values.get("answers", ())],
        }
        for name, values in (("one", earlier), ("two", later))
    ]
    assert found(rules=rules) == ([("rule_never_reached", "two")] if shadowed else [])
