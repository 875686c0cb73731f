from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.core.conditions import Condition, Operator
from banjie.core.questions import (
    TEXT_MAX_CHARACTERS,
    Option,
    Question,
    QuestionType,
    check,
    condition_problem,
    definition_problems,
)

LAMPS = Question("lamps", "几盏？", QuestionType.NUMBER, required=True, minimum=1, maximum=200)
POLE = Question("pole", "灯杆编号", QuestionType.TEXT, shown_if=(Condition("lamps", Operator.AT_MOST, ("2",)),))
STATE = Question(
    "state",
    "什么情况？",
    QuestionType.CHOICE,
    options=(Option("missing", "缺失", "Missing"), Option("broken", "破损", "Broken")),
)
SERVICES = Question(
    "services",
    "哪些方面？",
    QuestionType.MULTIPLE_CHOICE,
    minimum=1,
    maximum=2,
    options=(Option("cleaning", "保洁"), Option("guards", "保安"), Option("green", "绿化")),
)
HURT = Question("hurt", "有人受伤吗？", QuestionType.YES_NO)
SINCE = Question("since", "从哪天？", QuestionType.DATE, minimum=date(2020, 1, 1))


def only(question: Question, raw: object) -> object:
    """The clean answer, or the code of the problem."""
    clean, problems = check([question], {question.key: raw})
    return problems[question.key].code if problems else clean.get(question.key)


@pytest.mark.parametrize(
    ("question", "raw", "expected"),
    [
        (LAMPS, "３", 3),
        (LAMPS, " 12 ", 12),
        (LAMPS, 2.0, 2),
        (LAMPS, "2.5", 2.5),
        (LAMPS, "0", "too_small"),
        (LAMPS, "201", "too_large"),
        (LAMPS, "", "required"),
        (LAMPS, "many", "not_a_number"),
        (LAMPS, "1_0", "not_a_number"),
        (LAMPS, "nan", "not_a_number"),
        (LAMPS, "inf", "not_a_number"),
        (LAMPS, float("nan"), "not_a_number"),
        (LAMPS, True, "not_a_number"),
        (LAMPS, "9" * 400, "not_a_number"),
        (LAMPS, ["3"], "not_a_number"),
        (STATE, "missing", "missing"),
        (STATE, "缺失", "missing"),
        (STATE, "Broken", "broken"),
        (STATE, ["broken"], "broken"),
        (STATE, "gone", "not_an_option"),
        (STATE, None, None),
        (SERVICES, ["green", "cleaning", "green"], ["cleaning", "green"]),
        (SERVICES, "保安、绿化", ["guards", "green"]),
        (SERVICES, ["cleaning", "guards", "green"], "too_many_chosen"),
        (SERVICES, ["cleaning", "x"], "not_an_option"),
        (SERVICES, [], None),
        (HURT, "是", True),
        (HURT, False, False),
        (HURT, "off", False),
        (HURT, "maybe", "not_yes_or_no"),
        (SINCE, "2026-02-28", "2026-02-28"),
        (SINCE, date(2026, 2, 28), "2026-02-28"),
        (SINCE, datetime(2026, 2, 28, 9, 30), "2026-02-28"),  # noqa: DTZ001 — a spreadsheet's cell has no zone
        (SINCE, "2026-02-30", "not_a_date"),
        (SINCE, "20260228", "not_a_date"),
        (SINCE, "2019-12-31", "too_early"),
        (SINCE, "２０２６-０２-２８", "not_a_date"),
    ],
)
def test_each_type_is_read_or_refused_with_a_reason(question: Question, raw: object, expected: object) -> None:
    assert only(question, raw) == expected


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "ok \udfff"])
def test_text_that_no_database_takes_is_a_problem(text: str) -> None:
    question = Question("note", "说明", QuestionType.TEXT)
    assert only(question, text) == "unreadable_characters"


def test_text_is_trimmed_and_bounded_by_its_characters() -> None:
    assert only(Question("a", "a", QuestionType.TEXT, minimum=2, maximum=3), " 路灯🙂 ") == "路灯🙂"
    assert only(Question("a", "a", QuestionType.TEXT, minimum=2), "x") == "too_short"
    assert only(Question("a", "a", QuestionType.TEXT, maximum=3), "long") == "too_long"
    assert only(Question("a", "a", QuestionType.TEXT), "x" * (TEXT_MAX_CHARACTERS + 1)) == "too_long"


def test_a_bound_that_is_broken_is_named_in_the_problem() -> None:
    _, problems = check([LAMPS], {"lamps": 500})
    assert problems["lamps"].data == {"limit": 200}


def test_an_answer_to_a_question_that_is_not_shown_is_left_out() -> None:
    clean, problems = check([LAMPS, POLE], {"lamps": 3, "pole": "A17"})
    assert (clean, problems) == ({"lamps": 3}, {})
    clean, _ = check([LAMPS, POLE], {"lamps": 2, "pole": "A17"})
    assert clean == {"lamps": 2, "pole": "A17"}


