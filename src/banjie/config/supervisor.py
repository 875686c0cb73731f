"""Keeps the web server, the worker and the embedded database running.

Knows no framework: it sits beside them all day and stays small.

`python -m banjie.config.supervisor PLAN` where PLAN is JSON: the services by name with their commands, and
the data folder of the embedded database, if there is one, which is kept running and stopped at the end.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TextIO

from banjie.platform.database import holding

RESTART_AFTER = 1.0
GRACE = 15.0
LOOK_EVERY = 0.2
LOOK_AT_DATABASE_EVERY = 1.0


@dataclass
class Service:
    """One process that is kept running; killed, it comes back."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = field(default=0.0)

    def start(self) -> None:
        self.started = time.monotonic()
        # A session of its own: Ctrl-C is ours to pass on, in order.
        self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603

    def revive(self) -> None:
        if self.process is None or self.process.poll() is None:
            return
        if time.monotonic() - self.started > RESTART_AFTER:
            _say(f"{self.name} ended (code {self.process.returncode}); starting it again.")
            # What it had started and left behind would go on beside the new one, and outlive us.
            _end_group(self.process.pid)
            self.start()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            _end_group(self.process.pid)
            self.process.wait()


@dataclass
class Database:
    """The embedded PostgreSQL. It is nobody's child, so nobody else would notice that it was killed."""

    folder: Path
    looked: float = field(default=0.0)
    missed: bool = field(default=False)
    claim: "TextIO | None" = field(default=None)

    def kept(self) -> bool:
        """Whether it is ours to keep: of several supervisors of one folder, one keeps it."""
        self.claim = self.claim or holding.claim(self.folder)
        return self.claim is not None

    def revive(self) -> None:
        now = time.monotonic()
        if now - self.looked < LOOK_AT_DATABASE_EVERY:
            return
        self.looked = now
        if not self.kept():
            return
        if holding.server(self.folder) is not None:
            self.missed = False
            return
        from banjie.platform.database.embedded import Cluster, DatabaseDidNotStart

        if not self.missed:
            _say("The database ended; starting it again.")
        said, self.missed = self.missed, True
        try:
            Cluster(self.folder).ensure_running()
        except DatabaseDidNotStart as error:
            # Its last processes may hold the memory a moment longer: the next look tries again.
            if not said:
                _say(f"It did not start yet; trying on. {''.join(str(error).strip().splitlines()[-1:])}")

    def stop(self) -> None:
        if not self.kept():
            return
        from banjie.platform.database.embedded import Cluster

        Cluster(self.folder).stop()


def _end_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def replace_this_process(commands: Mapping[str, Sequence[str]], *, database: Path | None) -> None:
    """Becomes the supervisor: whatever this process had loaded is given back to the machine."""
    plan = json.dumps({"commands": commands, "database": str(database) if database else None})
    os.execv(sys.executable, [sys.executable, "-m", "banjie.config.supervisor", plan])  # noqa: S606


def run(services: Sequence[Service], database: Database | None = None) -> None:
    """Until SIGINT or SIGTERM, then stops the services in their order."""
    received: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        received.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, note)
    for service in services:
        service.start()
    while not received:
        time.sleep(LOOK_EVERY)
        if database is not None and not received:
            database.revive()
        for service in services:
            if not received:
                service.revive()
    for service in services:
        service.stop()
    deadline = time.monotonic() + GRACE
    for service in services:
        service.wait(deadline)


def main() -> None:
    plan = json.loads(sys.argv[1])
    database = Database(Path(plan["database"])) if plan["database"] else None
    try:
        run([Service(name, command) for name, command in plan["commands"].items()], database)
    finally:
        if database is not None:
            database.stop()
    _say("Stopped. Nothing is lost.")


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
