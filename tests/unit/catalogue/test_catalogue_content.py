import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.catalogue.sample_catalogue import CATEGORIES, RULES, changed, content, document

from banjie.catalogue.content import read
from banjie.catalogue.problems import BadContent, Location


def problems_of(**sheets: object) -> list[tuple[str, Location]]:
    with pytest.raises(BadContent) as caught:
        read(document(**sheets))
    return [(problem.code, problem.at) for problem in caught.value.problems]


def test_a_catalogue_is_the_same_after_its_json_form() -> None:
    assert read(content().as_json()) == content()


def test_a_bound_that_is_a_date_stays_a_date() -> None:
    since = {"key": "since", "label": "从哪天？", "type": "date", "minimum": "2026-01-01"}
    made = content(categories=changed(CATEGORIES, "UM05", questions=[since]))
    assert read(made.as_json()) == made
    assert made.as_json()["categories"][4]["questions"][0]["minimum"] == "2026-01-01"


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"name": " "}, "required", "name"),
        ({"name": "长" * 61}, "too_long", "name"),
        ({"name": "a\0b"}, "unreadable_characters", "name"),
        ({"name_en": "\ud800"}, "unreadable_characters", "name_en"),
        ({"default_kind": "wish"}, "unknown_value", "default_kind"),
        ({"parent": "U M"}, "bad_characters", "parent"),
        ({"keywords": ["a,b"]}, "reserved_characters", "keywords.0"),
        ({"colour": "red"}, "unknown_field", "colour"),
        ({"questions": [{"key": "n", "label": "?", "type": "essay"}]}, "unknown_value", "questions.0.type"),
        ({"questions": [{"key": "N", "label": "?", "type": "text"}]}, "bad_characters", "questions.0"),
        ({"questions": [{"key": "n", "label": "", "type": "text"}]}, "label_length", "questions.0"),
        ({"questions": [{"key": "n", "label": "\0", "type": "text"}]}, "unreadable_characters", "questions.0"),
        (
            {"questions": [{"key": "n", "label": "?", "type": "choice", "options": [{"key": "a", "label": "x|y"}]}]},
            "reserved_characters",
            "questions.0",
        ),
    ],
)
def test_a_fault_of_shape_is_named_with_its_place(values: dict[str, object], code: str, field: str) -> None:
    assert problems_of(categories=changed(CATEGORIES, "UM0301", **values)) == [
        (code, Location("categories", "UM0301", field, 2))
    ]


def test_every_fault_is_named_at_once() -> None:
    found = problems_of(
        categories=changed(CATEGORIES, "UM", code="U M"),
        targets=[{"step": "handle", "target": "soon"}],
        rules=changed(RULES, "lamps", unit_role="", area_level="moon"),
    )
    assert [(code, at.sheet, at.field) for code, at in found] == [
        ("bad_characters", "categories", "code"),
        ("bad_target", "targets", "target"),
        ("bad_characters", "rules", "unit_role"),
        ("unknown_value", "rules", "area_level"),
    ]


def test_what_is_no_document_at_all_is_refused() -> None:
    assert problems_of(categories=4, targets=[7]) == [
        ("bad_value", Location("categories")),
        ("bad_value", Location("targets", "", "", 0)),
    ]


@given(st.permutations(document()["targets"]))
def test_limits_of_one_category_stand_in_the_order_of_work(targets: list[dict[str, object]]) -> None:
    made = content(targets=targets)
    order = [entry.step for entry in content().targets if not entry.category and not entry.level]
    assert [entry.step for entry in made.targets if not entry.category and not entry.level] == order
