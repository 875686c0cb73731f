"""What a change of a ladder means for the disputes that stand on it. Pure.

A dispute stays on its rung by the rung's key, whatever is put below, above or between. A rung on which a running
dispute stands cannot be taken away. One that has ended on a rung that is gone counts as having ended on the next
one below that is still there.
"""

from collections.abc import Collection, Mapping

from .model import Ladder


def moves(old: Ladder, new: Ladder) -> Mapping[int, int]:
    """From the positions of the old ladder to those of the new, without those that stay the same."""
    now = {rung.key: position for position, rung in enumerate(new.rungs)}
    found: dict[int, int] = {}
    below = 0
    for position, rung in enumerate(old.rungs):
        below = now.get(rung.key, below)
        if below != position:
            found[position] = below
    return found


def taken_away(old: Ladder, new: Ladder, standing: Collection[str]) -> tuple[str, ...]:
    """The keys of rungs that the new ladder lacks although disputes run on them."""
    kept = {rung.key for rung in new.rungs}
    return tuple(rung.key for rung in old.rungs if rung.key not in kept and rung.key in standing)
