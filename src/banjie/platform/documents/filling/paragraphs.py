"""The paragraphs of a .docx in the order of the file, wherever they stand."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from banjie.platform.documents.filling.faults import FaultCode, Place, TemplateBroken, TemplateFault

_PLACES: Final = {
    "header+xml": Place.HEADER,
    "footer+xml": Place.FOOTER,
    "footnotes+xml": Place.NOTES,
}
# What python-docx, zipfile and lxml stumble with over a damaged file.
_DAMAGED: Final = (
    *(zlib.error, OSError, EOFError, KeyError, ValueError, SyntaxError, AttributeError, TypeError, AssertionError),
    *(NotImplementedError, RuntimeError),
)
# What the filling has to read through at one go; a form has some tens of thousands.
_LONGEST_PART: Final = 2_000_000
_PARAGRAPH, _TEXT = qn("w:p"), qn("w:t")
_ROW, _CELL, _TABLE = qn("w:tr"), qn("w:tc"), qn("w:tbl")


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph: its number counts from 1 within its place. `element` is the w:p."""

    place: Place
    number: int
    text: str
    element: Any

    @property
    def container(self) -> Any:
        """What it stands in directly: the body or a cell."""
        return self.element.getparent()

    @property
    def row(self) -> Any:
        return next(self.element.iterancestors(_ROW), None)

    @property
    def cell(self) -> Any:
        return next(self.element.iterancestors(_CELL), None)


def opened(content: bytes) -> DocumentObject:
    """Raises TemplateBroken for what is no .docx."""
    try:
        document = Document(BytesIO(content))
        # Parts that are read late may be what is damaged.
        assert document.element.body is not None
        assert document.core_properties is not None
    except (BadZipFile, PackageNotFoundError, *_DAMAGED) as error:
        raise _no_document(error) from error
    return document


def _no_document(error: Exception) -> TemplateBroken:
    return TemplateBroken([TemplateFault(FaultCode.NOT_A_DOCUMENT, type(error).__name__)])


def parts(document: DocumentObject) -> Iterator[tuple[Place, Any]]:
    """The roots of what is filled: body first, then headers, footers and notes. Raises TemplateBroken if too long."""
    yield Place.BODY, document.element.body
    for part in sorted(document.part.package.iter_parts(), key=lambda each: str(each.partname)):
        place = next((each for ending, each in _PLACES.items() if part.content_type.endswith(ending)), None)
        if place is None:
            continue
        if len(part.blob) > _LONGEST_PART:
            raise TemplateBroken([TemplateFault(FaultCode.TOO_LARGE, str(part.partname), place)])
        try:
            yield place, parse_xml(part.blob)
        except _DAMAGED as error:
            raise _no_document(error) from error


def paragraphs(root: Any, place: Place, *, after: int = 0) -> Iterator[Found]:
    """Those in tables and boxes too; a paragraph's text leaves out the text of boxes within it."""
    for number, element in enumerate(root.iter(_PARAGRAPH), after + 1):
        yield Found(place, number, text_of(element), element)


def text_of(paragraph: Any) -> str:
    """What the filling will see, tags that Word split over runs put together again."""
    return "".join(each.text or "" for each in paragraph.iter(_TEXT) if _owner(each) is paragraph)


def _owner(text: Any) -> Any:
    return next(text.iterancestors(_PARAGRAPH))


def table_of(row: Any) -> Any:
    return next(row.iterancestors(_TABLE), None)
