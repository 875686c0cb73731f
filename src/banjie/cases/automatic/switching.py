"""Switching rules: by those who publish the catalogue, and off by the rule itself."""

from dataclasses import asdict
from datetime import datetime
from typing import Final

from django.db import transaction

from banjie.cases.automatic.measuring import rules, tally
from banjie.cases.automatic.rules import State
from banjie.cases.models import Automation, AutomationChange
from banjie.cases.reference import reference
from banjie.intelligence.weighing.license import Ground, ground
from banjie.platform.actors import SYSTEM, Actor

LOWEST, HIGHEST = 0.8, 0.999
FEWEST, MOST = 2, 50
BY_HAND: Final = "by_hand"


class CannotSwitch(ValueError):
    """`code`: category_unknown, rate_out_of_range, every_out_of_range, or why it may not act (`Ground`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def switch(*, category: str, state: State, asked: float, every: int, by: Actor, at: datetime) -> None:
    """Sets a rule. It is switched on only where what was measured allows it. Raises CannotSwitch."""
    if category and reference().category(category) is None:
        raise CannotSwitch("category_unknown")
    if not LOWEST <= asked <= HIGHEST:
        raise CannotSwitch("rate_out_of_range")
    if not FEWEST <= every <= MOST:
        raise CannotSwitch("every_out_of_range")
    counted = tally(category, at=at)
    if state is State.ON and (why := ground(counted, asked=asked)) is not Ground.ALLOWED:
        raise CannotSwitch(str(why))
    with transaction.atomic():
        new = {"state": state, "asked": asked, "every": every, "since": at}
        made, _new = Automation.objects.update_or_create(category=category, defaults=new)
        _note(made, BY_HAND, asdict(counted), by, at)


def call_off(*, at: datetime) -> list[str]:
    """Has every rule that is no longer allowed to act go back to measuring. Returns the categories of those."""
    off = []
    for rule in rules().values():
        if rule.state is not State.ON:
            continue
        counted = tally(rule.category, at=at)
        why = ground(counted, asked=rule.asked)
        if why is Ground.ALLOWED:
            continue
        with transaction.atomic():
            made = Automation.objects.select_for_update().get(id=rule.id)
            made.state, made.since = State.MEASURING, at
            made.save(update_fields=["state", "since"])
            _note(made, str(why), asdict(counted), SYSTEM, at)
        off.append(rule.category)
    return off


def _note(made: Automation, why: str, figures: dict[str, int], by: Actor, at: datetime) -> None:
    AutomationChange.objects.create(
        automation=made,
        state=made.state,
        asked=made.asked,
        every=made.every,
        why=why,
        figures=figures,
        at=at,
        by=by.name[:80],
    )
