"""Takes matters in: one from a form or the API, thousands from a file, all by the same plan."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from banjie.cases.acting import Acting
from banjie.cases.contacts import binding
from banjie.cases.errors import SubmissionRefused
from banjie.cases.events import StaffToTell
from banjie.cases.intake.draft import Draft, Problem, Submission, Through
from banjie.cases.intake.plan import Plan, Tools, plan
from banjie.cases.intake.rows import Rows
from banjie.cases.intake.write import SubmittedBefore, reserve_ids, write
from banjie.cases.models import Case, TimelineEntry
from banjie.cases.notices.audiences import audiences_of
from banjie.cases.reference import reference
from banjie.core.coordinates import to_wgs84
from banjie.platform import crypto
from banjie.platform.events import publish


class KeyUsedForAnother(Exception):
    """The key made a case already, from a matter that was not this one; nothing was written."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A case that was taken in. `repeated` is True where the same submission had made it before."""

    case_id: int
    number: str
    tracking_code: str
    state: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of a batch: new cases, those that were there already (by index), and problems."""

    submitted: dict[int, Submitted]
    repeated: tuple[int, ...]
    problems: tuple[Problem, ...]


def submit(
    submission: Submission,
    *,
    channel: str,
    by: Acting,
    at: datetime,
    key: str | None = None,
    through: Through = Through.RECEIVED,
    lead: int | None = None,
    on_the_spot: bool = False,
    origin: Mapping[str, Any] | None = None,
) -> Submitted:
    """Makes one case. With a `key`, the same key gives the first result again, however often it is sent.

    `origin` is kept in the first entry of the timeline. Raises SubmissionRefused with every problem, and
    KeyUsedForAnother where the key's first matter had another origin; nothing is written then.
    """
    draft = drafted(submission, channel=channel, at=at)
    draft.submission_key, draft.through, draft.lead, draft.on_the_spot = key, through, lead, on_the_spot
    draft.origin = origin
    try:
        # A single case is written by one statement, which needs no transaction around it; inside of one it
        # needs a savepoint, so that a key that was used before leaves the rest usable.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            made = _plan_and_write([draft], by=by, at=at, telling=True)
    except SubmittedBefore:
        return _first_result(key, origin)
    if made.problems:
        raise SubmissionRefused(made.problems)
    row = made.rows.cases[0]
    return Submitted(row.id, row.number, row.tracking_code, row.state)


def submit_many(drafts: Sequence[Draft], *, by: Acting, at: datetime) -> BatchResult:
    """Makes a case of every sound draft, all in one transaction; drafts with a known key are passed over.

    Whether problems keep the others from being written is the caller's choice: it may plan first with
    `check_many`.
    """
    fresh, repeated = _without_known(drafts)
    chosen = [drafts[index] for index in fresh]
    try:
        with transaction.atomic():
            made = _plan_and_write(chosen, by=by, at=at)
    except SubmittedBefore:
        # Somebody else brought some of them in since we looked; look again.
        return submit_many(drafts, by=by, at=at)
    submitted = {
        fresh[position]: Submitted(row.id, row.number, row.tracking_code, row.state)
        for position, row in zip(made.planned, made.rows.cases, strict=True)
    }
    problems = tuple(Problem(fresh[p.index], p.field, p.code, p.detail) for p in made.problems)
    return BatchResult(submitted, tuple(repeated), problems)


def check_many(drafts: Sequence[Draft], *, by: Acting, at: datetime) -> tuple[Problem, ...]:
    """What `submit_many` would complain of; nothing is written."""
    made = plan(drafts, reference(), tools_for(len(drafts)), ids=range(1, len(drafts) + 1), at=at, by=by.actor)
    return tuple(made.problems)


def drafted(submission: Submission, *, channel: str, at: datetime) -> Draft:
    """The draft that a checked submission becomes: WGS-84, with the moment of receipt."""
    longitude, latitude = submission.longitude, submission.latitude
    if longitude is not None and latitude is not None and abs(longitude) <= 180 and abs(latitude) <= 90:
        longitude, latitude = to_wgs84(longitude, latitude, submission.datum)
    contact = submission.contact.model_dump(exclude_defaults=True) if submission.contact else None
    return Draft(
        title=submission.title,
        body=submission.body,
        channel=channel,
        received_at=submission.received_at or at,
        kind=submission.kind,
        category=submission.category or None,
        level=submission.level,
        answers=submission.answers,
        place_text=submission.place_text,
        longitude=longitude,
        latitude=latitude,
        area=submission.area or None,
        identity=submission.identity,
        contact=contact,
        about_unit=submission.about_unit,
        public=submission.public,
        note=submission.note,
    )


def _plan_and_write(drafts: Sequence[Draft], *, by: Acting, at: datetime, telling: bool = False) -> Plan:
    ids = reserve_ids(len(drafts))
    made = plan(drafts, reference(), tools_for(len(drafts)), ids=ids, at=at, by=by.actor)
    news = _to_tell(made.rows, at) if telling else []
    with transaction.atomic() if news else nullcontext():
        write(made.rows)
        for each in news:
            publish(each)
    return made


def _to_tell(rows: Rows, at: datetime) -> list[StaffToTell]:
    """What cannot wait until the unit to which it went at once looks into its worklist."""
    levels = {case.id: case.level for case in rows.cases}
    return [
        StaffToTell(entry.case_id, entry.sequence, at)
        for entry in rows.entries
        if audiences_of(entry.command, {}, levels[entry.case_id])
    ]


def tools_for(count: int) -> Tools:
    """What planning `count` drafts needs from outside."""
    codes = iter(crypto.tracking_codes(count))
    return Tools(codes.__next__, _seal, timedelta(days=settings.BANJIE_CONTACT_KEPT_DAYS))


def _seal(case_id: int, plain: bytes) -> bytes:
    return crypto.encrypt(plain.decode(), bound_to=binding(case_id))


def _without_known(drafts: Sequence[Draft]) -> tuple[list[int], list[int]]:
    keys = [draft.submission_key for draft in drafts if draft.submission_key]
    known = (
        set(Case.objects.filter(submission_key__in=keys).values_list("submission_key", flat=True)) if keys else set()
    )
    fresh: list[int] = []
    repeated: list[int] = []
    for index, draft in enumerate(drafts):
        if draft.submission_key in known:
            repeated.append(index)
        else:
            fresh.append(index)
            if draft.submission_key:
                known.add(draft.submission_key)
    return fresh, repeated


def _first_result(key: str | None, origin: Mapping[str, Any] | None) -> Submitted:
    case = Case.objects.only("id", "number", "tracking_code", "state").get(submission_key=key)
    if origin is not None:
        first = TimelineEntry.objects.filter(case_id=case.id, sequence=1).values_list("data", flat=True).get()
        if first.get("imported") != origin:
            raise KeyUsedForAnother(key)
    return Submitted(case.id, case.number, case.tracking_code, case.state, repeated=True)
