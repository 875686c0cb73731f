"""Addresses as people type them."""

import pytest

from banjie.platform.proving.addresses import Channel, read


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        (" Wang.Li@Example.CN ", (Channel.EMAIL, "wang.li@example.cn")),
        ("199 0000 0001", (Channel.TEXT, "19900000001")),
        ("+86 199-0000-0001", (Channel.TEXT, "19900000001")),
        ("008619900000001", (Channel.TEXT, "19900000001")),
        ("１９９０００００００１", (Channel.TEXT, "19900000001")),
        ("+1 (555) 010-0199", (Channel.TEXT, "+15550100199")),
    ],
)
def test_one_written_form(typed, known):
    assert read(typed) == known


@pytest.mark.parametrize("typed", ["", "王丽", "a@b", "12345", "x" * 500, "1@2@3.cn", "a b@c.cn", "1990000\0001"])
def test_what_is_neither(typed):
    assert read(typed) is None
