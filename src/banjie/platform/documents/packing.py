"""An office file packed the same way whenever it is made."""

from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The earliest moment that a zip file can name.
_THEN: Final = (1980, 1, 1, 0, 0, 0)


def packed(content: bytes) -> bytes:
    """The same parts in the same order, none with the hour at which it was written."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for each in source.infolist():
            entry = ZipInfo(each.filename, _THEN)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(each.filename))
    return made.getvalue()
