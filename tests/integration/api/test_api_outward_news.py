"""Subscriptions through the API, and the public feeds."""

import json
from xml.etree import ElementTree

import pytest
from django.test import Client as Browser

from banjie.cases.models import Case
from banjie.outbound.models import Subscription
from tests.integration.api.callers import CASES, make_caller, matter

OWN = "/api/v1/subscriptions"
WANTED = {"name": "closed ones", "url": "https://hooks.example.org/in", "types": ["closed"], "fields": ["text"]}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def reader(world):
    return make_caller(world, ("dispatcher", "centre"), scopes=("read",))


def sent(reader, method: str, path: str, body=None):
    return Browser().generic(
        method, path, json.dumps(body or {}), content_type="application/json", headers=reader._headers({})
    )


def test_a_client_makes_changes_and_removes_its_subscription(reader):
    made = reader.post(OWN, WANTED)
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    own = f"{OWN}/{made.json()['id']}"
    assert "secret" not in reader.get(own).json()
    changed = sent(reader, "PUT", own, WANTED | {"types": []})
    assert changed.json()["types"] == []
    assert reader.post(f"{own}/do/stop").json()["active"] is False
    assert reader.post(f"{own}/do/start").json()["active"] is True
    assert reader.post(f"{own}/do/test").json()["waiting"] == 1
    assert reader.get(f"{own}/deliveries?state=waiting").json()["deliveries"][0]["type"] == "banjie.test"
    assert reader.post(f"{own}/deliveries/replay").json() == {"count": 0}
    renewed = reader.post(f"{own}/secret").json()["secret"]
    assert renewed not in {made.json()["secret"], ""}
    changes = reader.get(f"{own}/changes")
    assert [each["verb"] for each in changes.json()["changes"]] == ["renew", "start", "stop", "change", "create"]
    assert not any(each in changes.content.decode() for each in (renewed, made.json()["secret"], WANTED["url"]))
    assert sent(reader, "DELETE", own).status_code == 204
    assert reader.get(own).status_code == 404


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"url": "https://10.0.0.1/"}, "address_private"),
        ({"url": "http://example.org/"}, "address_not_https"),
        ({"fields": ["verdict"]}, "field_beyond_scopes"),
        ({"name": "  "}, "name_missing"),
        ({"types": ["everything"]}, "invalid"),
        ({"more": 1}, "invalid"),
    ],
)
def test_what_does_not_hold_is_refused_whole(reader, change, code):
    refused = reader.post(OWN, WANTED | change)
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert not Subscription.objects.exists()


def test_another_clients_subscription_does_not_exist(world, reader):
    own = f"{OWN}/{reader.post(OWN, WANTED).json()['id']}"
    other = make_caller(world, ("dispatcher", "centre"), scopes=("read",), name="another")
    assert other.get(own).status_code == other.post(f"{own}/do/stop").status_code == 404
    assert other.get(f"{own}/changes").status_code == other.post(f"{own}/secret").status_code == 404
    assert other.get(OWN).json() == {"subscriptions": []}


def test_the_feeds_tell_what_is_public_and_no_more(world, centre):
    made = centre.post(CASES, matter(world, title="某某家门口", public=True)).json()
    hidden = centre.post(CASES, matter(world)).json()
    Case.objects.filter(id=hidden["case_id"] if "case_id" in hidden else hidden["id"]).update(public=False)
    key = made["case_id"] if "case_id" in made else made["id"]
    Case.objects.filter(id=key).update(public=True)
    told = Browser().get("/feeds/cases.json")
    numbers = [each["_banjie"]["number"] for each in told.json()["items"]]
    atom = Browser().get("/feeds/cases.atom")
    entries = ElementTree.fromstring(atom.content).findall(f"{ATOM}entry")
    assert len(numbers) == len(entries) == Case.objects.filter(public=True, number__in=numbers).count()
    for word in ("某某", "路灯", "19900000001"):
        assert word not in told.content.decode()
        assert word not in atom.content.decode()
    again = Browser().get("/feeds/cases.json", headers={"If-None-Match": told["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("query", ["area=nowhere", "category=nowhere", "page=99999", "page=x", "state=odd", "page=0"])
def test_a_feed_takes_odd_questions(world, query):
    for kind in ("json", "atom"):
        assert Browser().get(f"/feeds/cases.{kind}?{query}").status_code == 200
