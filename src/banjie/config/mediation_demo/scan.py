"""The scan that stands for every paper that was signed in the demo: lines that nobody reads, and a red seal."""

import random
from io import BytesIO

from PIL import Image, ImageDraw

from banjie.platform import files
from banjie.platform.files import StoredFile

_PAGE = (620, 877)
_RED = (190, 40, 40)


def store_scan() -> tuple[StoredFile, bytes]:
    """Stored once under its digest; the same each time. Also the picture itself."""
    rng = random.Random(7)  # noqa: S311 — a drawing
    page = Image.new("RGB", _PAGE, "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((230, 70, 390, 88), fill=(60, 60, 60))
    for line in range(17):
        draw.rectangle((70, 130 + line * 32, rng.randint(380, 550), 140 + line * 32), fill=(150, 150, 150))
    draw.ellipse((390, 690, 510, 810), outline=_RED, width=5)
    draw.rectangle((415, 742, 485, 756), fill=_RED)
    content = BytesIO()
    page.save(content, "PNG")
    return files.store(content.getvalue(), name="扫描件.png"), content.getvalue()
