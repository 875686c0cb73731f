"""How long a recording runs, by its own bytes."""

import io
import struct
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.platform.files.example_files import box, film, mp3

from banjie.platform.files import FileKind, seconds


def sound(lasting: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(1)
        made.setframerate(8000)
        made.writeframes(bytes(8000 * lasting))
    return out.getvalue()


def movie(scale: int, length: int, version: int = 0) -> bytes:
    times = struct.pack(">IIII", 0, 0, scale, length) if version == 0 else struct.pack(">QQIQ", 0, 0, scale, length)
    header = box(b"mvhd", bytes([version, 0, 0, 0]) + times + bytes(80))
    return box(b"ftyp", b"isom" + bytes(4)) + box(b"moov", header) + box(b"mdat", bytes(8))


@pytest.mark.parametrize(
    ("content", "kind", "lasts"),
    [
        (sound(7), FileKind.WAV, 7),
        (movie(1000, 91_400), FileKind.MP4, 91),
        (movie(600, 7200, version=1), FileKind.M4A, 12),
        (mp3(frames=383), FileKind.MP3, 10),
        (mp3(frames=383, tag=b"ID3\x04\x00\x00\x00\x00\x00\x02xx"), FileKind.MP3, 10),
        (b"#!AMR\n" + (bytes([7 << 3]) + bytes(31)) * 250, FileKind.AMR, 5),
        (b"#!AMR-WB\n" + (bytes([8 << 3]) + bytes(60)) * 100, FileKind.AMR, 2),
    ],
)
def test_it_is_told_to_the_second(content, kind, lasts):
    assert seconds(content, kind) == lasts


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (film(), FileKind.MP4),
        (movie(0, 10), FileKind.MP4),
        (movie(1000, 91_400)[:30], FileKind.MP4),
        (b"RIFF", FileKind.WAV),
        (b"\x1aE\xdf\xa3", FileKind.WEBM),
        (b"%PDF-1.7", FileKind.PDF),
    ],
)
def test_where_its_bytes_do_not_say_nothing_is_guessed(content, kind):
    assert seconds(content, kind) is None


@given(st.binary(max_size=300), st.sampled_from([*FileKind]))
def test_no_bytes_make_it_stumble(content, kind):
    found = seconds(content, kind)
    assert found is None or found >= 0
