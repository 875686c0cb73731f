"""Ladders as data: what is shipped, and what is refused."""

import pytest

from banjie.core.clocks import parse_target
from banjie.mediation.ladders import BadLadder, read, shipped

GOOD = {
    "key": "two",
    "name": "两级",
    "track": "people",
    "rungs": [
        {"key": "low", "name": "村", "unit_role": "mediation", "level": "village"},
        {"key": "high", "name": "县", "unit_role": "mediation_centre", "time": "45d"},
    ],
}


def test_the_shipped_ladders_are_sound_and_every_track_has_one():
    assert {ladder.track for ladder in shipped().values()} == {"people", "administrative", "judicial"}
    assert len(shipped()["people"].rungs) == 3


def test_a_rung_has_thirty_days_unless_it_says_otherwise():
    ladder = read(GOOD)
    assert [rung.time for rung in ladder.rungs] == [parse_target("30d"), parse_target("45d")]
    assert ladder.at(7).key == "high"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"name": ""}, ("missing", "name")),
        ({"track": "private"}, ("unknown_track", "track")),
        ({"rungs": []}, ("no_rung", "rungs")),
        ({"rungs": [{"key": "low", "name": "村"}]}, ("missing", "rungs.0.unit_role")),
        ({"rungs": [{**GOOD["rungs"][0], "level": "moon"}]}, ("unknown_level", "rungs.0.level")),
        ({"rungs": [{**GOOD["rungs"][0], "time": "soon"}]}, ("bad_time", "rungs.0.time")),
        ({"rungs": [GOOD["rungs"][0], GOOD["rungs"][0]]}, ("rung_twice", "rungs.1.key")),
    ],
)
def test_a_fault_is_named_with_its_place(change, problem):
    with pytest.raises(BadLadder) as bad:
        read({**GOOD, **change})
    assert problem in bad.value.problems
