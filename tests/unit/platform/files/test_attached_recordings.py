"""Sound and film lose the place they were taken at, and nothing else moves."""

import pytest
from example_files import box, film

from banjie.platform.files import FileKind, FileProblem, FileRefused, sniff
from banjie.platform.files.recordings import strip_recording

PLACE = b"+31.2334+121.4901/"


@pytest.mark.parametrize("brand", [b"isom", b"qt  ", b"M4A "])
def test_the_place_of_a_film_is_gone(brand: bytes) -> None:
    content = film(brand, PLACE)
    assert content.count(PLACE) == 4
    cleaned = strip_recording(content)
    assert PLACE not in cleaned
    assert b"location.ISO6709" not in cleaned


def test_the_frames_stay_where_they_were() -> None:
    content = film()
    cleaned = strip_recording(content)
    assert len(cleaned) == len(content)
    assert cleaned.index(b"frames") == content.index(b"frames")
    assert b"vide" in cleaned
    assert strip_recording(cleaned) == cleaned


def test_a_film_without_pictures_is_sound() -> None:
    assert sniff(film(b"mp42")) is FileKind.MP4
    assert sniff(film(b"mp42").replace(b"vide", b"soun")) is FileKind.M4A


def test_a_film_that_was_cut_off_is_refused_as_such() -> None:
    with pytest.raises(FileRefused) as refused:
        strip_recording(film()[:-10])
    assert refused.value.code is FileProblem.TRUNCATED


def test_a_film_without_its_index_is_refused_as_cut_off() -> None:
    with pytest.raises(FileRefused) as refused:
        strip_recording(box(b"ftyp", b"isom" + bytes(4)) + box(b"mdat", b"frames"))
    assert refused.value.code is FileProblem.TRUNCATED


def test_a_box_that_claims_more_than_there_is_is_refused() -> None:
    with pytest.raises(FileRefused):
        strip_recording(box(b"ftyp", b"isom") + b"\xff\xff\xff\xffmoov")
    with pytest.raises(FileRefused):
        strip_recording(box(b"ftyp", b"isom") + b"\x00\x00\x00\x01moov" + (1 << 62).to_bytes(8))
    with pytest.raises(FileRefused):
        strip_recording(box(b"ftyp", b"isom") + b"\x00\x00\x00\x04moov")
