"""Attachments on a real disk: stored once, whole or not at all, and swept only when nothing names them."""

import errno
import hashlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from pytest_django.fixtures import Settings

from banjie.platform import files
from banjie.platform.files import FileKind, FileMissing, FileProblem, FileRefused, StorageFull, StorageUnavailable
from banjie.platform.files import local as local_storage

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    return use_folder(settings, tmp_path / "attachments")


def use_folder(settings: Settings, folder: Path) -> Path:
    backend = {"BACKEND": "banjie.platform.files.local.LocalStorage", "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "attachments": backend}
    return folder


def stored(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def photograph(colour: str = "#1f6f6b") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "JPEG")
    return out.getvalue()


def nothing_in_use(digests: Collection[str]) -> set[str]:
    return set()


def test_a_file_is_kept_under_the_digest_of_its_cleaned_content(folder: Path) -> None:
    file = files.store(photograph(), name="路灯.exe")
    assert (file.kind, file.name, file.width, file.height) == (FileKind.JPEG, "路灯.jpg", 400, 300)
    assert stored(folder) == [f"{file.digest[:2]}/{file.digest[2:4]}/{file.digest}"]
    with files.open(file.digest) as kept:
        content = kept.read()
    assert hashlib.sha256(content).hexdigest() == file.digest
    assert len(content) == file.size


def test_the_same_file_twice_is_kept_once(folder: Path) -> None:
    one, two = files.store(photograph(), name="a.jpg"), files.store(photograph(), name="b.jpg")
    assert one.digest == two.digest
    assert (one.name, two.name) == ("a.jpg", "b.jpg")
    assert len(stored(folder)) == 1


def test_a_refused_file_leaves_nothing(folder: Path) -> None:
    with pytest.raises(FileRefused):
        files.store(b"MZ\x90\x00", name="photo.jpg")
    assert not folder.exists()


def test_a_file_over_the_limit_is_refused_with_the_limit(folder: Path, settings: Settings) -> None:
    settings.BANJIE_ATTACHMENT_MAX_BYTES = 100
    with pytest.raises(FileRefused) as refused:
        files.store(b"x" * 101, name="a.txt")
    assert (refused.value.code, refused.value.limit) == (FileProblem.TOO_LARGE, 100)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64])
def test_what_is_not_there_is_missing_whatever_is_asked_for(folder: Path, digest: str) -> None:
    with pytest.raises(FileMissing):
        files.open(digest)
    with pytest.raises(FileMissing):
        files.thumbnail(digest, 160)
    assert not files.is_intact(digest)


def test_a_file_altered_on_disk_is_not_intact(folder: Path) -> None:
    file = files.store(photograph(), name="a.jpg")
    assert files.is_intact(file.digest)
    path = folder / file.digest[:2] / file.digest[2:4] / file.digest
    path.write_bytes(path.read_bytes()[:-1])
    assert not files.is_intact(file.digest)


def test_a_thumbnail_is_made_once_and_kept(folder: Path) -> None:
    file = files.store(photograph(), name="a.jpg")
    first = files.thumbnail(file.digest, 160)
    assert Image.open(io.BytesIO(first)).size == (160, 120)
    kept = folder / "thumbnails" / "160" / file.digest[:2] / file.digest[2:4] / f"{file.digest}.jpg"
    kept.write_bytes(b"kept")
    assert files.thumbnail(file.digest, 160) == b"kept"


def test_a_thumbnail_of_any_other_size_is_a_mistake_of_the_caller(folder: Path) -> None:
    file = files.store(photograph(), name="a.jpg")
    with pytest.raises(ValueError, match="160"):
        files.thumbnail(file.digest, 161)


def test_a_document_has_no_thumbnail(folder: Path) -> None:
    file = files.store("路灯不亮".encode(), name="a.txt")
    with pytest.raises(FileRefused):
        files.thumbnail(file.digest, 160)


