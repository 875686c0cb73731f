"""Files as people and attackers send them, each made here byte by byte."""

import io
import struct
import zipfile
import zlib

from PIL import Image, TiffImagePlugin

CONTENT_TYPES = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS = {
    "docx": ("word/document.xml", CONTENT_TYPES + "wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", CONTENT_TYPES + "spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", CONTENT_TYPES + "presentationml.presentation.main+xml"),
}


def picture(width: int = 60, height: int = 40, colour: str = "#1f6f6b", mode: str = "RGB") -> Image.Image:
    return Image.new(mode, (width, height), colour)


def encoded(image: Image.Image, format: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def jpeg_with_position(orientation: int = 1, width: int = 60, height: int = 40) -> bytes:
    """A photograph as a telephone writes it: camera, owner, time, and where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "TelephoneMaker"
    exif[0x013B] = "OwnerOfTheTelephone"
    rational = TiffImagePlugin.IFDRational
    exif.get_ifd(0x8825).update(
        {
            1: "N",
            2: (rational(31), rational(14), rational(1234, 100)),
            3: "E",
            4: (rational(121), rational(29), rational(1)),
        }
    )
    return encoded(
        picture(width, height),
        "JPEG",
        exif=exif,
        comment=b"CommentOfTheCamera",
        xmp=b"<x:xmpmeta>SecretPlace</x:xmpmeta>",
    )


def office(kind: str, extra: dict[str, bytes] | None = None, types: str = "") -> bytes:
    """The smallest package of a kind, with further parts and declared types if wanted."""
    main, content_type = MAIN_PARTS[kind]
    declared = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{main}" ContentType="{content_type}"/>{types}</Types>'
    )
    parts = {"[Content_Types].xml": declared.encode(), "_rels/.rels": relationships(), main: b"<root/>"}
    return zipped(parts | (extra or {}))


def relationships(kind: str = "officeDocument", target: str = "word/document.xml", mode: str = "Internal") -> bytes:
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="{mode}"/></Relationships>'
    ).encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_declared_size(archive: bytes, name: str, size: int) -> bytes:
    """The same archive whose directory says another size for one entry."""
    at = archive.index(b"PK\x01\x02")
    while archive[at + 46 : at + 46 + len(name)] != name.encode():
        at = archive.index(b"PK\x01\x02", at + 4)
    return archive[: at + 24] + struct.pack("<I", size) + archive[at + 28 :]


def pdf(*objects: bytes, end: bytes = b"%%EOF\n") -> bytes:
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, content) for number, content in enumerate(objects, start=2))
    return b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n" + body + b"trailer\n<</Root 1 0 R>>\n" + end


def object_stream(content: bytes, dictionary: bytes = b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode") -> bytes:
    packed = zlib.compress(content)
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (dictionary, len(packed), packed)


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def film(brand: bytes = b"isom", place: bytes = b"+31.2334+121.4901/") -> bytes:
    """A film with its place in the user data of the movie, in Apple's keys, and in a track of metadata."""
    handler = box(b"hdlr", bytes(8) + b"vide" + bytes(12))
    metadata_handler = box(b"hdlr", bytes(8) + b"meta" + bytes(12))
    movie = (
        box(b"mvhd", bytes(100))
        + box(b"trak", box(b"tkhd", bytes(84)) + box(b"mdia", handler) + box(b"udta", box(b"\xa9xyz", place)))
        + box(b"trak", box(b"mdia", metadata_handler + box(b"gmhd", place)))
        + box(b"udta", box(b"\xa9xyz", place))
        + box(b"meta", b"com.apple.quicktime.location.ISO6709" + place)
    )
    return box(b"ftyp", brand + bytes(4) + brand) + box(b"moov", movie) + box(b"mdat", b"frames" * 50)


def mp3(frames: int = 4, tag: bytes = b"") -> bytes:
    header = bytes([0xFF, 0xFB, 0x90, 0x00])  # MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes a frame
    return tag + (header + bytes(413)) * frames
