"""How long a recording runs, read from its own bytes: nothing is decoded, and no program of the machine is asked."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from .kinds import FileKind, FileRefused
from .recordings import box_within, mp3_frames

_MP3_SAMPLES: Final = {True: 1152, False: 576}
# AMR: bytes of a frame of a fiftieth of a second, by its type; narrow and wide band (RFC 4867, section 5.3).
_FRAMES_A_SECOND: Final = 50
_NARROW: Final = (13, 14, 16, 18, 20, 21, 27, 32, 6)
_WIDE: Final = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6)


def seconds(content: bytes, kind: FileKind) -> int | None:
    """Rounded to the second; None where its bytes do not say, or it is no recording."""
    read = _READ.get(kind)
    try:
        found = read(content) if read is not None else None
    except (FileRefused, IndexError, ZeroDivisionError):
        return None
    return None if found is None else round(found)


def _boxed(content: bytes) -> float | None:
    """The movie header (ISO/IEC 14496-12, 8.2.2): a time scale, and the length in it."""
    header = box_within(content, b"moov", b"mvhd")
    if header is None or len(header) < 20:
        return None
    if header[0] == 1:
        scale, length = int.from_bytes(header[20:24]), int.from_bytes(header[24:32])
    else:
        scale, length = int.from_bytes(header[12:16]), int.from_bytes(header[16:20])
    return length / scale if scale and length else None


def _wave(content: bytes) -> float | None:
    at, rate = 12, 0
    while at + 8 <= len(content):
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if name == b"fmt ":
            rate = int.from_bytes(content[at + 16 : at + 20], "little")
        elif name == b"data":
            return min(size, len(content) - at - 8) / rate if rate else None
        at += 8 + size + size % 2
    return None


def _amr(content: bytes) -> float | None:
    wide = content.startswith(b"#!AMR-WB\n")
    if not wide and not content.startswith(b"#!AMR\n"):
        return None
    at, frames, sizes = 9 if wide else 6, 0, _WIDE if wide else _NARROW
    while at < len(content):
        kind = content[at] >> 3 & 0x0F
        at += sizes[kind] if kind < len(sizes) else 1
        frames += 1
    return frames / _FRAMES_A_SECOND


def _mp3(content: bytes) -> float | None:
    lasts = sum(_MP3_SAMPLES[newest] / hertz for newest, hertz in mp3_frames(content))
    return lasts or None


_READ: Final[Mapping[FileKind, Callable[[bytes], float | None]]] = MappingProxyType(
    {
        FileKind.MP4: _boxed,
        FileKind.M4A: _boxed,
        FileKind.MOV: _boxed,
        FileKind.WAV: _wave,
        FileKind.AMR: _amr,
        FileKind.MP3: _mp3,
    }
)
