"""An administrator admits another system: the token is shown once, and what it may do is set."""

import pytest
from bs4 import BeautifulSoup

from banjie.organisations.clients import queries
from banjie.organisations.models import Client
from banjie.platform import clock
from tests.integration.cases.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def admit(client, **fields):
    return client.post("/work/clients/new/", {"name": "热线", "contact": "", "scopes": ["create"], **fields})


def test_a_system_is_admitted_and_its_token_shown_once(client, world):
    client.force_login(world.staff["administrator"])
    shown = admit(client)
    token = BeautifulSoup(shown.content, "html.parser").find("code").get_text()
    known = queries.client_with(token, at=clock.now())
    assert known is not None
    assert known.name == "热线"
    assert token not in client.get(f"/work/clients/{known.id}/").content.decode()


def test_a_role_is_granted_and_withdrawn(client, world):
    client.force_login(world.staff["administrator"])
    admit(client)
    made = Client.objects.get()
    given = {"grant-role": "intake_clerk", "grant-unit": "centre", "grant-area": "county"}
    assert client.post(f"/work/clients/{made.pk}/grants/", given).status_code == 302
    grant = made.grants.get()
    assert (grant.role, grant.area_id) == ("intake_clerk", world.county.pk)
    client.post(f"/work/clients/{made.pk}/grants/{grant.pk}/withdrawal/")
    assert not made.grants.exists()


def test_a_name_is_taken_once(client, world):
    client.force_login(world.staff["administrator"])
    admit(client)
    assert admit(client).status_code == 422
    assert Client.objects.count() == 1


def test_a_system_out_of_use_is_shown_as_such_and_can_come_back(client, world):
    client.force_login(world.staff["administrator"])
    admit(client)
    made = Client.objects.get()
    client.post(f"/work/clients/{made.pk}/suspension/")
    assert Client.objects.get().active is False
    assert client.get("/work/clients/").status_code == 200
    client.post(f"/work/clients/{made.pk}/return/")
    assert Client.objects.get().active is True


def test_for_others_there_is_no_such_page(client, world):
    client.force_login(world.staff["dispatcher"])
    assert client.get("/work/clients/").status_code == 404
    assert admit(client).status_code == 404
