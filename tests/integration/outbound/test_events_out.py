"""From an entry of a timeline to a receiver: nothing lost, nothing told that may not be, and what failures lead to."""

import json
from datetime import timedelta

import pytest
from django.db import transaction

from banjie.cases import actions as cases
from banjie.cases.acting import AS_REPORTER
from banjie.cases.models import TimelineEntry
from banjie.organisations.models import Client
from banjie.outbound import actions, delivering, fan_out, queries, secrets_kept, signing, upkeep
from banjie.outbound.actions import Refused, Wanted
from banjie.outbound.models import Delivery, Outbox, State, Subscription
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from banjie.platform.calling import patience
from tests.integration.api.callers import make_caller
from tests.integration.cases.test_closed_loop import do, matter, taken_in, walked_to_closed
from tests.integration.outbound import receiver as peers
from tests.integration.outbound.receiver import Receiver, receiving

EVERY_FIELD = ("place", "unit", "text", "answer", "verdict")
NOW = clock.now()


@pytest.fixture
def peer():
    with receiving() as found:
        yield found


@pytest.fixture(autouse=True)
def _on_the_premises(settings):
    settings.BANJIE_HOOKS_PRIVATE = True
    settings.BANJIE_HOOKS_SECONDS = 1


def subscribed(world, peer: Receiver, *, role="dispatcher", unit="centre", scopes=("read", "figures"), **wanted):
    caller = make_caller(world, (role, unit), scopes=scopes, name=f"{role} {unit} {len(scopes)} {wanted}")
    made = actions.subscribe(client_id=caller.id, wanted=Wanted("all", peer.url, **wanted), by=SYSTEM, at=NOW)
    return made.subscription_id, made.secret


def submitted(world, at=None, **changes):
    return cases.submit(matter(world, **changes), channel="web", by=AS_REPORTER, at=at or clock.now())


def told(subscription_id: int) -> list[dict]:
    found = Delivery.objects.filter(subscription_id=subscription_id).order_by("id")
    return [json.loads(bytes(each.body)) for each in found]


def pass_on() -> None:
    while fan_out.fan_out(at=clock.now()):
        continue


def test_what_happens_is_told_signed_and_once(world, peer):
    subscription_id, secret = subscribed(world, peer, fields=("text",))
    made = submitted(world)
    do(world, "intake", made.case_id, "accept", at=clock.now())
    pass_on()
    assert delivering.deliver(subscription_id) == 2
    assert delivering.deliver(subscription_id) == 0
    events = sorted((json.loads(body) for _headers, body in peer.got), key=lambda each: each["data"]["sequence"])
    assert [each["type"] for each in events] == ["banjie.case.received", "banjie.case.accepted"]
    assert events[0]["subject"] == made.number
    assert events[0]["data"]["text"]["body"].startswith("西乡主街")
    for headers, body in peer.got:
        moment = int(headers["webhook-timestamp"])
        expected = signing.signature(secret, message_id=headers["webhook-id"], timestamp=moment, body=body)
        assert headers["webhook-signature"] == expected
        assert headers["content-type"].startswith("application/cloudevents+json")
        assert headers["webhook-id"] == json.loads(body)["id"]


def test_no_contact_is_ever_told(world, peer):
    subscription_id, _secret = subscribed(world, peer, fields=EVERY_FIELD)
    made = submitted(world)
    cases.unmask(made.case_id, purpose="上门前联系", by=world.acting("dispatcher"), at=clock.now())
    pass_on()
    said = json.dumps(told(subscription_id), ensure_ascii=False)
    assert len(told(subscription_id)) == 1
    for word in ("19900000001", "某某", "上门前联系", made.tracking_code):
        assert word not in said


def test_of_the_confidential_neither_words_nor_place_go_to_whom_may_not_read_them(world, peer):
    may, _ = subscribed(world, peer, fields=EVERY_FIELD)
    may_not, _ = subscribed(world, peer, role="intake_clerk", scopes=("read",), fields=("text", "place"))
    submitted(world, identity="confidential")
    pass_on()
    assert told(may)[0]["data"]["text"] is not None
    assert told(may_not)[0]["data"]["text"] is None
    assert told(may_not)[0]["data"]["place"] is None


def test_a_client_hears_only_of_cases_that_it_may_see(world, peer):
    urban, _ = subscribed(world, peer, role="handler", unit="urban", scopes=("read",))
    housing, _ = subscribed(world, peer, role="handler", unit="housing", scopes=("read",))
    about, _ = subscribed(world, peer, role="reviewer", unit="centre", scopes=("read",))
    made = submitted(world, about_unit=world.units["centre"].pk)
    plain = submitted(world)
    do(world, "intake", plain.case_id, "accept", at=clock.now())
    do(world, "dispatcher", plain.case_id, "assign", at=clock.now(), lead=world.units["urban"].pk)
    pass_on()
    assert {each["subject"] for each in told(urban)} == {plain.number}
    assert told(housing) == []
    assert made.number not in {each["subject"] for each in told(about)}


