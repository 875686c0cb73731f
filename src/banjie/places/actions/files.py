"""Keeping an uploaded file between its preview and the decision."""

import zlib
from datetime import datetime, timedelta

from banjie.places.levels import FileKind
from banjie.places.models import ImportFile
from banjie.platform.actors import Actor

KEPT_FOR = timedelta(days=2)
_MOST_NAME = 200
_FASTEST = 1


def keep_file(kind: FileKind, name: str, content: bytes, *, by: Actor, at: datetime) -> int:
    """Returns the id under which `queries.kept_file` gives it back to the same person."""
    kept = ImportFile.objects.create(
        kind=kind,
        name=name.replace("\x00", "")[:_MOST_NAME],
        content=zlib.compress(content, _FASTEST),
        kept_by=by.id or 0,
        kept_at=at,
    )
    return kept.pk


def forget_file(file_id: int) -> None:
    """Throws the file away, once it is imported or not wanted."""
    ImportFile.objects.filter(pk=file_id).delete()


def forget_old_files(*, at: datetime) -> int:
    """Throws away what nobody decided on in two days. Returns how many."""
    forgotten, _ = ImportFile.objects.filter(kept_at__lt=at - KEPT_FOR).delete()
    return forgotten