def test_a_question_hidden_by_a_bad_answer_is_not_asked_for() -> None:
    pole = Question("pole", "p", QuestionType.TEXT, required=True, shown_if=POLE.shown_if)
    _, problems = check([LAMPS, pole], {"lamps": "x"})
    assert set(problems) == {"lamps"}


def test_a_key_that_no_question_has_is_a_problem() -> None:
    clean, problems = check([LAMPS], {"lamps": 1, "color": "red"})
    assert clean == {"lamps": 1}
    assert problems["color"].code == "unknown_question"


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        (Condition("a", Operator.IS, ("x", "y")), {"a": "y"}, True),
        (Condition("a", Operator.IS, ("x",)), {"a": ["x", "z"]}, True),
        (Condition("a", Operator.IS, ("yes",)), {"a": True}, True),
        (Condition("a", Operator.IS, ("no",)), {"a": True}, False),
        (Condition("a", Operator.IS, ("3.0",)), {"a": 3}, True),
        (Condition("a", Operator.IS, ("three",)), {"a": 3}, False),
        (Condition("a", Operator.IS_NOT, ("x",)), {"a": "y"}, True),
        (Condition("a", Operator.IS_NOT, ("x",)), {}, False),
        (Condition("a", Operator.AT_LEAST, ("3",)), {"a": 3}, True),
        (Condition("a", Operator.AT_LEAST, ("3",)), {"a": 2.9}, False),
        (Condition("a", Operator.AT_MOST, ("2026-01-01",)), {"a": "2025-12-31"}, True),
        (Condition("a", Operator.AT_MOST, ("3",)), {"a": True}, False),
        (Condition("a", Operator.AT_MOST, ("3",)), {"a": ["1"]}, False),
        (Condition("a", Operator.AT_LEAST), {"a": 3}, False),
        (Condition("a", Operator.ANSWERED), {"a": False}, True),
        (Condition("a", Operator.UNANSWERED), {"a": 0}, False),
        (Condition("a", Operator.UNANSWERED), {}, True),
    ],
)
def test_a_condition_holds(condition: Condition, answers: dict[str, object], expected: bool) -> None:
    assert condition.holds(answers) is expected  # type: ignore[arg-type]


def test_a_condition_may_only_speak_of_an_earlier_question() -> None:
    assert [(key, problem.code) for key, problem in definition_problems([POLE, LAMPS])] == [
        ("pole", "condition_unknown_question")
    ]
    assert list(definition_problems([LAMPS, POLE])) == []


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (Question("a", "a", QuestionType.CHOICE, options=(Option("x", "x"),)), "options_too_few"),
        (Question("a", "a", QuestionType.TEXT, options=(Option("x", "x"), Option("y", "y"))), "options_unexpected"),
        (Question("a", "a", QuestionType.CHOICE, options=(Option("x", "x"), Option("x", "y"))), "duplicate_option"),
        (Question("a", "a", QuestionType.YES_NO, minimum=1), "bounds_unexpected"),
        (Question("a", "a", QuestionType.DATE, minimum=1), "bounds_wrong_kind"),
        (Question("a", "a", QuestionType.NUMBER, minimum=date(2026, 1, 1)), "bounds_wrong_kind"),
        (Question("a", "a", QuestionType.NUMBER, minimum=3, maximum=2), "bounds_reversed"),
    ],
)
def test_a_question_that_makes_no_sense_is_named(question: Question, code: str) -> None:
    assert [problem.code for _, problem in definition_problems([question])] == [code]


def test_two_questions_may_not_share_a_key() -> None:
    assert ("hurt", "duplicate_question") in [(k, p.code) for k, p in definition_problems([HURT, HURT])]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        (Condition("state", Operator.IS, ("gone",)), "condition_value_unknown"),
        (Condition("state", Operator.IS), "condition_value_missing"),
        (Condition("state", Operator.AT_LEAST, ("missing",)), "condition_not_ordered"),
        (Condition("state", Operator.ANSWERED, ("missing",)), "condition_value_unexpected"),
        (Condition("state", Operator.IS, ("missing", "broken")), None),
        (Condition("colour", Operator.ANSWERED), "condition_unknown_question"),
    ],
)
def test_a_condition_is_checked_against_its_question(condition: Condition, code: str | None) -> None:
    problem = condition_problem(condition, {"state": STATE})
    assert (problem.code if problem else None) == code


TEXTS = st.text(alphabet="012.-+eE 是缺失A|、\0\ud800🙂", max_size=8)
ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, st.lists(TEXTS, max_size=3), st.dates()
)


@given(st.fixed_dictionaries({}, optional={q.key: ANYTHING for q in (LAMPS, POLE, STATE, SERVICES, HURT, SINCE)}))
def test_whatever_is_given_comes_out_clean_or_as_a_problem(raw: dict[str, object]) -> None:
    questions = [LAMPS, POLE, STATE, SERVICES, HURT, SINCE]
    clean, problems = check(questions, raw)
    assert clean.keys().isdisjoint(problems)
    assert ("lamps" in clean) != ("lamps" in problems)
    # What came out clean stays as it is when it is checked again.
    again, still = check(questions, clean)
    assert again == clean
    assert still.keys() <= {"lamps"}
