"""Attachments in a folder: each file appears whole or not at all, even if the power fails in between."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.core.files import File
from django.core.files.storage import FileSystemStorage

_INCOMING: Final = ".incoming"
_ASIDE: Final = "removing-"


class LocalStorage(FileSystemStorage):
    """A folder whose file names are digests of their content, so that to overwrite is to change nothing."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: "File[Any]") -> str:
        """Write beside the target folder, flush to the disk, then rename; leave nothing on an error."""
        target = Path(self.path(name))
        if self._renew(target):
            return name
        incoming = Path(self.location) / _INCOMING
        _make_folder(incoming)
        _make_folder(target.parent)
        self._write(incoming, target, content)
        return name

    def _write(self, incoming: Path, target: Path, content: "File[Any]") -> None:
        descriptor, draft = tempfile.mkstemp(dir=incoming)
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(draft, self.file_permissions_mode or 0o640)
            os.replace(draft, target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
        _flush_folder(target.parent)

    def _renew(self, target: Path) -> bool:
        """Whether the file is there already; then it counts as new, so that no sweep takes it."""
        try:
            os.utime(target)
        except FileNotFoundError:
            return False
        return True

    def remove_if_older(self, name: str, than: datetime) -> bool:
        """Remove a file unless it was written or renewed since. True when it is gone.

        It is moved aside before its age is read: a `_save` at the same moment either renewed it in time,
        and it is put back, or finds nothing and writes it again.
        """
        path = Path(self.path(name))
        aside = Path(self.location) / _INCOMING / f"{_ASIDE}{path.name}"
        _make_folder(aside.parent)
        try:
            os.replace(path, aside)
        except FileNotFoundError:
            return False
        if datetime.fromtimestamp(aside.stat().st_mtime, UTC) > than:
            os.replace(aside, path)
            return False
        aside.unlink(missing_ok=True)
        return True

    def remove_drafts(self, than: datetime) -> int:
        """Remove what a killed process left half-written before ``than``; return how many."""
        removed = 0
        incoming = Path(self.location) / _INCOMING
        for draft in list(incoming.iterdir()) if incoming.exists() else ():
            if datetime.fromtimestamp(draft.stat().st_mtime, UTC) > than:
                continue
            if draft.name.startswith(_ASIDE):
                self._put_back(draft)
            else:
                draft.unlink(missing_ok=True)
                removed += 1
        return removed

    def _put_back(self, aside: Path) -> None:
        """A sweep was killed between moving a file aside and judging it; the next one judges it again."""
        digest = aside.name.removeprefix(_ASIDE)
        os.replace(aside, Path(self.location) / digest[:2] / digest[2:4] / digest)


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o750, exist_ok=True)
    _flush_folder(folder.parent)


def _flush_folder(folder: Path) -> None:
    """A rename is safe from a power cut only once the folder itself has been written."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
