"""A unit put under another takes its cases along: who sees them follows the new place at once."""

import json

from django.db import connection

from banjie.cases import queries
from banjie.cases.filters import Filters
from banjie.cases.models import Assisting, Case
from banjie.organisations import actions as organisations
from banjie.platform import events, stamps
from banjie.platform.actors import SYSTEM
from tests.integration.cases.test_closed_loop import AT, do, walked_to_handling
from tests.integration.cases.world import World


def delivered() -> None:
    """Hands the waiting news of moved units to whoever asked for it, as the worker does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'platform.deliver' ORDER BY id DESC")
        waiting = [json.loads(args) if isinstance(args, str) else args for (args,) in cursor.fetchall()]
    for args in waiting:
        if args["event"] == "organisations.unit_moved":
            events.deliver(**args)


def numbers(world: World, who: str) -> list[str]:
    stamps.clear_all()
    viewer = world.acting(who).viewer
    assert viewer is not None
    return [line.number for line in queries.listing(viewer, Filters(), at=AT).lines]


def test_cases_follow_the_unit_that_has_them_and_those_called_in(world: World) -> None:
    made = walked_to_handling(world)
    do(world, "handler", made.case_id, "call_in", unit=world.units["housing"].pk, task="查水管")
    # Twice, and followed in the other order: what counts is where the unit stands in the end.
    organisations.move_unit(unit_id=world.units["urban"].pk, parent_id=world.units["housing"].pk, by=SYSTEM, at=AT)
    for code in ("urban", "housing"):
        organisations.move_unit(unit_id=world.units[code].pk, parent_id=world.units["water"].pk, by=SYSTEM, at=AT)
    delivered()
    case = Case.objects.get(id=made.case_id)
    water = case.lead_unit_path.rpartition(".")[0]
    assert water.endswith("water")
    assert case.lead_unit_path == f"{water}.urban"
    assert Assisting.objects.get(case_id=made.case_id).unit_path == f"{water}.housing"
    assert numbers(world, "handler") == [made.number]
    assert numbers(world, "other_handler") == [made.number]
