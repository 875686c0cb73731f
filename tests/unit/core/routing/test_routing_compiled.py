from hypothesis import given, settings
from hypothesis import strategies as st

from banjie.core.conditions import Condition, Operator
from banjie.core.routing import About, CompiledRules, Destination, Outcome, Router, Rule, Subject, UnitChoice, route
from banjie.core.routing import compiled as compiled_module

CATEGORIES = ["A", "A.A1", "A.A1.A11", "A.A2", "B", "B.B1"]
AREAS = ["", "Q", "Q.Q1", "Q.Q1.G1", "Q.Q2", "Q.Q2.G2"]
KINDS = ["report", "complaint"]
LEVELS = ["general", "urgent"]
ROLES = ["one", "two", "three"]


def resolve(role: str, area_path: str, level: str | None) -> UnitChoice | None:
    if role == "three" or not area_path:
        return None
    unit = f"GOV.{role}" if level else f"GOV.{role}.{area_path.split('.')[-1]}"
    return UnitChoice(hash(unit), unit)


conditions = st.builds(
    Condition,
    st.sampled_from(["x", "y"]),
    st.sampled_from([Operator.AT_LEAST, Operator.IS, Operator.IS_NOT]),
    st.tuples(st.sampled_from(["1", "2", "3"])),
)
rule_bodies = st.builds(
    Rule,
    st.just(""),
    st.builds(Destination, st.sampled_from(ROLES), st.sampled_from([None, "county"])),
    category=st.sampled_from(["", "A", "A1", "A11", "B", "B1"]),
    area=st.sampled_from(["", "Q", "Q1", "Q2", "G1"]),
    kinds=st.frozensets(st.sampled_from(KINDS)),
    levels=st.frozensets(st.sampled_from(LEVELS)),
    answers=st.lists(conditions, max_size=2).map(tuple),
)
abouts = st.builds(
    About,
    st.sampled_from([UnitChoice(1, "GOV.one"), UnitChoice(2, "GOV"), UnitChoice(3, "GOV.two.G2")]),
    st.sampled_from([None, UnitChoice(4, "GOV"), UnitChoice(5, "GOV.one.below")]),
)
subjects = st.builds(
    Subject,
    st.sampled_from(CATEGORIES),
    st.sampled_from(AREAS),
    st.sampled_from(KINDS),
    st.sampled_from(LEVELS),
    st.dictionaries(st.sampled_from(["x", "y"]), st.integers(0, 4)),
    st.none() | abouts,
)


def named(rules: list[Rule]) -> list[Rule]:
    fields = ("to", "category", "area", "kinds", "levels", "answers")
    return [Rule(id=f"R{n}", **{name: getattr(rule, name) for name in fields}) for n, rule in enumerate(rules)]


@given(st.lists(rule_bodies, max_size=12).map(named), st.lists(subjects, min_size=1, max_size=30))
def test_compiled_routing_says_what_plain_routing_says(rules: list[Rule], cases: list[Subject]) -> None:
    router = Router(CompiledRules(rules), resolve)
    for subject in cases:
        assert router.route(subject) == route(rules, subject, resolve)


@settings(max_examples=25)
@given(st.lists(rule_bodies, max_size=12).map(named), st.lists(subjects, min_size=1, max_size=30))
def test_forgetting_when_full_changes_no_answer(rules: list[Rule], cases: list[Subject]) -> None:
    router = Router(CompiledRules(rules), resolve)
    most = compiled_module.MOST_ROUTINGS
    compiled_module.MOST_ROUTINGS = 2
    try:
        assert [router.route(s) for s in cases] == [route(rules, s, resolve) for s in cases]
    finally:
        compiled_module.MOST_ROUTINGS = most


@given(st.lists(rule_bodies, max_size=8).map(named), subjects, abouts)
def test_no_rule_leads_into_the_subtree_complained_of(rules: list[Rule], case: Subject, about: About) -> None:
    complaint = Subject(case.category_path, case.area_path, "complaint", case.level, case.answers, about)
    found = Router(CompiledRules(rules), resolve).route(complaint)
    inside = {hash(f"GOV.{role}.{code}") for role in ROLES for code in ("Q", "Q1", "G1", "Q2", "G2")}
    inside |= {hash(f"GOV.{role}") for role in ROLES}
    if about.unit.path == "GOV":
        assert found.unit_id not in inside
        assert found.outcome is not Outcome.MATCHED


def test_units_are_asked_for_once_for_each_area() -> None:
    asked = []

    def counting(role: str, area_path: str, level: str | None) -> UnitChoice | None:
        asked.append((role, area_path, level))
        return resolve(role, area_path, level)

    router = Router(CompiledRules([Rule("r", Destination("one"))]), counting)
    for level in ("general", "urgent"):
        for _ in range(3):
            router.route(Subject("A", "Q.Q1", "report", level))
    assert asked == [("one", "Q.Q1", None)]
