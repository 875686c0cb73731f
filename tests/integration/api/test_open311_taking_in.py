"""Open311: matters handed in by apps become cases like any other."""

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banjie.cases import actions
from banjie.cases.acting import Acting
from banjie.cases.models import Attachment, Case, Contact, TimelineEntry
from banjie.organisations.clients.queries import client_with
from banjie.places.models import PlaceName
from banjie.platform import clock, stamps
from tests.integration.api.callers import CASES, Caller, make_caller, matter
from tests.integration.api.open311 import WORDS, App, ask_everything, codes, complaints, encoded, picture, report, valid
from tests.integration.cases.world import POINT_EAST, POINT_WEST
from tests.integration.organisations.factories import make_area


@pytest.fixture
def app(centre: Caller) -> App:
    return App(centre.token)


def stored(response) -> Case:
    return Case.objects.select_related("text").get(number=response.json()[0]["service_request_id"])


@pytest.mark.parametrize("kind", ["form", "multipart", "json"])
def test_a_report_is_a_case_with_its_area_and_its_clock(world, centre, app, kind):
    made = app.post("requests.json", report(world, address_string="主街3号"), kind=kind)
    assert made.status_code == 201, made.content
    case = stored(made)
    assert (case.channel, case.area_path, case.state, case.text.body) == ("api", "county.west", "received", WORDS)
    assert (case.latitude, case.longitude, case.place_text) == (POINT_WEST[1], POINT_WEST[0], "主街3号")
    assert case.due_at is not None
    first = TimelineEntry.objects.get(case=case)
    assert (first.actor_kind, first.actor_id) == ("client", centre.id)


def test_the_receipt_carries_the_code_that_follows_the_matter(world, app):
    (receipt,) = app.post("requests.json", report(world)).json()
    case = Case.objects.get(number=receipt["service_request_id"])
    assert set(receipt) == {"service_request_id", "service_notice", "account_id"}
    assert case.tracking_code in receipt["service_notice"]
    tree = valid(app.post("requests.xml", report(world)), "service_requests")
    assert tree.findtext("request/service_request_id")
    extended = app.post("requests.json", report(world, extensions="true")).json()[0]["extended_attributes"]
    assert Case.objects.filter(tracking_code=extended["tracking_code"]).exists()


def test_key_and_jurisdiction_may_stand_in_the_address(world, centre):
    """As the client open311 of PyPI sends them."""
    made = App().post(
        f"requests.json?{encoded({'api_key': centre.token, 'jurisdiction_id': 'county'}).decode()}", {**report(world)}
    )
    assert made.status_code == 201


def test_a_key_may_come_as_a_bearer_token(world, centre):
    app = App(headers={"Authorization": f"Bearer {centre.token}"})
    assert app.post("requests.json", report(world)).status_code == 201


@pytest.mark.parametrize("key", ["", "bjk_nonsense", "\x00", "é"])
def test_without_a_key_in_use_nothing_is_taken_in(world, key):
    refused = App(key).post("requests.json", report(world))
    assert (refused.status_code, codes(refused)) == (403, ["api_key"])
    assert Case.objects.count() == 0


def test_a_key_goes_as_far_as_its_scopes_and_areas(world):
    reading = App(make_caller(world, ("intake_clerk", "centre"), scopes=("read",), name="reading").token)
    assert reading.post("requests.json", report(world)).status_code == 403
    west = App(make_caller(world, ("intake_clerk", "west_centre"), scopes=("create",), area=world.townships[0]).token)
    assert west.post("requests.json", report(world)).status_code == 201
    east = west.post("requests.json", report(world, long=POINT_EAST[0]))
    assert (east.status_code, codes(east)) == (403, ["outside_own_areas"])
    assert west.post("requests.json", report(world, lat=None, long=None, address_string="x")).status_code == 403
    assert Case.objects.count() == 1


def test_a_contact_is_sealed_with_its_case_and_shown_to_nobody(world, app):
    person = {"first_name": "San", "last_name": "Zhang", "phone": "19900000001", "email": "zhang@example.cn"}
    made = app.post("requests.json", report(world, **person))
    case = stored(made)
    sealed = bytes(Contact.objects.get(case=case).sealed)
    reader = make_caller(world, ("intake_clerk", "centre"), name="reader")
    client = client_with(reader.token, at=clock.now())
    by = Acting.client(client.id, client.viewer)
    assert actions.unmask(case.id, purpose="call back", by=by, at=clock.now()) == {
        "name": "San Zhang",
        "phone": "19900000001",
        "email": "zhang@example.cn",
    }
    for text in ("Zhang", "19900000001", "zhang@example.cn"):
        assert text.encode() not in sealed
        for address in (f"requests/{case.number}.json", "requests.xml", f"requests/{case.tracking_code}.json"):
            assert text not in app.get(address, extensions="true").content.decode()


