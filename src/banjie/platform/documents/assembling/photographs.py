"""A JPEG on a page without being drawn anew: scans are most of a file, and this costs next to nothing."""

from io import BytesIO
from typing import Final

from pypdf import PageObject, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, StreamObject

_MM: Final = 72 / 25.4
_SHORT, _LONG = 210 * _MM, 297 * _MM
_SIDE, _TOP, _BOTTOM = 12 * _MM, 18 * _MM, 12 * _MM


def page_of(content: bytes, *, width: int, height: int, space: str) -> bytes:
    """A PDF of one A4 page, lying where the picture is wider than high; `space` is the colour space as PDF names it."""
    across, up = (_LONG, _SHORT) if width > height else (_SHORT, _LONG)
    scale = min((across - 2 * _SIDE) / width, (up - _TOP - _BOTTOM) / height)
    drawn_width, drawn_height = width * scale, height * scale
    left, low = (across - drawn_width) / 2, _BOTTOM + (up - _TOP - _BOTTOM - drawn_height) / 2
    writer = PdfWriter()
    page: PageObject = writer.add_blank_page(across, up)
    picture = writer._add_object(_picture(content, width, height, space))
    forms = DictionaryObject({NameObject("/Picture"): picture})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): forms})
    drawing = DecodedStreamObject()
    drawing.set_data(
        f"q {drawn_width:.3f} 0 0 {drawn_height:.3f} {left:.3f} {low:.3f} cm /Picture Do Q".encode("ascii")
    )
    page[NameObject("/Contents")] = writer._add_object(drawing)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def _picture(content: bytes, width: int, height: int, space: str) -> StreamObject:
    made = StreamObject()
    made._data = content
    made[NameObject("/Type")], made[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Image")
    made[NameObject("/Width")], made[NameObject("/Height")] = NumberObject(width), NumberObject(height)
    made[NameObject("/ColorSpace")], made[NameObject("/BitsPerComponent")] = NameObject(space), NumberObject(8)
    made[NameObject("/Filter")] = ArrayObject([NameObject("/DCTDecode")])
    return made
