"""Our own server half as the neighbour, over real connections: a matter of ours becomes a matter of its own there."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from pytest_django.live_server_helper import LiveServer

from banjie.cases import actions as cases
from banjie.cases import queries
from banjie.cases.acting import AS_REPORTER, Acting
from banjie.cases.models import Case
from banjie.onward import actions, asking, jobs, linking, rounds
from banjie.onward.actions import Wanted
from banjie.onward.queries import links_of
from banjie.organisations.models import Unit
from banjie.organisations.permissions import ROLES, Viewer, ViewerGrant
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from tests.integration.api.callers import Caller, make_caller
from tests.integration.cases.test_closed_loop import ANSWER, matter
from tests.integration.cases.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


@pytest.fixture
def _waits_longer(settings) -> None:
    settings.BANJIE_ONWARD_SECONDS = 20


def in_roles(world: World, unit: Unit, *roles: str) -> Acting:
    """Somebody who holds these roles from one unit over the county."""
    held = [ROLES[role] for role in roles]
    grants = tuple(ViewerGrant(r.key, r.permissions, world.county.path, unit.pk, unit.path, r.reach) for r in held)
    return Acting.staff(Viewer(world.staff["dispatcher"].pk, "派遣员", grants))


def do(case_id: int, command: str, by: Acting, **data) -> None:
    cases.perform(case_id, command, by=by, at=clock.now(), data=data)


def turn(endpoint_id: int, *, later: timedelta = timedelta(0)) -> None:
    at = clock.now() + later
    linking.gather(at=at)
    rounds.work(endpoint_id, at=at)


def set_up(world: World, url: str, key: str, **changes) -> int:
    values = {"name": "市级平台", "url": f"{url}/open311/v2", "unit_id": world.units["water"].pk, "api_key": key}
    made = actions.add(wanted=Wanted(**values | {"jurisdiction_id": "county"} | changes), by=SYSTEM, at=clock.now())
    answered = asking.ask_services(endpoint_id=made, by=SYSTEM, at=clock.now())
    assert answered.services
    assert answered.has_updates
    return made


def theirs(world: World) -> Caller:
    """The client under which they let us in: it hands in, and reads how it stands."""
    return make_caller(world, ("intake_clerk", "centre"), ("dispatcher", "centre"))


@pytest.mark.usefixtures("_waits_longer")
@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_case_goes_round_through_another_installation(world: World, live_server: LiveServer, form: str) -> None:
    there = set_up(world, live_server.url, theirs(world).token, format=form)
    made = cases.submit(matter(world), channel="hotline", by=world.acting("intake"), at=clock.now())
    centre = in_roles(world, world.units["centre"], "intake_clerk", "dispatcher", "reviewer")
    do(made.case_id, "accept", centre)
    do(made.case_id, "assign", centre, lead=world.units["water"].pk)
    turn(there)
    (link,) = links_of(made.case_id)
    assert (link.state, link.note) == ("open", "")
    other = Case.objects.get(number=link.remote_id)
    assert other.id != made.case_id
    assert made.number in other.text.body
    # Over there somebody works on it and closes it.
    do(other.id, "accept", centre)
    do(other.id, "assign", centre, lead=world.units["urban"].pk)
    urban = in_roles(world, world.units["urban"], "handler")
    do(other.id, "claim", urban)
    do(other.id, "answer", urban, **ANSWER)
    reviewer = Acting.staff(Viewer(world.staff["reviewer"].pk, "审核员", centre.grants))
    do(other.id, "approve", reviewer)
    do(other.id, "close", reviewer)
    turn(there, later=timedelta(minutes=10))
    here = Case.objects.get(id=made.case_id)
    assert here.state == "answered"
    do(made.case_id, "approve", reviewer)
    do(made.case_id, "close", reviewer)
    seen = queries.tracked(made.tracking_code, at=clock.now())
    assert seen is not None
    assert seen.replies[0][2] == ANSWER["public_reply"]
    assert "sent_on" in [each.command for each in seen.entries]
    do(made.case_id, "rate", AS_REPORTER, solved=True, satisfaction=5)
    assert Case.objects.get(id=made.case_id).state == "finished"
    assert Case.objects.count() == 2


@pytest.mark.usefixtures("_waits_longer")
def test_the_same_message_twice_makes_one_case_there(world: World, live_server: LiveServer) -> None:
    """Several workers at once, and a link put back as if its answer had been lost: theirs stays one."""
    there = set_up(world, live_server.url, theirs(world).token)
    made = cases.submit(matter(world), channel="hotline", by=world.acting("intake"), at=clock.now())
    centre = in_roles(world, world.units["centre"], "intake_clerk", "dispatcher")
    do(made.case_id, "accept", centre)
    do(made.case_id, "assign", centre, lead=world.units["water"].pk)
    linking.gather(at=clock.now())
    workers = [threading.Thread(target=_round, args=(there,)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert Case.objects.count() == 2


@pytest.mark.usefixtures("_waits_longer")
def test_a_worker_keeps_at_it_by_itself(world: World, live_server: LiveServer) -> None:
    set_up(world, live_server.url, theirs(world).token)
    made = cases.submit(matter(world), channel="hotline", by=world.acting("intake"), at=clock.now())
    centre = in_roles(world, world.units["centre"], "intake_clerk", "dispatcher")
    do(made.case_id, "accept", centre)
    do(made.case_id, "assign", centre, lead=world.units["water"].pk)
    worker = jobs.rounds()
    until = time.monotonic() + 30
    while time.monotonic() < until and not any(each.remote_id for each in links_of(made.case_id)):
        worker.turn()
        time.sleep(0.1)
    worker.stop()
    assert links_of(made.case_id)[0].state == "open"
    assert Case.objects.count() == 2


@pytest.mark.usefixtures("_waits_longer")
def test_what_we_sent_there_is_not_taken_in_from_there(world: World, live_server: LiveServer) -> None:
    back = make_caller(world, ("intake_clerk", "centre"), name="Their way to us")
    there = set_up(world, live_server.url, theirs(world).token, client_id=back.id)
    made = cases.submit(matter(world), channel="hotline", by=world.acting("intake"), at=clock.now())
    centre = in_roles(world, world.units["centre"], "intake_clerk", "dispatcher")
    do(made.case_id, "accept", centre)
    do(made.case_id, "assign", centre, lead=world.units["water"].pk)
    turn(there)
    text = Case.objects.get(number=links_of(made.case_id)[0].remote_id).text.body
    fields = {"api_key": back.token, "service_code": world.category, "description": text, "lat": 30.5, "long": 110.5}
    refused = Browser().post("/open311/v2/requests.json", fields)
    assert refused.status_code == 400
    assert "[sent_back]" in refused.json()[0]["description"]
    assert Case.objects.count() == 2


def _round(endpoint_id: int) -> None:
    try:
        rounds.work(endpoint_id, at=clock.now())
    finally:
        connection.close()
