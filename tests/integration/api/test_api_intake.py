"""Matters handed in by other systems."""

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banjie.cases.models import Case, TimelineEntry
from tests.integration.api.callers import CASES, make_caller, matter


def pointers(response):
    return {each.get("pointer", each.get("parameter")): each["code"] for each in response.json()["errors"]}


def test_a_matter_handed_in_is_a_case_with_its_area_and_its_clock(world, centre, case):
    stored = Case.objects.get(id=case["case_id"])
    assert (stored.channel, stored.area_path, stored.state) == ("api", "county.west", "received")
    assert stored.due_at is not None
    first = TimelineEntry.objects.get(case=stored)
    assert (first.actor_kind, first.actor_id) == ("client", centre.id)
    assert case["repeated"] is False


def test_a_new_case_says_where_it_can_be_read(world, centre):
    made = centre.post(CASES, matter(world))
    assert centre.get(made["Location"]).json()["id"] == made.json()["case_id"]


def test_a_matter_can_go_straight_to_a_unit(world, centre):
    made = centre.post(CASES, matter(world, through="assigned", lead=world.units["urban"].pk, channel="wechat"))
    assert made.json()["state"] == "assigned"
    stored = Case.objects.get(id=made.json()["case_id"])
    assert (stored.lead_unit_id, stored.channel) == (world.units["urban"].pk, "wechat")


def test_the_same_key_gives_the_first_case_again(world, centre):
    first = centre.post(CASES, matter(world), Idempotency_Key="k1")
    again = centre.post(CASES, matter(world), Idempotency_Key="k1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == {**first.json(), "repeated": True}
    assert Case.objects.count() == 1


def test_the_same_key_for_another_matter_is_refused(world, centre):
    centre.post(CASES, matter(world), Idempotency_Key="k1")
    other = centre.post(CASES, matter(world, body="别的事情"), Idempotency_Key="k1")
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    assert Case.objects.count() == 1


def test_keys_of_two_clients_do_not_meet(world, centre):
    other = make_caller(world, ("intake_clerk", "centre"), name="other")
    first = centre.post(CASES, matter(world), Idempotency_Key="k1")
    second = other.post(CASES, matter(world), Idempotency_Key="k1")
    assert second.status_code == 201
    assert second.json()["case_id"] != first.json()["case_id"]


@pytest.mark.parametrize("key", ["", "has space", "é", "x" * 81])
def test_a_key_is_a_short_word(world, centre, key):
    refused = centre.post(CASES, matter(world), Idempotency_Key=key)
    assert refused.status_code == 422
    assert pointers(refused) == {"Idempotency-Key": "idempotency_key"}


def test_every_fault_of_a_matter_is_named_where_it_stands(world, centre):
    refused = centre.post(
        CASES,
        matter(world, body="", kind="wish", surprise=1, contact={"phone": "1" * 50}, received_at="2026-03-02T01:30:00"),
    )
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    assert pointers(refused) == {
        "#/body": "too_short",
        "#/kind": "literal_error",
        "#/surprise": "extra_forbidden",
        "#/contact/phone": "too_long",
        "#/received_at": "timezone_aware",
    }
    assert Case.objects.count() == 0


def test_what_the_county_does_not_know_is_named_too(world, centre):
    refused = centre.post(CASES, matter(world, category="nothing", longitude=30.5, latitude=110.5))
    assert refused.status_code == 422
    assert pointers(refused)["#/category"] == "category_unknown"
    assert all(each["detail"] != each["code"] for each in refused.json()["errors"])


def test_rules_across_fields_keep_their_own_code(world, centre):
    refused = centre.post(CASES, matter(world, identity="anonymous"))
    assert pointers(refused) == {"#": "anonymous_with_contact"}


def test_problems_are_told_in_the_language_asked_for(world, centre):
    body = matter(world, category="nothing")
    english = centre.post(CASES, body).json()
    centre.language = "zh-CN"
    chinese = centre.post(CASES, body).json()
    assert english["errors"][0]["detail"] == "There is no such category."
    assert english["errors"][0]["code"] == chinese["errors"][0]["code"]


def test_a_client_hands_in_only_where_it_was_admitted(world):
    caller = make_caller(world, ("intake_clerk", "west_centre"), area=world.townships[0])
    assert caller.post(CASES, matter(world)).status_code == 201
    east = caller.post(CASES, matter(world, longitude=111.5))
    nowhere = caller.post(CASES, matter(world, longitude=None, latitude=None))
    assert (east.status_code, east.json()["code"]) == (403, "outside_own_areas")
    assert nowhere.status_code == 403
    assert Case.objects.count() == 1


def test_a_client_without_the_scope_hands_nothing_in(world):
    caller = make_caller(world, ("intake_clerk", "centre"), scopes=("read",))
    assert caller.post(CASES, matter(world)).status_code == 403


def test_a_client_that_only_hands_in_reads_nothing(world, case):
    caller = make_caller(world, ("intake_clerk", "centre"), scopes=("create",))
    assert caller.post(CASES, matter(world)).status_code == 201
    assert caller.get(f"{CASES}/{case['case_id']}").status_code == 404
    assert caller.get(CASES).json()["cases"] == []
    assert caller.post(CASES, matter(world, through="accepted")).status_code == 403


def test_handing_in_costs_few_statements(world, centre, monkeypatch):
    """Two: its number, and one that writes every table. The savepoints here are the test's own doing."""
    centre.post(CASES, matter(world))
    sent = []
    execute = psycopg.Cursor.execute

    def counted(cursor, query, *arguments, **options):
        sent.append(str(query))
        return execute(cursor, query, *arguments, **options)

    monkeypatch.setattr(psycopg.Cursor, "execute", counted)
    with CaptureQueriesContext(connection) as queries:
        assert centre.post(CASES, matter(world)).status_code == 201
    logged = [each["sql"] for each in queries if "SAVEPOINT" not in each["sql"] and "platform_stamp" not in each["sql"]]
    written = [sql for sql in sent if "INSERT" in sql]
    assert ["nextval" in sql for sql in logged] == [True]
    assert len(written) == 1
    assert written[0].count("INSERT INTO") == 4
