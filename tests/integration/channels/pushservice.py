"""A service as makers of browsers run it, over TLS at a public name that leads to this machine."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from banjie.platform.calling import sending
from tests.integration.channels.postoffice import certificate

HOST = "push.example.cn"
_resolve = socket.getaddrinfo


@dataclass
class PushService:
    """What it got: the address, the headers, the body. `answer` is the status of the next answers."""

    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    answer: int = 201
    meanwhile: Callable[[], None] = lambda: None
    headers: dict[str, str] = field(default_factory=dict)


@contextmanager
def serving(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PushService]:
    service = PushService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            service.meanwhile()
            self.send_response(service.answer)
            for name, value in {"Content-Length": "0", **service.headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    key, trusted = certificate(folder, HOST)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    port = server.server_port
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))

    def resolved(host: str, asked: object, **how: object) -> object:
        return _resolve("127.0.0.1", port, type=socket.SOCK_STREAM) if host == HOST else _resolve(host, asked, **how)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(sending, "may_connect", lambda number, *, private_allowed: not private_allowed)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
