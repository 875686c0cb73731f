"""Ladders: every fault at its place, and disputes that keep their rung when one changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.core.clocks import Target, Unit
from banjie.mediation.ladders import BadLadder, Ladder, Rung, declare, moves, read, shipped, taken_away
from banjie.mediation.ladders.model import LEVELS, MEDIATORS, TRACKS
from banjie.mediation.models import MediatorKind, Track

GOOD = {
    "key": "own",
    "name": "本县",
    "track": "people",
    "rungs": [
        {"key": "village", "name": "村", "unit_role": "mediation", "level": "village", "time": "30d"},
        {"key": "county", "name": "县", "unit_role": "mediation_centre", "level": "county", "time": "20wd"},
    ],
}


def changed(position: int | None = None, **values):
    """The declaration with some values of the ladder, or of one rung, replaced."""
    rungs = [dict(rung) for rung in GOOD["rungs"]]
    if position is None:
        return {**GOOD, "rungs": rungs, **values}
    rungs[position] |= values
    return {**GOOD, "rungs": rungs}


@pytest.mark.parametrize(
    ("declared", "problem"),
    [
        (changed(key=""), ("missing", "key")),
        (changed(key="Own Ladder"), ("bad_key", "key")),
        (changed(name=""), ("missing", "name")),
        (changed(track="military"), ("unknown_track", "track")),
        (changed(rungs=[]), ("no_rung", "rungs")),
        (
            changed(rungs=[{**GOOD["rungs"][0], "key": f"r{n}", "name": f"{n}"} for n in range(9)]),
            ("too_many_rungs", "rungs"),
        ),
        (changed(1, key="village"), ("rung_twice", "rungs.1.key")),
        (changed(1, name="村"), ("rung_twice", "rungs.1.name")),
        (changed(0, name=""), ("missing", "rungs.0.name")),
        (changed(1, unit_role=""), ("missing", "rungs.1.unit_role")),
        (changed(1, level="planet"), ("unknown_level", "rungs.1.level")),
        (changed(0, time="soon"), ("bad_time", "rungs.0.time")),
        (changed(0, time="0d"), ("time_not_days", "rungs.0.time")),
        (changed(0, time="24h"), ("time_not_days", "rungs.0.time")),
        (changed(0, sits=["judge"]), ("unknown_mediators", "rungs.0.sits")),
    ],
)
def test_a_fault_is_named_where_it_is(declared, problem) -> None:
    with pytest.raises(BadLadder) as bad:
        read(declared)
    assert bad.value.problems == (problem,)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(BadLadder) as bad:
        read({"rungs": [{}, {"time": "x"}]})
    assert len(bad.value.problems) == 10


def test_the_words_of_ladders_are_those_of_the_tables() -> None:
    assert set(Track.values) == TRACKS
    assert set(MediatorKind.values) == MEDIATORS


def test_shipped_ladders_survive_being_declared() -> None:
    for ladder in shipped().values():
        assert read(declare(ladder)) == ladder


keys = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True)


@st.composite
def ladders(draw):
    return Ladder(
        "own",
        "本县",
        "Own",
        draw(st.sampled_from(sorted(TRACKS))),
        tuple(
            Rung(
                key,
                f"级{key}",
                f"Rung {key}",
                "mediation",
                draw(st.none() | st.sampled_from(sorted(LEVELS))),
                Target(draw(st.integers(1, 90)), draw(st.sampled_from([Unit.CALENDAR_DAYS, Unit.WORKING_DAYS]))),
                frozenset(draw(st.sets(st.sampled_from(sorted(MEDIATORS)), max_size=3))),
                draw(st.booleans()),
            )
            for key in draw(keys)
        ),
    )


@given(ladders())
def test_any_ladder_survives_being_declared(ladder) -> None:
    assert read(declare(ladder)) == ladder


@given(ladders(), ladders())
def test_disputes_keep_their_rung_by_its_key(old, new) -> None:
    table = moves(old, new)
    kept = {rung.key for rung in new.rungs}
    assert all(0 <= now < len(new.rungs) for now in table.values())
    for position, rung in enumerate(old.rungs):
        now = table.get(position, position)
        if rung.key in kept:
            assert new.rungs[now].key == rung.key
        else:
            below = [each.key for each in old.rungs[:position] if each.key in kept]
            assert new.rungs[now].key == (below[-1] if below else new.rungs[0].key)


@given(ladders(), st.data())
def test_nobody_s_rung_is_taken_away_while_a_dispute_runs_on_it(old, data) -> None:
    gone = data.draw(st.sampled_from(old.rungs))
    new = Ladder("own", "本县", "Own", old.track, tuple(rung for rung in old.rungs if rung is not gone))
    assert taken_away(old, new, {gone.key}) == (gone.key,)
    assert taken_away(old, new, {rung.key for rung in new.rungs}) == ()
    assert taken_away(old, old, {rung.key for rung in old.rungs}) == ()
