"""Hands a message to a receiver over HTTP: no redirect followed, no private address called, no waiting for ever.

Names are resolved here and the number is judged and then connected to, so that what was judged is what is called;
what the socket says it is connected to is judged once more. Proxies of the environment are not used.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from banjie.platform import clock
from banjie.platform.calling import patience
from banjie.platform.calling.addresses import Target, may_connect

EXCERPT: Final = 500
# Of an answer no more is read than this; whoever sends more is cut off.
_MOST_READ: Final = 16_384
_PAGE: Final = (b"<!doctype html", b"<html", b"<head", b"<body")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a try. `note` is "" where the message was taken, else what was wrong; `status` 0: no answer.

    `said` is the answer as far as it was read, for whoever reads more of it than people do.
    """

    status: int = 0
    note: str = ""
    excerpt: str = ""
    retry_after: int | None = None
    said: bytes = field(default=b"", repr=False)

    @property
    def was_taken(self) -> bool:
        return self.note == ""


class _Refused(OSError):
    """Every address that the name has may not be connected to."""


class Poster:
    """Sends messages to one target, over one connection as long as it holds. Not for several threads."""

    def __init__(self, target: Target, *, private_allowed: bool, seconds: float) -> None:
        self._target = target
        self._private = private_allowed
        self._seconds = seconds
        self._connection: http.client.HTTPConnection | None = None

    def post(self, body: bytes, headers: Mapping[str, str]) -> Outcome:
        return self.ask("POST", body, headers)

    def ask(self, method: str, body: bytes, headers: Mapping[str, str], *, most: int = _MOST_READ) -> Outcome:
        """By any method; of the answer no more than `most` bytes are read."""
        until = time.monotonic() + self._seconds
        fresh = self._connection is None
        outcome = self._try(method, body, headers, until, most)
        # A connection that stood idle may have been closed at the other end; a new one is worth one more try.
        if outcome.note == "closed" and not fresh:
            return self._try(method, body, headers, until, most)
        return outcome

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _try(self, method: str, body: bytes, headers: Mapping[str, str], until: float, most: int) -> Outcome:
        try:
            if self._connection is None:
                self._connection = self._connected(until)
            sock: Any = self._connection.sock
            sock.until = until
            sock.settimeout(_left(until))
            self._connection.request(method, self._target.path, body=body, headers=dict(headers))
            response = self._connection.getresponse()
            outcome = _outcome(response, most)
            if not response.isclosed() or response.will_close:
                response.close()
                self.close()
        except _Refused:
            return self._failed("private_address")
        except TimeoutError:
            return self._failed("timed_out")
        except ssl.SSLError as error:
            return self._failed("certificate", str(error))
        except socket.gaierror:
            return self._failed("name_unknown")
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            return self._failed("closed")
        except (http.client.HTTPException, OSError, ValueError) as error:
            return self._failed("unreachable" if isinstance(error, OSError) else "not_http", str(error))
        return outcome

    def _failed(self, note: str, said: str = "") -> Outcome:
        self.close()
        return Outcome(0, note, said.replace("\x00", "")[:EXCERPT])

    def _connected(self, until: float) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(self._target.host, self._target.port)
        connection.sock = _Watched(self._socket(until), until)
        connection.auto_open = 0
        return connection

    def _socket(self, until: float) -> socket.socket:
        found = socket.getaddrinfo(self._target.host, self._target.port, type=socket.SOCK_STREAM)
        numbers = [each for each in found if may_connect(str(each[4][0]), private_allowed=self._private)]
        if not numbers:
            raise _Refused
        raised: OSError = _Refused()
        for family, kind, protocol, _name, address in numbers[:4]:
            sock = socket.socket(family, kind, protocol)
            try:
                sock.settimeout(_left(until))
                sock.connect(address)
                if not may_connect(str(sock.getpeername()[0]), private_allowed=self._private):
                    raise _Refused
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return self._secured(sock)
            except OSError as error:
                sock.close()
                raised = error
        raise raised

    def _secured(self, sock: socket.socket) -> socket.socket:
        if self._target.scheme != "https":
            return sock
        return ssl.create_default_context().wrap_socket(sock, server_hostname=self._target.host)


class _Watched:
    """A socket of which every read ends by the deadline, however slowly the other end drips."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._sock = sock
        self.until = until
        self._read_by = 0
        self._closing = False

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        self._read_by += 1
        return io.BufferedReader(_Reading(self))

    def read_no_more(self) -> None:
        self._read_by -= 1
        if self._closing and not self._read_by:
            self._sock.close()

    def receive_into(self, buffer: Any) -> int:
        self._sock.settimeout(_left(self.until))
        return self._sock.recv_into(buffer)

    def sendall(self, data: Any) -> None:
        self._sock.settimeout(_left(self.until))
        self._sock.sendall(data)

    def settimeout(self, seconds: float) -> None:
        self._sock.settimeout(seconds)

    def close(self) -> None:
        """As of a socket: an answer that is being read may be read to its end."""
        self._closing = True
        if not self._read_by:
            self._sock.close()


class _Reading(io.RawIOBase):
    def __init__(self, watched: _Watched) -> None:
        self._watched = watched

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._watched.receive_into(buffer)

    def close(self) -> None:
        if not self.closed:
            super().close()
            self._watched.read_no_more()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _outcome(response: http.client.HTTPResponse, most: int) -> Outcome:
    said = response.read(most)
    excerpt = said[:_MOST_READ].decode("utf-8", "replace").replace("\x00", "")[:EXCERPT]
    asked, date = response.getheader("Retry-After") or "", response.getheader("Date") or ""
    after = patience.seconds_asked(asked, date=date, now=clock.now()) if asked else None
    return Outcome(response.status, _note(response.status, said), excerpt, after, said)


def _note(status: int, said: bytes) -> str:
    if 200 <= status < 300:
        # A page for people where a machine should answer: a proxy's error, or a gate; nobody has taken the message.
        return "page" if said.lstrip()[:200].lower().startswith(_PAGE) else ""
    if 300 <= status < 400:
        return "redirect"
    return "gone" if status == 410 else "refused"
