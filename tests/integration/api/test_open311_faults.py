"""Open311: whatever is sent, the answer has the form of the specification, and nothing breaks or is given away."""

import logging
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client as Browser

from banjie.api.open311 import asking, taking_in
from banjie.cases.models import Case
from tests.integration.api.callers import make_caller
from tests.integration.api.open311 import V2, WORDS, App, ask_everything, codes, complaints, encoded, picture, report
from tests.integration.cases.test_closed_loop import taken_in

BOMB = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">]><b>&c;&x;</b>"""
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def app(centre):
    return App(centre.token)


@pytest.mark.parametrize(
    ("changes", "status", "parameter", "code"),
    [
        ({"service_code": None}, 400, "service_code", "missing"),
        ({"service_code": ""}, 400, "service_code", "missing"),
        ({"service_code": "nothing"}, 404, "service_code", "category_unknown"),
        ({"service_code": "repair\x00"}, 404, "service_code", "category_unknown"),
        ({"service_code": ["repair", "help"]}, 400, "service_code", "repeated"),
        ({"lat": 110.5, "long": 30.5}, 400, "lat, long", "coordinates_swapped"),
        ({"lat": 30.5, "long": 200}, 400, "lat, long", "coordinates_out_of_range"),
        ({"lat": 10, "long": 10}, 400, "lat, long", "outside_every_area"),
        ({"lat": "nan"}, 400, "lat", "not_a_number"),
        ({"lat": "1e999"}, 400, "lat", "not_a_number"),
        ({"lat": "٣٠"}, 400, "lat", "not_a_number"),
        ({"lat": "30.5", "long": "-inf"}, 400, "long", "not_a_number"),
        ({"lat": None}, 400, "lat, long", "point_incomplete"),
        ({"description": "长" * 20_001}, 400, "description", "too_long"),
        ({"address_string": "长" * 201}, 400, "address_string", "too_long"),
        ({"phone": "1" * 41}, 400, "phone", "too_long"),
        ({"email": "e" * 121}, 400, "email", "too_long"),
        ({"first_name": "n" * 60, "last_name": "n" * 60}, 400, "first_name, last_name", "too_long"),
        ({"public": "perhaps"}, 400, "public", "not_true_or_false"),
        ({"jurisdiction_id": "atlantis"}, 404, "jurisdiction_id", "jurisdiction_unknown"),
        ({"jurisdiction_id": ["county", "west"]}, 400, "jurisdiction_id", "repeated"),
        ({"attribute[since]": "2026-02-30T00:00:00Z"}, 400, "attribute[since]", "not_a_moment"),
    ],
)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_report_that_cannot_stand_is_told_why(world, app, changes, status, parameter, code, form):
    if "attribute" in str(changes):
        ask_everything(world)
    refused = app.post(f"requests.{form}", report(world, **changes))
    assert refused.status_code == status, refused.content
    assert code in codes(refused)
    assert any(each.startswith(f"{parameter}: ") for each in complaints(refused))
    assert Case.objects.count() == 0


def test_odd_characters_are_taken_out_of_a_text(world, app):
    sent = encoded(report(world, api_key=app.key)) + b"&address_string=%ED%A0%80%00main%FF"
    made = app.post("requests.json", sent, kind=FORM)
    assert made.status_code == 201, made.content
    assert "main" in Case.objects.get().place_text
    assert "\x00" not in Case.objects.get().place_text


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (BOMB, "text/xml", "unsupported_media_type"),
        (BOMB, "application/xml", "unsupported_media_type"),
        (BOMB, FORM, "api_key"),
        (b"{", "application/json", "not_json"),
        (b"[]", "application/json", "not_json"),
        (b'{"description": "\\ud800"}', "application/json", "not_json"),
        (b'{"lat": NaN}', "application/json", "not_json"),
        (b'{"description": {"a": 1}}', "application/json", "not_a_value"),
        (b'{"attribute": [1]}', "application/json", "not_an_object"),
        (b"[" * 100_000, "application/json", "not_json"),
        (b"a=1", "text/plain", "unsupported_media_type"),
        (b"a=1", f"{FORM}; charset=utf-16", "malformed"),
        (b"--x\r\nContent-Disposition: form-data", "multipart/form-data; boundary=x", "api_key"),
        (b"nothing of the kind", "multipart/form-data", "multipart"),
        (b"nothing of the kind", "multipart/form-data; boundary=\xc3\xa9", "multipart"),
        (b"&".join(b"n%d=1" % number for number in range(2000)), FORM, "malformed"),
        (b"description=" + b"a" * (10 * 1024 * 1024), FORM, "too_large"),
        (b"a" * (25 * 1024 * 1024), "multipart/form-data; boundary=x", "too_large"),
    ],
)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_body_that_cannot_be_read_is_refused_in_form(world, app, body, kind, code, form):
    refused = app.post(f"requests.{form}", body, kind=kind)
    assert refused.status_code == (403 if code == "api_key" else 400), refused.content
    assert codes(refused) == [code]
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"page": "-1"}, "out_of_range"),
        ({"page": "0"}, "out_of_range"),
        ({"page": "1.5"}, "out_of_range"),
        ({"page": "9" * 30}, "out_of_range"),
        ({"page": "٣"}, "out_of_range"),
        ({"page_size": "1000000000"}, "out_of_range"),
        ({"page_size": "1001"}, "out_of_range"),
        ({"status": "open,broken"}, "unknown_status"),
        ({"start_date": "yesterday"}, "not_a_moment"),
        ({"start_date": "2026-03-02"}, "not_a_moment"),
        ({"start_date": "2026-03-02T00:00:00"}, "not_a_moment"),
        ({"start_date": "2026-02-30T00:00:00Z"}, "not_a_moment"),
        ({"start_date": "2026-03-02T25:00:00Z"}, "not_a_moment"),
        ({"start_date": "2026-03-02T00:00:00+99:00"}, "not_a_moment"),
        ({"end_date": "9999-12-31T23:59:59-23:59"}, "out_of_range"),
        ({"start_date": "0001-01-01T00:00:00+14:00"}, "out_of_range"),
        ({"updated_after": "3026-01-01T00:00:00Z"}, "out_of_range"),
        ({"start_date": ["2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"]}, "repeated"),
        ({"extensions": "maybe"}, "not_true_or_false"),
        ({"service_request_id": ",".join(map(str, range(1001)))}, "too_many"),
        ({"jurisdiction_id": ["county", "west"]}, "repeated"),
    ],
)
def test_a_question_that_makes_no_sense_is_told_why(world, app, query, code):
    for asker in (app, App()):
        refused = asker.get("requests.xml", **query)
        assert refused.status_code == 400, refused.content
        assert codes(refused) == [code]


