"""Reading what strangers answer, mapping, what a change means, finding one's own, how often to ask."""

import contextlib
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.core.questions import Option, Question, QuestionType
from banjie.onward import documents, intervals, matching
from banjie.onward.documents import Attribute, Request, Service
from banjie.onward.finding import Found, Sought, find, numbers_in
from banjie.onward.likeness import best, likeness
from banjie.onward.matching import Source
from banjie.onward.meaning import Act, Meaning, Stands, act, meaning
from banjie.onward.reading import Unreadable, read

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=20,
)
BOMB = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><services><service>&b;</service></services>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><errors>&x;</errors>'


def test_xml_is_what_the_same_answer_would_be_in_json():
    xml = b"""<?xml version="1.0" encoding="utf-8"?><service_requests><request>
        <service_request_id>7</service_request_id>
        <status>open</status><lat>30.5</lat><status_notes/></request></service_requests>"""
    json = b'[{"service_request_id": 7, "status": "open", "lat": 30.5, "status_notes": null}]'
    assert documents.requests(read(xml)) == documents.requests(read(json))
    assert documents.requests(read(xml))[0].latitude == 30.5


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (BOMB, "doctype"),
        (OUTSIDE, "doctype"),
        (b"<a><b></a>", "not_xml"),
        (b"<a" + b"><a" * 50 + b">", "too_deep"),
        (b"<a>" + b"<b/>" * 70_000 + b"</a>", "too_much"),
        (b"[" * 40 + b"]" * 40, "too_deep"),
        (b"[" + b"1," * 70_000 + b"1]", "too_much"),
        (b"", "not_json"),
        (b"moved", "not_json"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "not_xml"),
    ],
)
def test_what_cannot_be_read_is_named(said: bytes, code: str):
    with pytest.raises(Unreadable) as refused:
        read(said)
    assert refused.value.code == code


@given(st.binary(max_size=200))
def test_whatever_comes_is_read_or_refused(said: bytes):
    with contextlib.suppress(Unreadable):
        read(said)


@given(PLAIN)
def test_no_document_stumbles_over_what_is_none(value: object):
    read_again = read(orjson.dumps(value))
    for shape in (documents.services, documents.definition, documents.receipt, documents.requests, documents.updates,
                  documents.endpoints):  # fmt: skip
        with contextlib.suppress(Unreadable):
            shape(read_again)
    assert isinstance(documents.complaint(read_again), str)


def test_errors_are_told_in_the_servers_words():
    assert documents.complaint([{"code": 400, "description": "no lat"}, {"code": 403}]) == "400 no lat · 403"
    assert documents.complaint(read(b"<errors><error><code>404</code><description>x</description></error></errors>"))


def test_a_moment_that_is_none_stands_for_nothing():
    assert documents.moment("2026-03-02T09:30:00+08:00") == AT
    assert documents.moment("yesterday") is None
    assert documents.moment("0001-01-01T00:00:00+14:00") is None


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_the_same_both_ways_and_bounded(one: str, other: str):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


def test_the_most_alike_is_suggested_and_nothing_where_nothing_is():
    among = [("SL", ("路灯维修", "")), ("W", ("自来水", ""))]
    assert best(["路灯设施维修"], among) == "SL"
    assert best(["噪音扰民"], among) == ""
    services = [Service("SL", "Street light out", "", "", "realtime", False)]
    assert matching.service_for(["路灯", "Street lights"], services) == "SL"


LAMP = Question(
    "lamp", "哪种灯", QuestionType.CHOICE, "What lamp", options=(Option("street", "路灯"), Option("park", "公园灯"))
)
DANGER = Question("danger", "有危险吗", QuestionType.YES_NO, "Is it dangerous")
SINCE = Question("since", "何时起", QuestionType.DATE, "Since when")
QUESTIONS = (LAMP, DANGER, SINCE)
ATTRIBUTES = (
    Attribute("KIND", "哪种灯", "singlevaluelist", True, (("1", "路灯"), ("2", "公园灯"))),
    Attribute("RISK", "有危险吗", "singlevaluelist", False, (("Y", "是"), ("N", "否"))),
    Attribute("WHEN", "何时起", "datetime", False),
)


def test_questions_become_attributes_by_likeness_and_answers_their_keys():
    sources = matching.sources_for(ATTRIBUTES, QUESTIONS)
    assert sources["KIND"] == Source("lamp", {"street": "1", "park": "2"})
    assert sources["RISK"] == Source("danger", {"yes": "Y", "no": "N"})
    answers = {"lamp": "park", "danger": True, "since": "2026-03-01"}
    filled = matching.filled(ATTRIBUTES, sources, answers, QUESTIONS)
    assert filled.fields == [
        ("attribute[KIND]", "2"),
        ("attribute[RISK]", "Y"),
        ("attribute[WHEN]", "2026-03-01T00:00:00Z"),
    ]
    assert filled.missing == []


def test_what_is_required_there_and_answered_by_nothing_is_named():
    assert matching.filled(ATTRIBUTES, {}, {"lamp": "park"}, QUESTIONS).missing == ["KIND"]
    fixed = {"KIND": Source(fixed="1")}
    assert matching.filled(ATTRIBUTES, fixed, {}, QUESTIONS).fields == [("attribute[KIND]", "1")]