def test_filters_narrow_by_type_area_and_category(world, peer):
    types, _ = subscribed(world, peer, types=("accepted",))
    area, _ = subscribed(world, peer, area_path="county.east")
    category, _ = subscribed(world, peer, category_path="elsewhere")
    made = submitted(world)
    do(world, "intake", made.case_id, "accept", at=clock.now())
    pass_on()
    assert [each["type"] for each in told(types)] == ["banjie.case.accepted"]
    assert told(area) == told(category) == []


def test_fields_beyond_the_scopes_are_refused_and_fall_away_when_scopes_are_taken(world, peer):
    with pytest.raises(Refused) as caught:
        subscribed(world, peer, scopes=("read",), fields=("verdict",))
    assert caught.value.code == "field_beyond_scopes"
    with pytest.raises(Refused):
        subscribed(world, peer, scopes=("create",))
    subscription_id, _ = subscribed(world, peer, fields=("verdict", "text"))
    client_id = Subscription.objects.get(pk=subscription_id).client_id
    from banjie.organisations.clients import actions as clients

    clients.change_client(
        client_id=client_id, name="narrowed", contact="", scopes=("contact",), expires_at=None, by=SYSTEM, at=NOW
    )
    submitted(world)
    pass_on()
    assert not {"verdict", "text"} & told(subscription_id)[0]["data"].keys()


def test_without_subscriptions_nothing_is_kept_and_the_past_is_no_news(world, peer):
    submitted(world)
    assert Outbox.objects.count() == 0
    subscribed(world, peer)
    submitted(world, at=clock.now() - timedelta(days=10))
    assert Outbox.objects.count() == 0
    submitted(world)
    assert Outbox.objects.count() == 1


def test_an_entry_that_is_rolled_back_is_no_news(world, peer):
    subscribed(world, peer)
    with transaction.atomic():
        submitted(world)
        assert Outbox.objects.count() == 1
        transaction.set_rollback(True)
    assert Outbox.objects.count() == 0


