"""A county's name stands where the product's would, in the language of whoever reads."""

import pytest
from django.utils.translation import override

from banjie.config.naming import named


@pytest.mark.parametrize(
    ("chinese", "english", "in_chinese", "in_english"),
    [
        ("青禾县办结", "Banjie Qinghe", "青禾县办结", "Banjie Qinghe"),
        ("青禾县办结", "", "青禾县办结", "青禾县办结"),
        ("", "Milbrook", "Milbrook", "Milbrook"),
        ("", "", "办结", "Banjie"),
    ],
)
def test_the_name_follows_the_reader(chinese, english, in_chinese, in_english):
    name = named(chinese, english)
    with override("zh-hans"):
        assert str(name) == in_chinese
    with override("en"):
        assert str(name) == in_english