@given(st.dictionaries(st.sampled_from(["lamp", "danger", "since"]), st.text(max_size=8) | st.booleans()))
def test_only_keys_that_may_be_chosen_are_sent(answers: dict[str, object]):
    sources = matching.sources_for(ATTRIBUTES, QUESTIONS)
    for name, value in matching.filled(ATTRIBUTES, sources, answers, QUESTIONS).fields:
        attribute = next(each for each in ATTRIBUTES if each.code in name)
        assert not attribute.values or value in dict(attribute.values)


OPEN, CLOSED = Stands("open"), Stands("closed", notes="修好了")
_STANDS = st.builds(Stands, st.sampled_from(["open", "closed", "fixed", "odd", ""]), st.text(max_size=5), st.text())


@pytest.mark.parametrize(
    ("before", "now", "meant"),
    [
        (OPEN, OPEN, Meaning.NOTHING),
        (OPEN, Stands("open", notes="已派人"), Meaning.NEWS),
        (OPEN, CLOSED, Meaning.CLOSED),
        (CLOSED, OPEN, Meaning.REOPENED),
        (CLOSED, CLOSED, Meaning.NOTHING),
        (OPEN, Stands("closed", "declined", "x"), Meaning.DECLINED),
        (OPEN, Stands("closed", notes="不予受理：不属于我方"), Meaning.DECLINED),
        (OPEN, Stands("not_councils_responsibility"), Meaning.DECLINED),
        (OPEN, Stands("investigating"), Meaning.NOTHING),
    ],
)
def test_what_a_change_means(before: Stands, now: Stands, meant: Meaning):
    assert meaning(before, now, ["不予受理", ""]) is meant


@given(_STANDS)
def test_what_stays_is_no_news(stands: Stands):
    assert meaning(stands, stands) is Meaning.NOTHING


@given(st.sampled_from(Meaning), st.booleans(), st.sampled_from(["assigned", "handling", "waiting", "approved"]))
def test_what_follows_is_never_more_than_an_answer(meant: Meaning, leads: bool, state: str):
    done = act(meant, leads=leads, state=state, is_open=True)
    assert done is not Act.ANSWER or (leads and meant is Meaning.CLOSED and state in {"assigned", "handling"})
    assert act(meant, leads=leads, state="closed", is_open=False) in {Act.NOTE, Act.NOTHING}


def listed(**changes: object) -> Request:
    values = {"id": "1", "status": "open", "notes": "", "state": "", "service_code": "SL", "description": "路灯不亮",
              "requested_at": AT, "updated_at": None, "latitude": 30.5, "longitude": 110.5, "media_url": "",
              "extended": ()}  # fmt: skip
    return Request(**values | changes)  # type: ignore[arg-type]


SOUGHT = Sought("260302-000007", "SL", 30.5, 110.5, AT)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"description": "… 260302-000007）"}, Found.HERE),
        ({"description": "", "extended": ("260302-000007",)}, Found.HERE),
        ({"description": "… 260302-000008）"}, Found.NOT_HERE),
        ({"description": "… 1260302-0000071"}, Found.UNDECIDED),
        ({"description": ""}, Found.UNDECIDED),
        ({"description": "", "latitude": None}, Found.UNDECIDED),
        ({"service_code": "W"}, Found.NOT_HERE),
        ({"requested_at": AT - timedelta(hours=1)}, Found.NOT_HERE),
        ({"latitude": 30.6}, Found.NOT_HERE),
    ],
)
def test_ones_own_is_known_by_its_number_and_else_by_place_and_time(change: dict[str, object], found: Found):
    assert find([listed(**change)], SOUGHT)[0] is found


def test_of_a_list_that_is_not_whole_nothing_is_concluded():
    assert find([], SOUGHT, whole=False)[0] is Found.UNDECIDED
    assert find([], SOUGHT)[0] is Found.NOT_HERE
    twice = [listed(id="1", description="260302-000007"), listed(id="2", description="260302-000007")]
    assert find(twice, SOUGHT)[0] is Found.UNDECIDED
    assert find(twice, SOUGHT, known={"1"}) == (Found.HERE, "2")


@given(st.integers(0, 999_999), st.integers(0, 9_999_999), st.text(alphabet="路灯，（） ", max_size=5))
def test_a_number_is_found_wherever_it_stands(day: int, number: int, around: str):
    written = f"{day:06}-{number:06}"
    assert written in numbers_in(f"{around}{written}{around}")


@given(st.timedeltas(timedelta(0), timedelta(days=400)), st.timedeltas(timedelta(0), timedelta(days=400)))
def test_the_older_the_less_often(one: timedelta, other: timedelta):
    younger, older = sorted((one, other))
    assert intervals.every(younger) <= intervals.every(older)
    assert intervals.token_every(younger) <= intervals.token_every(older)
    assert intervals.next_look(AT, at=AT + one) > AT + one


def test_what_was_closed_for_a_month_is_let_go():
    assert intervals.next_look(AT, at=AT + timedelta(days=29), closed_at=AT) is not None
    assert intervals.next_look(AT, at=AT + timedelta(days=31), closed_at=AT) is None
