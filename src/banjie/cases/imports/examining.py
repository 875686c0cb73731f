"""Looks a whole file over by a mapping, without writing a case: what it would become, and what is wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from banjie.cases.imports.batches import Batch, Batches
from banjie.cases.imports.choices import Choices
from banjie.cases.imports.dating import date_formats, day_first
from banjie.cases.imports.faults import Caution, RefusedRow
from banjie.cases.imports.fields import Field
from banjie.cases.imports.found import Found
from banjie.cases.imports.known import set_aside_known
from banjie.cases.imports.mapping import MappingContent
from banjie.cases.imports.placing import PLACED_BY, place_by_words
from banjie.cases.imports.reading_words import fill_words
from banjie.cases.imports.rows import RowReader
from banjie.cases.imports.suggesting import fill
from banjie.cases.intake.draft import Draft, Problem
from banjie.cases.intake.plan import beginning
from banjie.cases.intake.settle import Settled, settle_batch
from banjie.cases.reference import Reference
from banjie.cases.suggesting_units import suggested_units
from banjie.intelligence.units import Matter
from banjie.platform.tables import Sheet

_SHOWN: Final = 20

type Progress = Callable[[int], None]
type FaultSink = Callable[[Iterable[RefusedRow]], None]


def reader_for(sheet: Sheet, content: MappingContent, choices: Choices, *, at: datetime) -> RowReader:
    """A reader for a sheet, with its dates looked at over whole columns."""
    formats = date_formats(content, sheet.table.headers, sheet.rows())
    return RowReader(content, sheet.table.headers, choices, at=at, day_first=day_first(formats))


def examine(
    sheet: Sheet,
    reader: RowReader,
    reference: Reference,
    *,
    at: datetime,
    progress: Progress,
    faults: FaultSink,
    home: str = "",
) -> Found:
    """Reads every row once. `faults` is given the refused rows batch by batch, in order; `home` is as in `placing`."""
    found = Found(cautions=reader.cautions)
    for batch in Batches(reader).of(sheet.rows()):
        examine_batch(batch, reader.content, reference, found, at=at, home=home)
        faults(sorted(batch.refused, key=lambda row: row.number))
        progress(found.seen)
    return found


def examine_batch(
    batch: Batch, content: MappingContent, reference: Reference, found: Found, *, at: datetime, home: str = ""
) -> None:
    found.seen += batch.seen
    found.left_out += batch.left_out
    complete_faults(batch, reference, at=at)
    found.repeated += set_aside_known(batch)
    place_by_words(batch, found, home=home)
    suggested = fill(batch, content, found)
    words = fill_words(batch, content, found, reference)
    problems: list[Problem] = []
    settled = settle_batch(batch.drafts, reference, at=at, problems=problems)
    for place, (draft, one) in enumerate(zip(batch.drafts, settled, strict=True)):
        if one is not None:
            _note_ready(found, draft, one, _proposed(suggested.get(place, ""), words.get(place, {})))
    batch.refuse(problems)
    found.ready += len(batch.drafts)
    found.note_refused(batch.refused)


def complete_faults(batch: Batch, reference: Reference, *, at: datetime) -> None:
    """Has intake look at the rows that were refused as they were read."""

    def problems(drafts: Sequence[Draft]) -> list[Problem]:
        found: list[Problem] = []
        settle_batch(drafts, reference, at=at, problems=found)
        return found

    batch.refuse_further(problems)


def _proposed(suggested: str, words: Mapping[str, Any]) -> dict[str, Any]:
    """What was read from the words of a row, whether it was filled in or not."""
    return {**({"suggested": suggested} if suggested else {}), **({"words": dict(words)} if words else {})}


def _note_ready(found: Found, draft: Draft, settled: Settled, proposed: Mapping[str, Any]) -> None:
    received_at = draft.received_at
    if found.earliest is None or received_at < found.earliest:
        found.earliest = received_at
    if found.latest is None or received_at > found.latest:
        found.latest = received_at
    if draft.past is None or draft.past.closed_at is None:
        found.open += 1
    if settled.area is None and draft.longitude is not None:
        found.cautions[Field.LONGITUDE, Caution.OUTSIDE_EVERY_AREA] += 1
    if len(found.first) < _SHOWN:
        found.first.append({**_shown(draft, settled), **_units(draft, settled), **proposed})


def _units(draft: Draft, settled: Settled) -> dict[str, str]:
    """Of a new matter that no rule gives a unit, the one that such matters surely go to."""
    if draft.past is not None or settled.lead is not None:
        return {}
    area_path = settled.area.path if settled.area else ""
    matter = Matter(draft.title, draft.body, settled.category_path, area_path, draft.channel, settled.kind)
    found = suggested_units(matter, about_path=settled.about_unit_path, most=1)
    return {"unit_suggested": found[0].unit.code} if found and found[0].sure else {}


def _shown(draft: Draft, settled: Settled) -> dict[str, Any]:
    """A draft as a person looks at it; no contact, only whether there is one."""
    past = draft.past
    return {
        "title": draft.title or beginning(draft.body),
        "body": draft.body[:300],
        "category": settled.category_path.rpartition(".")[2],
        "kind": settled.kind,
        "level": settled.level,
        "channel": draft.channel,
        "area": settled.area.name if settled.area else "",
        "place": draft.place_text,
        "placed_by": (draft.imported or {}).get(PLACED_BY, ""),
        "received_at": draft.received_at.isoformat(),
        "unit": settled.lead.name if settled.lead else "",
        "due_at": past.due_at.isoformat() if past and past.due_at else None,
        "closed_at": past.closed_at.isoformat() if past and past.closed_at else None,
        "reply": past.reply[:200] if past else "",
        "contact": bool(draft.contact),
    }
