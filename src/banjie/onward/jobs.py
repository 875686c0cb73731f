"""Cases on their way to other servers, and how they fare there. Thin."""

from banjie.onward.rounds import Rounds
from banjie.platform.jobs import Steady, steady


@steady("onward.rounds", every=3)
def rounds() -> Steady:
    return Rounds()
