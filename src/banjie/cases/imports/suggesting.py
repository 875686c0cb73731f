"""Categories for rows that name none: counted for the preview, and filled in where that was asked for and is sure.

Nothing is guessed: a row that is not sure stays without a category and waits for a clerk, as does one that is sure,
which is only quicker to accept. What has a history elsewhere is left as it came.
"""

from banjie.cases.imports.batches import Batch
from banjie.cases.imports.found import Found
from banjie.cases.imports.mapping import MappingContent
from banjie.cases.intake.draft import Draft
from banjie.cases.suggesting import likeliest
from banjie.intelligence.classifying.features import Words


def fill(batch: Batch, content: MappingContent, found: Found) -> dict[int, str]:
    """Counts into `found`; gives the suggested code of each draft without a category, by its place in the batch."""
    places = [place for place, draft in enumerate(batch.drafts) if draft.category is None and draft.past is None]
    if not places:
        return {}
    said = likeliest([Words(batch.drafts[place].title, batch.drafts[place].body) for place in places])
    shown = {}
    for place, suggestion in zip(places, said, strict=True):
        if suggestion is None:
            found.suggested["none"] += 1
            continue
        code, share, sure = suggestion
        found.suggested["sure" if sure else "unsure"] += 1
        shown[place] = code
        if sure and content.suggests:
            _take(batch.drafts[place], code, share)
    return shown


def _take(draft: Draft, code: str, share: float) -> None:
    draft.category = code
    draft.imported = {**(draft.imported or {}), "suggested": {"category": code, "share": round(share, 3)}}
