from tests.unit.catalogue.sample_catalogue import content

from banjie.catalogue import comparing
from banjie.catalogue.comparing import SubjectWithOutcome, compare
from banjie.catalogue.compiled import Catalogue
from banjie.catalogue.editing import MoveCategory, RemoveRule
from banjie.core.routing import Outcome, Subject, UnitChoice

UNITS = {"street_lighting": 1, "urban_management": 2, "mediation_centre": 3, "power_supply": 4}


def resolve(role: str, area_path: str, level: str | None) -> UnitChoice | None:
    return UnitChoice(UNITS[role], role)


def case(number: str, area: str = "QH.QH01", went_to: int | None = None) -> SubjectWithOutcome:
    return SubjectWithOutcome(number, Subject("UM.UM03.UM0301", area, "report", "general"), went_to)


OLD = Catalogue(content(), number=1)
NEW = Catalogue(RemoveRule("lamps_town").apply(content()))


def test_only_cases_that_go_elsewhere_are_counted_as_changed() -> None:
    found = compare(OLD, NEW, [case("1"), case("2", "QH.QH02"), case("3")], resolve)
    assert (found.total, found.changed) == (3, 2)
    assert found.by_unit == {(1, 2): 2}
    assert found.by_rule == {("lamps_town", "lamps"): 2}
    assert [row.reference for row in found.rows] == ["1", "3"]


def test_the_same_rules_change_nothing() -> None:
    found = compare(OLD, OLD, [case("1"), case("2")], resolve)
    assert (found.changed, found.rows, found.by_unit) == (0, (), {})


def test_it_says_how_often_each_named_the_unit_that_had_the_lead() -> None:
    found = compare(OLD, NEW, [case("1", went_to=1), case("2", went_to=2), case("3", went_to=9), case("4")], resolve)
    assert (found.known, found.agreed_old, found.agreed_new) == (3, 1, 1)


def test_a_case_without_a_rule_goes_to_the_dispatcher() -> None:
    none = Catalogue(RemoveRule("lamps").apply(RemoveRule("lamps_town").apply(content())))
    found = compare(OLD, none, [case("1")], resolve)
    assert found.by_unit == {(1, None): 1}
    assert found.rows[0].new.outcome is Outcome.NO_RULE


def test_a_moved_category_is_routed_from_where_it_stands_now() -> None:
    moved = Catalogue(MoveCategory("UM0301", "UM05").apply(content()))
    assert compare(OLD, moved, [case("1")], resolve).by_unit == {(1, None): 1}


def test_a_category_that_is_gone_does_not_stop_the_comparison() -> None:
    gone = SubjectWithOutcome("1", Subject("UM.GONE", "QH", "report", "general"))
    assert compare(OLD, NEW, [gone], resolve).total == 1


def test_rows_are_few_and_counts_are_whole(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(comparing, "MOST_ROWS", 2)
    found = compare(OLD, NEW, (case(str(n)) for n in range(5)), resolve)
    assert (len(found.rows), found.changed) == (2, 5)
