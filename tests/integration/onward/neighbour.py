"""Another city's Open311 server to try things with: it keeps what it got, and misbehaves as it is told."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson

from tests.integration.cases.world import AT

type Mood = Callable[[BaseHTTPRequestHandler], None]

SERVICES = [
    {"service_code": "SL", "service_name": "设施与环境：路灯", "description": "坏了的路灯", "metadata": True,
     "type": "realtime", "keywords": "", "group": "设施"},
    {"service_code": "W", "service_name": "Water mains", "description": "", "metadata": False, "type": "realtime"},
]  # fmt: skip
DEFINITION = {
    "service_code": "SL",
    "attributes": [
        {"variable": False, "code": "hint", "datatype": "string", "required": False, "description": "只是说明"},
        {"variable": True, "code": "LAMP", "datatype": "singlevaluelist", "required": "true", "order": 1,
         "description": "哪种灯", "values": [{"key": 1, "name": "路灯"}, {"key": 2, "name": "公园灯"}]},
        {"variable": True, "code": "SIGNS", "datatype": "multivaluelist", "required": False, "order": 2,
         "description": "现象", "values": [{"key": "off", "name": "不亮"}, {"key": "fl", "name": "闪"}]},
        {"variable": True, "code": "SINCE", "datatype": "datetime", "required": False, "order": 3,
         "description": "何时起"},
    ],
}  # fmt: skip


@dataclass
class Neighbour:
    """`moods`: by "METHOD first part of the path", what is answered instead; `posted`: the forms as they came."""

    url: str = ""
    requests: dict[str, dict[str, Any]] = field(default_factory=dict)
    updates: list[dict[str, Any]] = field(default_factory=list)
    posted: list[dict[str, list[str]]] = field(default_factory=list)
    told: list[dict[str, list[str]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    moods: dict[str, Mood] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    gives_tokens: bool = False
    hides_words: bool = False
    # Whether a request is taken in even where a mood spoils the answer.
    takes_all_the_same: bool = False

    def take(self, form: dict[str, list[str]]) -> str:
        at = AT.isoformat()
        number = str(8000 + len(self.requests) + 1)
        self.requests[number] = {
            "service_request_id": number,
            "status": "open",
            "status_notes": "",
            "service_code": form["service_code"][0],
            "description": None if self.hides_words else form["description"][0],
            "requested_datetime": at,
            "updated_datetime": at,
            "lat": form.get("lat", [None])[0],
            "long": form.get("long", [None])[0],
            "media_url": None,
        }
        return number

    def set(self, number: str, **values: Any) -> None:
        self.requests[number] |= values


def _answer(peer: Neighbour, handler: BaseHTTPRequestHandler, what: str, form: dict[str, list[str]]) -> Any:
    first, _, rest = what.partition("/")
    match handler.command, first:
        case "GET", "services":
            return DEFINITION if rest else SERVICES
        case "POST", "requests":
            peer.posted.append(form)
            number = peer.take(form)
            if peer.gives_tokens:
                peer.tokens[f"t{number}"] = ""
                return [{"token": f"t{number}"}]
            return [{"service_request_id": number, "service_notice": "thanks", "account_id": None}]
        case "GET", "tokens":
            return [{"token": rest, "service_request_id": peer.tokens.get(rest, "")}]
        case "GET", "requests":
            wanted = [rest] if rest else form.get("service_request_id", [""])[0].split(",")
            every = [] if rest else list(peer.requests.values())
            found = [peer.requests[each] for each in wanted if each in peer.requests] if wanted != [""] else every
            return found if found or not rest else None
        case "GET", "servicerequestupdates":
            return peer.updates
        case "POST", "servicerequestupdates":
            peer.told.append(form)
            return [{"update_id": "1"}]
    return None


def as_xml(value: Any) -> bytes:
    """By the Spark convention."""
    from xml.sax.saxutils import escape

    def inner(one: Any, name: str) -> str:
        if isinstance(one, list):
            child = {"services": "service", "attributes": "attribute", "values": "value"}.get(name, "request")
            return "".join(f"<{child}>{inner(each, child)}</{child}>" for each in one)
        if isinstance(one, dict):
            return "".join(f"<{key}>{inner(each, key)}</{key}>" for key, each in one.items())
        return "" if one is None else escape(str(one).lower() if isinstance(one, bool) else str(one))

    root = "service_requests"
    if isinstance(value, list) and value and "service_name" in value[0]:
        root = "services"
    if isinstance(value, list) and value and "update_id" in value[0]:
        root = "service_request_updates"
    if isinstance(value, dict):
        root = "service_definition"
    return f'<?xml version="1.0" encoding="utf-8"?><{root}>{inner(value, root)}</{root}>'.encode()


@contextmanager
def neighbour() -> Iterator[Neighbour]:
    peer = Neighbour()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._serve(parse_qs(urlsplit(self.path).query))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._serve(parse_qs(body.decode()))

        def _serve(self, form: dict[str, list[str]]) -> None:
            path = urlsplit(self.path).path
            what = path.removeprefix("/v2/").rpartition(".")[0]
            peer.asked.append(f"{self.command} {what}")
            peer.headers.append({name.lower(): value for name, value in self.headers.items()})
            mood = peer.moods.get(f"{self.command} {what}") or peer.moods.get(
                f"{self.command} {what.partition('/')[0]}"
            )
            if mood is not None and what == "requests" and self.command == "POST":
                peer.posted.append(form)
                if peer.takes_all_the_same:
                    peer.take(form)
            if mood is not None:
                mood(self)
                return
            value = _answer(peer, self, what, form) if path.startswith("/v2/") else None
            if value is None:
                self._send(404, [{"code": 404, "description": "nothing here"}])
            else:
                self._send(200, value)

        def _send(self, status: int, value: Any) -> None:
            xml = urlsplit(self.path).path.endswith(".xml")
            body = as_xml(value) if xml else orjson.dumps(value)
            self.send_response(status)
            self.send_header("Content-Type", "text/xml" if xml else "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    peer.url = f"http://127.0.0.1:{server.server_port}/v2"
    try:
        yield peer
    finally:
        server.shutdown()
        server.server_close()
