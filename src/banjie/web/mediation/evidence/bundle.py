"""The evidence of a dispute as one PDF: an index in front, every page stamped with its number."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banjie.mediation import wording
from banjie.mediation.queries import EvidenceLine, KeptFile
from banjie.platform import files
from banjie.platform.documents import pdf
from banjie.platform.documents.assembling import CannotAssemble, Leaf, PageRange, read
from banjie.platform.files import FileKind, FileMissing

_BOUND: Final = frozenset({FileKind.PDF, FileKind.JPEG, FileKind.PNG, FileKind.WEBP, FileKind.GIF, FileKind.BMP})
_TEMPLATE: Final = "web/mediation/evidence/bundle.typ"


def bundle(title: str, number: str, items: Sequence[tuple[EvidenceLine, KeptFile | None]]) -> bytes:
    """What can be bound is bound, in the order of the register; what cannot, such as a recording or a broken file, is
    in the index with the words why. `items` are never in confidence: the caller leaves those out.
    """
    leaves: list[Leaf] = []
    absent: dict[int, str] = {}
    for line, kept in items:
        leaf, why = _leaf(line, kept)
        if leaf is None:
            absent[line.id] = why
        else:
            leaves.append(leaf)
    sheaf = read(leaves)
    ranges = {each.key: each for each in sheaf.ranges}
    index = pdf(_TEMPLATE, _index(title, number, items, ranges, absent), language=get_language() or "zh-hans")
    stamp = _("Evidence, page {page} of {pages}")
    return sheaf.bind(stamp=stamp, front=[Leaf("index", index)], title=f"{number} {_('Evidence')}")


def _leaf(line: EvidenceLine, kept: KeptFile | None) -> tuple[Leaf | None, str]:
    if kept is None:
        return None, _("on paper in the file")
    if line.file_kind not in _BOUND:
        return None, _("kept apart: not a page")
    try:
        with files.open(kept.digest) as content:
            leaf = Leaf(str(line.id), content.read(), f"{line.label} {line.name}")
    except FileMissing:
        return None, _("the file is missing")
    try:
        read([leaf])
    except CannotAssemble:
        return None, _("the file cannot be opened")
    return leaf, ""


def _index(
    title: str,
    number: str,
    items: Sequence[tuple[EvidenceLine, KeptFile | None]],
    ranges: dict[str, PageRange],
    absent: dict[int, str],
) -> dict[str, Any]:
    rows = []
    for line, _kept in items:
        where = ranges.get(str(line.id))
        pages = absent.get(line.id, "") if where is None else _pages(where)
        form = str(wording.CHOICES["evidence_form"][line.form])
        rows.append([line.label, line.name, line.shows, form, str(line.pages), pages])
    return {
        "title": _("Index of evidence"),
        "below": [f"{number}  {title}"],
        "head": [_("No."), _("What it is"), _("What it is to show"), _("Form"), _("Sheets"), _("Pages here")],
        "rows": rows,
    }


def _pages(found: PageRange) -> str:
    return str(found.first) if found.first == found.last else f"{found.first}–{found.last}"