# --- faults ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fails", ["fsync", "replace", "chmod"])
@pytest.mark.parametrize(
    ("number", "error"),
    [(errno.ENOSPC, StorageFull), (errno.EDQUOT, StorageFull), (errno.EIO, StorageUnavailable)],
)
def test_a_full_disk_is_told_and_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fails: str, number: int, error: type[Exception]
) -> None:
    folder.mkdir()

    def full(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(local_storage.os, fails, full)
        patched.setattr(local_storage, "_flush_folder", lambda folder: None)
        with pytest.raises(error):
            files.store(photograph(), name="a.jpg")
    assert stored(folder) == []
    assert files.store(photograph(), name="a.jpg").kind is FileKind.JPEG


def test_a_disk_that_fills_up_in_the_middle_of_a_file_leaves_nothing(folder: Path) -> None:
    class Filling(ContentFile[bytes]):
        def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
            yield b"the first half"
            raise OSError(errno.ENOSPC, "No space left on device")

    folder.mkdir()
    with pytest.raises(OSError, match="No space"):
        local_storage.LocalStorage(location=folder).save("ab/cd/whole", Filling(b""))
    assert stored(folder) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a disk of its own can be mounted only by root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_is_really_full_is_told_and_leaves_nothing(small_disk: Path, settings: Settings) -> None:
    folder = use_folder(settings, small_disk / "attachments")
    small = files.store("路灯不亮".encode(), name="a.txt")
    before = stored(folder)
    with pytest.raises(StorageFull):
        files.store("这条路灯不亮已经三天了。\n".encode() * 5_000, name="b.txt")
    assert stored(folder) == before
    assert files.is_intact(small.digest)


WRITER = """
import sys, time
from django.conf import settings
settings.configure()
from django.core.files.base import ContentFile
from banjie.platform.files.local import LocalStorage

class Slow(ContentFile):
    def chunks(self, chunk_size=None):
        yield b"the first half"
        print("writing", flush=True)
        time.sleep(60)

LocalStorage(location=sys.argv[1]).save("ab/cd/whole", Slow(b""))
"""


def test_a_killed_writer_leaves_only_a_draft_and_the_next_sweep_takes_it(folder: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        writer.send_signal(signal.SIGKILL)
    assert [name.split("/")[0] for name in stored(folder)] == [".incoming"]
    assert files.delete_unreferenced(nothing_in_use, at=LATER).drafts == 1
    assert stored(folder) == []


def test_a_sweep_killed_between_two_steps_loses_nothing(folder: Path) -> None:
    file = files.store(photograph(), name="a.jpg")
    incoming = folder / ".incoming"
    os.replace(folder / file.digest[:2] / file.digest[2:4] / file.digest, incoming / f"removing-{file.digest}")
    files.delete_unreferenced(set, at=LATER)
    assert files.is_intact(file.digest)


# --- sweeping -------------------------------------------------------------------------------------------


def test_only_what_nothing_refers_to_is_deleted_with_its_thumbnails(folder: Path) -> None:
    kept, loose = files.store(photograph("red"), name="a.jpg"), files.store(photograph("blue"), name="b.jpg")
    files.thumbnail(kept.digest, 160)
    files.thumbnail(loose.digest, 160)
    sweep = files.delete_unreferenced(lambda digests: {kept.digest} & set(digests), at=LATER)
    assert (sweep.examined, sweep.removed, sweep.freed) == (2, 1, loose.size)
    assert files.is_intact(kept.digest)
    assert not [name for name in stored(folder) if loose.digest in name]
    assert len(stored(folder)) == 2


def test_a_file_within_the_grace_is_left_alone(folder: Path) -> None:
    file = files.store(photograph(), name="a.jpg")
    path = folder / file.digest[:2] / file.digest[2:4] / file.digest
    os.utime(path, (NOW.timestamp() - 3600,) * 2)
    assert files.delete_unreferenced(nothing_in_use, at=NOW).removed == 0
    assert files.delete_unreferenced(nothing_in_use, at=NOW, grace=timedelta(minutes=30)).removed == 1


def test_storing_an_old_file_again_starts_its_grace_anew(folder: Path) -> None:
    file = files.store(photograph(), name="a.jpg")
    path = folder / file.digest[:2] / file.digest[2:4] / file.digest
    os.utime(path, (0, 0))
    files.store(photograph(), name="again.jpg")
    storage = local_storage.LocalStorage(location=folder)
    assert not storage.remove_if_older(
        f"{file.digest[:2]}/{file.digest[2:4]}/{file.digest}", NOW - timedelta(days=9999)
    )
    assert files.is_intact(file.digest)


def test_a_sweep_asks_in_batches_and_survives_an_empty_storage(folder: Path) -> None:
    assert files.delete_unreferenced(nothing_in_use, at=LATER).examined == 0
    for number in range(3):
        files.store(f"text {number}".encode(), name="a.txt")
    asked: list[Collection[str]] = []

    def in_use(digests: Collection[str]) -> Collection[str]:
        asked.append(digests)
        return digests

    assert files.delete_unreferenced(in_use, at=LATER).removed == 0
    assert sum(map(len, asked)) == 3


def test_a_storage_that_renames_instead_of_overwriting_still_keeps_one(settings: Settings) -> None:
    backend = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "attachments": backend}
    one, two = files.store(photograph(), name="a.jpg"), files.store(photograph(), name="b.jpg")
    assert one.digest == two.digest
    assert files.is_intact(one.digest)
    assert files.delete_unreferenced(nothing_in_use, at=LATER).removed == 1
    assert not files.is_intact(one.digest)
