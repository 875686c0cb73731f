"""Codes that cannot be guessed, and that survive being read out over a telephone."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.platform.crypto import normalise_tracking_code, tracking_code, tracking_codes


def test_a_code_is_three_groups_of_four_without_letters_that_look_alike() -> None:
    for code in tracking_codes(500):
        groups = code.split("-")
        assert [len(group) for group in groups] == [4, 4, 4]
        assert not set("".join(groups)) & set("ILOU")
        assert code == code.upper()


def test_a_code_holds_at_least_59_bits() -> None:
    """Every place takes every one of the 32 characters, evenly: 12 × 5 bits."""
    codes = [code.replace("-", "") for code in tracking_codes(20_000)]
    for place in range(12):
        counts = [sum(code[place] == character for code in codes) for character in set("".join(codes))]
        assert len(counts) == 32
        assert min(counts) > 500
    assert 12 * math.log2(32) >= 59


def test_codes_made_in_bulk_do_not_repeat() -> None:
    assert len(set(tracking_codes(100_000))) == 100_000


def test_one_code_reads_back_as_itself() -> None:
    code = tracking_code()
    assert normalise_tracking_code(code) == code


@pytest.mark.parametrize(
    "typed",
    [
        "7k3m-9qpx-2v01",
        "7K3M9QPX2V01",
        " 7k3m 9qpx 2v01 ",
        "7K3M—9QPX–2V01",
        "７Ｋ３Ｍ－９ＱＰＸ－２Ｖ０１",
        "7k3m-9qpx-2vOl",
        "7k3m-9qpx-2voI",
        "7K3M.9QPX.2V01",
        "7K3M\u200b9QPX\u30002V01\n",
    ],
)
def test_a_code_is_found_however_it_is_typed(typed: str) -> None:
    assert normalise_tracking_code(typed) == "7K3M-9QPX-2V01"


@pytest.mark.parametrize("typed", ["", "7K3M-9QPX", "7K3M-9QPX-2V01-X", "7K3M-9QPX-2VU1", "查询码", "x" * 10_000])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert normalise_tracking_code(typed) is None


@given(st.text())
def test_normalising_anything_gives_a_code_or_none_and_is_stable(typed: str) -> None:
    code = normalise_tracking_code(typed)
    assert code is None or normalise_tracking_code(code) == code
