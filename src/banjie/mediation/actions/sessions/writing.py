"""Writing minutes: lines as they are spoken, what two wrote at once, the reading back, and additions after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from banjie.cases.acting import Acting
from banjie.mediation.actions.sessions.head import head_of
from banjie.mediation.actions.sessions.record import Record, digest, opened, record, said_in, sealed
from banjie.mediation.actions.sessions.sitting import expected_at
from banjie.mediation.errors import BadEntry
from banjie.mediation.models import Line, MinutesSignature
from banjie.mediation.sessions import sealing
from banjie.mediation.sessions.headings import headings
from banjie.mediation.sessions.text import Outcome, settle
from banjie.platform import crypto
from banjie.platform.tables.text import clean_text

LONGEST_LINE = 4000
MOST_LINES = 2000
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """A line as somebody sends it. `base` is the version they saw, 0 for one of their own that is new."""

    key: UUID
    base: int
    position: int
    heading: str
    speaker: str
    text: str
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What became of it. In a conflict nothing was written, and what stands there is told with its version."""

    key: UUID
    outcome: Outcome
    version: int
    heading: str = ""
    speaker: str = ""
    text: str = ""
    struck: bool = False
    by: int | None = None


def write_lines(case_id: int, session_id: int, *, drafts: Sequence[Draft], by: Acting, at: datetime) -> list[Written]:
    """Takes lines as they were typed; safe to repeat. Raises BadEntry once the minutes were read back."""
    if len(drafts) > MOST_AT_ONCE:
        raise BadEntry("too_many_lines", "lines")
    with record(case_id, session_id, by=by, at=at, begin=True) as found:
        if found.minutes.read_back_at is not None:
            raise BadEntry("read_back_already", "lines")
        speakers = {str(who) for who in expected_at(found.session)} | {""}
        rows = Line.objects.to_write(found.table.dispute).filter(session=found.session)
        known = {line.key: line for line in rows.filter(key__in=[draft.key for draft in drafts])}
        if rows.count() + len({draft.key for draft in drafts} - known.keys()) > MOST_LINES:
            raise BadEntry("too_many_lines", "lines")
        return [_write(found, draft, known.get(draft.key), speakers) for draft in drafts]


def read_back(case_id: int, session_id: int, *, by: Acting, at: datetime) -> str:
    """The minutes were read to those present, or read by them. From here on the text stands; what they want
    otherwise is added, marked as such. Returns the digest of the text.
    """
    with record(case_id, session_id, by=by, at=at) as found:
        if found.minutes.read_back_at is not None:
            raise BadEntry("read_back_already", "minutes")
        if not any(line.text for line in said_in(found.session)):
            raise BadEntry("no_minutes", "minutes")
        bound = sealing.minutes_binding(session_id, "head")
        found.minutes.head = crypto.encrypt_json(head_of(found.session), bound_to=bound)
        found.minutes.digest = digest(found.minutes, found.session)
        found.minutes.read_back_at, found.minutes.read_back_by = at, found.by_staff
        return found.minutes.digest


def add_line(
    case_id: int, session_id: int, *, after: UUID, speaker: str, text: str, key: UUID, by: Acting, at: datetime
) -> str:
    """A correction or addition after the reading back, behind the line that it is about. Whatever was signed until
    then is void: it was under another text. Returns the new digest.
    """
    with record(case_id, session_id, by=by, at=at) as found:
        if found.minutes.read_back_at is None:
            raise BadEntry("not_read_back", "lines")
        rows = Line.objects.to_write(found.table.dispute).filter(session=found.session)
        if rows.filter(key=key).exists():
            return found.minutes.digest
        line = rows.filter(key=after, struck_at=None, addition=False).first()
        if line is None:
            raise BadEntry("line_unknown", "after")
        heading, _, _ = opened(line)
        draft = Draft(key, 0, rows.count() + 1, heading, speaker, text)
        _insert(found, draft, _clean(draft, _speakers(found)), follows=line)
        found.minutes.digest = digest(found.minutes, found.session)
        _void_signatures(found)
        return found.minutes.digest


def _write(found: Record, draft: Draft, line: Line | None, speakers: set[str]) -> Written:
    words = _clean(draft, speakers)
    if line is None:
        if draft.base:
            return Written(draft.key, Outcome.CONFLICT, 0)
        _insert(found, draft, words)
        return Written(draft.key, Outcome.WRITTEN, 1)
    kept = opened(line)
    before = (*kept, str(line.position), str(line.struck_at is not None))
    sent = (*words, str(draft.position), str(draft.struck))
    outcome = settle(base=draft.base, version=line.version, sent=sent, kept=before)
    if outcome is Outcome.CONFLICT:
        return Written(
            draft.key, outcome, line.version, *kept, line.struck_at is not None, line.changed_by or line.written_by
        )
    if outcome is Outcome.WRITTEN:
        line.sealed = sealed(line, *words)
        line.position = draft.position
        line.version += 1
        line.changed_at, line.changed_by = found.table.at, found.by_staff
        line.struck_at = found.table.at if draft.struck else None
        line.save()
    return Written(draft.key, outcome, line.version)


def _insert(found: Record, draft: Draft, words: tuple[str, str, str], *, follows: Line | None = None) -> None:
    line = Line(
        minutes=found.minutes,
        session=found.session,
        side_id=found.session.side_id,
        key=draft.key,
        position=draft.position,
        addition=follows is not None,
        follows=follows,
        written_at=found.table.at,
        written_by=found.by_staff,
        struck_at=found.table.at if draft.struck else None,
    )
    line.sealed = sealed(line, *words)
    line.save(force_insert=True)


def _clean(draft: Draft, speakers: set[str]) -> tuple[str, str, str]:
    if draft.heading not in headings():
        raise BadEntry("heading_unknown", "heading")
    if draft.speaker not in speakers:
        raise BadEntry("nobody_here", "speaker")
    if len(draft.text) > LONGEST_LINE:
        raise BadEntry("line_too_long", "text")
    return draft.heading, draft.speaker, clean_text(draft.text, limit=LONGEST_LINE).text.strip()


def _speakers(found: Record) -> set[str]:
    return {str(who) for who in expected_at(found.session)} | {""}


def _void_signatures(found: Record) -> None:
    under = MinutesSignature.objects.to_write(found.table.dispute).filter(session=found.session, void_at=None)
    under.exclude(digest=found.minutes.digest).update(void_at=found.table.at)