@pytest.mark.parametrize("query", [{"service_request_id": "x" * 3000}, {"service_code": "'; DROP TABLE x"}, {"q": "1"}])
def test_what_is_merely_unknown_finds_nothing_or_is_passed_over(world, app, query):
    assert app.get("requests.json", **query).json() == []


@pytest.mark.parametrize("request_id", ["0", "-1", "1" * 80, "%F0%9F%92%A1", "a'b", "202603-000001", "..%2f..%2fetc"])
def test_a_request_that_is_not_there_is_not_found(world, app, request_id):
    refused = Browser().get(f"{V2}requests/{request_id}.json?api_key={app.key}")
    assert refused.status_code == 404
    assert codes(refused)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("address", ["requests.json", "services.xml", "requests/1.json"])
def test_other_methods_are_told_which_there_are(world, method, address):
    refused = getattr(Browser(), method)(V2 + address)
    assert refused.status_code == 400
    assert "GET" in refused["Allow"]
    assert codes(refused) == ["method_not_allowed"]


def test_a_plus_sign_that_became_a_space_is_understood(world, app):
    taken_in(world)
    found = Browser().get(f"{V2}requests.json?api_key={app.key}&start_date=2026-03-01T00:00:00+08:00")
    assert found.status_code == 200
    assert len(found.json()) == 1


@pytest.mark.parametrize("form", ["json", "xml"])
def test_our_own_failures_have_the_form_too(world, app, form, caplog):
    with patch.object(asking.queries, "outward_list", side_effect=RuntimeError("inside")):
        failed = app.get(f"requests.{form}")
    assert (failed.status_code, codes(failed)) == (500, ["failure"])
    assert b"inside" not in failed.content
    with patch.object(asking.queries, "outward_list", side_effect=OperationalError("gone")):
        away = app.get(f"requests.{form}")
    assert (away.status_code, codes(away)) == (503, ["unavailable"])
    assert away["Retry-After"]


def test_keys_and_contacts_are_written_into_no_log(world, app, caplog):
    caplog.set_level(logging.DEBUG)
    person = {"phone": "19900000009", "email": "wang@example.cn", "description": "秘密的话" + WORDS}
    with patch.object(taking_in.actions, "submit", side_effect=RuntimeError("broken")):
        assert app.post("requests.json", report(world, **person)).status_code == 500
    app.post("requests.json", report(world, service_code="nothing", **person))
    app.post("requests.json", report(world, media=picture(), **person), kind="multipart")
    app.get("requests.json", page="-1")
    app.get("nothing.json")
    App("bjk_not_in_use_any_more").get("requests.json")
    logged = "\n".join(
        caplog.handler.format(record) for record in caplog.records if record.name != "django.db.backends"
    )
    for secret in (app.key, "bjk_not_in_use_any_more", "19900000009", "wang@example.cn", "秘密的话"):
        assert secret not in logged


def test_a_key_is_never_part_of_an_answer(world, app):
    answers = [
        app.get("requests.json", page_size=1),
        app.get("requests.json", page="x"),
        app.post("requests.json", report(world)),
        app.post("requests.json", report(world, lat="x")),
        App(app.key[:-1]).get("requests.json"),
    ]
    for answer in answers:
        assert app.key not in answer.content.decode()
        assert app.key not in str(dict(answer.headers))


def test_errors_speak_the_language_asked_for_and_keep_their_code(world):
    key = make_caller(world, ("intake_clerk", "centre")).token
    english = App(key).post("requests.json", report(world, service_code="nothing"))
    chinese = App(key, language="zh-CN").post("requests.json", report(world, service_code="nothing"))
    assert complaints(english) == ["service_code: There is no such category. [category_unknown]"]
    assert codes(chinese) == codes(english)
    assert complaints(chinese) != complaints(english)
