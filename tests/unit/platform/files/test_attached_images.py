"""Images come out as pixels and nothing else."""

import io

import pytest
from example_files import encoded, jpeg_with_position, picture
from PIL import Image

from banjie.platform.files import FileKind, FileProblem, FileRefused, images, sanitise_image, sniff


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def refusal(content: bytes) -> FileProblem:
    with pytest.raises(FileRefused) as refused:
        sanitise_image(content)
    return refused.value.code


def test_the_place_of_a_photograph_is_really_gone() -> None:
    content = jpeg_with_position()
    assert opened(content).getexif().get_ifd(0x8825)
    cleaned = sanitise_image(content).content
    assert not opened(cleaned).getexif()
    for trace in (b"Exif", b"TelephoneMaker", b"OwnerOfTheTelephone", b"CommentOfTheCamera", b"SecretPlace", b"GPS"):
        assert trace not in cleaned


def test_comments_and_metadata_of_a_png_are_gone() -> None:
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Location", "SecretPlace")
    notes.add_itxt("XML:com.adobe.xmp", "SecretPlace")
    cleaned = sanitise_image(encoded(picture(), "PNG", pnginfo=notes))
    assert b"SecretPlace" not in cleaned.content
    assert cleaned.kind is FileKind.PNG


def test_what_is_hidden_behind_a_picture_is_gone() -> None:
    page = b"<html><script>alert(1)</script></html>"
    content = encoded(picture(), "JPEG", comment=page) + page + b"PK\x03\x04 an archive"
    assert sniff(content) is FileKind.JPEG
    cleaned = sanitise_image(content).content
    assert b"<script>" not in cleaned
    assert b"PK\x03\x04" not in cleaned


def test_a_photograph_taken_sideways_stands_upright() -> None:
    cleaned = sanitise_image(jpeg_with_position(orientation=6, width=60, height=40))
    assert (cleaned.width, cleaned.height) == (40, 60)
    assert opened(cleaned.content).size == (40, 60)


@pytest.mark.parametrize(
    ("format", "kind"),
    [("JPEG", "jpeg"), ("WEBP", "jpeg"), ("AVIF", "jpeg"), ("PNG", "png"), ("GIF", "png"), ("BMP", "png")],
)
def test_photographs_become_jpeg_and_drawings_png(format: str, kind: str) -> None:
    content = encoded(picture(), format)
    assert sniff(content).name == format
    cleaned = sanitise_image(content)
    assert cleaned.kind == kind
    assert opened(cleaned.content).format == kind.upper()


def test_transparency_survives() -> None:
    cleaned = sanitise_image(encoded(picture(colour="#00000000", mode="RGBA"), "WEBP", lossless=True))
    assert cleaned.kind is FileKind.PNG
    assert opened(cleaned.content).getpixel((5, 5)) == (0, 0, 0, 0)


def test_of_an_animation_the_first_frame_remains() -> None:
    content = encoded(picture(colour="red"), "GIF", save_all=True, append_images=[picture(colour="blue")])
    cleaned = opened(sanitise_image(content).content)
    assert getattr(cleaned, "n_frames", 1) == 1
    assert cleaned.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def test_printers_colours_become_screen_colours() -> None:
    cleaned = opened(sanitise_image(encoded(Image.new("CMYK", (30, 30), (0, 255, 255, 0)), "JPEG")).content)
    red, green, blue = cleaned.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
    assert cleaned.mode == "RGB"
    assert red > 200
    assert green < 90
    assert blue < 90


def test_a_large_picture_is_made_smaller_in_proportion() -> None:
    cleaned = sanitise_image(encoded(picture(6000, 3000), "JPEG"))
    assert (cleaned.width, cleaned.height) == (2560, 1280)


def test_a_truncated_photograph_is_refused_as_such() -> None:
    content = encoded(Image.effect_noise((400, 400), 90), "JPEG")
    assert refusal(content[: len(content) // 2]) is FileProblem.TRUNCATED


def test_a_truncated_png_is_refused() -> None:
    content = encoded(Image.effect_noise((400, 400), 90), "PNG")
    assert refusal(content[: len(content) // 2]) in {FileProblem.TRUNCATED, FileProblem.DAMAGED}


@pytest.mark.parametrize("start", [b"\xff\xd8\xff\xe0 not a picture", b"\x89PNG\r\n\x1a\n not a picture", b"GIF89a no"])
def test_what_only_begins_like_an_image_is_refused(start: bytes) -> None:
    assert refusal(start) in {FileProblem.DAMAGED, FileProblem.TRUNCATED}


def test_a_png_that_unpacks_to_a_wall_of_pixels_is_refused_unopened() -> None:
    content = bytearray(encoded(picture(1, 1), "PNG"))
    content[16:24] = (30_000).to_bytes(4) + (30_000).to_bytes(4)
    import zlib

    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4)
    assert refusal(bytes(content)) is FileProblem.TOO_MANY_PIXELS


def test_the_limit_of_pixels_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_PIXELS", 100)
    with pytest.raises(FileRefused) as refused:
        sanitise_image(encoded(picture(), "PNG"))
    assert (refused.value.code, refused.value.limit) == (FileProblem.TOO_MANY_PIXELS, 100)


def test_a_thumbnail_fits_its_square_and_is_a_jpeg() -> None:
    thumbnail = opened(images.make_thumbnail(encoded(picture(1600, 800), "PNG"), 160))
    assert thumbnail.size == (160, 80)
    assert thumbnail.format == "JPEG"


def test_a_thumbnail_of_something_transparent_stands_on_white() -> None:
    content = encoded(picture(colour="#00000000", mode="RGBA"), "PNG")
    assert opened(images.make_thumbnail(content, 160)).getpixel((5, 5)) == (255, 255, 255)
