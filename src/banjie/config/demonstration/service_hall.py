"""The county's hall: some days that are over, so that there are figures, and a morning in which people wait."""

from datetime import datetime, timedelta
from itertools import count
from typing import Final

from django.utils.timezone import localtime

from banjie.cases.acting import Acting
from banjie.config.stage import Stage
from banjie.organisations.queries import unit_by_code
from banjie.platform.actors import SYSTEM
from banjie.services.hall import forgetting, halls, keeping, tickets
from banjie.services.hall.models import DeviceKind
from banjie.services.hall.rules import Ending, Purpose

CODE: Final = "qinghe"
KIOSK: Final = "大厅入口左侧"
_UNIT: Final = "QH_CENTRE"
_CLERK: Final = "intake"
_DAYS: Final = 3
_VISITORS: Final = 24
# Minutes between one visitor and the next, how long each is at the desk: busy first, quiet later.
_COME: Final = (2, 3, 1, 4, 2, 6, 9, 5, 12, 14)
_STAY: Final = (7, 4, 9, 5, 12, 6)
_PURPOSES: Final = (Purpose.RAISE, Purpose.ASK, Purpose.FOLLOW, Purpose.RAISE, Purpose.MEDIATE, Purpose.OTHER)
_TYPED: Final = {
    "body": "我家楼下的窨井盖松了，夜里车一压就响，已经三天了，怕老人孩子踩空。",
    "place_text": "城关街道幸福路，菜场北门",
    "kind": "report",
    "identity": "confidential",
}


def open_hall(stage: Stage) -> None:
    """The hall, its board and kiosk, and what happened there up to now."""
    # Always open, so that whoever tries the demo at night gets a number too.
    hall_id = keeping.open_hall(
        wanted=keeping.Wanted(
            code=CODE, name="青禾县一站式办事大厅", unit_id=stage.units[_UNIT], working_days_only=False
        ),
        by=SYSTEM,
        at=stage.at,
    )
    for days in range(_DAYS, 0, -1):
        # At nine, so that no day reaches over its midnight.
        day = localtime(stage.at) - timedelta(days=days)
        _lived(hall_id, stage, begins=day.replace(hour=9, minute=0, second=0, microsecond=0))
    forgetting.forget_old(at=stage.at)
    _morning(hall_id, stage)


def kiosk_link(*, at: datetime) -> str:
    """A token for the demo's kiosk, made anew at every start: the one before is turned away. Empty without the hall."""
    hall = halls.by_code(CODE)
    if hall is None or unit_by_code(_UNIT) is None:
        return ""
    for file in halls.devices_of(hall.id):
        if file.name == KIOSK and file.in_use(at):
            keeping.revoke(device_id=file.id, by=SYSTEM, at=at)
    expires = at + timedelta(days=30)
    made = keeping.admit(hall_id=hall.id, kind=DeviceKind.KIOSK, name=KIOSK, expires_at=expires, by=SYSTEM, at=at)
    return made.token


def _lived(hall_id: int, stage: Stage, *, begins: datetime) -> None:
    """A day that is over, at two desks; each is free again when its visitor has gone."""
    clerk, at = stage.acting(_CLERK), begins
    free = {1: begins, 2: begins}
    for turn in range(_VISITORS):
        at += timedelta(minutes=_COME[turn % len(_COME)])
        purpose = _PURPOSES[turn % len(_PURPOSES)]
        number = tickets.take_number(hall_id=hall_id, purpose=purpose, priority=turn % 7 == 3, at=at).number
        desk = min(free, key=lambda each: (free[each], each))
        called = max(at, free[desk])
        free[desk] = called + timedelta(minutes=_STAY[turn % len(_STAY)])
        tickets.call_next(hall_id=hall_id, desk=desk, by=clerk, at=called)
        ending = Ending.ABSENT if turn % 11 == 10 else Ending.SERVED
        tickets.end(hall_id=hall_id, number=number, ending=ending, by=clerk, at=called)


def _morning(hall_id: int, stage: Stage) -> None:
    """Some were served, one is at a desk, the others wait; one of these has typed something at the kiosk."""
    clerk: Acting = stage.acting(_CLERK)
    moments = (stage.at - timedelta(minutes=40 - 4 * turn) for turn in count())
    for turn in range(6):
        at = next(moments)
        number = tickets.take_number(hall_id=hall_id, purpose=_PURPOSES[turn], at=at).number
        tickets.call_next(hall_id=hall_id, desk=2, by=clerk, at=at)
        if turn < 5:
            tickets.end(hall_id=hall_id, number=number, ending=Ending.SERVED, by=clerk, at=at)
    for turn in range(4):
        purpose = _PURPOSES[turn]
        draft = _TYPED if turn == 0 else None
        tickets.take_number(hall_id=hall_id, purpose=purpose, priority=turn == 2, draft=draft, at=stage.at)
