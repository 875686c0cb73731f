from typing import Any

import pytest
from tests.unit.catalogue.sample_catalogue import CATEGORIES, content

from banjie.catalogue.content import CatalogueContent
from banjie.catalogue.differences import Happened, count, differences
from banjie.catalogue.editing import (
    AddCategory,
    AddRule,
    Edit,
    EditCategory,
    EditRefused,
    EditRule,
    MoveCategory,
    MoveRule,
    RemoveCategory,
    RemoveRule,
    ReplaceAll,
    RetireCategory,
    SetQuestions,
    SetTargets,
    next_rule_id,
)
from banjie.catalogue.problems import BadContent
from banjie.core.clocks import parse_target
from banjie.core.questions import Question, QuestionType


def changes(edit: Edit, base: CatalogueContent | None = None) -> list[tuple[str, str, str, tuple[str, ...]]]:
    base = base or content()
    return [
        (change.sheet, change.key, change.happened.value, tuple(f.field for f in change.fields))
        for change in differences(base, edit.apply(base))
    ]


def test_nothing_differs_from_itself() -> None:
    assert differences(content(), content()) == ()


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (
            AddCategory({"code": "UM06", "parent": "UM", "name": "违法建设"}),
            [("categories", "UM06", "added", ("code", "parent", "name"))],
        ),
        (EditCategory("UM", {"name": "城管"}), [("categories", "UM", "changed", ("name",))]),
        (EditCategory("UM", {"name": "城市管理"}), []),
        (MoveCategory("UM0501", "UM03"), [("categories", "UM0501", "changed", ("parent",))]),
        (MoveCategory("DP", "", before="UM"), [("categories", "DP", "moved", ())]),
        (
            RetireCategory("UM03"),
            [("categories", code, "changed", ("active",)) for code in ("UM03", "UM0301", "UM0303")],
        ),
        (RetireCategory("UM03", restore=True), []),
        (
            SetQuestions("DP", (Question("party", "您是当事人吗？", QuestionType.YES_NO),)),
            [("categories", "DP", "changed", ("questions",))],
        ),
        (
            SetTargets("UM03", {(None, "handle"): parse_target("4wd"), ("urgent", "claim"): parse_target("1h")}),
            [("targets", "UM03.*.handle", "changed", ("target",)), ("targets", "UM03.urgent.claim", "added", None)],
        ),
        (SetTargets("UM03", {(None, "handle"): None}), [("targets", "UM03.*.handle", "removed", None)]),
        (SetTargets("UM03", {(None, "claim"): None}), []),
        (AddRule({"unit_role": "dispatch_centre"}), [("rules", "R1", "added", ("id", "unit_role"))]),
        (EditRule("lamps", {"note": "", "area": "QH02"}), [("rules", "lamps", "changed", ("area", "note"))]),
        (MoveRule("hard", -3), [("rules", "hard", "moved", ())]),
        (MoveRule("cover_power", -1), []),
        (MoveRule("hard", 5), []),
        (RemoveRule("hard"), [("rules", "hard", "removed", None)]),
    ],
)
def test_an_edit_changes_what_it_names_and_nothing_else(edit: Edit, expected: list[tuple[Any, ...]]) -> None:
    found = changes(edit)
    assert [change[:3] for change in found] == [change[:3] for change in expected]
    for (*_, fields), (*_, wanted) in zip(found, expected, strict=True):
        assert wanted is None or fields == wanted


def test_a_rule_may_be_put_before_another() -> None:
    made = AddRule({"unit_role": "dispatch_centre", "category": "UM03"}, before="lamps").apply(content())
    assert [rule.id for rule in made.rules] == ["cover_power", "lamps_town", "R1", "lamps", "hard"]
    assert next_rule_id(made) == "R2"


def test_restoring_brings_back_that_category_alone() -> None:
    retired = RetireCategory("UM03").apply(content())
    back = RetireCategory("UM03", restore=True).apply(retired)
    assert [entry.code for entry in back.categories if not entry.active] == ["UM0301", "UM0303"]


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (EditCategory("XX", {"name": "x"}), "unknown_category"),
        (EditCategory("UM", {"code": "UX"}), "field_fixed"),
        (MoveCategory("UM0501", "UM", before="UM0301"), "unknown_sibling"),
        (RemoveCategory("UM03", frozenset({"UM03"})), "category_published"),
        (RemoveCategory("UM03", frozenset()), "category_has_others_below"),
        (SetTargets("XX", {}), "unknown_category"),
        (AddRule({"id": "hard", "unit_role": "x"}), "duplicate_rule"),
        (EditRule("none", {}), "unknown_rule"),
        (MoveRule("none", 1), "unknown_rule"),
        (RemoveRule("none"), "unknown_rule"),
        (AddRule({"unit_role": "x"}, before="none"), "unknown_rule"),
    ],
)
def test_an_edit_of_what_is_not_so_is_refused(edit: Edit, code: str) -> None:
    with pytest.raises(EditRefused) as refused:
        edit.apply(content())
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (AddCategory({"code": "UM", "name": "又一个"}), "duplicate_code"),
        (AddCategory({"code": "X", "parent": "UM0301", "name": "四级"}), "too_deep"),
        (AddCategory({"code": "X", "parent": "", "name": ""}), "required"),
        (MoveCategory("UM", "UM0301"), "parent_ring"),
        (MoveCategory("UM03", "DP"), None),
        (MoveCategory("UM", "DP"), "too_deep"),
        (EditRule("lamps", {"unit_role": "Not A Role"}), "bad_characters"),
    ],
)
def test_an_edit_that_would_break_the_catalogue_is_refused(edit: Edit, code: str | None) -> None:
    if code is None:
        assert edit.apply(content()) != content()
        return
    with pytest.raises(BadContent) as bad:
        edit.apply(content())
    assert code in [problem.code for problem in bad.value.problems]


def test_a_category_that_was_never_published_can_be_removed_with_its_limits() -> None:
    made = AddCategory({"code": "UM06", "parent": "UM", "name": "违法建设"}).apply(content())
    made = SetTargets("UM06", {(None, "handle"): parse_target("9wd")}).apply(made)
    assert RemoveCategory("UM06", frozenset()).apply(made) == content()


def test_an_import_keeps_what_was_published_as_retired() -> None:
    smaller = content(categories=[CATEGORIES[0], CATEGORIES[6]], targets=[], rules=[])
    made = ReplaceAll(smaller, content()).apply(content())
    assert {entry.code for entry in made.categories if not entry.active} == {
        "UM03",
        "UM0301",
        "UM0303",
        "UM05",
        "UM0501",
    }
    assert len(made.categories) == len(CATEGORIES)


def test_changes_are_counted_by_sheet() -> None:
    made = RemoveRule("hard").apply(RetireCategory("UM03").apply(content()))
    assert count(differences(content(), made)) == {"categories": 3, "rules": 1}


def test_what_is_gone_shows_what_it_was() -> None:
    gone = differences(content(), RemoveRule("lamps").apply(content()))
    assert gone[0].happened is Happened.REMOVED
    assert {(f.field, f.before, f.after) for f in gone[0].fields} >= {("note", "乡镇", None)}
