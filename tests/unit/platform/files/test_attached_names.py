"""How a stored file is given back: under a safe name, and to be shown or saved and nothing else."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.platform.files import FileKind, clean_name, response_headers


@pytest.mark.parametrize(
    ("name", "kind", "cleaned"),
    [
        ("照片.jpg", FileKind.JPEG, "照片.jpg"),
        ("照片.JPEG", FileKind.JPEG, "照片.jpeg"),
        ("照片.exe", FileKind.JPEG, "照片.jpg"),
        ("notes.pdf.exe", FileKind.PDF, "notes.pdf"),
        ("说明.第2版", FileKind.PDF, "说明.第2版.pdf"),
        ("C:\\Users\\me\\账单.pdf", FileKind.PDF, "账单.pdf"),
        ("../../etc/passwd", FileKind.TEXT, "passwd.txt"),
        ("gpj.\u202eexe", FileKind.PNG, "gpj.png"),
        ('a"b<c>|d?.png', FileKind.PNG, "abcd.png"),
        ("a\r\nSet-Cookie: x.png", FileKind.PNG, "aSet-Cookie x.png"),
        ("", FileKind.PNG, "file.png"),
        ("...", FileKind.PNG, "file.png"),
        ("CON.txt", FileKind.TEXT, "CON-file.txt"),
        ("长" * 300 + ".png", FileKind.PNG, "长" * 120 + ".png"),
    ],
)
def test_a_name_keeps_its_words_and_gets_the_true_ending(name: str, kind: FileKind, cleaned: str) -> None:
    assert clean_name(name, kind) == cleaned


@given(name=st.text(), kind=st.sampled_from(FileKind))
def test_any_name_becomes_one_that_is_safe_in_a_header_and_stable(name: str, kind: FileKind) -> None:
    cleaned = clean_name(name, kind)
    assert clean_name(cleaned, kind) == cleaned
    assert cleaned.endswith(kind.extensions)
    header = response_headers(kind, name)["Content-Disposition"]
    assert header.isascii()
    assert header.isprintable()


def test_a_chinese_name_is_written_as_the_standard_says() -> None:
    header = response_headers(FileKind.PDF, "处理 结果.pdf")["Content-Disposition"]
    assert header.startswith("attachment; filename*=utf-8''")
    assert unquote(header.partition("''")[2]) == "处理 结果.pdf"


@pytest.mark.parametrize("kind", FileKind)
def test_no_file_is_interpreted_as_anything_else_or_may_run_anything(kind: FileKind) -> None:
    headers = response_headers(kind, "x")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Content-Security-Policy"].endswith("sandbox")
    assert headers["Content-Type"] == kind.content_type
    assert "html" not in headers["Content-Type"]


def test_pictures_are_shown_and_documents_saved() -> None:
    assert response_headers(FileKind.JPEG, "a.jpg")["Content-Disposition"].startswith("inline")
    assert response_headers(FileKind.JPEG, "a.jpg", download=True)["Content-Disposition"].startswith("attachment")
    for kind in (FileKind.PDF, FileKind.DOCX, FileKind.TEXT, FileKind.CSV):
        assert response_headers(kind, "a")["Content-Disposition"].startswith("attachment")
