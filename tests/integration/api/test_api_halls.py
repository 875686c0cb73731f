"""Numbers of a service hall by other systems, and how many wait for anybody."""

import pytest
from django.test import Client as Browser

from banjie.platform import clock
from banjie.services.hall.models import Ticket
from tests.integration.api.callers import Caller, make_caller
from tests.integration.cases.world import AT
from tests.integration.services.halls import make_hall, taken

HALL = "/api/v1/halls/hall"


@pytest.fixture
def hall(world, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)
    return make_hall(world)


@pytest.fixture
def machine(world, hall) -> Caller:
    return make_caller(world, ("intake_clerk", "centre"), scopes=["counter"])


def test_anybody_reads_how_many_wait(hall):
    taken(hall)
    told = Browser().get(HALL).json()
    assert (told["waiting"], told["is_open"], told["calls"]) == (1, True, [])
    assert Browser().get("/api/v1/halls/nowhere").status_code == 404


def test_a_number_is_taken_called_sent_on_and_ended(hall, machine):
    made = machine.post(f"{HALL}/numbers", {"purpose": "ask"}, idempotency_key="one")
    assert (made.status_code, made.json()) == (201, {"number": 1, "before": 0, "minutes": None})
    assert machine.post(f"{HALL}/numbers", {"purpose": "ask"}, idempotency_key="one").json()["number"] == 1
    machine.post(f"{HALL}/numbers", {"purpose": "raise", "priority": True})
    (first, second) = machine.get(f"{HALL}/numbers").json()["numbers"]
    assert (first["number"], first["priority"], second["number"], second["typed"]) == (2, True, 1, False)
    assert machine.post(f"{HALL}/calls", {"desk": 3}).json() == {"number": 2}
    busy = machine.post(f"{HALL}/calls", {"desk": 3})
    assert (busy.status_code, busy.json()["code"]) == (409, "desk_busy")
    assert machine.post(f"{HALL}/numbers/2", {"what": "again"}).status_code == 204
    assert machine.post(f"{HALL}/numbers/2", {"what": "hand_on", "to_desk": 4}).status_code == 204
    assert machine.post(f"{HALL}/calls", {"desk": 4}).json() == {"number": 2}
    assert machine.post(f"{HALL}/numbers/2", {"what": "served"}).status_code == 204
    assert machine.post(f"{HALL}/numbers/2", {"what": "served"}).json()["code"] == "ended"
    assert machine.post(f"{HALL}/calls", {"desk": 4}).json() == {"number": 1}
    assert machine.post(f"{HALL}/calls", {"desk": 5}).json() == {"number": None}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("numbers", {"purpose": "beer"}, 422),
        ("numbers", {"purpose": "ask", "draft": "who"}, 422),
        ("calls", {"desk": 0}, 422),
        ("calls", {"desk": "3 or 4"}, 422),
        ("numbers/1", {"what": "hand_on"}, 422),
        ("numbers/1", {"what": "forget"}, 422),
        ("numbers/77", {"what": "again"}, 404),
        ("numbers/0", {"what": "again"}, 422),
    ],
)
def test_what_does_not_hold_is_refused(hall, machine, path, body, status):
    taken(hall)
    machine.post(f"{HALL}/calls", {"desk": 1})
    assert machine.post(f"{HALL}/{path}", body).status_code == status
    assert Ticket.objects.filter(ended_at=None, desk=1).count() == 1


def test_others_find_no_hall_there(world, hall):
    for caller in (
        make_caller(world, ("intake_clerk", "centre"), scopes=["create", "read", "act"]),
        make_caller(world, ("intake_clerk", "west_centre"), scopes=["counter"], name="elsewhere"),
        make_caller(world, ("dispatcher", "centre"), scopes=["counter"], name="dispatching"),
    ):
        assert caller.post(f"{HALL}/numbers", {"purpose": "ask"}).status_code == 404
        assert caller.get(f"{HALL}/numbers").status_code == 404
    assert Browser().post(f"{HALL}/calls", {"desk": 1}, content_type="application/json").status_code == 401
    assert Ticket.objects.count() == 0
