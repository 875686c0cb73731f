"""What a file is, by its content; and what is refused, with the reason."""

import io
import zipfile

import pytest
from example_files import (
    MAIN_PARTS,
    encoded,
    film,
    mp3,
    object_stream,
    office,
    pdf,
    picture,
    relationships,
    with_declared_size,
    zipped,
)
from hypothesis import given
from hypothesis import strategies as st

from banjie.platform.files import FileKind, FileProblem, FileRefused, sniff

BIG = 40 << 20
TEMPLATE = relationships("attachedTemplate", "https://evil.example/t.dotm", "External")
ENTITIES = b"<!DOCTYPE x [<!ENTITY a 'b'>]><Relationships/>"
PREDICTED = b"/Type/ObjStm/Filter/FlateDecode/DecodeParms<</Predictor 12>>"


def declared(content_type: str) -> str:
    return f'<Override PartName="/word/renamed.bin" ContentType="{content_type}"/>'


def verdict(content: bytes) -> FileKind | FileProblem:
    try:
        return sniff(content)
    except FileRefused as refused:
        return refused.code


def refusal(content: bytes) -> FileProblem:
    found = verdict(content)
    assert isinstance(found, FileProblem)
    return found


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (encoded(picture(), "JPEG"), FileKind.JPEG),
        (encoded(picture(), "PNG"), FileKind.PNG),
        (pdf(b"<</Type/Page>>"), FileKind.PDF),
        (office("docx"), FileKind.DOCX),
        (office("xlsx"), FileKind.XLSX),
        (office("pptx"), FileKind.PPTX),
        ("路灯不亮，已三天。".encode(), FileKind.TEXT),
        ("路灯不亮，已三天。".encode("gb18030"), FileKind.TEXT),
        ("路灯不亮".encode("utf-16"), FileKind.TEXT),
        ("编号,内容\n1,路灯不亮\n2,井盖缺失\n".encode(), FileKind.CSV),
        (mp3(), FileKind.MP3),
        (mp3(tag=b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10)), FileKind.MP3),
        (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40), FileKind.WAV),
        (b"#!AMR\n" + bytes(40), FileKind.AMR),
        (film(b"isom"), FileKind.MP4),
        (film(b"qt  "), FileKind.MOV),
        (film(b"M4A "), FileKind.M4A),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(40), FileKind.WEBM),
    ],
)
def test_a_file_is_known_by_its_content(content: bytes, kind: FileKind) -> None:
    assert sniff(content) is kind


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", FileProblem.EMPTY),
        (b"MZ\x90\x00" + bytes(100), FileProblem.PROGRAM),
        (b"\x7fELF\x02\x01\x01" + bytes(100), FileProblem.PROGRAM),
        (b"#!/bin/sh\nrm -rf /\n", FileProblem.PROGRAM),
        (b"Rar!\x1a\x07\x01\x00" + bytes(50), FileProblem.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), FileProblem.ARCHIVE),
        (zipped({"photo.jpg": b"..."}), FileProblem.ARCHIVE),
        (zipped({"AndroidManifest.xml": b"", "classes.dex": b""}), FileProblem.PROGRAM),
        (b"<!DOCTYPE html><html><script>alert(1)</script>", FileProblem.MARKUP),
        (b"  \n<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", FileProblem.MARKUP),
        ("<html>".encode("utf-16"), FileProblem.MARKUP),
        (b"A harmless line.\n<script>alert(1)</script>", FileProblem.MARKUP),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", FileProblem.HEIC),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), FileProblem.OLD_OFFICE),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            FileProblem.PROTECTED,
        ),
        (b"{\\rtf1\\ansi text}", FileProblem.KIND_NOT_ACCEPTED),
        (bytes(range(256)) * 4, FileProblem.KIND_NOT_ACCEPTED),
        (b"junk before %PDF-1.7\n%%EOF", FileProblem.HIDDEN_CONTENT),
    ],
)
def test_what_is_not_taken_is_refused_with_its_reason(content: bytes, problem: FileProblem) -> None:
    assert refusal(content) is problem


def test_the_refusal_names_what_the_file_really_is() -> None:
    with pytest.raises(FileRefused) as refused:
        sniff(b"Rar!\x1a\x07\x01\x00" + bytes(50))
    assert refused.value.detected == ".rar"


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_either_known_or_refused(content: bytes) -> None:
    assert isinstance(verdict(content), FileKind | FileProblem)


