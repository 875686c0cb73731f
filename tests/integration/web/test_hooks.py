"""Administrators set where events go and see what did not arrive; units take calendars of their deadlines."""

import re
from datetime import timedelta

import icalendar
import pytest

from banjie.cases.models import Case
from banjie.organisations.models import OrganisationChange
from banjie.outbound.models import Delivery, State, Subscription, UnitCalendar
from banjie.platform import clock
from tests.integration.api.callers import make_caller
from tests.integration.cases.test_closed_loop import taken_in, walked_to_handling
from tests.integration.cases.world import AT
from tests.integration.web.conftest import soup

HOOK = "https://hooks.example.org/in"


@pytest.fixture(autouse=True)
def _at_work(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def client_id(world):
    return make_caller(world, ("dispatcher", "centre"), scopes=("read",)).id


def subscribed(admin, client_id):
    given = {"name": "大数据局", "url": HOOK, "types": ["closed"], "fields_told": ["text"], "area": "west"}
    answer = admin.post(f"/work/clients/{client_id}/hooks/new/", given)
    assert answer.status_code == 200, answer
    return Subscription.objects.get(), answer


def test_a_subscription_is_made_and_its_secret_shown_once(world, client_id, signed_in):
    admin = signed_in("administrator")
    held, answer = subscribed(admin, client_id)
    secret = re.search(r"whsec_[A-Za-z0-9+/=]+", answer.content.decode()).group()
    assert (held.types, held.fields, held.area_path) == (["closed"], ["summary", "text"], "county.west")
    page = admin.get(f"/work/clients/{client_id}/hooks/{held.pk}/").content.decode()
    assert HOOK in page
    assert secret not in page
    assert HOOK in admin.get(f"/work/clients/{client_id}/").content.decode()


@pytest.mark.parametrize("url", ["http://example.org/", "https://127.0.0.1/", "https://localhost/", "nonsense"])
def test_an_address_that_may_not_be_called_is_refused_beside_its_field(world, client_id, signed_in, url):
    answer = signed_in("administrator").post(f"/work/clients/{client_id}/hooks/new/", {"name": "x", "url": url})
    assert answer.status_code == 422
    assert not Subscription.objects.exists()


def test_only_fields_within_the_scopes_are_offered(world, client_id, signed_in):
    page = soup(signed_in("administrator").get(f"/work/clients/{client_id}/hooks/new/"))
    offered = {box["value"] for box in page.select("[name=fields_told]")}
    assert offered == {"place", "unit", "text", "answer"}


def test_what_was_given_up_is_seen_with_its_reason_and_sent_again(world, client_id, signed_in):
    admin = signed_in("administrator")
    held, _answer = subscribed(admin, client_id)
    dead = Delivery.objects.create(
        subscription=held, event_id="N-1/1", type="banjie.case.closed", subject="N-1", body=b"{}", created_at=AT,
        next_at=AT, state=State.DEAD, ended_at=AT, attempts=11, status=200, note="page", excerpt="<b>Bad</b> Gateway",
    )  # fmt: skip
    page = admin.get(f"/work/clients/{client_id}/hooks/{held.pk}/?state=dead").content.decode()
    assert "&lt;b&gt;Bad" in page
    admin.post(f"/work/clients/{client_id}/hooks/{held.pk}/act/replay/", {"delivery": str(dead.pk)})
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == (State.WAITING, 0)


@pytest.mark.parametrize(("what", "active"), [("stop", False), ("start", True), ("test", True)])
def test_it_is_stopped_started_and_tried(world, client_id, signed_in, what, active):
    admin = signed_in("administrator")
    held, _answer = subscribed(admin, client_id)
    assert admin.post(f"/work/clients/{client_id}/hooks/{held.pk}/act/{what}/").status_code == 302
    held.refresh_from_db()
    assert held.active is active
    assert Delivery.objects.count() == (what == "test")
    assert admin.post(f"/work/clients/{client_id}/hooks/{held.pk}/act/nonsense/").status_code == 404


def test_it_is_changed_renewed_and_removed(world, client_id, signed_in):
    admin = signed_in("administrator")
    held, _answer = subscribed(admin, client_id)
    own = f"/work/clients/{client_id}/hooks/{held.pk}/"
    admin.post(own + "change/", {"name": "新名", "url": HOOK + "2"})
    held.refresh_from_db()
    assert (held.name, held.types, held.area_path) == ("新名", [], "")
    assert "whsec_" in admin.post(own + "secret/").content.decode()
    admin.post(own + "act/remove/")
    assert not Subscription.objects.exists()
    assert admin.get(own).status_code == 404


def test_for_others_there_are_no_subscriptions(world, client_id, signed_in):
    held, _answer = subscribed(signed_in("administrator"), client_id)
    assert signed_in("supervisor").get(f"/work/clients/{client_id}/hooks/{held.pk}/").status_code in {403, 404}


def test_a_unit_takes_a_calendar_of_its_deadlines_and_takes_it_back(world, signed_in):
    made = walked_to_handling(world)
    about = walked_to_handling(world)
    Case.objects.filter(id=about.case_id).update(about_unit=world.units["urban"], about_unit_path="government.urban")
    taken_in(world)
    handler = signed_in("handler")
    page = handler.post("/work/calendars/new/", {"unit": str(world.units["urban"].pk)}).content.decode()
    path = re.search(r"/calendars/[\w-]+\.ics", page).group()
    assert path not in handler.get("/work/calendars/").content.decode()
    answer = handler.get(path)
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    case = Case.objects.get(id=made.case_id)
    assert event["summary"].startswith(case.number)
    assert event["dtstart"].dt == case.due_at
    assert "路灯" not in answer.content.decode()
    kept = UnitCalendar.objects.get()
    handler.post(f"/work/calendars/{kept.pk}/revocation/")
    assert handler.get(path).status_code == 404


def test_nobody_takes_a_calendar_of_another_unit(world, signed_in):
    handler = signed_in("handler")
    for unit in (str(world.units["housing"].pk), "x", "", "9" * 30):
        handler.post("/work/calendars/new/", {"unit": unit})
    assert not UnitCalendar.objects.exists()
    assert signed_in("caller").get("/work/calendars/").status_code == 404


def test_a_secret_address_is_kept_as_a_digest_only(world, signed_in):
    page = signed_in("leader").post("/work/calendars/new/", {"unit": str(world.units["urban"].pk)}).content.decode()
    token = re.search(r"/calendars/([\w-]+)\.ics", page).group(1)
    kept = UnitCalendar.objects.get()
    assert token.encode() not in bytes(kept.digest)
    assert kept.made_at == AT
    assert clock.now() - kept.made_at < timedelta(seconds=1)


def test_who_changed_what_is_on_record_without_what_may_be_secret(world, client_id, signed_in):
    admin = signed_in("administrator")
    held, answer = subscribed(admin, client_id)
    secret = re.search(r"whsec_[A-Za-z0-9+/=]+", answer.content.decode()).group()
    own = f"/work/clients/{client_id}/hooks/{held.pk}/"
    moved = {"name": "大数据局", "url": "https://other.example.org/T0P/k3y?token=hush", "types": ["closed", "rated"]}
    admin.post(f"{own}change/", moved)
    admin.post(f"{own}change/", moved)
    admin.post(f"{own}secret/")
    admin.post(f"{own}act/stop/")
    changes = OrganisationChange.objects.filter(subject_kind="subscription", subject_id=held.pk).order_by("id")
    assert [each.verb for each in changes] == ["create", "change", "renew", "stop"]
    assert {each.actor_name for each in changes} == {world.staff["administrator"].name}
    after = changes[1].data["after"]
    assert (after["server"], after["withheld"]) == ("https://other.example.org", ["url"])
    assert changes[1].data["before"]["types"] == ["closed"]
    written = str([each.data for each in changes])
    assert not any(each in written for each in (secret, secret[6:], "k3y", "hush", HOOK))
    shown = soup(admin.get(own)).select_one("[aria-labelledby=h-changes]").get_text()
    assert "https://hooks.example.org → https://other.example.org" in shown
    admin.post(f"{own}act/remove/")
    last = OrganisationChange.objects.filter(subject_kind="subscription").latest("id")
    assert (last.verb, last.data["before"]["server"]) == ("remove", "https://other.example.org")
