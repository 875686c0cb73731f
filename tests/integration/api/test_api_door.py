"""The door: tokens, and what is turned away before anything is done."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError

from banjie.cases.models import Case
from banjie.organisations.clients import actions
from banjie.organisations.models import Client, OrganisationChange
from banjie.organisations.refusals import Refused
from banjie.platform.actors import SYSTEM
from tests.integration.api.callers import CASES, Caller, make_caller, matter
from tests.integration.cases.world import AT

LONG_PAST = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic eDp5"}])
def test_without_a_token_in_use_nothing_is_told(client, world, headers):
    refused = client.get(CASES, headers=headers)
    assert (refused.status_code, refused["Content-Type"]) == (401, "application/problem+json")
    assert refused["WWW-Authenticate"].startswith("Bearer")


def test_a_token_ends_with_its_client_and_on_its_day(world):
    caller = make_caller(world, ("reviewer", "centre"))
    assert caller.get(CASES).status_code == 200
    actions.suspend_client(client_id=caller.id, by=SYSTEM, at=AT)
    assert caller.get(CASES).status_code == 401
    actions.restore_client(client_id=caller.id, by=SYSTEM, at=AT)
    assert caller.get(CASES).status_code == 200
    renewed = actions.renew_token(client_id=caller.id, by=SYSTEM, at=AT)
    assert caller.get(CASES).status_code == 401
    assert Caller(caller.id, renewed).get(CASES).status_code == 200
    expired = make_caller(world, ("reviewer", "centre"), name="expired", expires_at=LONG_PAST)
    assert expired.get(CASES).status_code == 401


def test_a_token_is_kept_as_a_digest_only(world):
    caller = make_caller(world)
    stored = Client.objects.get(pk=caller.id)
    assert caller.token.encode() not in bytes(stored.token_digest)
    assert caller.token not in str(list(OrganisationChange.objects.filter(subject_kind="client").values("data")))


def test_every_change_to_a_client_is_on_record(world):
    caller = make_caller(world, ("reviewer", "centre"))
    grant = Client.objects.get(pk=caller.id).grants.get()
    actions.withdraw_from_client(client_id=caller.id, grant_id=grant.pk, by=SYSTEM, at=AT)
    told = OrganisationChange.objects.filter(subject_kind="client", subject_id=caller.id).order_by("id")
    assert [change.verb for change in told] == ["admit", "grant", "withdraw"]
    assert caller.get(CASES).json()["cases"] == []


def test_no_client_judges_its_own_work(world):
    with pytest.raises(Refused):
        make_caller(world, ("handler", "urban"), ("reviewer", "centre"))


def test_the_last_use_is_noted_once_in_a_while(world):
    caller = make_caller(world)
    actions.client_seen(client_id=caller.id, at=AT)
    actions.client_seen(client_id=caller.id, at=AT + timedelta(minutes=4))
    assert Client.objects.get(pk=caller.id).last_used_at == AT
    actions.client_seen(client_id=caller.id, at=AT + timedelta(minutes=6))
    assert Client.objects.get(pk=caller.id).last_used_at == AT + timedelta(minutes=6)


def test_ids_of_clients_and_staff_never_meet(world):
    assert make_caller(world).id > 1_000_000_000


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b'{"body": NaN}',
        b'{"body": Infinity}',
        b'{"body": "\\ud800"}',
        b"[" * 100_000,
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
    ],
)
def test_what_is_no_json_is_turned_away(centre, body):
    refused = centre.post(CASES, body)
    assert (refused.status_code, refused.json()["code"]) == (400, "not_json")


@pytest.mark.parametrize("body", [b"[]", b"1", b"null", b'"text"', b""])
def test_json_that_is_no_object_is_turned_away(centre, body):
    assert centre.post(CASES, body).status_code == 422


def test_nul_and_controls_are_taken_out_of_texts(world, centre):
    made = centre.post(CASES, matter(world, body="灯\u0000坏\u202e了😀", contact={"name": "a\u0000b"}))
    assert made.status_code == 201
    assert Case.objects.get(id=made.json()["case_id"]).text.body == "灯坏了😀"


def test_ten_megabytes_are_turned_away_unread(world, centre):
    refused = centre.post(CASES, matter(world, body="长" * 3_500_000))
    assert (refused.status_code, refused.json()["most_bytes"]) == (413, 1024 * 1024)


def test_a_text_beyond_measure_is_named(world, centre):
    refused = centre.post(CASES, matter(world, body="长" * 20_001))
    assert refused.json()["errors"][0] == {
        "code": "too_long",
        "detail": "It is too long: at most 20000.",
        "pointer": "#/body",
    }


def test_other_content_than_json_is_turned_away(centre):
    refused = centre.post(CASES, b"<case/>", content_type="text/xml")
    assert (refused.status_code, refused.json()["accepted"]) == (415, ["application/json"])


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v2/cases", "/api/v1/cases/", "/api/v1/cases/x"])
def test_what_is_nowhere_is_a_problem_too(centre, path):
    missing = centre.get(path)
    assert (missing.status_code, missing["Content-Type"]) == (404, "application/problem+json")


def test_a_wrong_method_says_which_are_right(centre):
    refused = centre.post("/api/v1/units", {})
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")
    assert refused.json()["code"] == "method_not_allowed"


def test_head_tells_what_get_would_without_the_body(client, centre):
    headers = {"Authorization": f"Bearer {centre.token}"}
    got, asked = client.get("/api/v1/units", headers=headers), client.head("/api/v1/units", headers=headers)
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked["Content-Length"] == str(len(got.content))


@pytest.mark.parametrize("query", ["state=%00", "q=%00", "cursor=%00", "category=a%00"])
def test_nul_in_an_address_is_turned_away(centre, query):
    assert centre.get(f"{CASES}?{query}").status_code == 400


def test_a_database_that_is_away_is_said_so_and_when_to_come_back(world, centre, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr("banjie.cases.intake.submit.reserve_ids", away)
    refused = centre.post(CASES, matter(world))
    assert (refused.status_code, refused["Retry-After"]) == (503, "5")


def test_a_failure_of_ours_is_a_problem_that_says_nothing_was_changed(world, centre, monkeypatch):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("banjie.cases.intake.submit.write", broken)
    failed = centre.post(CASES, matter(world))
    assert (failed.status_code, failed.json()["code"]) == (500, "failure")
    assert Case.objects.count() == 0
