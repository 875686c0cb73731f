"""The steps of a case that is sent on: an endpoint set up, a case given to its unit, rounds gone."""

from datetime import datetime, timedelta
from typing import Any

from banjie.onward import actions, asking, linking, queries, rounds
from banjie.onward.actions import Wanted
from banjie.onward.models import Endpoint, Link
from banjie.onward.queries import LinkLine
from banjie.platform.actors import SYSTEM
from tests.integration.cases.test_closed_loop import do, taken_in
from tests.integration.cases.world import AT, World

MINUTE = timedelta(minutes=1)


def endpoint(world: World, url: str, *, ask: bool = True, mapped: bool = True, **changes: Any) -> int:
    """Stands for the water unit. The category of the small county is mapped to the service that is most like it."""
    values: dict[str, Any] = {"name": "市级平台", "url": url, "unit_id": world.units["water"].pk, "api_key": "k-1"}
    made = actions.add(wanted=Wanted(**values | changes), by=SYSTEM, at=AT)
    if ask:
        asking.ask_services(endpoint_id=made, by=SYSTEM, at=AT)
    if mapped:
        actions.map_category(endpoint_id=made, category=world.category, service_code="W", sources={}, by=SYSTEM, at=AT)
    return made


def given(world: World, **changes: Any):
    """A case that was accepted and given to the water unit."""
    case = taken_in(world, **changes)
    do(world, "intake", case.case_id, "accept")
    do(world, "dispatcher", case.case_id, "assign", lead=world.units["water"].pk)
    return case


def go(endpoint_id: int, at: datetime) -> None:
    """One look of a worker: what is new is gathered, and the endpoint has its round if it is due."""
    linking.gather(at=at)
    if endpoint_id in rounds.due(at=at):
        rounds.work(endpoint_id, at=at)


def awake(endpoint_id: int) -> None:
    """Whatever it rests for, it is asked again at once."""
    Endpoint.objects.filter(pk=endpoint_id).update(resume_at=None)
    Link.objects.filter(endpoint_id=endpoint_id, ended_at=None, next_at__isnull=False).update(next_at=AT)


def link(case_id: int) -> LinkLine:
    (found,) = queries.links_of(case_id)[:1]
    return found
