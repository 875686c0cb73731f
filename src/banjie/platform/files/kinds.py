"""What may be attached, what is refused, and under which reason."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class FileGroup(StrEnum):
    IMAGE = "image"
    DOCUMENT = "document"
    TEXT = "text"
    AUDIO = "audio"
    VIDEO = "video"


class FileKind(StrEnum):
    """A kind of content, told by the content and never by the name."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    AVIF = "avif"
    BMP = "bmp"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    TEXT = "text"
    CSV = "csv"
    MP3 = "mp3"
    M4A = "m4a"
    WAV = "wav"
    AMR = "amr"
    MP4 = "mp4"
    MOV = "mov"
    WEBM = "webm"

    @property
    def group(self) -> FileGroup:
        return _FACTS[self].group

    @property
    def content_type(self) -> str:
        return _FACTS[self].content_type

    @property
    def extensions(self) -> tuple[str, ...]:
        """Endings a name of this kind may keep, with the dot; the first is the one we give."""
        return _FACTS[self].extensions


@dataclass(frozen=True, slots=True)
class _Facts:
    group: FileGroup
    content_type: str
    extensions: tuple[str, ...]


_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument."
_FACTS: Final = {
    FileKind.JPEG: _Facts(FileGroup.IMAGE, "image/jpeg", (".jpg", ".jpeg")),
    FileKind.PNG: _Facts(FileGroup.IMAGE, "image/png", (".png",)),
    FileKind.WEBP: _Facts(FileGroup.IMAGE, "image/webp", (".webp",)),
    FileKind.GIF: _Facts(FileGroup.IMAGE, "image/gif", (".gif",)),
    FileKind.AVIF: _Facts(FileGroup.IMAGE, "image/avif", (".avif",)),
    FileKind.BMP: _Facts(FileGroup.IMAGE, "image/bmp", (".bmp",)),
    FileKind.PDF: _Facts(FileGroup.DOCUMENT, "application/pdf", (".pdf",)),
    FileKind.DOCX: _Facts(FileGroup.DOCUMENT, _OPEN_XML + "wordprocessingml.document", (".docx",)),
    FileKind.XLSX: _Facts(FileGroup.DOCUMENT, _OPEN_XML + "spreadsheetml.sheet", (".xlsx",)),
    FileKind.PPTX: _Facts(FileGroup.DOCUMENT, _OPEN_XML + "presentationml.presentation", (".pptx",)),
    FileKind.TEXT: _Facts(FileGroup.TEXT, "text/plain", (".txt", ".log", ".md")),
    FileKind.CSV: _Facts(FileGroup.TEXT, "text/csv", (".csv", ".tsv", ".txt")),
    FileKind.MP3: _Facts(FileGroup.AUDIO, "audio/mpeg", (".mp3",)),
    FileKind.M4A: _Facts(FileGroup.AUDIO, "audio/mp4", (".m4a",)),
    FileKind.WAV: _Facts(FileGroup.AUDIO, "audio/wav", (".wav",)),
    FileKind.AMR: _Facts(FileGroup.AUDIO, "audio/amr", (".amr",)),
    FileKind.MP4: _Facts(FileGroup.VIDEO, "video/mp4", (".mp4", ".m4v", ".3gp")),
    FileKind.MOV: _Facts(FileGroup.VIDEO, "video/quicktime", (".mov",)),
    FileKind.WEBM: _Facts(FileGroup.VIDEO, "video/webm", (".webm",)),
}


class FileProblem(StrEnum):
    """Why a file is refused. The words are made at the edge."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    KIND_NOT_ACCEPTED = "kind_not_accepted"
    HEIC = "heic"
    OLD_OFFICE = "old_office"
    ARCHIVE = "archive"
    PROGRAM = "program"
    MARKUP = "markup"
    MACROS = "macros"
    EMBEDDED_PROGRAM = "embedded_program"
    REMOTE_PARTS = "remote_parts"
    ACTIVE_PDF = "active_pdf"
    PDF_WITH_FILES = "pdf_with_files"
    PROTECTED = "protected"
    HIDDEN_CONTENT = "hidden_content"
    DECOMPRESSION_BOMB = "decompression_bomb"
    TOO_MANY_PIXELS = "too_many_pixels"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"


class FileRefused(Exception):
    """A file that is not taken.

    ``limit`` is the bytes or pixels that would have been accepted; ``detected`` is the usual ending of
    what the file really is (as ``.rar``), where that is known.
    """

    def __init__(self, code: FileProblem, *, limit: int | None = None, detected: str | None = None) -> None:
        self.code = code
        self.limit = limit
        self.detected = detected
        super().__init__(code.value)


class FileMissing(Exception):
    """Nothing is stored under this digest."""

    def __init__(self, digest: str) -> None:
        self.digest = digest
        super().__init__(digest)


class StorageFull(Exception):
    """The disk or quota is used up. Nothing of the file was kept."""

    code = "storage_full"


class StorageUnavailable(Exception):
    """The storage could not be reached or refused to write. Nothing of the file was kept."""

    code = "storage_unavailable"
