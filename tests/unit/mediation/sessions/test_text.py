"""Minutes as text: their order, their digest, and two who write at once."""

from hypothesis import given
from hypothesis import strategies as st

from banjie.mediation.sessions.headings import headings
from banjie.mediation.sessions.text import Outcome, Said, digest_of, in_order, settle

KEYS = list(headings())
words = st.text(max_size=20)
lines = st.lists(
    st.builds(
        Said,
        key=st.uuids().map(str),
        position=st.integers(0, 9),
        heading=st.sampled_from(KEYS),
        speaker=st.sampled_from(["", "party-1"]),
        text=words,
    ),
    max_size=6,
)


@given(lines, st.randoms())
def test_the_order_does_not_depend_on_how_lines_come(said, random):
    shuffled = random.sample(said, len(said))
    assert in_order(shuffled, KEYS) == in_order(said, KEYS)


@given(lines, lines)
def test_texts_that_differ_have_other_digests(one, other):
    def read(said):
        return [(each.heading, each.speaker, each.text, each.addition) for each in said]

    same = digest_of(one, salt=b"s", about=["h"]) == digest_of(other, salt=b"s", about=["h"])
    assert same is (read(one) == read(other))


def test_salt_and_head_go_into_the_digest():
    found = {digest_of([], salt=salt, about=about) for salt in (b"1", b"2") for about in (["a"], ["b"], ["a", ""])}
    assert len(found) == 6


def test_an_addition_stands_behind_its_line():
    first, second = Said("1", 1, "result", "", "a"), Said("2", 2, "result", "", "b")
    added = Said("3", 9, "result", "", "a, but later", addition=True, follows="1")
    assert in_order([second, added, first], KEYS) == [first, added, second]


def test_sent_twice_is_no_conflict_and_over_a_newer_one_is():
    assert settle(base=0, version=0, sent=("a",), kept=()) is Outcome.WRITTEN
    assert settle(base=0, version=1, sent=("a",), kept=("a",)) is Outcome.SAME
    assert settle(base=1, version=1, sent=("b",), kept=("a",)) is Outcome.WRITTEN
    assert settle(base=1, version=2, sent=("b",), kept=("c",)) is Outcome.CONFLICT