def test_what_names_a_device_or_an_account_is_kept_nowhere(world, app):
    made = app.post("requests.json", report(world, device_id="device-4711", account_id="account-0815"))
    assert made.status_code == 201
    assert made.json()[0]["account_id"] is None
    with connection.cursor() as cursor:
        for table in ("case", "case_text", "case_timeline", "case_contact", "case_answer"):
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ~ %s', ["device-4711|account-0815"])
            assert cursor.fetchone() == (0,), table


def test_answers_are_read_by_the_questions(world, app):
    ask_everything(world)
    given = {
        "attribute[lamp]": "street",
        "attribute[count]": "3",
        "attribute[since]": "2026-02-28T17:30:00Z",
        "attribute[danger]": "yes",
        "attribute[signs][]": ["dark", "sparks"],
        "attribute[more]": "两行\n文字",
    }
    expected = {
        "lamp": "street",
        "count": 3,
        # Already the first of March, by the clock here.
        "since": "2026-03-01",
        "danger": True,
        "signs": ["dark", "sparks"],
        "more": "两行\n文字",
    }
    for kind in ("form", "multipart"):
        made = app.post("requests.json", report(world, **given), kind=kind)
        assert made.status_code == 201, made.content
        assert stored(made).text.answers == expected
    as_object = {"lamp": "street", "count": 3, "since": "2026-03-01", "danger": True, "signs": ["dark", "sparks"]}
    made = app.post("requests.json", report(world, attribute=as_object | {"more": "两行\n文字"}), kind="json")
    assert stored(made).text.answers == expected


@pytest.mark.parametrize("key", [None, "a-key"])
def test_answers_that_do_not_fit_are_named(world, app, key):
    ask_everything(world)
    given = {"attribute[lamp]": "moon", "attribute[pole]": "x" * 21, "attribute[other]": "1", "attribute[since]": "ago"}
    headers = {"Idempotency_Key": key} if key else {}
    refused = app.post("requests.json", report(world, **given), **headers)
    assert refused.status_code == 400
    assert sorted(each.partition(":")[0] for each in complaints(refused)) == [
        "attribute[lamp]",
        "attribute[other]",
        "attribute[pole]",
        "attribute[since]",
    ]
    assert set(codes(refused)) == {"answer_invalid"}
    assert Case.objects.count() == 0


def test_v1_reads_answers_with_a_key_too(world, centre):
    ask_everything(world)
    refused = centre.post(CASES, matter(world, answers={"lamp": "moon"}), Idempotency_Key="k1")
    assert refused.status_code == 422


def test_a_required_answer_that_is_missing_is_named(world, app):
    ask_everything(world)
    refused = app.post("requests.json", report(world))
    assert complaints(refused) == ["attribute[lamp]: This answer does not fit the question. [answer_invalid]"]
    refused = app.post("requests.json", report(world, **{"attribute[lamp]": "street"}))
    assert complaints(refused) == ["attribute[count]: This answer does not fit the question. [answer_invalid]"]
    assert app.post("requests.json", report(world, **{"attribute[lamp]": "park"})).status_code == 201


def test_without_words_the_name_of_the_service_stands(world, app):
    assert stored(app.post("requests.json", report(world, description=None))).text.body == "Facilities and surroundings"


def test_a_place_is_known_by_its_id(world, app):
    market = PlaceName.objects.create(
        name="柳林市场", area=world.townships[0], kind="landmark", longitude=110.25, latitude=30.25
    )
    stamps.bump("places")
    case = stored(app.post("requests.json", report(world, lat=None, long=None, address_id=market.pk)))
    assert (case.place_text, case.longitude, case.latitude) == ("柳林市场", 110.25, 30.25)
    for unknown in (market.pk + 1, "x", "9" * 30):
        refused = app.post("requests.json", report(world, lat=None, long=None, address_id=unknown))
        assert (refused.status_code, codes(refused)) == (400, ["place_unknown"])


def test_words_alone_are_a_place_too(world, app):
    case = stored(app.post("requests.json", report(world, lat=None, long=None, address_string="主街3号，柳林")))
    assert (case.place_text, case.longitude, case.area_path) == ("主街3号，柳林", None, "")


