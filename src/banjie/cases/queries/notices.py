"""What was brought before somebody: their own notices, on cases that they may see just now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from banjie.cases.models import Case, Notice, TimelineEntry
from banjie.cases.notices.audiences import may_be_told
from banjie.cases.queries.detail import ENTRY_COLUMNS, EntryLine, entry_line
from banjie.cases.reference import reference
from banjie.cases.visibility import visible_to
from banjie.organisations.permissions import Viewer

PAGE: Final = 30
# Beyond this many, a person is told "more than".
COUNTED: Final = 99


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice with what it tells, which is an entry of a timeline, and the case as it stands now.

    `asked` is the audience that was meant, and `stands_in` whether the reader is told in its place.
    """

    id: int
    case_id: int
    number: str
    title: str
    state: str
    is_open: bool
    due_at: datetime | None
    told: EntryLine
    asked: str
    stands_in: bool
    at: datetime
    read: bool


@dataclass(frozen=True, slots=True)
class NoticeLetter:
    """What a letter about a notice needs; for machines that send, not for anybody to see."""

    notice_id: int
    name: str
    address: str
    language: str
    number: str
    due_at: datetime | None
    told: EntryLine
    asked: str
    stands_in: bool


def letters_of(case_id: int, entry: int) -> list[NoticeLetter]:
    """Of an entry's notices those neither read nor mailed, of people at work who have an address."""
    rows = Notice.objects.filter(case_id=case_id, entry=entry, read_at=None, mailed_at=None, staff__is_active=True)
    rows = rows.exclude(staff__email="").select_related("staff", "case").order_by("id")
    told = _entries([(case_id, entry)])[case_id, entry]
    return [
        NoticeLetter(
            notice_id=row.id,
            name=row.staff.name,
            address=row.staff.email,
            language=row.staff.language,
            number=row.case.number,
            due_at=row.case.due_at,
            told=told,
            asked=row.asked,
            stands_in=row.stands_in,
        )
        for row in rows
    ]


def notices(viewer: Viewer, *, unread_only: bool = False, page: int = 1) -> tuple[Sequence[NoticeLine], bool]:
    """A page of this person's notices, the newest first, and whether more follow."""
    found = _visible(viewer)
    if unread_only:
        found = found.filter(read_at=None)
    first = (max(page, 1) - 1) * PAGE
    rows = list(found.select_related("case").order_by("-at", "-id")[first : first + PAGE + 1])
    entries = _entries((row.case_id, row.entry) for row in rows[:PAGE])
    lines = [_line(row, entries[row.case_id, row.entry]) for row in rows[:PAGE]]
    return lines, len(rows) > PAGE


def unread_notices(viewer: Viewer) -> int | None:
    """How many await this person, up to one more than `COUNTED`; None for whom nothing is ever told."""
    if not may_be_told(grant.role for grant in viewer.grants):
        return None
    return _visible(viewer).filter(read_at=None)[: COUNTED + 1].count()


def notice_of(viewer: Viewer, notice_id: int) -> tuple[int, str] | None:
    """The case that a notice of this person is about, and the command that is told; None for anybody else's and for
    what is out of sight.
    """
    found = _visible(viewer).filter(id=notice_id).values_list("case_id", "entry").first()
    if found is None:
        return None
    told = TimelineEntry.objects.filter(case_id=found[0], sequence=found[1])
    return found[0], told.values_list("command", flat=True).get()


def _visible(viewer: Viewer) -> QuerySet[Notice]:
    seen = visible_to(viewer, Case.objects.filter(id=OuterRef("case_id")))
    return Notice.objects.filter(Exists(seen), staff_id=viewer.staff_id)


def _entries(wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], EntryLine]:
    """The entries of a few (case, place on its timeline)."""
    places = [Q(case_id=case_id, sequence=entry) for case_id, entry in wanted]
    if not places:
        return {}
    look_up = reference()
    rows = TimelineEntry.objects.filter(reduce(or_, places)).values("case_id", *ENTRY_COLUMNS)
    return {(row.pop("case_id"), row["sequence"]): entry_line(row, look_up) for row in rows}


def _line(row: Notice, told: EntryLine) -> NoticeLine:
    case = row.case
    return NoticeLine(
        id=row.id,
        case_id=row.case_id,
        number=case.number,
        title=case.title,
        state=case.state,
        is_open=case.is_open,
        due_at=case.due_at,
        told=told,
        asked=row.asked,
        stands_in=row.stands_in,
        at=row.at,
        read=row.read_at is not None,
    )
