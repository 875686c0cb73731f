"""A court's system on this machine that does what it is told, misbehaviour included."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class FakeCourt:
    """`moods` are taken one a request; without any it behaves. `steps` are what it says it has done."""

    url: str = ""
    moods: list[str] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)
    seen: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def mood(self) -> str:
        return self.moods.pop(0) if self.moods else "well"


class Handler(BaseHTTPRequestHandler):
    court: FakeCourt

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        key = self.headers["Idempotency-Key"]
        self.court.seen.append((self.path, key, body))
        mood = self.court.mood()
        known = key in self.court.taken
        if mood in {"well", "takes_it_and_hangs"}:
            self.court.taken.setdefault(key, f"REF-{len(self.court.taken) + 1}")
        if not self.misbehaves(mood):
            self.answer(409 if known else 201, {"reference": self.court.taken[key]})

    def do_GET(self) -> None:
        if not self.misbehaves(self.court.mood()):
            self.answer(200, {"steps": self.court.steps})

    def misbehaves(self, mood: str) -> bool:
        if mood.isdigit():
            self.answer(int(mood), {"error": mood})
        elif mood in _BODIES:
            self.raw(201, _BODIES[mood])
        elif mood in {"hangs", "takes_it_and_hangs"}:
            time.sleep(1.5)
        elif mood == "elsewhere":
            self.raw(307, b"", Location="http://127.0.0.1:9/confirmations")
        elif mood == "breaks_off":
            self.raw(201, b'{"refer', **{"Content-Length": "5000"})
            self.close_connection = True
        elif mood == "gibberish":
            self.wfile.write(b"\x00\x01 what\r\n\r\n")
            self.close_connection = True
        return mood != "well"

    def answer(self, status: int, content: dict[str, Any]) -> None:
        self.raw(status, json.dumps(content).encode())

    def raw(self, status: int, content: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        return


_BODIES = {
    "no_json": b"<html>ok</html>",
    "list": b"[1]",
    "no_reference": b'{"reference": ""}',
    "number": b'{"reference": 7}',
    "endless": b'{"reference": "' + b"x" * (1 << 21) + b'"}',
}


@contextmanager
def fake_court() -> Iterator[FakeCourt]:
    court = FakeCourt()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"court": court}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    court.url = f"http://127.0.0.1:{server.server_address[1]}/api"
    try:
        yield court
    finally:
        server.shutdown()
        server.server_close()
        thread.join(2)
