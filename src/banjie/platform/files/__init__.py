"""Attachments: examined by content, cleaned, stored once under the digest of what they hold."""

from .images import THUMBNAIL_SIZES, Picture, sanitise_image
from .kinds import (
    FileGroup,
    FileKind,
    FileMissing,
    FileProblem,
    FileRefused,
    StorageFull,
    StorageUnavailable,
)
from .lasting import seconds
from .serving import clean_name, response_headers
from .sniffing import sniff
from .storing import (
    Prepared,
    StoredFile,
    Sweep,
    delete_unreferenced,
    is_intact,
    keep,
    open,
    prepare,
    store,
    thumbnail,
)

__all__ = [
    "THUMBNAIL_SIZES",
    "FileGroup",
    "FileKind",
    "FileMissing",
    "FileProblem",
    "FileRefused",
    "Picture",
    "Prepared",
    "StorageFull",
    "StorageUnavailable",
    "StoredFile",
    "Sweep",
    "clean_name",
    "delete_unreferenced",
    "is_intact",
    "keep",
    "open",
    "prepare",
    "response_headers",
    "sanitise_image",
    "seconds",
    "sniff",
    "store",
    "thumbnail",
]
