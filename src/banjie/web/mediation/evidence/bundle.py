"""The evidence of a dispute as one PDF: an index in front, every page stamped with its number."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banjie.mediation import wording
from banjie.mediation.documents import standing_in
from banjie.mediation.documents.standing_in import Stored
from banjie.mediation.queries import EvidenceLine, KeptFile
from banjie.platform.documents import pdf
from banjie.platform.documents.assembling import Leaf, PageRange, read

_TEMPLATE: Final = "web/mediation/evidence/bundle.typ"


def bundle(title: str, number: str, items: Sequence[tuple[EvidenceLine, KeptFile | None]]) -> bytes:
    """Everything that has a file, in the order of the register; what is no page, such as a recording or a broken
    file, has a page that stands for it. What is on paper alone is in the index with the words where. `items` are
    never in confidence: the caller leaves those out.
    """
    stored = {str(line.id): _stored(line, kept, number) for line, kept in items if kept is not None}
    leaves = [Leaf(key, standing_in.content_of(each), each.title) for key, each in stored.items()]
    sheaf = read(leaves, instead=lambda leaf, fault: standing_in.sheet(stored[leaf.key], fault))
    ranges = {each.key: each for each in sheaf.ranges}
    index = pdf(_TEMPLATE, _index(title, number, items, ranges), language=get_language() or "zh-hans")
    stamp = _("Evidence, page {page} of {pages}")
    return sheaf.bind(stamp=stamp, front=[Leaf("index", index)], title=f"{number} {_('Evidence')}")


def _stored(line: EvidenceLine, kept: KeptFile, number: str) -> Stored:
    returned_on = localtime(line.returned_at).date() if line.returned_at else None
    where = standing_in.kept_evidence(line.form, returned_on, number)
    return Stored(f"{line.label} {line.name}", kept.digest, kept.name, where)


def _index(
    title: str,
    number: str,
    items: Sequence[tuple[EvidenceLine, KeptFile | None]],
    ranges: dict[str, PageRange],
) -> dict[str, Any]:
    rows = []
    for line, _kept in items:
        where = ranges.get(str(line.id))
        pages = _("on paper in the file") if where is None else _pages(where)
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
