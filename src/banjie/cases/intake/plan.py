"""Turns a batch of drafts into rows. Pure: a single matter is a batch of one, an import a batch of thousands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

import orjson
from h3.api import basic_int as h3

from banjie.cases import clockwork, words
from banjie.cases.intake.clocks import first_clocks, moments_of
from banjie.cases.intake.draft import Draft, Past, Problem
from banjie.cases.intake.history import Step, steps_of
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
_NO_ANSWERS: Final = "{}"

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
    planning = _Planning(made.rows, reference, tools, at, by)
    for index, draft in enumerate(batch):
        found = settled[index]
        if found is not None:
            planning.add(draft, found, ids[index])
            made.planned.append(index)
    return made


class _Planning:
    """Adds the rows of one draft after the other."""

    def __init__(self, rows: Rows, reference: Reference, tools: Tools, at: datetime, by: Actor) -> None:
        self._rows = rows
        self._calendar = reference.calendar
        self._release = reference.catalogue.number
        self._tools = tools
        self._at = at
        self._by = by

    def add(self, draft: Draft, found: Settled, case_id: int) -> None:
        rows = self._rows
        steps = steps_of(draft, found, by=self._by, at=self._at)
        entries, head = chained(case_id, steps, recorded_at=self._at)
        rows.entries.extend(entries)
        rows.cases.append(self._case(draft, found, case_id, steps, head))
        search = words.tsvector(draft.title, draft.body, draft.place_text)
        answers = orjson.dumps(dict(found.answers)).decode() if found.answers else _NO_ANSWERS
        rows.texts.append(TextColumns(case_id, draft.body, answers, search))
        if draft.contact:
            self._add_contact(draft, case_id)
        if draft.past is not None and draft.past.reply:
            rows.answers.append(_answer(case_id, draft.past, found))

    def _add_contact(self, draft: Draft, case_id: int) -> None:
        """The contact, unless its time was up before the matter came here."""
        ended = draft.past.closed_at if draft.past is not None else None
        kept_until = (ended or self._at) + self._tools.contact_kept
        if kept_until > self._at:
            sealed = self._tools.seal_contact(case_id, orjson.dumps(dict(draft.contact or {})))
            self._rows.contacts.append(ContactColumns(case_id, sealed, kept_until.date()))

    def _case(self, draft: Draft, found: Settled, case_id: int, steps: Sequence[Step], head: bytes) -> CaseColumns:
        # A note moves nothing; the case stands where the last real step left it.
        last = next(step for step in reversed(steps) if step.source != step.target)
        state = found.process.states[last.target]
        clocks = first_clocks(draft, found, steps)
        moments = moments_of(clocks, self._calendar, after=self._at, is_open=state.open)
        area, lead = found.area, found.lead if last.has_lead else None
        longitude, latitude = found.longitude, found.latitude
        return CaseColumns(
            id=case_id,
            number=number(case_id, self._calendar.local(draft.received_at)),
            tracking_code=self._tools.tracking_code(),
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
            catalogue_release=self._release,
            category_id=found.category_id,
            category_path=found.category_path,
            area_id=area.id if area else None,
            area_path=area.path if area else "",
            longitude=longitude,
            latitude=latitude,
            cell=_cell(longitude, latitude),
            place_text=draft.place_text,
            centre_id=found.centre_id,
            lead_unit_id=lead.id if lead else None,
            lead_unit_path=lead.path if lead else "",
            about_unit_id=found.about_unit_id,
            about_unit_path=found.about_unit_path,
            received_at=draft.received_at,
            accepted_at=next((step.at for step in steps if step.command == "accept"), None),
            assigned_at=last.assigned_at,
            answered_at=draft.past.replied_at if draft.past else None,
            closed_at=last.at if not state.open else None,
            clocks=orjson.dumps(clockwork.dump(clocks)).decode(),
            due_at=moments.due_at,
            step_due_at=moments.step_due_at,
            next_alarm_at=moments.next_alarm_at,
            closed_late=clockwork.stopped_late(clocks, self._calendar) if not state.open else None,
            entries=len(steps),
            head=head,
        )


@lru_cache(maxsize=10_000)
def _cell(longitude: float | None, latitude: float | None) -> int | None:
    """Matters come from the same addresses again and again."""
    if longitude is None or latitude is None:
        return None
    return int(h3.latlng_to_cell(latitude, longitude, CELL_RESOLUTION))


def _answer(case_id: int, past: Past, found: Settled) -> AnswerColumns:
    at = past.replied_at or past.closed_at
    assert at is not None  # who drafts a reply gives its moment
    return AnswerColumns(case_id, found.lead.id if found.lead else None, at, past.reply, past.closed_at)


def number(case_id: int, local_day: date) -> str:
    """What people quote: the local day of receipt and the case's own number."""
    return f"{local_day.year % 100:02d}{local_day.month:02d}{local_day.day:02d}-{case_id:06d}"


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
