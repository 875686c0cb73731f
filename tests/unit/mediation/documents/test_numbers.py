"""Numbers of papers by the local rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.mediation.documents.forms import registry
from banjie.mediation.documents.numbering import USUAL, PatternFault, faults_of, numbered


def test_a_number_by_the_usual_rule():
    assert numbered(USUAL["agreement"], year=2026, committee="青城关", number=1) == "（2026）青城关民调字第1号"


def test_places_are_filled_with_noughts():
    assert numbered("{year}-{number:4}", year=2026, committee="", number=37) == "2026-0037"


@pytest.mark.parametrize(
    ("pattern", "faults"),
    [
        ("{year}{number}", ()),
        ("{year第{number}", (PatternFault.BRACES,)),
        ("（{year}）第号", (PatternFault.NO_NUMBER,)),
        ("第{number}号", (PatternFault.NO_YEAR,)),
        ("{year}{number}{name}", (PatternFault.UNKNOWN_NAME,)),
        ("{year}{number.__class__}", (PatternFault.NO_NUMBER, PatternFault.UNKNOWN_NAME)),
        ("{year}{number!r}", (PatternFault.UNKNOWN_NAME,)),
        ("{year}{number:>999999}", (PatternFault.PLACES,)),
        ("{year:4}{number}", (PatternFault.PLACES,)),
        ("{year}{number}" + "字" * 60, (PatternFault.TOO_LONG,)),
    ],
)
def test_every_fault_of_a_pattern_is_told(pattern, faults):
    assert faults_of(pattern) == faults


@given(st.text(alphabet="{}:number年year committee04!.第", max_size=30), st.integers(1, 99999))
def test_a_pattern_without_faults_numbers_and_never_twice_alike(pattern, number):
    if faults_of(pattern):
        with pytest.raises(ValueError):
            numbered(pattern, year=2026, committee="甲", number=number)
    else:
        one, other = (numbered(pattern, year=2026, committee="甲", number=each) for each in (number, number + 1))
        assert one != other


def test_every_kind_of_number_that_a_form_bears_has_a_usual_rule():
    assert {form.counter for form in registry().forms.values()} - {""} == set(USUAL)
    assert [key for key, pattern in USUAL.items() if faults_of(pattern)] == []
