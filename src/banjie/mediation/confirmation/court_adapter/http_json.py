"""A court's system that speaks JSON over HTTP.

    POST {url}/confirmations              Idempotency-Key, {court, sha256, about, package (base64)}  →  {reference}
    GET  {url}/confirmations/{reference}  →  {steps: [{step, on, number, until, why}]}

201 or 200 with a reference is a yes, 409 too where it names the reference of the same key; 429 and 5xx are worth
another try, other refusals are not. Whatever cannot be read is never taken for a yes.
"""

import base64
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from datetime import date
from http import HTTPStatus
from typing import Any, Final

from .protocol import Answer, News, Request, Settings, Step, Trouble, TroubleKind

_MOST_BYTES: Final = 1 << 20
_BUSY: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Papers go to the address that was set and to no other."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        return None


class HttpJsonCourt:
    def __init__(self, settings: Settings) -> None:
        parsed = urllib.parse.urlsplit(settings.url)
        if parsed.scheme not in {"https", "http"} or not parsed.hostname:
            raise Trouble(TroubleKind.REFUSED, "the address is none")
        self._settings = settings
        self._opener = urllib.request.build_opener(_NoRedirects)

    def submit(self, request: Request) -> Answer:
        body = {
            "court": request.court_code,
            "sha256": request.digest,
            "about": dict(request.about),
            "package": base64.b64encode(request.package).decode(),
        }
        status, content = self._ask("POST", "confirmations", body, {"Idempotency-Key": request.key})
        reference = content.get("reference")
        if not isinstance(reference, str) or not 0 < len(reference) <= 80:
            raise Trouble(TroubleKind.UNREADABLE, "no reference")
        return Answer(reference, repeated=status != HTTPStatus.CREATED)

    def news(self, reference: str) -> Sequence[News]:
        _, content = self._ask("GET", f"confirmations/{urllib.parse.quote(reference, safe='')}", None, {})
        steps = content.get("steps")
        if not isinstance(steps, list):
            raise Trouble(TroubleKind.UNREADABLE, "no steps")
        return [_news(each) for each in steps]

    def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None, headers: Mapping[str, str]
    ) -> tuple[int, Mapping[str, Any]]:
        # The scheme was looked at when the address was taken.
        asked = urllib.request.Request(  # noqa: S310 — http or https, see __init__
            f"{self._settings.url.rstrip('/')}/{path}",
            data=json.dumps(body).encode() if body is not None else None,
            method=method,
            headers={
                "Accept": "application/json",
                "Content-Type": "application/json",
                "Authorization": f"Bearer {self._settings.token}",
                **headers,
            },
        )
        try:
            with self._opener.open(asked, timeout=self._settings.seconds) as answer:
                return answer.status, _read(answer)
        except urllib.error.HTTPError as error:
            with error:
                return _refused(error)
        except Trouble:
            raise
        except (OSError, ValueError) as error:
            # No connection, none within the time, or one that broke off.
            raise Trouble(TroubleKind.UNREACHABLE, type(error).__name__) from None
        except Exception as error:  # http.client raises its own for what is no HTTP
            raise Trouble(TroubleKind.UNREADABLE, type(error).__name__) from None


def _refused(error: urllib.error.HTTPError) -> tuple[int, Mapping[str, Any]]:
    if error.code == HTTPStatus.CONFLICT:
        return error.code, _read(error)
    kind = TroubleKind.BUSY if error.code >= 500 or error.code in _BUSY else TroubleKind.REFUSED
    raise Trouble(kind, str(error.code))


def _read(answer: Any) -> Mapping[str, Any]:
    content = answer.read(_MOST_BYTES + 1)
    try:
        if len(content) > _MOST_BYTES:
            raise ValueError("too long")
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise Trouble(TroubleKind.UNREADABLE, "not JSON") from None
    if not isinstance(found, dict):
        raise Trouble(TroubleKind.UNREADABLE, "not an object")
    return found


def _news(each: Any) -> News:
    try:
        until = each.get("until")
        return News(
            Step(each["step"]),
            date.fromisoformat(each["on"]),
            str(each.get("number") or "")[:60],
            date.fromisoformat(until) if until else None,
            str(each.get("why") or "")[:2000],
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Trouble(TroubleKind.UNREADABLE, "a step") from None
