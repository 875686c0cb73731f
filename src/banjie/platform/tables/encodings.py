"""Which encoding a text file is in: a mark decides, then the whole file, and a guess only at the end."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from .model import TableProblem, TableRefused

_CHUNK: Final = 1 << 20
_SAMPLE: Final = 256 << 10
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What office computers wrote before UTF-8, for files that are neither UTF-8 nor Chinese by their bytes.
_LEGACY: Final = ["big5", "gb18030", "cp1252", "cp1251", "shift_jis", "euc_kr"]
_HIGH: Final = bytes(range(0x80, 0x100))
_TWO_BYTES: Final = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_COMMON_HAN: Final = re.compile(rb"[\xa1-\xa3\xb0-\xf7][\xa1-\xfe]")
_COMMON_SHARE: Final = 0.85
_DAMAGE_SHARE: Final = 0.02


@dataclass(frozen=True, slots=True)
class Encoding:
    """``name`` for `codecs`; ``damaged`` when some bytes do not decode; ``lines`` as a file counts them."""

    name: str
    lines: int
    damaged: bool = False
    guessed: bool = False


def detect_encoding(file: IO[bytes]) -> Encoding:
    """Read the file once to its end and leave it at its start. Raises TableRefused.

    UTF-8 and GB 18030 are accepted only if the whole file is valid in them, for a sample of plain ASCII
    says nothing about the row that follows it. GB 18030 accepts nearly any bytes, so the file must also
    look like common characters. A file that is UTF-8 but for a few bytes is read as UTF-8, and the
    rows that hold them are named.
    """
    file.seek(0)
    sample = file.read(_SAMPLE)
    name = next((name for mark, name in _MARKS if sample.startswith(mark)), None) or _utf16(sample)
    lines = _lines_if_valid(file, name or "utf-8")
    if lines is not None:
        return Encoding(name or "utf-8", lines)
    lines, bad, high = _damage(file, name or "utf-8")
    if name is not None:
        return Encoding(name, lines, damaged=True)
    if _looks_chinese(file):
        return Encoding("gb18030", lines, damaged=_lines_if_valid(file, "gb18030") is None)
    if bad < _DAMAGE_SHARE * high:
        return Encoding("utf-8", lines, damaged=True)
    legacy = _legacy(file)
    return Encoding(legacy, lines, damaged=_lines_if_valid(file, legacy) is None, guessed=True)


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its digits, commas and line ends is zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    enough = 0.4 if _is_utf8(sample) else 0.05  # plain letters in UTF-16 are UTF-8 too, half of it NUL
    if max(even, odd) <= enough * len(sample) or min(even, odd) > 0.1 * max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _lines_if_valid(file: IO[bytes], encoding: str) -> int | None:
    """The number of line ends, None where some bytes are not of this encoding."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    lines = 0
    try:
        for chunk in _chunks(file):
            lines += _line_ends(decoder.decode(chunk))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return lines


def _damage(file: IO[bytes], encoding: str) -> tuple[int, int, int]:
    """Line ends, places that do not decode, and bytes outside ASCII."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    lines = bad = high = 0
    for chunk in _chunks(file):
        text = decoder.decode(chunk)
        lines += _line_ends(text)
        bad += text.count("\ufffd")
        high += len(chunk) - len(chunk.translate(None, _HIGH))
    return lines, bad, high


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk


def _line_ends(text: str) -> int:
    return text.count("\n") or text.count("\r")


def _non_ascii(file: IO[bytes], enough: int) -> bytes:
    """The parts of a file that are not plain ASCII, up to ``enough`` bytes of lines."""
    file.seek(0)
    found, size = [], 0
    while size < enough and (lines := file.readlines(_CHUNK)):
        kept = [line for line in lines if not line.isascii()]
        found.extend(kept)
        size += sum(map(len, kept))
    file.seek(0)
    return b"".join(found)[:enough]


def _looks_chinese(file: IO[bytes]) -> bool:
    """Whether the pairs of high bytes are mostly the 6,763 characters of GB 2312, as in any office text."""
    sample = _non_ascii(file, _SAMPLE)
    pairs = _TWO_BYTES.findall(sample)
    common = sum(1 for pair in pairs if _COMMON_HAN.fullmatch(pair))
    return bool(pairs) and common >= _COMMON_SHARE * len(pairs)


def _legacy(file: IO[bytes]) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(_non_ascii(file, _SAMPLE), cp_isolation=_LEGACY).best()
    if best is None:
        raise TableRefused(TableProblem.ENCODING_UNKNOWN)
    return best.encoding
