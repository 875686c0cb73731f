"""The thirty days, what may be confirmed, the set and its package."""

import io
import zipfile
from datetime import date, timedelta

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.mediation.confirmation.eligibility import LOOK_AGAIN, QUESTIONS, Outcome, Subject, findings, is_eligible
from banjie.mediation.confirmation.package import Sheet, faults, pack
from banjie.mediation.confirmation.papers import Asks, missing, wanted
from banjie.mediation.confirmation.window import window
from banjie.mediation.kinds import kinds

A_DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
NO = dict.fromkeys(QUESTIONS, False)


def always(_day):
    return True


def weekdays(day):
    return day.weekday() < 5


def test_day_thirty_is_in_time_and_day_thirty_one_is_not():
    found = window(date(2026, 3, 2), always)
    assert found.last == date(2026, 4, 1)
    assert found.open_on(date(2026, 4, 1))
    assert found.days_left(date(2026, 4, 1)) == 0
    assert not found.open_on(date(2026, 4, 2))


def test_a_thirtieth_day_that_is_a_day_off_moves():
    found = window(date(2026, 3, 5), weekdays)
    assert (found.thirtieth, found.last, found.moved) == (date(2026, 4, 4), date(2026, 4, 6), True)


@given(days, st.integers(-3, 60))
def test_it_is_open_from_the_day_it_binds_to_its_last(binding_on, off):
    found = window(binding_on, weekdays)
    day = binding_on + off * A_DAY
    assert found.open_on(day) == (binding_on <= day <= found.last)
    assert 30 <= (found.last - binding_on).days <= 32
    assert (found.days_left(day) >= 0) == (day <= found.last)


def test_what_is_not_answered_is_not_a_yes():
    found = findings(Subject(written=True))
    assert {each.code for each in found if each.outcome is Outcome.OPEN} == set(QUESTIONS)
    assert not is_eligible(found)


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_each_of_them_bars(question):
    found = findings(Subject(written=True, answers=NO | {question: True}))
    assert [(each.code, each.outcome) for each in found] == [(question, Outcome.BARRED)]
    assert not is_eligible(found)


def test_nothing_speaks_against_it():
    assert is_eligible(findings(Subject(written=True, answers=NO)))


@pytest.mark.parametrize(
    ("subject", "code"), [({"written": False}, "oral"), ({"written": True, "obligations": 0}, "nothing_owed")]
)
def test_what_the_agreement_itself_shows(subject, code):
    found = findings(Subject(**subject, answers=NO))
    assert code in {each.code for each in found}
    assert not is_eligible(found)


def test_only_kinds_that_exist_are_looked_at_again_and_property_management_is_not():
    assert set(LOOK_AGAIN) <= set(kinds())
    assert not findings(Subject(written=True, kind="property", answers=NO))


def test_some_kinds_are_to_be_looked_at_again_and_are_not_barred_by_it():
    found = findings(Subject(written=True, kind="family", all_kept=True, answers=NO))
    assert {each.code for each in found} == {"all_kept", "look_again_personal_status"}
    assert is_eligible(found)


def test_the_set_of_two_parties_one_with_a_lawyer():
    papers = wanted(
        [Asks(1), Asks(2, represented=True)], {("application", None), ("identity", 1)}, property_papers=True
    )
    assert [(each.kind, each.party_id) for each in missing(papers)] == [
        ("agreement", None),
        ("certificate", None),
        ("address", 1),
        ("identity", 2),
        ("address", 2),
        ("authority", 2),
        ("property", None),
    ]


sheets = st.lists(
    st.builds(
        Sheet,
        kind=st.sampled_from(["application", "identity"]),
        party=st.sampled_from(["", "A1", "B1"]),
        name=st.text(max_size=120),
        content=st.binary(max_size=200),
    ),
    max_size=6,
)


@given(sheets)
def test_a_package_says_what_it_holds_and_is_always_the_same(papers):
    made = pack(papers, about={"court": "某某县人民法院"})
    assert made.digest == pack(papers, about={"court": "某某县人民法院"}).digest
    assert faults(made.content) == []
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        names = archive.namelist()
        assert names[0] == "manifest.json"
        assert not any("/" in name or "\\" in name or name == ".." for name in names)
        assert orjson.loads(archive.read("manifest.json"))["papers"] == made.manifest["papers"]
        assert [archive.read(name) for name in names[1:]] == [paper.content for paper in papers]


def test_a_package_that_was_altered_shows():
    made = pack([Sheet("application", "", "申请书.pdf", b"one"), Sheet("agreement", "", "协议.pdf", b"two")], about={})
    altered = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made.content)) as old, zipfile.ZipFile(altered, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"other" if "agreement" in name else old.read(name))
        new.writestr("extra.txt", b"x")
    assert faults(altered.getvalue()) == ["02_agreement_协议.pdf", "extra.txt"]
    assert faults(b"no archive") == ["manifest.json"]
