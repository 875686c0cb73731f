"""Uploaded files that are yet to be decided on."""

import zlib
from dataclasses import dataclass

from banjie.places.levels import FileKind
from banjie.places.models import ImportFile


@dataclass(frozen=True, slots=True)
class KeptFile:
    id: int
    name: str
    content: bytes


def kept_file(file_id: int, kind: FileKind, *, kept_by: int) -> KeptFile | None:
    """The file, if this person uploaded it and it is still there."""
    row = ImportFile.objects.filter(pk=file_id, kind=kind, kept_by=kept_by).first()
    return KeptFile(row.pk, row.name, zlib.decompress(row.content)) if row else None
