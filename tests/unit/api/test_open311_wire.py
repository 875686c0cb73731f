"""Open311 as it goes over the wire: XML written safely, parameters read strictly, questions as attributes."""

from contextlib import suppress
from datetime import UTC, date, datetime

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from banjie.api.open311 import attributes, errors
from banjie.api.open311.parameters import Parameters, read_moment
from banjie.api.open311.taking_in import full_name
from banjie.api.open311.writing import Document, as_xml, response
from banjie.api.problems import MEANINGS, Fault, Kind, Problem, ProblemFound
from banjie.core.conditions import Condition, Operator
from banjie.core.questions import Option, Question, QuestionType


def words(found: ProblemFound) -> str:
    return found.problem.faults[0].code


def test_lists_become_elements_of_one_name_by_the_spark_convention():
    content = {"service_code": "1", "attributes": [{"code": "a", "values": [{"key": "k", "name": "n"}]}]}
    assert as_xml("service_definition", content) == (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b"<service_definition><service_code>1</service_code><attributes><attribute><code>a</code>"
        b"<values><value><key>k</key><name>n</name></value></values></attribute></attributes></service_definition>"
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "<x/>"),
        ("", "<x/>"),
        (True, "<x>true</x>"),
        (False, "<x>false</x>"),
        (0, "<x>0</x>"),
        (1.5, "<x>1.5</x>"),
    ],
)
def test_single_values_in_xml(value, written):
    assert as_xml("x", value).decode().partition("\n")[2] == written


@given(st.text())
def test_any_text_comes_back_from_xml_but_for_what_xml_cannot_hold(text):
    tree = etree.fromstring(as_xml("x", {"y": text}))
    held = "".join(
        each
        for each in text
        if each in "\t\n\r" or "\x20" <= each <= "\ud7ff" or "\ue000" <= each <= "\ufffd" or each >= "\U00010000"
    )
    assert (tree.findtext("y") or "") == held


def test_an_answer_says_its_encoding_in_both_formats():
    document = Document("services", [{"service_name": "路灯"}])
    assert response(document, "json")["Content-Type"] == "application/json; charset=utf-8"
    assert response(document, "xml")["Content-Type"] == "text/xml; charset=utf-8"
    assert orjson.loads(response(document, "json").content) == [{"service_name": "路灯"}]
    assert "路灯" in response(document, "xml").content.decode()


def test_every_kind_of_problem_has_one_of_the_statuses_of_the_specification():
    statuses = {kind: errors.document(Problem(kind)).status for kind in Kind}
    assert set(statuses.values()) == {400, 403, 404, 500, 503}
    assert {kind for kind, status in statuses.items() if status >= 500} == {
        kind for kind in Kind if MEANINGS[kind].status >= 500
    }
    for kind in Kind:
        (error,) = errors.document(Problem(kind)).content
        assert set(error) == {"code", "description"}
        assert error["code"] == statuses[kind]


def test_something_to_mend_beside_something_unknown_is_a_bad_request():
    unknown = Fault("category_unknown", "no", parameter="service_code")
    other = Fault("too_long", "no", "#/body")
    assert errors.document(Problem(Kind.INVALID, faults=[unknown])).status == 404
    both = errors.document(Problem(Kind.INVALID, faults=[unknown, other]))
    assert both.status == 400
    assert [each["description"] for each in both.content] == [
        "service_code: no [category_unknown]",
        "description: no [too_long]",
    ]


def test_a_fault_names_the_attribute_as_it_was_sent():
    fault = Fault("answer_invalid", "no", "#/answers/a~1b")
    assert (
        errors.document(Problem(Kind.INVALID, faults=[fault])).content[0]["description"].startswith("attribute[a/b]: ")
    )


