"""Small secrets: what opens them, what does not, and how keys are changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from banjie.platform import crypto
from banjie.platform.crypto import BadKeys, CannotDecrypt, DecryptProblem, KeyProblem, Keyring

OLD, NEW, OTHER = crypto.new_key(), crypto.new_key(), crypto.new_key()
RING = Keyring.from_setting([OLD])
texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(text=texts, row=texts)
def test_what_is_encrypted_for_a_row_comes_back_for_that_row(text: str, row: str) -> None:
    assert RING.decrypt(RING.encrypt(text, bound_to=row), bound_to=row) == text


@given(text=texts, row=texts, other=texts)
def test_a_token_moved_to_another_row_does_not_open(text: str, row: str, other: str) -> None:
    token = RING.encrypt(text, bound_to=row)
    if row != other:
        with pytest.raises(CannotDecrypt) as refused:
            RING.decrypt(token, bound_to=other)
        assert refused.value.code is DecryptProblem.ALTERED_OR_MOVED


@given(position=st.integers(min_value=5), flip=st.integers(1, 255))
def test_a_token_with_one_altered_byte_does_not_open(position: int, flip: int) -> None:
    token = bytearray(RING.encrypt("13800138000", bound_to="contact:1"))
    token[5 + position % (len(token) - 5)] ^= flip
    with pytest.raises(CannotDecrypt) as refused:
        RING.decrypt(bytes(token), bound_to="contact:1")
    assert refused.value.code is DecryptProblem.ALTERED_OR_MOVED


def test_the_same_text_twice_gives_two_tokens_that_show_nothing_in_common() -> None:
    one, two = (RING.encrypt("13800138000", bound_to="contact:1") for _ in range(2))
    assert one[:5] == two[:5]
    assert one[5:] != two[5:]
    assert b"138" not in one


def test_json_comes_back_as_it_was(settings: Settings) -> None:
    settings.BANJIE_CONTACT_KEYS = [NEW]
    contact = {"name": "张三", "phones": ["13800138000"], "age": None}
    assert crypto.decrypt_json(crypto.encrypt_json(contact, bound_to="contact:7"), bound_to="contact:7") == contact


def test_a_token_read_from_the_database_as_a_memoryview_opens(settings: Settings) -> None:
    settings.BANJIE_CONTACT_KEYS = [NEW]
    token = memoryview(crypto.encrypt("王五", bound_to="contact:7"))
    assert crypto.decrypt(token, bound_to="contact:7") == "王五"


def test_after_a_new_key_is_put_first_old_tokens_open_and_new_ones_use_it(settings: Settings) -> None:
    settings.BANJIE_CONTACT_KEYS = [OLD]
    old = crypto.encrypt("李四", bound_to="contact:1")
    settings.BANJIE_CONTACT_KEYS = [NEW, OLD]
    assert crypto.decrypt(old, bound_to="contact:1") == "李四"
    settings.BANJIE_CONTACT_KEYS = [NEW]
    with pytest.raises(CannotDecrypt) as refused:
        crypto.decrypt(old, bound_to="contact:1")
    assert refused.value.code is DecryptProblem.UNKNOWN_KEY
    assert refused.value.key_id == old[1:5].hex()


def test_a_rotated_token_no_longer_needs_the_old_key(settings: Settings) -> None:
    settings.BANJIE_CONTACT_KEYS = [OLD]
    old = crypto.encrypt("李四", bound_to="contact:1")
    settings.BANJIE_CONTACT_KEYS = [NEW, OLD]
    rotated = crypto.rotate(old, bound_to="contact:1")
    settings.BANJIE_CONTACT_KEYS = [NEW]
    assert crypto.decrypt(rotated, bound_to="contact:1") == "李四"


def test_rotating_a_current_token_leaves_it_alone(settings: Settings) -> None:
    settings.BANJIE_CONTACT_KEYS = [NEW, OLD]
    token = crypto.encrypt("李四", bound_to="contact:1")
    assert crypto.rotate(token, bound_to="contact:1") == token


def test_rotation_refuses_a_token_of_another_row(settings: Settings) -> None:
    settings.BANJIE_CONTACT_KEYS = [OLD]
    old = crypto.encrypt("李四", bound_to="contact:1")
    settings.BANJIE_CONTACT_KEYS = [NEW, OLD]
    with pytest.raises(CannotDecrypt):
        crypto.rotate(old, bound_to="contact:2")


@pytest.mark.parametrize("junk", [b"", b"\x01short", b"gAAAAABfernet-token-of-another-system-that-is-long", bytes(80)])
def test_what_is_no_token_is_called_malformed(junk: bytes) -> None:
    with pytest.raises(CannotDecrypt) as refused:
        RING.decrypt(junk, bound_to="contact:1")
    assert refused.value.code is DecryptProblem.MALFORMED


@pytest.mark.parametrize(
    ("keys", "code", "position"),
    [
        ([], KeyProblem.NO_KEYS, None),
        (["secret"], KeyProblem.NOT_A_KEY, 1),
        ([OLD, "密钥"], KeyProblem.NOT_A_KEY, 2),
        ([OLD, OLD], KeyProblem.SAME_KEY_TWICE, 2),
        ([OLD, ""], KeyProblem.NOT_A_KEY, 2),
    ],
)
def test_a_setting_without_usable_keys_says_which_one_is_wrong(
    keys: list[str], code: KeyProblem, position: int | None
) -> None:
    with pytest.raises(BadKeys) as refused:
        Keyring.from_setting(keys)
    assert (refused.value.code, refused.value.position) == (code, position)


def test_the_message_about_a_bad_key_does_not_show_it() -> None:
    with pytest.raises(BadKeys) as refused:
        Keyring.from_setting(["almost-a-secret"])
    assert "almost" not in str(refused.value)


def test_there_is_no_way_to_link_two_cases_by_their_contact() -> None:
    assert not [name for name in dir(crypto) if "fingerprint" in name or "hmac" in name.lower()]
