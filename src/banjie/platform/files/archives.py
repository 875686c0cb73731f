"""ZIP archives from strangers: judged by their directory first, then inflated within what it declares.

The directory of an archive may lie about sizes, and two readers may disagree about a file that is not
exactly an archive from its first byte to its last. Both are refused. The overlapping kind of bomb is
described by D. Fifield, "A better zip bomb", USENIX WOOT 2019.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Final

_LOCAL_HEADER_BYTES: Final = 30
_END_RECORD_BYTES: Final = 22
_DESCRIPTOR_BYTES: Final = 24
_CHUNK: Final = 1 << 20
_ENCRYPTED: Final = 0x1


class ArchiveProblem(StrEnum):
    NOT_AN_ARCHIVE = "not_an_archive"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    HIDDEN_CONTENT = "hidden_content"
    TOO_MANY_ENTRIES = "too_many_entries"
    TOO_LARGE_INSIDE = "too_large_inside"
    SUSPICIOUS_RATIO = "suspicious_ratio"
    SIZES_LIE = "sizes_lie"


class ArchiveRefused(Exception):
    """``entry`` names the member at fault, where one is."""

    def __init__(self, code: ArchiveProblem, entry: str | None = None) -> None:
        self.code = code
        self.entry = entry
        super().__init__(code.value if entry is None else f"{code.value}: {entry}")


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """Office files hold a few hundred parts; the XML of a dense worksheet shrinks some 20 to 60 times."""

    entries: int = 5_000
    bytes_inside: int = 512 << 20
    ratio: int = 200
    ratio_checked_from: int = 16 << 20


def open_archive(file: IO[bytes], limits: ArchiveLimits) -> zipfile.ZipFile:
    """The archive, after its directory was found credible. Nothing is inflated. Raises ArchiveRefused."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise ArchiveRefused(ArchiveProblem.NOT_AN_ARCHIVE) from None
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise ArchiveRefused(ArchiveProblem.TOO_MANY_ENTRIES)
    for entry in entries:
        _check_entry(entry)
    inside = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if inside > limits.bytes_inside:
        raise ArchiveRefused(ArchiveProblem.TOO_LARGE_INSIDE)
    if inside > limits.ratio_checked_from and inside > packed * limits.ratio:
        raise ArchiveRefused(ArchiveProblem.SUSPICIOUS_RATIO)
    _check_layout(archive, file)
    return archive


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if entry.flag_bits & _ENCRYPTED:
        raise ArchiveRefused(ArchiveProblem.ENCRYPTED, name)
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise ArchiveRefused(ArchiveProblem.DAMAGED, name)
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/"):
        raise ArchiveRefused(ArchiveProblem.HIDDEN_CONTENT, name)


def _check_layout(archive: zipfile.ZipFile, file: IO[bytes]) -> None:
    """The entries lie one after the other from byte 0, and the end record is the end of the file."""
    expected, slack = 0, 0
    for entry in sorted(archive.infolist(), key=lambda entry: entry.header_offset):
        if not expected <= entry.header_offset <= expected + slack:
            raise ArchiveRefused(ArchiveProblem.HIDDEN_CONTENT, entry.filename)
        expected, slack = _data_offset(file, entry) + entry.compress_size, _DESCRIPTOR_BYTES
    if not expected <= archive.start_dir <= expected + slack:
        raise ArchiveRefused(ArchiveProblem.HIDDEN_CONTENT)
    file.seek(0, 2)
    file.seek(max(0, file.tell() - _END_RECORD_BYTES))
    if file.read(4) != b"PK\x05\x06":
        raise ArchiveRefused(ArchiveProblem.HIDDEN_CONTENT)


def _data_offset(file: IO[bytes], entry: zipfile.ZipInfo) -> int:
    file.seek(entry.header_offset)
    header = file.read(_LOCAL_HEADER_BYTES)
    if len(header) < _LOCAL_HEADER_BYTES or header[:4] != b"PK\x03\x04":
        raise ArchiveRefused(ArchiveProblem.DAMAGED, entry.filename)
    name_and_extra = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return entry.header_offset + _LOCAL_HEADER_BYTES + name_and_extra


def inflate(file: IO[bytes], entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of an entry in pieces, never more than its directory declared. Raises ArchiveRefused.

    ``ZipExtFile`` stops quietly at the declared size; another reader may not, so this one looks further.
    """
    offset = _data_offset(file, entry)
    left, produced, check = entry.compress_size, 0, 0
    inflater = zlib.decompressobj(-zlib.MAX_WBITS) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0:
        file.seek(offset)
        packed = file.read(min(_CHUNK, left))
        if not packed:
            raise ArchiveRefused(ArchiveProblem.DAMAGED, entry.filename)
        offset += len(packed)
        left -= len(packed)
        for piece in _pieces(inflater, packed, entry):
            produced += len(piece)
            if produced > entry.file_size:
                raise ArchiveRefused(ArchiveProblem.SIZES_LIE, entry.filename)
            check = zlib.crc32(piece, check)
            yield piece
    if produced != entry.file_size or check != entry.CRC or (inflater is not None and not inflater.eof):
        raise ArchiveRefused(ArchiveProblem.DAMAGED, entry.filename)


def _pieces(inflater: "zlib._Decompress | None", packed: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    if inflater is None:
        yield packed
        return
    while packed:
        try:
            yield inflater.decompress(packed, _CHUNK)
        except zlib.error:
            raise ArchiveRefused(ArchiveProblem.DAMAGED, entry.filename) from None
        packed = inflater.unconsumed_tail
        if inflater.unused_data:
            raise ArchiveRefused(ArchiveProblem.SIZES_LIE, entry.filename)


def read_entry(file: IO[bytes], entry: zipfile.ZipInfo, *, limit: int) -> bytes:
    """The whole content of a small entry. Raises ArchiveRefused above ``limit`` bytes."""
    if entry.file_size > limit:
        raise ArchiveRefused(ArchiveProblem.TOO_LARGE_INSIDE, entry.filename)
    return b"".join(inflate(file, entry))
