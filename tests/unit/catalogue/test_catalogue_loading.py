from pathlib import Path

import pytest

from banjie.catalogue.checking import check
from banjie.catalogue.loading import default_content, from_folder
from banjie.catalogue.sheets import BadSheets
from banjie.catalogue.vocabulary import Kind
from banjie.core.conditions import Condition, Operator
from banjie.core.questions import Option

CATEGORIES = "code,parent,name,kind,process,public\nUM,,城市管理,report,standard,yes\nUM01,UM,路灯不亮,,fast,\n"
STEPS = "accept,dispatch,claim,handle,rule_on_return,wait_for_reporter,suspend,review,close,follow_up,settle,whole"
TARGETS = f"category,level,{STEPS}\n,{',2wd' * 12}\nUM01,urgent,,,,4h,,,,,,,,\n"
ROUTING = """id,category,area,kinds,levels,answers,unit_role,area_level,note
lamps,UM01,,,urgent|critical,lamps at_most 2,lighting,county,
"""
QUESTIONS = """
[[UM01]]
key = "lamps"
label = "几盏？"
type = "number"
minimum = 1
[[UM01]]
key = "state"
label = "什么情况？"
type = "choice"
options = [["out", "不亮", "Out"], ["flickers", "闪烁", "Flickers"]]
shown_if = ["lamps at_most 2", "lamps answered"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (
        ("categories.csv", CATEGORIES),
        ("targets.csv", TARGETS),
        ("routing.csv", ROUTING),
        ("questions.toml", QUESTIONS),
    ):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def faults(folder: Path) -> list[tuple[str, str, int | None, str]]:
    with pytest.raises(BadSheets) as bad:
        from_folder(folder)
    return [(p.code, p.sheet, p.row, p.column) for p in bad.value.problems]


def test_a_folder_is_read_whole(folder: Path) -> None:
    made = from_folder(folder)
    lamps = made.categories[1]
    assert [(entry.code, entry.default_kind, entry.public) for entry in made.categories] == [
        ("UM", Kind.REPORT, True),
        ("UM01", None, None),
    ]
    assert lamps.questions[1].options == (Option("out", "不亮", "Out"), Option("flickers", "闪烁", "Flickers"))
    assert lamps.questions[1].shown_if == (
        Condition("lamps", Operator.AT_MOST, ("2",)),
        Condition("lamps", Operator.ANSWERED),
    )
    assert [(t.category, t.level, t.step, str(t.target)) for t in made.targets][-1] == (
        "UM01",
        "urgent",
        "handle",
        "4h",
    )
    assert made.rules[0].levels == ("urgent", "critical")
    assert check(made) == ()


def test_routing_and_questions_may_be_missing(folder: Path) -> None:
    (folder / "routing.csv").unlink()
    (folder / "questions.toml").unlink()
    made = from_folder(folder)
    assert (made.rules, made.categories[1].questions) == ((), ())


def test_a_folder_without_categories_is_an_error(folder: Path) -> None:
    (folder / "categories.csv").unlink()
    with pytest.raises(FileNotFoundError):
        from_folder(folder)


def test_a_fault_names_its_file_and_line(folder: Path) -> None:
    (folder / "routing.csv").write_text(ROUTING.replace("lamps at_most 2", "lamps at 2"), "utf-8")
    assert faults(folder) == [("bad_condition", "rules", 2, "answers")]


def test_a_fault_in_a_question_names_which_of_its_category(folder: Path) -> None:
    (folder / "questions.toml").write_text(QUESTIONS.replace('"number"', '"text"'), "utf-8")
    assert ("condition_not_ordered", "questions", 2, "") in faults(folder)
    (folder / "questions.toml").write_text(QUESTIONS.replace("lamps answered", "lamps maybe"), "utf-8")
    assert faults(folder) == [("bad_condition", "questions", 2, "shown_if")]


def test_an_option_without_a_label_is_named(folder: Path) -> None:
    (folder / "questions.toml").write_text(QUESTIONS.replace('"out", "不亮", "Out"', '"out"'), "utf-8")
    assert faults(folder) == [("bad_option", "questions", 2, "options")]


def test_an_empty_file_lacks_its_columns(folder: Path) -> None:
    (folder / "targets.csv").write_text("", "utf-8")
    assert ("missing_column", "targets", None, "category") in faults(folder)


def test_questions_of_no_category_are_named(folder: Path) -> None:
    (folder / "questions.toml").write_text(QUESTIONS.replace("UM01", "UM99"), "utf-8")
    assert [fault[:2] for fault in faults(folder)][:1] == [("unknown_category", "questions")]


def test_what_a_new_installation_begins_with_is_complete() -> None:
    made = default_content()
    assert check(made) == ()
    assert {entry.default_kind for entry in made.categories} == set(Kind)
    assert all(entry.name_en and entry.description_en for entry in made.categories)
