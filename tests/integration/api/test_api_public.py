"""Public cases through the interface: strangers read what was released, clients with the right release it."""

import pytest
from django.test import Client

from tests.integration.api.callers import make_caller
from tests.integration.cases.world import World
from tests.integration.web.publicity import SECRETS, WORDS, raised, released

pytestmark = pytest.mark.django_db


def strangers(path: str, **query: str):
    return Client().get(f"/api/v1{path}", query)


def test_strangers_read_what_was_released_and_nothing_else(world: World) -> None:
    made, hidden = released(world), raised(world)
    listed = strangers("/public/cases").json()
    assert [each["number"] for each in listed["cases"]] == [made.number]
    one = strangers(f"/public/cases/{made.number}")
    assert (one.json()["text"], one.json()["point"], one.json()["joined"]) == (WORDS.text, [110.512, 30.51], 0)
    for secret in SECRETS:
        assert secret not in one.content.decode()
    for number in (hidden.number, "202603-999999", "x"):
        assert strangers(f"/public/cases/{number}").status_code == 404
    assert strangers(f"/public/cases/{made.number}/photos/1").status_code == 404
    assert strangers("/public/cases", q="'!&|", area="\ufffd").json()["cases"] == []


def test_a_client_acts_as_far_as_its_roles_go(world: World, centre) -> None:
    made = raised(world)
    path = f"/api/v1/cases/{made.case_id}/publication"
    said = {"title": WORDS.title, "text": WORDS.text}
    assert Client().get(path).status_code == 401
    found = centre.get(path)
    assert (found.json()["standing"], found.json()["may"]) == ("", ["propose_public"])
    refused = centre.post(f"{path}/release", said)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_yours")
    assert centre.post(f"{path}/propose", said).json()["standing"] == "proposed"
    reviewer = make_caller(world, ("reviewer", "centre"))
    stale = reviewer.post(f"{path}/release", said, if_match='"1"')
    assert stale.status_code == 412
    bad = reviewer.post(f"{path}/release", said | {"text": "请打19900000077"})
    assert (bad.status_code, bad.json()["errors"][0]["code"]) == (422, "private_number")
    assert reviewer.post(f"{path}/release", said).json()["standing"] == "released"
    assert strangers(f"/public/cases/{made.number}").status_code == 200
    assert reviewer.post(f"{path}/take-back", {"reason": "误公开"}).json()["standing"] == "taken_back"
    assert strangers(f"/public/cases/{made.number}").status_code == 404
    handler = make_caller(world, ("handler", "urban"))
    assert handler.get(path).status_code == 404


def test_the_reporter_takes_it_back_by_the_code(world: World) -> None:
    made = released(world)
    address = f"/api/v1/tracking/{made.tracking_code}/public"
    answer = Client().post(address, {"public": False}, content_type="application/json")
    assert (answer.status_code, answer.json()["shown_publicly"]) == (200, False)
    assert strangers(f"/public/cases/{made.number}").status_code == 404