def test_of_several_jurisdictions_the_point_must_lie_in_the_one_named(world, app):
    make_area("other", name="别处")
    stamps.bump("areas")
    stamps.clear_all()
    assert codes(app.post("requests.json", report(world))) == ["missing"]
    elsewhere = app.post("requests.json", report(world, jurisdiction_id="other"))
    assert (elsewhere.status_code, codes(elsewhere)) == (400, ["outside_every_area"])
    assert app.post("requests.json", report(world, jurisdiction_id="county")).status_code == 201
    words = report(world, jurisdiction_id="county", lat=None, long=None, address_string="主街")
    assert stored(app.post("requests.json", words)).area_path == "county"


def test_a_photo_comes_with_the_report_and_is_the_reporters_own(world, app):
    made = app.post("requests.json", report(world, media=picture()), kind="multipart")
    assert made.status_code == 201, made.content
    file = Attachment.objects.get(case=stored(made))
    assert (file.name, file.kind, file.resident_sees, file.added_by_kind) == ("lamp.png", "png", True, "reporter")


def test_a_system_that_only_hands_in_may_send_a_photo(world):
    app = App(make_caller(world, ("intake_clerk", "centre"), scopes=("create",)).token)
    made = app.post("requests.json", report(world, media=[picture("one.png")]), kind="multipart")
    assert made.status_code == 201
    assert Attachment.objects.count() == 1


def test_a_file_that_is_no_photo_leaves_nothing(world, app):
    fake = picture()
    fake.write(b"<script>alert(1)</script>" * 40)
    fake.truncate()
    fake.seek(0)
    refused = app.post("requests.json", report(world, media=fake), kind="multipart")
    assert refused.status_code == 400
    many = app.post("requests.json", report(world, media=[picture() for _ in range(6)]), kind="multipart")
    assert (many.status_code, codes(many)) == (400, ["too_many"])
    assert (Case.objects.count(), Attachment.objects.count()) == (0, 0)


def test_the_address_of_a_photo_is_noted_and_not_fetched(world, app):
    made = app.post("requests.json", report(world, media_url="https://example.org/lamp.jpg"))
    assert made.status_code == 201
    assert TimelineEntry.objects.get().data["note"] == "media_url: https://example.org/lamp.jpg"
    for address in ("javascript:alert(1)", "file:///etc/passwd", "https://x y", "https://" + "x" * 600):
        refused = app.post("requests.json", report(world, media_url=address))
        assert (refused.status_code, codes(refused)) == (400, ["not_an_address"])


def test_the_same_key_gives_the_first_case_again(world, app):
    first = app.post("requests.json", report(world), Idempotency_Key="k1")
    again = app.post("requests.json", report(world), Idempotency_Key="k1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    other = app.post("requests.json", report(world, description="别的事情"), Idempotency_Key="k1")
    assert (other.status_code, codes(other)) == (400, ["key_reused"])
    assert codes(app.post("requests.json", report(world), Idempotency_Key="has space")) == ["idempotency_key"]
    assert Case.objects.count() == 1


def test_a_form_sent_again_has_other_boundaries_and_makes_nothing_twice(world, app):
    def sent(number, kind):
        fields = report(world, media=picture())
        return app.post("requests.json", fields, kind=kind, Idempotency_Key=f"key-{number}")

    assert [sent(1, "multipart").status_code, sent(1, "multipart").status_code] == [201, 200]
    assert (Case.objects.count(), Attachment.objects.count()) == (1, 1)


def test_reporters_say_whether_it_may_be_shown(world, app):
    assert stored(app.post("requests.json", report(world))).public is False
    assert stored(app.post("requests.json", report(world, public="true"))).public is True
    assert stored(app.post("requests.json", report(world, public="true", service_code="help"))).public is False


def test_handing_in_costs_as_few_statements_as_by_v1(world, centre, app, monkeypatch):
    app.post("requests.json", report(world))
    sent = []
    execute = psycopg.Cursor.execute

    def counted(cursor, query, *arguments, **options):
        sent.append(str(query))
        return execute(cursor, query, *arguments, **options)

    monkeypatch.setattr(psycopg.Cursor, "execute", counted)
    with CaptureQueriesContext(connection) as queries:
        assert app.post("requests.json", report(world)).status_code == 201
    logged = [each["sql"] for each in queries if "SAVEPOINT" not in each["sql"] and "platform_stamp" not in each["sql"]]
    assert ["nextval" in sql for sql in logged] == [True]
    assert len([sql for sql in sent if "INSERT" in sql]) == 1
