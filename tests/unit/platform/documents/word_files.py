"""Word files as tests need them, made by python-docx."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from PIL import Image

from banjie.platform.documents.filling import Field, ShapeKind

SHAPE = {
    "number": Field(),
    "flag": Field(),
    "signature": Field(ShapeKind.PICTURE),
    "parties": Field(ShapeKind.LIST, {"name": Field(), "phone": Field()}),
}


def word_file(*paragraphs: str | tuple[str, ...], rows: Sequence[Sequence[str]] = (), header: str = "") -> bytes:
    """Paragraphs (a tuple: one run each), then a table, and a header."""
    document = Document()
    for paragraph in paragraphs:
        made = document.add_paragraph()
        for run in paragraph if isinstance(paragraph, tuple) else (paragraph,):
            made.add_run(run)
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for line, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, texts, strict=True):
                cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return saved(document)


def saved(document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def text_of(content: bytes) -> list[str]:
    """Paragraphs, then the cells of tables."""
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [each.text for each in document.paragraphs] + cells


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 20), mode: str = "RGB") -> bytes:
    file = BytesIO()
    Image.new(mode, size, "white" if mode != "CMYK" else 0).save(file, kind)
    return file.getvalue()
