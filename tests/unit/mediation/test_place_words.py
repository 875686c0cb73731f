"""Sides and places are called as an official of the language calls them."""

import pytest
from django.utils import translation

from banjie.mediation.place_words import place_words, side_letter


@pytest.mark.parametrize(
    ("language", "place", "words"),
    [
        ("zh-hans", "A1", "甲方1"),
        ("zh-hans", "H12", "辛方12"),
        ("en", "A1", "A1"),
        ("zh-hans", "", ""),
        # What is no place: a name, an exhibit of the mediators, a house with a letter.
        ("zh-hans", "王A1", "王A1"),
        ("zh-hans", "M1", "M1"),
    ],
)
def test_a_place_is_told_in_the_language_of_the_page(language: str, place: str, words: str) -> None:
    with translation.override(language):
        assert place_words(place) == words


def test_every_side_has_a_name_of_its_own() -> None:
    with translation.override("zh-hans"):
        assert "".join(side_letter(letter) for letter in "ABCDEFGH") == "甲乙丙丁戊己庚辛"
    with translation.override("en"):
        assert side_letter("B") == "B"
    assert side_letter("M") == "M"
