"""Sound and film: what it is, that it is whole, and the place it was taken at removed.

Box layout: ISO/IEC 14496-12 (MP4, M4A) and Apple's QuickTime File Format; MP3 frames: ISO/IEC 11172-3.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .kinds import FileKind, FileProblem, FileRefused

_HEIC_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AVIF_BRANDS: Final = {b"avif", b"avis"}
_MP4_BRANDS: Final = {b"isom", b"iso", b"mp4", b"avc1", b"3gp", b"3g2", b"M4V ", b"MSNV", b"dash", b"mmp4"}
_PICTURES: Final = re.compile(rb"hdlr.{8}vide", re.DOTALL)
_METADATA_BOXES: Final = {b"udta", b"meta", b"uuid"}
_MP3_KBITS_V1: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MP3_KBITS_V2: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_MP3_HERTZ: Final = (44100, 48000, 32000)


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    body: int
    end: int


def iso_kind(content: bytes) -> FileKind:
    """Which of the formats made of boxes this is; ``content`` begins with an ``ftyp`` box."""
    brand = content[8:12]
    compatible = {content[at : at + 4] for at in range(16, min(int.from_bytes(content[:4]), 256), 4)}
    if brand in _AVIF_BRANDS or (brand in {b"mif1", b"msf1"} and compatible & _AVIF_BRANDS):
        return FileKind.AVIF
    if brand in _HEIC_BRANDS:
        raise FileRefused(FileProblem.HEIC, detected=".heic")
    if brand == b"qt  ":
        return FileKind.MOV
    if brand in {b"M4A ", b"M4B "}:
        return FileKind.M4A
    if any(brand.startswith(known) for known in _MP4_BRANDS):
        return FileKind.MP4 if _PICTURES.search(content) else FileKind.M4A
    raise FileRefused(FileProblem.KIND_NOT_ACCEPTED)


def strip_recording(content: bytes) -> bytes:
    """An MP4, M4A or MOV without the descriptions that name place, device and owner. Raises FileRefused.

    Descriptions are blanked in place as ``free`` boxes, so that no offset moves. A track of timed
    metadata is blanked with its index; its samples stay behind unreachable.
    """
    cleaned = bytearray(content)
    top = list(_boxes(content, 0, len(content)))
    if not any(box.kind in {b"moov", b"moof"} for box in top):
        raise FileRefused(FileProblem.TRUNCATED)
    for box in top:
        if box.kind in _METADATA_BOXES:
            _blank(cleaned, box)
        elif box.kind == b"moov":
            _strip_movie(content, cleaned, box)
    return bytes(cleaned)


def _strip_movie(content: bytes, cleaned: bytearray, movie: _Box) -> None:
    for box in _boxes(content, movie.body, movie.end):
        if box.kind in _METADATA_BOXES:
            _blank(cleaned, box)
        elif box.kind == b"trak":
            inner = list(_boxes(content, box.body, box.end))
            if _is_metadata_track(content, inner):
                _blank(cleaned, box)
                continue
            for part in inner:
                if part.kind in _METADATA_BOXES:
                    _blank(cleaned, part)


def _is_metadata_track(content: bytes, track: list[_Box]) -> bool:
    for media in track:
        if media.kind == b"mdia":
            for part in _boxes(content, media.body, media.end):
                if part.kind == b"hdlr":
                    return content[part.body + 8 : part.body + 12] == b"meta"
    return False


def _blank(cleaned: bytearray, box: _Box) -> None:
    cleaned[box.start + 4 : box.start + 8] = b"free"
    cleaned[box.body : box.end] = bytes(box.end - box.body)


def _boxes(content: bytes, start: int, end: int) -> Iterator[_Box]:
    """The boxes that fill ``start`` to ``end`` exactly. Raises FileRefused where one is cut off."""
    while start < end:
        size = int.from_bytes(content[start : start + 4])
        kind = content[start + 4 : start + 8]
        body = start + 8
        if size == 1:
            size = int.from_bytes(content[start + 8 : start + 16])
            body = start + 16
        elif size == 0:
            if end - start <= 4:
                return  # QuickTime ends a list of user data with four zero bytes
            size = end - start
        if start + size > end or size < body - start:
            raise FileRefused(FileProblem.TRUNCATED)
        yield _Box(kind, start, body, start + size)
        start += size


def box_within(content: bytes, *path: bytes) -> bytes | None:
    """What the first box at a path of kinds holds; None where there is none. Raises FileRefused."""
    start, end = 0, len(content)
    for kind in path:
        found = next((each for each in _boxes(content, start, end) if each.kind == kind), None)
        if found is None:
            return None
        start, end = found.body, found.end
    return content[start:end]


def mp3_frames(content: bytes) -> Iterator[tuple[bool, int]]:
    """Every frame from the first on: whether it is of MPEG 1, and its samples a second."""
    at = _first_frame(content)
    while (size := _frame_bytes(content, at)) > 0:
        version = content[at + 1] >> 3 & 3
        yield version == 3, _MP3_HERTZ[content[at + 2] >> 2 & 3] >> (0 if version == 3 else 1 if version == 2 else 2)
        at += size


def is_mp3(content: bytes) -> bool:
    """Two frames of MPEG audio layer III one after the other, behind an ID3v2 tag if there is one."""
    at = _first_frame(content)
    first = _frame_bytes(content, at)
    return first > 0 and (at + first >= len(content) or _frame_bytes(content, at + first) > 0)


def _first_frame(content: bytes) -> int:
    at = 0
    if content[:3] == b"ID3" and len(content) > 10:
        high, upper, lower, low = content[6:10]
        at = 10 + (high << 21 | upper << 14 | lower << 7 | low)
        while at < len(content) and content[at] == 0:
            at += 1
    return at


def _frame_bytes(content: bytes, at: int) -> int:
    """The length of the layer III frame at ``at``, 0 where there is none."""
    header = content[at : at + 4]
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version, bit_rate, hertz = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or bit_rate in {0, 15} or hertz == 3:
        return 0
    newest = version == 3
    kbits = (_MP3_KBITS_V1 if newest else _MP3_KBITS_V2)[bit_rate]
    rate = _MP3_HERTZ[hertz] >> (0 if newest else 1 if version == 2 else 2)
    return (144 if newest else 72) * kbits * 1000 // rate + (header[2] >> 1 & 1)
