"""The area of rows that have neither point nor area: that of the place they name, where it is certain."""

from collections.abc import Sequence
from typing import Final

from banjie.cases.imports.batches import Batch
from banjie.cases.imports.faults import Caution
from banjie.cases.imports.fields import Field
from banjie.cases.imports.found import Found
from banjie.cases.intake.draft import Draft
from banjie.cases.placing import certain_areas

# Where it happened is said in the beginning; further down stand other places.
_READ: Final = 400
# Kept with what else came with the row, so that anybody sees where its area comes from.
PLACED_BY: Final = "placed_by"


def place_by_words(batch: Batch, found: Found, *, home: str = "") -> None:
    """What stands in the column of the place says more than the story; what is uncertain is left alone.

    `home` is the path of the area of whoever brings the file in: of several places of one name theirs is meant.
    """
    lost = [draft for draft in batch.drafts if draft.area is None and draft.longitude is None]
    told = [draft for draft in lost if draft.place_text]
    _place(told, [draft.place_text for draft in told], found, home)
    left = [draft for draft in lost if draft.area is None]
    _place(left, [f"{draft.place_text}\n{draft.title}\n{draft.body[:_READ]}" for draft in left], found, home)


def _place(drafts: Sequence[Draft], texts: Sequence[str], found: Found, home: str) -> None:
    for draft, certain in zip(drafts, certain_areas(texts, home=home) if texts else (), strict=True):
        if certain is not None:
            area, label = certain
            draft.area = area.code
            draft.imported = {**(draft.imported or {}), PLACED_BY: label}
            found.cautions[Field.AREA, Caution.AREA_FROM_PLACE] += 1
