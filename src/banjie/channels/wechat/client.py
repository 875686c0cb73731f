"""WeChat's interface, called by us: the access token kept while it holds, photos fetched, messages and menu sent."""

import time
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

import orjson
from django.conf import settings

from banjie.channels import secrets_kept
from banjie.channels.models import Endpoint
from banjie.platform.calling.addresses import BadAddress, target_of
from banjie.platform.calling.sending import Outcome, Poster

# The token is not valid (any more): asked for anew, and tried once more.
_TOKEN_FAULTS: Final = {40001, 40014, 42001}
# What no trying again helps: not a follower, no longer allowed to write, refused by the person.
LASTING: Final = {40003, 43004, 43101, 45015, 45047, 48001, 48002}
_EARLY: Final = 300
_MOST_MEDIA: Final = 20 * 1024 * 1024


class WeChatFault(OSError):
    """WeChat did not do it: its `errcode`, or 0 with a `note` where it could not be understood."""

    def __init__(self, errcode: int, note: str = "") -> None:
        super().__init__(f"{errcode} {note}".strip())
        self.errcode = errcode
        self.note = note

    @property
    def lasts(self) -> bool:
        return self.errcode in LASTING


_tokens: dict[tuple[str, str], tuple[str, float]] = {}


def forget_tokens() -> None:
    _tokens.clear()


def call(endpoint: Endpoint, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """POST with JSON. Raises WeChatFault."""
    for fresh in (False, True):
        outcome = _asked(endpoint, "POST", path, {"access_token": _token(endpoint, fresh=fresh)}, orjson.dumps(body))
        told = _told(outcome)
        errcode = int(told.get("errcode") or 0)
        if errcode not in _TOKEN_FAULTS or fresh:
            break
    if errcode:
        raise WeChatFault(errcode, str(told.get("errmsg", ""))[:200])
    return told


def media(endpoint: Endpoint, media_id: str) -> bytes:
    """A photo or recording that somebody sent; WeChat keeps it three days. Raises WeChatFault."""
    for fresh in (False, True):
        query = {"access_token": _token(endpoint, fresh=fresh), "media_id": media_id}
        outcome = _asked(endpoint, "GET", "/cgi-bin/media/get", query, b"", most=_MOST_MEDIA)
        if outcome.note:
            raise WeChatFault(0, outcome.note)
        # A fault comes as JSON, with 200 as well.
        if not outcome.said.lstrip().startswith(b"{"):
            return outcome.said
        errcode = int(_told(outcome).get("errcode") or 0)
        if errcode not in _TOKEN_FAULTS:
            raise WeChatFault(errcode, "media")
    raise WeChatFault(40001, "media")


def _token(endpoint: Endpoint, *, fresh: bool) -> str:
    known = secrets_kept.of(endpoint)
    secret, appid = known.get("app_secret", ""), str(endpoint.settings["appid"])
    if not secret:
        raise WeChatFault(0, "no_app_secret")
    held = _tokens.get((endpoint.ref, secret))
    if held is not None and not fresh and held[1] > time.monotonic():
        return held[0]
    body = {"grant_type": "client_credential", "appid": appid, "secret": secret, "force_refresh": fresh}
    told = _told(_asked(endpoint, "POST", "/cgi-bin/stable_token", {}, orjson.dumps(body)))
    token = told.get("access_token")
    if not isinstance(token, str) or not token:
        raise WeChatFault(int(told.get("errcode") or 0), "token")
    _tokens[endpoint.ref, secret] = token, time.monotonic() + max(int(told.get("expires_in") or 0) - _EARLY, 60)
    return token


def _asked(
    endpoint: Endpoint, method: str, path: str, query: Mapping[str, str], body: bytes, *, most: int = 64 * 1024
) -> Outcome:
    private = settings.BANJIE_HOOKS_PRIVATE
    url = str(endpoint.settings["api"]).rstrip("/") + path
    try:
        target = target_of(f"{url}?{urlencode(query)}" if query else url, private_allowed=private)
    except BadAddress as error:
        raise WeChatFault(0, f"address_{error.fault}") from None
    poster = Poster(target, private_allowed=private, seconds=settings.BANJIE_HOOKS_SECONDS)
    headers = {"Host": target.authority, "User-Agent": "Banjie", "Content-Type": "application/json; charset=utf-8"}
    try:
        return poster.ask(method, body, headers, most=most)
    finally:
        poster.close()


def _told(outcome: Outcome) -> dict[str, Any]:
    if outcome.note:
        raise WeChatFault(0, outcome.note)
    try:
        told = orjson.loads(outcome.said)
    except orjson.JSONDecodeError:
        raise WeChatFault(0, "not_json") from None
    if not isinstance(told, dict):
        raise WeChatFault(0, "not_json")
    return told
