"""Turns a batch of drafts into rows. Pure: a single matter is a batch of one, an import a batch of thousands."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import h3
import orjson

from banjie.cases import clockwork, words
from banjie.cases.intake.draft import Draft, Past, Problem, Through
from banjie.cases.intake.history import Step, past_steps, present_steps
from banjie.cases.intake.rows import (
    AnswerColumns,
    CaseColumns,
    ContactColumns,
    Rows,
    TextColumns,
)
from banjie.cases.intake.settle import Settled, settle_batch
from banjie.cases.intake.timeline import chained
from banjie.cases.reference import Reference
from banjie.platform.actors import Actor

CELL_RESOLUTION = 10
TITLE_LENGTH = 40

type Seal = Callable[[int, bytes], bytes]


@dataclass(frozen=True, slots=True)
class Tools:
    """What a plan needs from outside to stay pure: codes, encryption, and how long contacts are kept."""

    tracking_code: Callable[[], str]
    seal_contact: Seal
    contact_kept: timedelta


@dataclass(slots=True)
class Plan:
    """The rows of the drafts that can become cases, and what is wrong with the others."""

    rows: Rows = field(default_factory=Rows)
    problems: list[Problem] = field(default_factory=list)
    planned: list[int] = field(default_factory=list)


def plan(
    batch: Sequence[Draft], reference: Reference, tools: Tools, *, ids: Sequence[int], at: datetime, by: Actor
) -> Plan:
    """Rows for every sound draft, in order; `ids` gives each draft of the batch its case id."""
    made = Plan()
    settled = settle_batch(batch, reference, at=at, problems=made.problems)
    for index, draft in enumerate(batch):
        found = settled[index]
        if found is not None:
            _add(made.rows, draft, found, reference, tools, case_id=ids[index], at=at, by=by)
            made.planned.append(index)
    return made


def _add(
    rows: Rows,
    draft: Draft,
    found: Settled,
    reference: Reference,
    tools: Tools,
    *,
    case_id: int,
    at: datetime,
    by: Actor,
) -> None:
    steps = list(_steps(draft, found, at, by))
    entries, head = chained(case_id, steps, recorded_at=at)
    rows.entries.extend(entries)
    last = steps[-1]
    clocks = _clocks(draft, found, reference, steps)
    rows.cases.append(_case(draft, found, reference, tools, case_id, last, clocks, len(entries), head, at))
    search = words.tsvector(draft.title, draft.body, draft.place_text)
    rows.texts.append(TextColumns(case_id, draft.body, orjson.dumps(dict(found.answers)), search))
    if draft.contact:
        sealed = tools.seal_contact(case_id, orjson.dumps(dict(draft.contact)))
        rows.contacts.append(ContactColumns(case_id, sealed, (at + tools.contact_kept).date()))
    if draft.past is not None and draft.past.reply:
        rows.answers.append(_answer(case_id, draft.past, found))


def _steps(draft: Draft, found: Settled, at: datetime, by: Actor) -> Iterator[Step]:
    return past_steps(draft, found, by) if draft.past is not None else present_steps(draft, found, at, by)


def _clocks(draft: Draft, found: Settled, reference: Reference, steps: Sequence[Step]) -> clockwork.Clocks:
    """The clocks as the steps left them: started by the first, moved by each that follows."""
    states = found.process.states
    first = steps[0]
    start = states[first.target].step
    clocks = clockwork.opened((start,) if start else (), found.targets, first.at)
    for step in steps[1:]:
        clocks = clockwork.planned(clocks, step.clocks, at=step.at, targets=found.targets)
    return clocks


def _case(
    draft: Draft,
    found: Settled,
    reference: Reference,
    tools: Tools,
    case_id: int,
    last: Step,
    clocks: clockwork.Clocks,
    entries: int,
    head: bytes,
    at: datetime,
) -> CaseColumns:
    state = found.process.states[last.target]
    moments = clockwork.moments(clocks, reference.calendar, at if draft.past is None else last.at)
    longitude, latitude = found.longitude, found.latitude
    return CaseColumns(
        id=case_id,
        number=number(case_id, reference.calendar.local(draft.received_at)),
        tracking_code=tools.tracking_code(),
        submission_key=draft.submission_key,
        process=found.process.name,
        state=state.key,
        previous_state=last.source,
        is_open=state.open,
        kind=found.kind,
        level=found.level,
        channel=draft.channel,
        identity=draft.identity,
        public=found.public,
        title=draft.title or beginning(draft.body),
        catalogue_release=reference.catalogue.number,
        category_id=found.category_id,
        category_path=found.category_path,
        area_id=found.area.id if found.area else None,
        area_path=found.area.path if found.area else "",
        longitude=longitude,
        latitude=latitude,
        cell=_cell(longitude, latitude),
        place_text=draft.place_text,
        centre_id=found.centre_id,
        lead_unit_id=found.lead.id if found.lead and last.has_lead else None,
        lead_unit_path=found.lead.path if found.lead and last.has_lead else "",
        about_unit_id=found.about_unit_id,
        about_unit_path=found.about_unit_path,
        received_at=draft.received_at,
        accepted_at=_moment(draft, "accepted", last, at),
        assigned_at=last.assigned_at,
        answered_at=draft.past.replied_at if draft.past else None,
        closed_at=last.at if not state.open else None,
        clocks=orjson.dumps(clockwork.dump(clocks)),
        due_at=moments.due_at,
        step_due_at=moments.step_due_at,
        next_alarm_at=moments.next_alarm_at if state.open else None,
        closed_late=clockwork.stopped_late(clocks, reference.calendar) if not state.open else None,
        entries=entries,
        head=head,
    )


def _moment(draft: Draft, _: str, last: Step, at: datetime) -> datetime | None:
    if draft.past is not None:
        return draft.past.accepted_at
    return at if draft.through is not Through.RECEIVED else None


def _cell(longitude: float | None, latitude: float | None) -> int | None:
    if longitude is None or latitude is None:
        return None
    return int(h3.str_to_int(h3.latlng_to_cell(latitude, longitude, CELL_RESOLUTION)))


def _answer(case_id: int, past: Past, found: Settled) -> AnswerColumns:
    at = past.replied_at or past.closed_at
    assert at is not None  # settle_batch has seen to it
    return AnswerColumns(case_id, found.lead.id if found.lead else None, at, past.reply, past.closed_at)


def number(case_id: int, local_day: Any) -> str:
    """What people quote: the local day of receipt and the case's own number."""
    return f"{local_day:%y%m%d}-{case_id:06d}"


def beginning(body: str) -> str:
    """A title for a matter that came without one: its first line, cut at a clause where possible."""
    line = next((part.strip() for part in body.splitlines() if part.strip()), body.strip())
    if len(line) <= TITLE_LENGTH:
        return line
    for mark in "。！？；，.!?;,":
        cut = line.find(mark, 8)
        if 0 < cut <= TITLE_LENGTH:
            return line[:cut]
    return line[: TITLE_LENGTH - 1] + "…"
