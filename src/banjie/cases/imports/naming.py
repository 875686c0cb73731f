"""Codes for what an import makes: readable, always the same for the same name. Pure."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from banjie.catalogue.pinyin import initials

_LONGEST: Final = 40
_MARK: Final = 6
_NOT_LABEL: Final = re.compile(r"[^a-z0-9]+")


def category_code(branch: str, parts: Sequence[str]) -> str:
    """The code of a category below `branch`, from the names on the way to it."""
    return code_of(branch, parts[-1], unique="\x1f".join(parts))


def code_of(prefix: str, name: str, *, unique: str) -> str:
    """`prefix`, some letters of the name, and a mark that only `unique` has: at most 40 characters."""
    mark = hashlib.sha256(unique.encode()).hexdigest()[:_MARK]
    room = _LONGEST - len(prefix) - _MARK - 2
    letters = slug(name)[: max(room, 0)].strip("_")
    return "_".join(part for part in (prefix, letters, mark) if part)[:_LONGEST]


def slug(name: str) -> str:
    """What of a name can stand in a code: words in lower case, Chinese as its initials."""
    plain = unicodedata.normalize("NFKC", name)
    if not plain.isascii():
        plain = initials(plain)
    return _NOT_LABEL.sub("_", plain.lower()).strip("_")
