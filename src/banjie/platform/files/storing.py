"""Attachments by content: what is stored once is found by its digest, whoever sent it and however often.

The storage alias ``attachments`` of the setting STORAGES says where: a folder
(`banjie.platform.files.local.LocalStorage`) or S3 (`storages.backends.s3.S3Storage`).
"""

import errno
import hashlib
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from typing import Any, Final

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from .images import THUMBNAIL_SIZES, make_thumbnail, sanitise_image
from .kinds import (
    FileGroup,
    FileKind,
    FileMissing,
    FileProblem,
    FileRefused,
    StorageFull,
    StorageUnavailable,
)
from .local import LocalStorage
from .recordings import strip_recording
from .serving import clean_name
from .sniffing import sniff

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_PREFIX: Final = re.compile(r"[0-9a-f]{2}")
_DEFAULT_LIMIT: Final = 20 << 20
_FULL: Final = {errno.ENOSPC, errno.EDQUOT}
_ASKED_AT_ONCE: Final = 500
_BOXED: Final = {FileKind.MP4, FileKind.MOV, FileKind.M4A}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was examined and cleaned, not yet stored. Width and height only for pictures."""

    content: bytes
    digest: str
    name: str
    kind: FileKind
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What a row remembers of a stored file; ``size`` in bytes, ``digest`` SHA-256 in hexadecimal."""

    digest: str
    size: int
    kind: FileKind
    name: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class Sweep:
    """What `delete_unreferenced` did; ``freed`` in bytes."""

    examined: int
    removed: int
    freed: int
    drafts: int


def prepare(content: bytes, *, name: str) -> Prepared:
    """Examine and clean a file without storing it: the check to make before a transaction begins.

    Raises FileRefused.
    """
    limit = getattr(settings, "BANJIE_ATTACHMENT_MAX_BYTES", _DEFAULT_LIMIT)
    if len(content) > limit:
        raise FileRefused(FileProblem.TOO_LARGE, limit=limit)
    kind = sniff(content)
    width: int | None = None
    height: int | None = None
    if kind.group is FileGroup.IMAGE:
        picture = sanitise_image(content)
        content, kind, width, height = picture.content, picture.kind, picture.width, picture.height
    elif kind in _BOXED:
        content = strip_recording(content)
    digest = hashlib.sha256(content).hexdigest()
    return Prepared(content, digest, clean_name(name, kind), kind, width, height)


def keep(prepared: Prepared) -> StoredFile:
    """Store a prepared file. Raises StorageFull or StorageUnavailable; then nothing of it was kept."""
    _write(_path(prepared.digest), prepared.content)
    return StoredFile(
        digest=prepared.digest,
        size=len(prepared.content),
        kind=prepared.kind,
        name=prepared.name,
        width=prepared.width,
        height=prepared.height,
    )


def store(content: bytes, *, name: str) -> StoredFile:
    """Examine, clean and store a file: `prepare`, then `keep`."""
    return keep(prepare(content, name=name))


def open(digest: str) -> "File[Any]":
    """The stored file, open for reading; close it. Raises FileMissing."""
    try:
        return _storage().open(_path(digest))
    except FileNotFoundError:
        raise FileMissing(digest) from None


def is_intact(digest: str) -> bool:
    """Whether the file is there and its content still has its digest."""
    try:
        with open(digest) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest
    except FileMissing:
        return False


def thumbnail(digest: str, size: int) -> bytes:
    """A JPEG of a stored picture within a square of ``size`` (one of THUMBNAIL_SIZES), kept once made.

    Raises FileMissing; FileRefused for what is no picture; ValueError for another size.
    """
    if size not in THUMBNAIL_SIZES:
        raise ValueError(f"A thumbnail measures one of {THUMBNAIL_SIZES} pixels, not {size}.")
    path = _thumbnail_path(digest, size)
    try:
        with _storage().open(path) as kept:
            return bytes(kept.read())
    except FileNotFoundError:
        with open(digest) as original:
            made = make_thumbnail(original.read(), size)
    try:
        _write(path, made)
    except (StorageFull, StorageUnavailable):
        return made  # it is only a copy; the next reader makes it again
    return made


def delete_unreferenced(
    referenced: Callable[[Collection[str]], Collection[str]],
    *,
    at: datetime,
    grace: timedelta = timedelta(days=1),
) -> Sweep:
    """Delete files that nothing refers to and that are older than ``grace``.

    ``referenced`` is given up to 500 digests and answers which of them are in use. The grace covers a
    file that was stored while the row that will name it is still being written.
    """
    storage, before = _storage(), at - grace
    examined = removed = freed = 0
    for digests in batched(stored_digests(storage), _ASKED_AT_ONCE):
        in_use = set(referenced(digests))
        examined += len(digests)
        for digest in digests:
            if digest not in in_use:
                size = _remove(storage, digest, before)
                removed += size is not None
                freed += size or 0
    drafts = storage.remove_drafts(before) if isinstance(storage, LocalStorage) else 0
    return Sweep(examined, removed, freed, drafts)


def _remove(storage: Storage, digest: str, before: datetime) -> int | None:
    path = _path(digest)
    if storage.get_modified_time(path) > before:
        return None
    size = storage.size(path)
    if isinstance(storage, LocalStorage):
        if not storage.remove_if_older(path, before):
            return None
    else:
        storage.delete(path)
    for side in THUMBNAIL_SIZES:
        storage.delete(_thumbnail_path(digest, side))
    return size


def stored_digests(storage: Storage | None = None) -> Iterator[str]:
    """The digest of every file, in order; thumbnails and uploads are none."""
    storage = storage or _storage()
    for first in _folders(storage, ""):
        for second in _folders(storage, first):
            for name in storage.listdir(f"{first}/{second}")[1]:
                if _DIGEST.fullmatch(name):
                    yield name


def _folders(storage: Storage, under: str) -> list[str]:
    try:
        return sorted(folder for folder in storage.listdir(under)[0] if _PREFIX.fullmatch(folder))
    except FileNotFoundError:
        return []


def _write(path: str, content: bytes) -> None:
    storage = _storage()
    with _told_apart():
        kept_as = storage.save(path, ContentFile(content))
        if kept_as != path:  # a storage that renames instead of overwriting had this content already
            storage.delete(kept_as)


@contextmanager
def _told_apart() -> Iterator[None]:
    try:
        yield
    except Exception as error:  # S3 clients raise their own kinds, which a local box does not even import
        if isinstance(error, OSError) and error.errno in _FULL:
            raise StorageFull from error
        raise StorageUnavailable from error


def _storage() -> Storage:
    return storages["attachments"]


def _path(digest: str) -> str:
    if not _DIGEST.fullmatch(digest):
        raise FileMissing(digest)
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


def _thumbnail_path(digest: str, size: int) -> str:
    return f"thumbnails/{size}/{_path(digest)}.jpg"