@pytest.mark.parametrize("kind", sorted(MAIN_PARTS))
@given(position=st.integers(0, 2000), byte=st.integers(0, 255))
def test_a_damaged_office_file_is_known_or_refused_but_never_an_error(kind: str, position: int, byte: int) -> None:
    content = bytearray(office(kind))
    content[position % len(content)] = byte
    assert verdict(bytes(content)) in {FileKind.DOCX, FileKind.XLSX, FileKind.PPTX, *FileProblem}


@pytest.mark.parametrize(
    ("extra", "types", "problem"),
    [
        ({"word/vbaProject.bin": b"macro"}, "", FileProblem.MACROS),
        ({"word/renamed.bin": b"m"}, declared("application/vnd.ms-office.vbaProject"), FileProblem.MACROS),
        ({"xl/macrosheets/sheet1.xml": b"<m/>"}, "", FileProblem.MACROS),
        ({"word/embeddings/oleObject1.bin": b"x"}, "", FileProblem.EMBEDDED_PROGRAM),
        ({"word/activeX/activeX1.xml": b"<x/>"}, "", FileProblem.EMBEDDED_PROGRAM),
        ({"word/media/run.exe": b"MZ"}, "", FileProblem.EMBEDDED_PROGRAM),
        ({"word/_rels/settings.xml.rels": TEMPLATE}, "", FileProblem.REMOTE_PARTS),
        ({"word/_rels/document.xml.rels": ENTITIES}, "", FileProblem.HIDDEN_CONTENT),
        ({"word/_rels/document.xml.rels": b"<Relationships"}, "", FileProblem.DAMAGED),
        ({"../outside.xml": b"x"}, "", FileProblem.HIDDEN_CONTENT),
        ({"word/embeddings/inner.xlsx": office("xlsx", {"xl/vbaProject.bin": b"m"})}, "", FileProblem.MACROS),
        ({"word/embeddings/inner.xlsx": b"not an archive"}, "", FileProblem.DAMAGED),
    ],
)  # fmt: skip
def test_an_office_file_that_runs_or_fetches_something_is_refused(
    extra: dict[str, bytes], types: str, problem: FileProblem
) -> None:
    assert refusal(office("docx", extra, types)) is problem


@pytest.mark.parametrize(
    "extra",
    [
        {"word/_rels/document.xml.rels": relationships("hyperlink", "https://example.org/", "External")},
        {"word/embeddings/chart.xlsx": office("xlsx")},
        {"word/media/image1.png": encoded(picture(), "PNG")},
    ],
)
def test_what_ordinary_documents_hold_is_taken(extra: dict[str, bytes]) -> None:
    assert sniff(office("docx", extra)) is FileKind.DOCX


def test_a_macro_file_under_a_harmless_type_is_refused() -> None:
    macro_type = declared("application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    assert sniff(office("xlsx")) is FileKind.XLSX
    assert refusal(office("xlsx", types=macro_type)) is FileProblem.MACROS


def test_a_zip_bomb_is_refused_by_its_directory() -> None:
    assert refusal(office("docx", {"word/media/zeros.bin": bytes(BIG)})) is FileProblem.DECOMPRESSION_BOMB


def test_a_zip_bomb_that_lies_about_its_size_is_refused_within_that_size() -> None:
    bomb = office("docx", {"word/media/zeros.bin": bytes(BIG)})
    assert refusal(with_declared_size(bomb, "word/media/zeros.bin", 1000)) is FileProblem.DAMAGED


def test_a_zip_bomb_inside_an_embedded_workbook_is_refused() -> None:
    inner = office("xlsx", {"xl/media/zeros.bin": bytes(BIG)})
    assert refusal(office("docx", {"word/embeddings/inner.xlsx": inner})) is FileProblem.DECOMPRESSION_BOMB


def test_workbooks_within_workbooks_within_workbooks_are_refused() -> None:
    inner = office("xlsx")
    for _ in range(2):
        inner = office("xlsx", {"xl/embeddings/inner.xlsx": inner})
    assert refusal(inner) is FileProblem.HIDDEN_CONTENT


def test_an_archive_with_thousands_of_entries_is_refused() -> None:
    extra = {f"word/media/{number}.xml": b"" for number in range(5_001)}
    assert refusal(office("docx", extra)) is FileProblem.DECOMPRESSION_BOMB


@pytest.mark.parametrize("hidden", [b"<html><script>alert(1)</script></html>", b"MZ" + bytes(500)])
def test_an_archive_with_something_behind_it_or_in_between_is_refused(hidden: bytes) -> None:
    content = office("docx")
    assert refusal(content + hidden) is FileProblem.HIDDEN_CONTENT
    directory = content.index(b"PK\x01\x02")
    assert refusal(content[:directory] + hidden + content[directory:]) in {
        FileProblem.HIDDEN_CONTENT,
        FileProblem.DAMAGED,
    }


def test_an_encrypted_entry_is_refused_as_protected() -> None:
    content = bytearray(office("docx"))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(content)) is FileProblem.PROTECTED


