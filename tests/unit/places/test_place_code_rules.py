"""The letters of a place code: nothing to count through, and slips in typing show."""

from itertools import combinations, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.places.codes.rules import ALPHABET, LENGTH, check_character, new_codes, normalised, written

bodies = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)


def test_new_codes_are_whole_and_all_different_and_begin_anywhere():
    codes = list(islice(new_codes(), 2000))
    assert len(set(codes)) == 2000
    assert all(normalised(code) == code for code in codes)
    for place in range(LENGTH - 1):
        assert {code[place] for code in codes} == set(ALPHABET)


@given(bodies, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_a_wrong_character_shows_wherever_it_stands(body, place, other):
    code = body + check_character(body)
    changed = code[:place] + other + code[place + 1 :]
    assert (normalised(changed) is None) == (changed != code)


@given(bodies)
def test_two_exchanged_characters_show_wherever_they_stand(body):
    code = body + check_character(body)
    for first, second in combinations(range(LENGTH), 2):
        swapped = list(code)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        if swapped[first] != swapped[second]:
            assert normalised("".join(swapped)) is None


def test_what_people_type_is_forgiven_where_it_is_unmistakable():
    body = "01ABCDEFG"
    code = body + check_character(body)
    typed = code.lower().replace("0", "o").replace("1", "l")
    for spelling in (code, typed, written(code), f" {code[:5]} – {code[5:]} ", code.replace("1", "i")):
        assert normalised(spelling) == code
    full_width = "".join(chr(ord(each) + 0xFEE0) for each in code)
    assert normalised(full_width) == code


@pytest.mark.parametrize("typed", ["", "0", "U" * 10, "0123456780", "0" * 11, "00000 0000", "１号楼", "x" * 10_000])
def test_what_is_no_code_is_none(typed):
    assert normalised(typed) is None


def test_a_code_is_written_in_two_halves():
    assert written("7K3M9QPX2V") == "7K3M9-QPX2V"
