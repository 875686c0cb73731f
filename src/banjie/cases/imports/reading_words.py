"""Level and kind of rows that come in to be worked on: counted with the words that speak for them for the preview,
and filled in where that was asked for.

A level is only ever raised, and what the file itself says stands; where it says less than the words do, that is told.
A kind is filled in where neither the file nor a category tells one; which matters are mediated is for people to say.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from banjie.cases.imports.batches import Batch
from banjie.cases.imports.found import Found
from banjie.cases.imports.mapping import MappingContent
from banjie.cases.intake.draft import Draft
from banjie.cases.intake.plan import beginning
from banjie.cases.reference import Reference
from banjie.cases.suggesting_words import WordsRead, read_many
from banjie.catalogue.tree import CategoryNode
from banjie.intelligence.classifying.features import Words
from banjie.intelligence.urgency import Level

# Kept with what else came with the row, so that anybody sees where its level and kind come from.
LEVEL_BY: Final = "level_by"
KIND_BY: Final = "kind_by"
# From here on the rows are named one by one, so that nobody in danger waits for the first page of a list.
_PRESSING: Final = Level.URGENT
_DISPUTE: Final = "dispute"
_SHOWN: Final = 20


def fill_words(
    batch: Batch, content: MappingContent, found: Found, reference: Reference
) -> Mapping[int, dict[str, Any]]:
    """Counts into `found`; gives what the words say beyond what each draft has, by its place in the batch."""
    places = [place for place, draft in enumerate(batch.drafts) if draft.past is None]
    said = read_many([Words(batch.drafts[place].title, batch.drafts[place].body) for place in places])
    shown = {}
    for place, each in zip(places, said, strict=True):
        draft = batch.drafts[place]
        category = reference.category_at(draft.category) if draft.category is not None else None
        told = _level(draft, category, each, found) | _kind(draft, category, each, found)
        if told:
            shown[place] = told
        if "level" in told and each.level.level >= _PRESSING:
            _name(batch.numbers[place], draft, told, found)
        if content.reads_words:
            _take(draft, category, told)
    return shown


def _level(draft: Draft, category: CategoryNode | None, said: WordsRead, found: Found) -> dict[str, Any]:
    level = said.level.level
    if level <= _held(draft, category):
        return {}
    found.by_words["below" if draft.level else "level"] += 1
    return {"level": level.key, "level_words": evidence(said)}


def _kind(draft: Draft, category: CategoryNode | None, said: WordsRead, found: Found) -> dict[str, Any]:
    if draft.kind is not None or said.kind is None or said.kind.kind == (category.kind if category else "report"):
        return {}
    found.by_words["kind"] += 1
    return {"kind": said.kind.kind, "kind_words": list(said.kind.evidence)}


def _held(draft: Draft, category: CategoryNode | None) -> Level:
    """The level that the case would have as the file and the catalogue have it."""
    key = draft.level or (category.level if category else "")
    return Level[key.upper()] if key.upper() in Level.__members__ else Level.GENERAL


def evidence(said: WordsRead) -> Sequence[str]:
    """The words for the level that is proposed, those of the gravest sign first."""
    words = [word for each in said.seen for word in each.evidence]
    words += said.level.taught.evidence if said.level.taught else ()
    longest = [word for word in words if not any(word != other and word in other for other in words)]
    return list(dict.fromkeys(longest))[:4]


def _name(number: int, draft: Draft, told: Mapping[str, Any], found: Found) -> None:
    """Among the rows that are named: the gravest, and of these the first."""
    named = {"row": number, "title": (draft.title or beginning(draft.body))[:120], "own": draft.level or "", **told}
    ranked = sorted([*found.pressing, named], key=lambda each: (-Level[each["level"].upper()], each["row"]))
    found.pressing = ranked[:_SHOWN]


def _take(draft: Draft, category: CategoryNode | None, told: Mapping[str, Any]) -> None:
    if "level" in told and draft.level is None:
        draft.level = told["level"]
        draft.imported = {**(draft.imported or {}), LEVEL_BY: list(told["level_words"])}
    if "kind" in told and category is None and told["kind"] != _DISPUTE:
        draft.kind = told["kind"]
        draft.imported = {**(draft.imported or {}), KIND_BY: list(told["kind_words"])}
