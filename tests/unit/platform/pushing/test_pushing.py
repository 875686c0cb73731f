"""Messages to browsers: sealed as RFC 8291 shows, signed as RFC 8292 wants, addressed to nobody inside."""

import hashlib
import hmac
from datetime import UTC, datetime

import orjson
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from tests.unit.platform.pushing.browser import Browser

from banjie.platform.pushing import encoding, identity
from banjie.platform.pushing.address import BrowserAddress, NotAnAddress
from banjie.platform.pushing.identity import BadKey, identity_of, new_key
from banjie.platform.pushing.sealing import CURVE, LENGTH, seal

AT = datetime(2026, 11, 30, 8, tzinfo=UTC)
# RFC 8291, section 5 and appendix A.
PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
    "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_standard_is_sealed_to_the_byte() -> None:
    sealed = seal(
        b"When I grow up, I want to be a watermelon",
        public=encoding.read(PUBLIC),
        auth=encoding.read(AUTH),
        length=0,
        ours=ec.derive_private_key(int.from_bytes(encoding.read(OURS)), CURVE),
        salt=encoding.read(SALT),
    )
    assert encoding.written(sealed) == SEALED


def test_a_browser_reads_what_was_sealed_for_it_and_no_other_does() -> None:
    ours, other = Browser("https://push.example.cn/a"), Browser("https://push.example.cn/b")
    sealed = seal("您有消息".encode(), public=ours.public, auth=ours.auth)
    assert ours.read(sealed) == "您有消息".encode()
    with pytest.raises(ValueError, match="not for this browser"):
        other.read(sealed)


def test_a_short_and_a_long_message_look_alike() -> None:
    browser = Browser("https://push.example.cn/a")
    sealed = [seal(b"x" * many, public=browser.public, auth=browser.auth) for many in (0, 1, LENGTH)]
    assert len({len(each) for each in sealed}) == 1
    assert len(set(sealed)) == 3
    with pytest.raises(ValueError, match="too long"):
        seal(b"x" * (LENGTH + 1), public=browser.public, auth=browser.auth)


def test_the_word_for_a_service_is_signed_and_holds_for_it_alone_for_half_a_day() -> None:
    ours = identity_of(new_key())
    header = ours.authorization("https://push.example.cn", contact="mailto:it@example.cn", at=AT)
    scheme, told, key = header.replace(",", "").split()
    said, _, signature = told.removeprefix("t=").rpartition(".")
    raw = encoding.read(signature)
    point = encoding.read(key.removeprefix("k="))
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    pair = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    public.verify(pair, said.encode(), ec.ECDSA(hashes.SHA256()))
    head, claims = (orjson.loads(encoding.read(part)) for part in said.split("."))
    assert scheme == "vapid"
    assert head == {"typ": "JWT", "alg": "ES256"}
    assert claims == {
        "aud": "https://push.example.cn",
        "exp": int(AT.timestamp()) + 12 * 3600,
        "sub": "mailto:it@example.cn",
    }
    assert encoding.written(point) == ours.public


@pytest.mark.parametrize("key", ["x", "AAAA", "é" * 43, "A" * 43, encoding.written(b"\xff" * 32)])
def test_what_is_no_key_is_said_to_be_none_and_breaks_no_page(key: str, settings) -> None:
    with pytest.raises(BadKey):
        identity_of(key)
    settings.BANJIE_PUSH_KEY = key
    assert identity.identity() is None


def test_a_new_key_is_a_key_and_the_next_another() -> None:
    first, second = new_key(), new_key()
    assert first != second
    assert identity_of(first).public != identity_of(second).public


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.cn/a",
        "https://localhost/a",
        "https://127.0.0.1/a",
        "https://10.0.0.8/a",
        "https://[::1]/a",
        "https://169.254.169.254/latest",
        "https://push.internal/a",
        "https://name:word@push.example.cn/a",
        "https://push.example.cn/a#b",
        "https://push.example.cn/" + "a" * 600,
        "ftp://push.example.cn/a",
        "javascript:alert(1)",
        "https://push.example.cn/a b",
        "",
        None,
        7,
        ["https://push.example.cn/a"],
    ],
)
def test_an_address_that_leads_inside_or_nowhere_is_none(endpoint: object) -> None:
    given = Browser("https://push.example.cn/a").subscription
    with pytest.raises(NotAnAddress):
        BrowserAddress.read({**given, "endpoint": endpoint})


@pytest.mark.parametrize(
    "keys",
    [
        None,
        {},
        {"p256dh": PUBLIC},
        {"p256dh": PUBLIC, "auth": "AAAA"},
        {"p256dh": PUBLIC, "auth": 5},
        {"p256dh": PUBLIC[:-4], "auth": AUTH},
        {"p256dh": encoding.written(b"\x04" + bytes(64)), "auth": AUTH},
        {"p256dh": PUBLIC, "auth": "BTBZMqHH6r4Tts7J/aSIgg=="},
    ],
)
def test_keys_that_are_none_are_refused(keys: object) -> None:
    with pytest.raises(NotAnAddress):
        BrowserAddress.read({"endpoint": "https://push.example.cn/a", "keys": keys})


def test_an_address_is_kept_without_what_else_a_browser_tells() -> None:
    given = {**Browser("https://push.example.cn/a").subscription, "expirationTime": 1, "model": "P40"}
    read = BrowserAddress.read(given)
    assert set(read.written) == {"endpoint", "keys"}
    assert BrowserAddress.read(read.written) == read
    assert "push.example" not in repr(read)


def test_the_test_s_own_browser_derives_as_the_standard_does() -> None:
    """Written with hmac alone, so that one mistake does not undo another."""
    first = hmac.new(b"salt", b"secret", hashlib.sha256).digest()
    assert (
        Browser.derived(b"secret", b"salt", b"info", 16) == hmac.new(first, b"info\x01", hashlib.sha256).digest()[:16]
    )
