"""Images made anew from their pixels, so that nothing but the picture remains.

Whatever else a file held is gone: position and camera (EXIF, XMP, IPTC), comments, an embedded preview,
a second picture, a video or a page appended to it.
"""

import io
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from .kinds import FileKind, FileProblem, FileRefused

LONGEST_SIDE: Final = 2560
# A JPEG is decoded at a fraction of its size where it is larger than we keep; others are decoded whole.
MAX_PIXELS_JPEG: Final = 80_000_000
MAX_PIXELS: Final = 40_000_000
THUMBNAIL_SIZES: Final = (160, 480, 1280)
_JPEG_QUALITY: Final = 85
_THUMBNAIL_QUALITY: Final = 78
_READ: Final = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "BMP")
_LOSSLESS: Final = {"PNG", "GIF", "BMP"}
_SRGB: Final = ImageCms.createProfile("sRGB")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to keep; width and height in pixels as people see it."""

    content: bytes
    kind: FileKind
    width: int
    height: int


def sanitise_image(content: bytes) -> Picture:
    """Re-encode an image upright, in sRGB, at most LONGEST_SIDE wide and high. Raises FileRefused.

    Photographs become JPEG; drawings, screenshots and what is transparent become PNG. Of an animation
    the first frame remains.
    """
    image, source = _decode(content, LONGEST_SIDE)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    transparent = image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255)
    if not transparent and image.mode == "RGBA":
        image = image.convert("RGB")
    kind = FileKind.PNG if transparent or source in _LOSSLESS else FileKind.JPEG
    return Picture(_encode(image, kind, _JPEG_QUALITY), kind, image.width, image.height)


def make_thumbnail(content: bytes, size: int) -> bytes:
    """A JPEG of a stored picture that fits into a square of ``size`` pixels. Raises FileRefused."""
    image, _ = _decode(content, size)
    image.thumbnail((size, size), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if image.mode == "RGBA":
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        image = white
    return _encode(image, FileKind.JPEG, _THUMBNAIL_QUALITY)


def _decode(content: bytes, wanted: int) -> tuple[Image.Image, str]:
    """The first frame as RGB or RGBA, upright, and the name of the format it came in."""
    try:
        with Image.open(io.BytesIO(content), formats=_READ) as opened:
            source = "JPEG" if opened.format == "MPO" else str(opened.format)
            limit = MAX_PIXELS_JPEG if source == "JPEG" else MAX_PIXELS
            if opened.width * opened.height > limit:
                raise FileRefused(FileProblem.TOO_MANY_PIXELS, limit=limit)
            if source == "JPEG":
                opened.draft("RGB", (wanted, wanted))
            opened.load()
            upright = ImageOps.exif_transpose(opened)
            return _plain_colours(upright), source
    except FileRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise FileRefused(FileProblem.TOO_MANY_PIXELS, limit=MAX_PIXELS) from None
    except UnidentifiedImageError:
        raise FileRefused(FileProblem.DAMAGED) from None
    except Exception as error:
        # Decoders fail on hostile input in many ways (OSError, SyntaxError, struct.error, zlib.error, …).
        cut = "truncated" in str(error).lower() or isinstance(error, EOFError)
        raise FileRefused(FileProblem.TRUNCATED if cut else FileProblem.DAMAGED) from error


def _plain_colours(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    transparent = image.has_transparency_data
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, own, _SRGB, outputMode="RGB")
            image = converted if converted is not None else image
        except (ImageCms.PyCMSError, OSError, ValueError):
            transparent = image.has_transparency_data  # a broken profile: the bare values are near enough
    return image.convert("RGBA" if transparent else "RGB")


def _encode(image: Image.Image, kind: FileKind, quality: int) -> bytes:
    """Write pixels only: a new image has no metadata to carry along."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    if kind is FileKind.PNG:
        bare.save(out, "PNG")
    else:
        bare.save(out, "JPEG", quality=quality, progressive=True)
    return out.getvalue()
