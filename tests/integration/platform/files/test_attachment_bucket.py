"""Attachments in an S3 bucket, spoken to over HTTP as in earnest; the bucket is a dictionary."""

import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from pytest_django.fixtures import Settings

from banjie.platform import files
from banjie.platform.files import FileMissing, StorageUnavailable

LATER = datetime(2100, 1, 1, tzinfo=UTC)
MODIFIED = "Sun, 22 Nov 2026 06:00:00 GMT"


class Bucket(BaseHTTPRequestHandler):
    """As much of the S3 protocol as storing needs: PUT, GET, HEAD, DELETE of objects, and listing."""

    protocol_version = "HTTP/1.1"
    objects: dict[str, bytes]
    broken = False

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", MODIFIED)
        self.send_header("ETag", '"x"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix("/bucket/")

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" in self.headers.get("Content-Encoding", ""):
            body = b"".join(re.findall(rb"[0-9a-f]+\r\n(.*?)\r\n(?=[0-9a-f]+\r\n|0)", body, re.DOTALL))
        if not self.broken:
            self.objects[self.key()] = body
        self.answer(503 if self.broken else 200)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        if self.key() in {"/bucket", ""}:
            return self.listing()
        body = self.objects.get(self.key())
        return self.answer(404) if body is None else self.answer(200, body)

    def do_DELETE(self) -> None:
        self.objects.pop(self.key(), None)
        self.answer(204)

    def listing(self) -> None:
        prefix = parse_qs(urlsplit(self.path).query).get("prefix", [""])[0]
        inside = [name[len(prefix) :] for name in sorted(self.objects) if name.startswith(prefix)]
        folders = sorted({name.split("/")[0] for name in inside if "/" in name})
        found = "".join(f"<CommonPrefixes><Prefix>{prefix}{name}/</Prefix></CommonPrefixes>" for name in folders)
        found += "".join(f"<Contents><Key>{prefix}{name}</Key></Contents>" for name in inside if "/" not in name)
        self.answer(200, f"<ListBucketResult><Name>bucket</Name>{found}</ListBucketResult>".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def bucket(settings: Settings) -> Iterator[type[Bucket]]:
    class Handler(Bucket):
        objects: dict[str, bytes] = {}

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    options = {
        "bucket_name": "bucket",
        "endpoint_url": f"http://127.0.0.1:{server.server_port}",
        "access_key": "key",
        "secret_key": "secret",
        "region_name": "local",
        "addressing_style": "path",
    }
    backend = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "attachments": backend}
    yield Handler
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_file_goes_into_the_bucket_once_and_comes_back(bucket: type[Bucket]) -> None:
    file = files.store("路灯不亮".encode(), name="a.txt")
    files.store("路灯不亮".encode(), name="b.txt")
    assert list(bucket.objects) == [f"{file.digest[:2]}/{file.digest[2:4]}/{file.digest}"]
    assert files.is_intact(file.digest)
    with pytest.raises(FileMissing):
        files.open("0" * 64)


def test_a_sweep_of_the_bucket_takes_only_what_nothing_refers_to(bucket: type[Bucket]) -> None:
    kept, loose = files.store(b"kept", name="a.txt"), files.store(b"loose", name="b.txt")
    sweep = files.delete_unreferenced(lambda digests: {kept.digest}, at=LATER)
    assert (sweep.examined, sweep.removed) == (2, 1)
    assert files.is_intact(kept.digest)
    assert not files.is_intact(loose.digest)


@pytest.mark.slow
def test_a_bucket_that_does_not_answer_is_told_as_unavailable(bucket: type[Bucket]) -> None:
    bucket.broken = True
    with pytest.raises(StorageUnavailable):
        files.store(b"text", name="a.txt")
    assert not bucket.objects
