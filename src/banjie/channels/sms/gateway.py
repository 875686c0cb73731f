"""Sends text messages by the gateway that is set; for receipts, and as the service behind `platform.texting`."""

from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

import orjson
from django.conf import settings

from banjie.channels import endpoints, secrets_kept
from banjie.channels.hook_in.mapping import text_at
from banjie.channels.models import Endpoint, Kind
from banjie.channels.sms.accepting import stopped
from banjie.platform import clock
from banjie.platform.calling.addresses import BadAddress, target_of
from banjie.platform.calling.sending import Outcome, Poster

_HEADER: Final = "Content-Type"


class NotSent(OSError):
    """The gateway did not take a message. `code` as `outbound` words it, or "not_taken"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Gateway:
    """For BANJIE_TEXTING: whatever sends text messages here goes through the gateway of the channels."""

    def send(self, *, to: str, text: str) -> None:
        endpoint = sending_endpoint()
        if endpoint is None:
            raise NotSent("no_gateway")
        deliver(endpoint, number=to, text=text, message_id="", at=clock.now())


def sending_endpoint() -> Endpoint | None:
    return next((each for each in endpoints.in_use(Kind.SMS) if each.settings.get("out_url")), None)


def deliver(endpoint: Endpoint, *, number: str, text: str, message_id: str, at: datetime) -> bool:
    """False for a number that wants no more. Raises NotSent."""
    if stopped(number):
        return False
    outcome = _called(endpoint, filled(endpoint.settings["out_body"], {"to": number, "text": text, "id": message_id}))
    fault = outcome.note or ("" if _taken(endpoint, outcome) else "not_taken")
    if fault:
        endpoints.note_fault(endpoint.pk, f"out_{fault}", at=at)
        raise NotSent(fault)
    return True


def filled(template: Any, values: dict[str, str]) -> Any:
    """The values put into the texts of a JSON value: they stay texts, whatever stands in them."""
    if isinstance(template, dict):
        return {key: filled(each, values) for key, each in template.items()}
    if isinstance(template, list):
        return [filled(each, values) for each in template]
    if not isinstance(template, str):
        return template
    parts = template
    if parts in {f"{{{name}}}" for name in values}:
        return values[parts[1:-1]]
    out, rest = "", parts
    while rest:
        before, brace, after = rest.partition("{")
        name, closing, tail = after.partition("}")
        out += before
        if brace and closing and name in values:
            out, rest = out + values[name], tail
        else:
            out, rest = out + brace, after
    return out


def _called(endpoint: Endpoint, body: Any) -> Outcome:
    url, method = str(endpoint.settings["out_url"]), endpoint.settings["out_method"]
    private = settings.BANJIE_HOOKS_PRIVATE
    if method == "query":
        url += ("&" if "?" in url else "?") + urlencode(body)
    try:
        target = target_of(url, private_allowed=private)
    except BadAddress as error:
        raise NotSent(f"address_{error.fault}") from None
    headers = {"User-Agent": "Banjie", "Host": target.authority}
    if secret := secrets_kept.of(endpoint).get("out_secret"):
        headers[str(endpoint.settings["out_header"])] = secret
    content = b""
    if method == "json":
        headers[_HEADER], content = "application/json; charset=utf-8", orjson.dumps(body)
    elif method == "form":
        headers[_HEADER], content = "application/x-www-form-urlencoded; charset=utf-8", urlencode(body).encode()
    poster = Poster(target, private_allowed=private, seconds=settings.BANJIE_HOOKS_SECONDS)
    try:
        return poster.ask("GET" if method == "query" else "POST", content, headers)
    finally:
        poster.close()


def _taken(endpoint: Endpoint, outcome: Outcome) -> bool:
    """What the gateway says itself: many answer 200 whatever went wrong."""
    declared = endpoint.settings.get("out_taken")
    if not declared:
        return True
    try:
        document = orjson.loads(outcome.said)
    except orjson.JSONDecodeError:
        return False
    return text_at(document, declared["path"]) in {str(each) for each in declared["in"]}
