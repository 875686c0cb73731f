"""A whole Banjie as `banjie serve` runs it, in a folder of its own, to be killed piece by piece."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import psycopg

from banjie.platform.database.embedded import DATABASE, SUPERUSER, socket_folder

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 90.0
_READY = "from tests.integration.faults import inside; inside.make_ready()"


def until[T](ask: Callable[[], T], *, what: str, within: float = PATIENCE) -> T:
    """Asks until the answer is true; an assertion with `what` in it where that takes too long."""
    end = time.monotonic() + within
    while not (answer := ask()):
        assert time.monotonic() < end, f"waited {within:.0f} s in vain: {what}"
        time.sleep(0.05)
    return answer


@dataclass
class Installation:
    """One box. `token` is that of a client that may hand in and act."""

    data: Path
    port: int = 0
    token: str = ""
    category: str = ""
    process: "subprocess.Popen[bytes] | None" = None
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.log = self.data / "serve.log"

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("BANJIE_", "DJANGO_", "DATABASE"))
        }
        return kept | {
            "BANJIE_DATA": str(self.data / "var"),
            "BANJIE_WORKER_SILENT_SECONDS": "3",
            "DJANGO_SETTINGS_MODULE": "banjie.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }

    def start(self) -> None:
        given = json.loads(self.run("-c", _READY).stdout.splitlines()[-1])
        self.token, self.category = given["token"], given["category"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        command = [sys.executable, "-m", "banjie", "serve", "--port", str(self.port)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        until(self.answers, what=f"the first answer; {self.log.read_text()[-500:]}")

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(40)

    def run(self, *arguments: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
        """Another process beside the running ones: `run("-m", "banjie", "verify")`."""
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    def ask(self, statement: str, *values: Any) -> list[Any]:
        """The first column of what the database answers; while it is away, waits for it to come back."""
        found: list[Any] = []

        def answered() -> bool:
            try:
                with psycopg.connect(host=address, user=SUPERUSER, dbname=DATABASE) as connection:
                    found.extend(row[0] for row in connection.execute(statement, values).fetchall())  # type: ignore[arg-type]
            except psycopg.OperationalError:
                return False
            return True

        address = str(socket_folder(self.data / "var/postgres"))
        until(answered, what="the database to answer")
        return found

    def answers(self) -> bool:
        return self.call("GET", "/api/v1/openapi.json")[0] == 200

    def call(self, method: str, path: str, body: Any = None, key: str = "") -> tuple[int, Any]:
        """(status, body); status 0 where the connection broke."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = connection.getresponse()
            content = answer.read()
            return answer.status, json.loads(content) if answer.status < 500 and content else None
        except (HTTPException, OSError, ValueError):
            return 0, None
        finally:
            connection.close()

    def pids(self, what: str) -> Sequence[int]:
        """The database, the worker, the web server (which has processes of its own), or those: a web process."""
        if what == "database":
            return [int((self.data / "var/postgres/postmaster.pid").read_text().split("\n", 1)[0])]
        assert self.process is not None
        services = _children(self.process.pid)
        if what == "worker":
            return [pid for pid in services if "worker" in _command(pid).split()]
        servers = [pid for pid in services if "granian" in _command(pid).split()]
        if what == "web server":
            return servers
        return [child for pid in servers for child in _children(pid)]


def kill(pids: Sequence[int]) -> None:
    """kill -9, as the kernel does when memory runs out."""
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def _children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def _command(pid: int) -> str:
    found = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return found.stdout


def together(work: Callable[[int], None], count: int, *, hands: int, meanwhile: Callable[[], None]) -> None:
    """Does `work` for 0 … count-1 by some hands at once, and `meanwhile` in this thread."""
    numbers = iter(range(count))
    lock = threading.Lock()
    faults: list[BaseException] = []

    def go_on() -> None:
        try:
            while True:
                with lock:
                    number = next(numbers, None)
                if number is None:
                    return
                work(number)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=go_on) for _ in range(hands)]
    for thread in threads:
        thread.start()
    try:
        meanwhile()
    finally:
        for thread in threads:
            thread.join()
    assert faults == []