@pytest.mark.parametrize(
    "action",
    [
        b"<</S/JavaScript/JS(app.alert(1))>>",
        b"<< /S /JavaScript /JS 5 0 R >>",
        b"<</S/J#61vaScript/JS(app.alert(1))>>",
        b"<</#53/#4aavaScript/JS(x)>>",
        b"<</S%a comment\n/JavaScript/JS(x)>>",
        b"<</Names<</JavaScript 7 0 R>>>>",
        b"<</S/Launch/F(cmd.exe)>>",
        b"<</S/Rendition/JS(x)>>",
        b"<</AcroForm<</XFA[(template) 5 0 R]>>>>",
        b"<</S/SubmitForm/F(https://evil.example)>>",
        b"<</Subtype/RichMedia>>",
    ],
)
def test_a_pdf_that_acts_is_refused_even_when_it_hides_it(action: bytes) -> None:
    assert refusal(pdf(action)) is FileProblem.ACTIVE_PDF
    assert refusal(pdf(object_stream(b"5 0 " + action))) is FileProblem.ACTIVE_PDF


@pytest.mark.parametrize(
    ("objects", "problem"),
    [
        (b"<</Names<</EmbeddedFiles 7 0 R>>>>", FileProblem.PDF_WITH_FILES),
        (b"<</Type/Filespec/EF<</F 8 0 R>>>>\nendobj\n8 0 obj\n<</Type/EmbeddedFile>>", FileProblem.PDF_WITH_FILES),
        (b"<</Encrypt 9 0 R>>", FileProblem.PROTECTED),
        (object_stream(b"x", b"/Type/ObjStm/Filter[/ASCII85Decode/FlateDecode]"), FileProblem.HIDDEN_CONTENT),
        (object_stream(b"x", PREDICTED), FileProblem.HIDDEN_CONTENT),
        (object_stream(bytes(70 << 20)), FileProblem.DECOMPRESSION_BOMB),
        (b"<</Type/ObjStm/Filter/FlateDecode>>\nstream\nnot deflated\nendstream", FileProblem.DAMAGED),
    ],
)  # fmt: skip
def test_a_pdf_that_carries_files_or_cannot_be_looked_into_is_refused(objects: bytes, problem: FileProblem) -> None:
    assert refusal(pdf(objects)) is problem


@pytest.mark.parametrize(
    "content",
    [
        b"<</Type/Page/Annots[<</A<</S/URI/URI(https://example.org/docs/Web/JavaScript/Guide)>>>>]>>",
        b"<</Title(Learning /JavaScript)>>",
        b"<</S/GoTo/D[3 0 R/Fit]>>",
        object_stream(b"5 0 <</Type/Page>>"),
    ],
)
def test_a_pdf_that_only_shows_something_is_taken(content: bytes) -> None:
    assert sniff(pdf(content)) is FileKind.PDF


def test_a_pdf_that_is_cut_off_or_continued_is_refused() -> None:
    assert refusal(pdf(b"<</Type/Page>>", end=b"")) is FileProblem.TRUNCATED
    assert refusal(pdf(b"<</Type/Page>>") + b"<html><script>x</script>") is FileProblem.HIDDEN_CONTENT


def test_a_real_package_written_by_a_library_is_taken() -> None:
    import openpyxl

    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    assert sniff(out.getvalue()) is FileKind.XLSX
    assert zipfile.is_zipfile(out)
