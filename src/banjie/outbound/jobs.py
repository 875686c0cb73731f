"""News on its way out. Thin."""

from banjie.outbound import fan_out, upkeep
from banjie.outbound.delivering import Deliverer
from banjie.platform import clock
from banjie.platform.jobs import Steady, job, steady


class _Outgoing:
    """What a worker does each turn: the outbox is emptied, and whoever is due is sent to."""

    def __init__(self) -> None:
        self._deliverer = Deliverer()

    def turn(self) -> None:
        while fan_out.fan_out(at=clock.now()):
            continue
        self._deliverer.turn(at=clock.now())

    def stop(self) -> None:
        self._deliverer.stop()


@steady("outbound.send", every=0.5)
def send() -> Steady:
    return _Outgoing()


@job("outbound.forget", every="57 1 * * *")
def forget() -> None:
    upkeep.forget_old(at=clock.now())