def test_killed_between_sending_and_noting_it_is_sent_again_under_its_id(world, peer, monkeypatch):
    subscription_id, _ = subscribed(world, peer)
    submitted(world)
    pass_on()
    noted = delivering._noted
    monkeypatch.setattr(delivering, "_noted", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        delivering.deliver(subscription_id)
    monkeypatch.setattr(delivering, "_noted", noted)
    assert delivering.deliver(subscription_id) == 0
    Delivery.objects.update(leased_until=clock.now() - timedelta(seconds=1))
    assert delivering.deliver(subscription_id) == 1
    assert len({headers["webhook-id"] for headers, _ in peer.got}) == 1
    assert len({body for _, body in peer.got}) == 1


def test_killed_while_fanning_out_nothing_is_lost_or_doubled(world, peer, monkeypatch):
    subscription_id, _ = subscribed(world, peer)
    submitted(world)
    tell = fan_out._tell

    def killed(*given):
        tell(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(fan_out, "_tell", killed)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        fan_out.fan_out(at=clock.now())
    assert (Outbox.objects.count(), Delivery.objects.count()) == (1, 0)
    monkeypatch.setattr(fan_out, "_tell", tell)
    pass_on()
    assert len(told(subscription_id)) == 1


def test_a_failure_rests_the_subscription_and_one_event_goes_ahead_afterwards(world, peer, monkeypatch):
    subscription_id, _ = subscribed(world, peer)
    for _ in range(9):
        submitted(world)
    pass_on()
    peer.answer = 500
    assert delivering.deliver(subscription_id) == 0
    assert 1 <= len(peer.got) <= 4
    held = Subscription.objects.get(pk=subscription_id)
    assert held.failures == 1
    assert held.resume_at > clock.now()
    assert subscription_id not in delivering.due(at=clock.now())
    peer.answer = 204
    before = len(peer.got)
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert delivering.deliver(subscription_id) == 9
    assert len(peer.got) == before + 9
    assert Subscription.objects.get(pk=subscription_id).failures == 0


def test_what_is_never_taken_dies_is_seen_and_can_be_sent_again(world, peer, monkeypatch):
    subscription_id, _ = subscribed(world, peer)
    submitted(world)
    pass_on()
    peer.answer = peers.says(200, b"<!doctype html><title>Maintenance</title>")
    at = clock.now()
    for _ in range(patience.ATTEMPTS):
        monkeypatch.setattr(clock, "now", lambda moment=at: moment)
        delivering.deliver(subscription_id)
        at += timedelta(hours=11)
    (dead,) = queries.deliveries(subscription_id, state="dead")
    assert (dead.attempts, dead.status, dead.note) == (patience.ATTEMPTS, 200, "page")
    assert "Maintenance" in dead.excerpt
    (client_id,) = Client.objects.values_list("pk", flat=True)
    assert queries.subscription(subscription_id, client_id=client_id).dead == 1
    peer.answer = 204
    monkeypatch.setattr(clock, "now", lambda: at)
    assert actions.replay(subscription_id=subscription_id, delivery_ids=None, by=SYSTEM, at=at) == 1
    assert delivering.deliver(subscription_id) == 1
    assert len({headers["webhook-id"] for headers, _ in peer.got}) == 1


def test_a_receiver_that_hangs_keeps_no_other_waiting(world, peer, settings):
    settings.BANJIE_HOOKS_SECONDS = 0.5
    with receiving() as slow:
        slow.answer = peers.hangs(5)
        hanging, _ = subscribed(world, slow, role="reviewer")
        quick, _ = subscribed(world, peer)
        submitted(world)
        pass_on()
        assert delivering.deliver(hanging) == 0
        assert Delivery.objects.get(subscription_id=hanging).note == "timed_out"
        assert delivering.deliver(quick) == 1


def test_a_redirect_inward_is_not_followed_and_the_event_waits(world, peer):
    subscription_id, _ = subscribed(world, peer)
    submitted(world)
    pass_on()
    with receiving() as inside:
        peer.answer = peers.redirects(inside.url)
        assert delivering.deliver(subscription_id) == 0
        assert (len(peer.got), inside.got) == (1, [])
    waiting = Delivery.objects.get()
    assert (waiting.state, waiting.note, waiting.status) == (State.WAITING, "redirect", 307)


def test_an_error_page_that_says_all_is_well_has_taken_nothing(world, peer):
    subscription_id, _ = subscribed(world, peer)
    submitted(world)
    pass_on()
    peer.answer = peers.says(200, b"<!doctype html><title>502 Bad Gateway</title>", Content_Type="text/html")
    assert delivering.deliver(subscription_id) == 0
    waiting = Delivery.objects.get()
    assert (waiting.state, waiting.note) == (State.WAITING, "page")
    assert "502 Bad Gateway" in waiting.excerpt
    peer.answer = 204
    Delivery.objects.update(next_at=clock.now())
    Subscription.objects.update(resume_at=None)
    assert delivering.deliver(subscription_id) == 1
    assert len({headers["webhook-id"] for headers, _ in peer.got}) == 1


def test_one_that_says_it_is_gone_is_stopped(world, peer):
    subscription_id, _ = subscribed(world, peer)
    submitted(world)
    pass_on()
    peer.answer = 410
    delivering.deliver(subscription_id)
    held = Subscription.objects.get(pk=subscription_id)
    assert (held.active, held.stopped_why) == (False, "gone")
    actions.start(subscription_id=subscription_id, by=SYSTEM, at=clock.now())
    assert Subscription.objects.get(pk=subscription_id).active


def test_where_private_networks_are_not_allowed_none_is_called(world, peer, settings):
    subscription_id, _ = subscribed(world, peer)
    submitted(world)
    pass_on()
    settings.BANJIE_HOOKS_PRIVATE = False
    assert delivering.deliver(subscription_id) == 0
    assert peer.got == []
    assert Delivery.objects.get().note in {"private_address", "bad_address"}
    with pytest.raises(Refused) as caught:
        subscribed(world, peer, role="reviewer")
    assert caught.value.code.startswith("address_")


def test_a_renewed_secret_signs_beside_the_old_one_for_a_day(world, peer, monkeypatch):
    subscription_id, old = subscribed(world, peer)
    new = actions.renew_secret(subscription_id=subscription_id, by=SYSTEM, at=clock.now())
    actions.send_test(subscription_id=subscription_id, by=SYSTEM, at=clock.now())
    delivering.deliver(subscription_id)
    headers, body = peer.got[0]
    moment = int(headers["webhook-timestamp"])
    signed = [
        signing.signature(each, message_id=headers["webhook-id"], timestamp=moment, body=body) for each in (new, old)
    ]
    assert headers["webhook-signature"].split(" ") == signed
    held = Subscription.objects.get(pk=subscription_id)
    assert secrets_kept.valid(held, clock.now() + timedelta(days=2)) == [new]
    assert new.encode() not in bytes(held.secret)


def test_what_was_delivered_is_forgotten_after_a_month(world, peer):
    subscription_id, _ = subscribed(world, peer)
    actions.send_test(subscription_id=subscription_id, by=SYSTEM, at=clock.now())
    delivering.deliver(subscription_id)
    upkeep.forget_old(at=clock.now() + timedelta(days=29))
    assert Delivery.objects.filter(state=State.TAKEN).count() == 1
    upkeep.forget_old(at=clock.now() + timedelta(days=31))
    assert Delivery.objects.count() == 0


def test_events_carry_the_place_on_the_timeline_that_they_tell_of(world, peer):
    subscription_id, _ = subscribed(world, peer, fields=EVERY_FIELD)
    made = taken_in(world)
    assert TimelineEntry.objects.filter(case_id=made.case_id).exists()
    again = submitted(world)
    do(world, "intake", again.case_id, "accept", at=clock.now())
    pass_on()
    assert [each["id"] for each in told(subscription_id)] == [f"{again.number}/1", f"{again.number}/2"]
    assert walked_to_closed(world).number
