"""Where an uploaded file lies until its import is done with. It holds what people wrote, so not for longer."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from django.core.files import File
from django.core.files.storage import storages

_FOLDER: Final = "imports"


class FileGone(LookupError):
    """The uploaded file is no longer there; it must be uploaded again."""


def keep(file: IO[bytes]) -> str:
    """Stores an upload under a name that nobody can guess; returns that name."""
    file.seek(0)
    name = f"{_FOLDER}/{secrets.token_hex(16)}"
    return str(storages["attachments"].save(name, File(file)))


def erase(name: str) -> None:
    if name:
        storages["attachments"].delete(name)


@contextmanager
def opened(name: str) -> Iterator[Path]:
    """The file on this machine's disk, for as long as the block lasts. Raises FileGone."""
    storage: Any = storages["attachments"]
    if not name or not storage.exists(name):
        raise FileGone(name)
    try:
        yield Path(storage.path(name))
        return
    except NotImplementedError:  # S3 has no path; reading a file twice from there costs more than a copy
        pass
    with tempfile.NamedTemporaryFile() as copy, storage.open(name) as original:
        shutil.copyfileobj(original, copy, 1 << 20)
        copy.flush()
        yield Path(copy.name)
