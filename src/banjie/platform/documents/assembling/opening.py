"""Opens what is to be bound: PDFs as they are, pictures on a page each."""

from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from banjie.platform.documents.assembling import photographs
from banjie.platform.documents.assembling.leaves import CannotAssemble, Leaf, LeafFault
from banjie.platform.documents.rendering import DocumentFault, pdf_with_files

_TEMPLATE: Final = "platform/documents/templates/picture.typ"
_MOST_PAGES: Final = 5_000
_COLOURS: Final = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}
_ORIENTATION: Final = 0x0112


def opened(leaf: Leaf) -> PdfReader:
    """The leaf as PDF. Raises CannotAssemble."""
    content = leaf.content if b"%PDF-" in leaf.content[:1024] else _pictured(leaf)
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise CannotAssemble(LeafFault.PROTECTED, leaf.key)
        pages = len(reader.pages)
    except CannotAssemble:
        raise
    # What a broken file makes pypdf stumble over is not only what it calls an error.
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise CannotAssemble(LeafFault.DAMAGED, leaf.key) from error
    if not pages:
        raise CannotAssemble(LeafFault.EMPTY, leaf.key)
    if pages > _MOST_PAGES:
        raise CannotAssemble(LeafFault.TOO_LONG, leaf.key)
    return reader


def _pictured(leaf: Leaf) -> bytes:
    try:
        with Image.open(BytesIO(leaf.content)) as picture:
            return _on_a_page(leaf.content, picture)
    except UnidentifiedImageError as error:
        raise CannotAssemble(LeafFault.KIND, leaf.key) from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, DocumentFault) as error:
        raise CannotAssemble(LeafFault.DAMAGED, leaf.key) from error


def _on_a_page(content: bytes, picture: Image.Image) -> bytes:
    upright = picture.getexif().get(_ORIENTATION, 1) == 1
    if picture.format == "JPEG" and picture.mode in _COLOURS and upright:
        width, height, space = picture.width, picture.height, _COLOURS[picture.mode]
        # Read through small, which shows whether it ends before its time; it is bound in as it is.
        picture.draft("L", (width // 8, height // 8))
        picture.load()
        return photographs.page_of(content, width=width, height=height, space=space)
    made, name = BytesIO(), "picture.png"
    turned = ImageOps.exif_transpose(picture)
    # Which way the page lies is decided by the picture as it is seen.
    wide = turned.width > turned.height
    turned.convert("RGB" if turned.mode not in {"L", "RGB", "RGBA", "P", "1"} else turned.mode).save(made, "PNG")
    return pdf_with_files(_TEMPLATE, {"file": name, "wide": wide}, {name: made.getvalue()})
