"""A callback: believed, read, and answered at once; however often WeChat sends it, it counts once.

WeChat waits five seconds and then asks again, three times. What a message came to, with the answer to it, is written
in one transaction; whoever asks again is given the same answer. Photos are fetched afterwards, by a job.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from banjie.channels import bindings, endpoints, receiving, secrets_kept
from banjie.channels.hook_in.accepting import NotBelieved
from banjie.channels.models import Endpoint, Inbound, State
from banjie.channels.wechat import sealing, wire
from banjie.channels.wechat.dialogue import Answered, answered
from banjie.channels.wechat.sealing import NotSealed
from banjie.channels.wechat.wire import Callback
from banjie.platform import crypto, stamps

# How old a signed moment may be: WeChat's own repetitions come within seconds.
_TOLERANCE: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class _Account:
    """The secrets of an account, opened once a callback."""

    token: str
    aes_key: str
    appid: str


def echo(endpoint: Endpoint, query: Mapping[str, str], *, at: datetime) -> str:
    """What WeChat wants to see when the address is set there. Raises NotBelieved."""
    _believe(endpoint, _account(endpoint), query, at)
    return query.get("echostr", "")


def accept(endpoint: Endpoint, query: Mapping[str, str], body: bytes, *, at: datetime) -> str:
    """The answer as XML, or "" for none. Raises NotBelieved, NotACallback."""
    account = _account(endpoint)
    _believe(endpoint, account, query, at)
    values = wire.fields_of(body)
    is_sealed = "Encrypt" in values
    if account.aes_key and not is_sealed:
        # Compatible mode would let anybody who learned the token past the key.
        raise _refused(endpoint, "not_sealed", at)
    if is_sealed:
        values = wire.fields_of(_opened(endpoint, account, query, values["Encrypt"], at).encode())
    callback = wire.callback_of(values)
    with override(settings.LANGUAGE_CODE):
        text = _once(endpoint, callback, at)
    if not text:
        return ""
    answer = wire.text_answer(to=callback.sender, account=callback.account, at=int(at.timestamp()), text=text)
    return _sealed(account, answer, at) if is_sealed else answer


def _account(endpoint: Endpoint) -> _Account:
    known = secrets_kept.of(endpoint)
    return _Account(known.get("token", ""), known.get("aes_key", ""), str(endpoint.settings["appid"]))


def _believe(endpoint: Endpoint, account: _Account, query: Mapping[str, str], at: datetime) -> None:
    moment, nonce = query.get("timestamp", ""), query.get("nonce", "")
    is_moment = moment.isascii() and moment.isdigit() and len(moment) < 13
    if not is_moment or not sealing.fits(query.get("signature", ""), account.token, moment, nonce):
        raise _refused(endpoint, "signature", at)
    if abs(at.timestamp() - int(moment)) > _TOLERANCE.total_seconds():
        raise _refused(endpoint, "timestamp", at)


def _opened(endpoint: Endpoint, account: _Account, query: Mapping[str, str], text: str, at: datetime) -> str:
    parts = (account.token, query.get("timestamp", ""), query.get("nonce", ""), text)
    if not sealing.fits(query.get("msg_signature", ""), *parts):
        raise _refused(endpoint, "signature", at)
    try:
        return sealing.opened(text, encoding_key=account.aes_key, appid=account.appid)
    except NotSealed:
        raise _refused(endpoint, "not_sealed", at) from None


def _sealed(account: _Account, answer: str, at: datetime) -> str:
    sealed = sealing.sealed(answer, encoding_key=account.aes_key, appid=account.appid)
    moment, nonce = str(int(at.timestamp())), secrets.token_hex(8)
    signature = sealing.signature(account.token, moment, nonce, sealed)
    return wire.sealed_answer(sealed=sealed, signature=signature, at=moment, nonce=nonce)


def _refused(endpoint: Endpoint, code: str, at: datetime) -> NotBelieved:
    endpoints.note_fault(endpoint.pk, f"not_believed_{code}", at=at)
    return NotBelieved(code)


def _once(endpoint: Endpoint, callback: Callback, at: datetime) -> str:
    """The answer to a callback; the first one again where it came before."""
    key = bindings.key_of(endpoint.pk, callback.key)
    binding = bindings.inbound(endpoint.pk, key, 0)
    fresh = {"received_at": at, "state": State.HEARD, "ended_at": at}
    with transaction.atomic():
        row, is_new = Inbound.objects.get_or_create(endpoint=endpoint, key=key, generation=0, defaults=fresh)
        if not is_new:
            return crypto.decrypt(row.sealed, bound_to=binding) if row.sealed and row.state != State.SET_ASIDE else ""
        done = answered(endpoint, callback, at=at)
        _settle(row, done, binding)
        receiving.note_received(endpoint, at=at)
    return done.text


def _settle(row: Inbound, done: Answered, binding: str) -> None:
    row.state, row.reason, row.case_id, row.thread = done.state, done.reason, done.case_id, done.thread
    if done.state == State.SET_ASIDE:
        row.ended_at = None
        stamps.bump(receiving.STAMP)
        row.sealed = receiving.sealed(done.kept, binding)
    elif done.text:
        row.sealed = crypto.encrypt(done.text, bound_to=binding)
    row.save()
