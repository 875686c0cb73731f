"""Events out: who may be called, how messages are signed, how long to wait, what is told."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from banjie.organisations.clients.scopes import Scope
from banjie.outbound import events, signing
from banjie.outbound.events import Fields, Type
from banjie.platform.calling import patience
from banjie.platform.calling.addresses import BadAddress, Fault, may_connect, target_of

OUTSIDE = ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"]
INSIDE = [
    "127.0.0.1",
    "127.9.9.9",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "0.0.0.0",
    "169.254.169.254",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fd00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "not a number",
]


@pytest.mark.parametrize("number", OUTSIDE)
def test_what_lies_outside_may_be_called(number):
    assert may_connect(number, private_allowed=False)


@pytest.mark.parametrize("number", INSIDE)
def test_what_lies_inside_may_not_be_called(number):
    assert not may_connect(number, private_allowed=False)


@pytest.mark.parametrize("number", ["10.0.0.1", "127.0.0.1", "::1", "fd00::1", "::ffff:10.0.0.1"])
def test_on_ones_own_premises_private_networks_may_be_called(number):
    assert may_connect(number, private_allowed=True)


@pytest.mark.parametrize("number", ["169.254.169.254", "fe80::1", "0.0.0.0", "224.0.0.1", "::ffff:169.254.169.254"])
def test_where_clouds_keep_their_secrets_is_never_called(number):
    assert not may_connect(number, private_allowed=True)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("ftp://example.org/", Fault.MALFORMED),
        ("https://", Fault.MALFORMED),
        ("https://example.org/#x", Fault.MALFORMED),
        ("https://example.org:0/", Fault.MALFORMED),
        ("https://example.org:99999/", Fault.MALFORMED),
        ("https://exa mple.org/", Fault.MALFORMED),
        ("https://example.org/\r\nX: y", Fault.MALFORMED),
        ("https://例子.cn/", Fault.MALFORMED),
        ("https://example.org\\@evil.org/", Fault.MALFORMED),
        ("https://user:pass@example.org/", Fault.HAS_CREDENTIALS),
        ("http://example.org/", Fault.NOT_HTTPS),
        ("https://localhost/", Fault.PRIVATE),
        ("https://localhost./", Fault.PRIVATE),
        ("https://printer.local/", Fault.PRIVATE),
        ("https://10.1.2.3/", Fault.PRIVATE),
        ("https://[::1]/", Fault.PRIVATE),
        ("https://[::ffff:127.0.0.1]/", Fault.PRIVATE),
    ],
)
def test_an_address_that_cannot_or_must_not_be_called_is_refused(url, fault):
    with pytest.raises(BadAddress) as caught:
        target_of(url, private_allowed=False)
    assert caught.value.fault == fault


def test_an_address_is_taken_apart():
    target = target_of("https://hooks.example.org:8443/in?key=1", private_allowed=False)
    assert (target.host, target.port, target.path, target.authority) == (
        "hooks.example.org",
        8443,
        "/in?key=1",
        "hooks.example.org:8443",
    )
    assert target_of("http://10.0.0.9/x", private_allowed=True).port == 80


def test_a_signature_is_what_standard_webhooks_says():
    secret, body = signing.new_secret(), b'{"a": 1}'
    made = signing.headers([secret], message_id="N-1/3", timestamp=1_700_000_000, body=body)
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, b"N-1/3.1700000000." + body, hashlib.sha256).digest()).decode()
    assert made["webhook-signature"] == f"v1,{expected}"
    assert made["webhook-id"] == "N-1/3"
    assert made["webhook-timestamp"] == "1700000000"


def test_the_vector_of_standard_webhooks_comes_out():
    """From the tests of the reference libraries of Standard Webhooks."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    signed = signing.signature(
        secret, message_id="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1_614_265_330, body=b'{"test": 2432232314}'
    )
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_while_a_secret_is_exchanged_both_sign():
    made = signing.headers([signing.new_secret(), signing.new_secret()], message_id="x", timestamp=1, body=b"")
    assert len(set(made["webhook-signature"].split(" "))) == 2


def test_waits_grow_and_end():
    longest = [patience.wait_after(n, jitter=lambda: 1.0) for n in range(1, patience.ATTEMPTS)]
    assert longest == sorted(longest)
    assert longest[0] == timedelta(seconds=5)
    assert timedelta(hours=24) < sum(longest, timedelta()) < timedelta(hours=36)
    assert patience.wait_after(patience.ATTEMPTS, jitter=lambda: 1.0) is None
    assert patience.wait_after(3, jitter=lambda: 0.0) == longest[2] / 2


def test_a_receiver_may_ask_for_more_time_but_not_for_all_of_it():
    assert patience.wait_after(1, jitter=lambda: 1.0, asked=60) == timedelta(seconds=60)
    assert patience.wait_after(1, jitter=lambda: 1.0, asked=10**6) == timedelta(hours=1)


def test_every_type_and_group_has_words():
    assert set(events.WORDS) == set(Type)
    assert set(events.FIELD_WORDS) == set(Fields)


@pytest.mark.parametrize(
    "command", ["note", "unmask_contact", "tell_code", "attach", "alarm", "erase_contact", "remind"]
)
def test_what_is_nobody_elses_business_is_no_event(command):
    assert events.type_of(command, source="handling", target="handling") is None


def test_a_call_that_reached_nobody_is_no_verdict():
    assert events.type_of("follow_up", source="closed", target="closed", reached=False) is None
    assert events.type_of("follow_up", source="closed", target="finished") is Type.RATED
    assert events.type_of("begin", source="consulting", target="mediating") is Type.MOVED


def test_a_client_is_told_no_more_than_its_scopes_allow():
    assert events.allowed_fields([Scope.CREATE]) == frozenset()
    assert Fields.TEXT not in events.allowed_fields([Scope.CONTACT])
    assert Fields.VERDICT not in events.allowed_fields([Scope.READ, Scope.ACT])
    assert events.allowed_fields([Scope.READ, Scope.FIGURES]) == frozenset(Fields) - {Fields.PERSONAL}
    assert events.allowed_fields([Scope.PERSONAL, Scope.FIGURES]) == frozenset(Fields)


def test_the_envelope_is_a_cloud_event():
    at = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
    made = json.loads(
        events.envelope(
            event_id="N-1/3", type_="banjie.case.closed", source="https://x/api", subject="N-1", at=at, data={}
        )
    )
    assert made["specversion"] == "1.0"
    assert {"id", "source", "type"} <= made.keys()
    assert made["time"] == "2026-03-02T01:30:00Z"
