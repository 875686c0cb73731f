"""Who holds an embedded database: which process serves it, and which supervisor keeps it running.

Small on purpose: the supervisor sits on it all day.
"""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import TextIO

_ENDED = {"Z", "X", "x"}


def server(data: Path) -> int | None:
    """The process that serves the database in `data`; None where there is none.

    PostgreSQL itself only asks whether a process of the noted number lives. After a power cut, and in a fresh
    container always, that number may belong to anybody: here it must be a PostgreSQL at work in this folder.
    """
    try:
        process = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    return process if process > 0 and _serves(process, data) else None


def forget_stale(data: Path, socket: Path) -> None:
    """Removes what a server left that is no more, so that the next one is not refused. Nobody must be starting one."""
    if server(data) is None:
        for left in (data / "postmaster.pid", socket / ".s.PGSQL.5432.lock", socket / ".s.PGSQL.5432"):
            left.unlink(missing_ok=True)


def claim(data: Path) -> TextIO | None:
    """The right to stop the database, held while the result is open; None while another process holds it."""
    data.parent.mkdir(parents=True, exist_ok=True)
    file = (data.parent / f"{data.name}.keeper").open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def _serves(process: int, data: Path) -> bool:
    about = Path("/proc") / str(process)
    if not Path("/proc/self/stat").exists():
        return _lives(process)
    try:
        # "123 (postgres) S …": the name may hold anything, a bracket too.
        name, _, rest = about.joinpath("stat").read_text().partition("(")[2].rpartition(")")
    except OSError:
        return False
    if name != "postgres" or rest.split()[0] in _ENDED:
        return False
    with suppress(OSError):
        # A server works in its data folder. Whoever may not look takes the name for enough.
        return about.joinpath("cwd").readlink().resolve() == data.resolve()
    return True


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