def test_an_empty_parameter_is_one_that_was_not_sent():
    sent = Parameters({"status": [""], "page": [" "], "lat": [], "service_code": ["", "a"]})
    assert (sent.one("status"), sent.whole("page", default=1, most=9), sent.decimal("lat")) == ("", 1, None)
    assert (sent.one("service_code"), sent.many("status"), sent.flag("public")) == ("a", [], None)


def test_the_same_value_twice_is_said_once_and_two_values_are_a_fault():
    assert Parameters({"api_key": ["a", "a "]}).one("api_key") == "a"
    with pytest.raises(ProblemFound) as found:
        Parameters({"api_key": ["a", "b"]}).one("api_key")
    assert words(found.value) == "repeated"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2010-01-01T00:00:00Z", datetime(2010, 1, 1, tzinfo=UTC)),
        ("1994-11-05T08:15:30-05:00", datetime(1994, 11, 5, 13, 15, 30, tzinfo=UTC)),
        ("2026-03-02T09:30 08:00", datetime(2026, 3, 2, 1, 30, tzinfo=UTC)),
        ("2026-03-02T09:30:00.25+08:00", datetime(2026, 3, 2, 1, 30, 0, 250_000, tzinfo=UTC)),
    ],
)
def test_moments_are_read_in_the_form_of_the_w3c(text, moment):
    assert read_moment("start_date", text) == moment


@given(st.text(max_size=40))
def test_whatever_is_sent_as_a_moment_is_read_or_refused(text):
    with suppress(ProblemFound):
        assert 1970 <= read_moment("x", text).astimezone(UTC).year <= 2200


@given(st.dictionaries(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=3), max_size=4))
def test_whatever_is_sent_is_read_or_refused(sent):
    parameters = Parameters(sent)
    attributes.answers(parameters, [])
    for name in sent:
        for read in (parameters.one, parameters.many, parameters.decimal, parameters.flag, parameters.moment):
            with suppress(ProblemFound):
                read(name)


LAMP = Question("lamp", "灯", QuestionType.CHOICE, "Lamp", True, options=(Option("s", "路灯", "Street"),))


def condition(operator: Operator, *values: str) -> str:
    asked = Question("more", "更多", QuestionType.TEXT, shown_if=(Condition("lamp", operator, values),))
    return attributes.described([LAMP, asked], english=True, extensions=False)[1]["datatype_description"]


def test_every_condition_has_words():
    said = {operator: condition(operator, "s") for operator in Operator}
    assert len(set(said.values())) == len(Operator)
    assert all("Lamp" in each for each in said.values())
    assert "Street" in said[Operator.IS]


@pytest.mark.parametrize("kind", QuestionType)
def test_every_type_of_question_has_a_datatype_and_words_for_its_bounds(kind):
    bound = date(2026, 3, 2) if kind is QuestionType.DATE else 3
    asked = Question("q", "问", kind, minimum=bound, maximum=bound)
    (made,) = attributes.described([asked], english=False, extensions=True)
    assert made["datatype"] in {"string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"}
    assert made["description"] == "问"
    assert str(bound) in made["datatype_description"]


def test_attributes_are_read_by_their_code_once_or_several_times():
    sent = Parameters(
        {
            "attribute[a]": ["1"],
            "attribute[b][]": ["x", "y", ""],
            "attribute[c][0]": ["x"],
            "attribute[c][1]": ["y"],
            "attribute[]": ["no"],
            "attribute[a": ["no"],
            "attribute": ["no"],
            "attribute[d]": [""],
        }
    )
    several = Question("s", "", QuestionType.MULTIPLE_CHOICE)
    assert attributes.answers(sent, [several]) == {"a": "1", "b": ["x", "y"], "c": ["x", "y"]}
    assert attributes.answers(Parameters({"attribute[s]": ["x"]}), [several]) == {"s": ["x"]}


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [("三", "张", "张三"), ("San", "Zhang", "San Zhang"), ("", "张", "张"), ("San", "", "San"), ("", "", "")],
)
def test_names_stand_in_the_order_of_their_script(first, last, name):
    assert full_name(first, last) == name
