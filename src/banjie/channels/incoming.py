"""What was set aside, for the people who take matters in: read, taken in by hand, added to a case, or dismissed.

A message says nothing of where it lies; it is for those who take matters in where its endpoint belongs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length

from banjie.cases import actions
from banjie.cases import queries as cases
from banjie.cases.acting import AS_REPORTER, Acting, covers_area
from banjie.cases.errors import CaseNotFound
from banjie.cases.intake.draft import ContactDetails, Submission, Through
from banjie.cases.masking import Outgoing
from banjie.channels import endpoints, receiving, threads
from banjie.channels.adding import say, told_by
from banjie.channels.enclosing import attach_all, sorted_files
from banjie.channels.jobs import fetch_media
from banjie.channels.kinds import READERS
from banjie.channels.mail_in import reading as mail
from banjie.channels.making import CHANNEL
from banjie.channels.message import Message
from banjie.channels.models import Inbound, Kind, State
from banjie.channels.taking import settle
from banjie.channels.wechat import reading as wechat
from banjie.organisations.permissions import Permission, Viewer
from banjie.platform.jobs import later
from banjie.platform.stamps import Cached
from banjie.platform.tables.text import clean_text

MOST: Final = 100
_SHOWN: Final = 20_000
_LARGE: Final = 400_000
_GIST: Final = 80


class NotThere(LookupError):
    """There is no such message set aside, or none for this person; the two look the same on purpose."""


class ReasonMissing(ValueError):
    """A message is dismissed only for a reason that can be read later."""


@dataclass(frozen=True, slots=True)
class Line:
    """A message that was set aside. `gist` is its title or beginning, where it is small enough to look into."""

    id: int
    kind: str
    endpoint: str
    received_at: datetime
    reason: str
    detail: str
    case_number: str
    gist: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A message with what it says. `files` are names and sizes in bytes; `home` is the code of its endpoint's area."""

    line: Line
    title: str
    body: str
    sender: str = field(repr=False)
    name: str = field(repr=False)
    files: Sequence[tuple[str, int]] = ()
    unkept: Sequence[str] = ()
    matter: Mapping[str, Any] = field(default_factory=dict)
    home: str = ""


def may_see(viewer: Viewer) -> bool:
    return bool(viewer.scopes(Permission.CASES_ACCEPT))


def count(viewer: Viewer) -> int:
    """From memory: every page of theirs asks."""
    grants = viewer.scopes(Permission.CASES_ACCEPT)
    return sum(many for path, many in _counted.get().items() if any(covers_area(grant, path) for grant in grants))


def waiting(viewer: Viewer) -> list[Line]:
    """The oldest first, at most `MOST`."""
    found = _for(viewer).select_related("endpoint").defer("sealed").order_by("received_at", "id")
    rows = list(found.annotate(size=Length("sealed"))[:MOST])
    small = [row.pk for row in rows if (row.size or _LARGE) < _LARGE]
    gists = {row.pk: _gist(row) for row in Inbound.objects.filter(pk__in=small).select_related("endpoint")}
    told = Outgoing(viewer).words
    return [replace(_line(row), gist=told(gists.get(row.pk, ""))) for row in rows]


def opened(inbound_id: int, viewer: Viewer) -> Opened:
    """Raises NotThere."""
    row = _row(inbound_id, viewer)
    message, told = _message(row), Outgoing(viewer).words
    return Opened(
        _line(row),
        told(message.title),
        told(message.body[:_SHOWN]),
        message.address,
        message.name,
        [(told(each.name), len(each.content)) for each in message.files],
        message.unkept,
        message.matter,
        endpoints.home_of(row.endpoint),
    )


@transaction.atomic
def take_in(
    inbound_id: int, submission: Submission, *, channel: str, through: Through, by: Acting, at: datetime
) -> actions.Submitted:
    """Makes a case of a message as somebody filled it in, with its files; its sender gets the receipt.

    Raises NotThere, SubmissionRefused.
    """
    row = _row(inbound_id, _viewer(by), lock=True)
    message = _message(row)
    if not submission.contact and row.endpoint.kind == Kind.MAIL and submission.identity != "anonymous":
        contact = ContactDetails(email=message.address[:120], name=message.name[:80])
        submission = submission.model_copy(update={"contact": contact})
    key = f"incoming:{row.pk}"
    made = actions.submit(submission, channel=channel, by=by, at=at, key=key, through=through)
    attach_all(made.case_id, sorted_files(message), by=AS_REPORTER, at=at)
    if row.endpoint.kind == Kind.WECHAT and (media := wechat.media_of(receiving.raw_of(row))):
        later(fetch_media, endpoint_id=row.endpoint_id, case_id=made.case_id, media=media)
    thread = None
    if message.address and row.endpoint.kind != Kind.HOOK:
        told = {"address": message.address, "name": message.name, "reply_to": message.reply_to}
        thread = threads.begin(row.endpoint, made.case_id, at=at, **told)
    receipt = "case" if thread is not None and message.answerable else ""
    row.handled_by = by.actor.id
    settle(row, State.TAKEN, at=at, case_id=made.case_id, thread=thread, reason=row.reason, receipt=receipt)
    return made


@transaction.atomic
def add_to(inbound_id: int, number: str, *, by: Acting, at: datetime) -> int:
    """Adds a message to the case with this number, by whoever reads it there. Returns the case.

    Raises NotThere, CaseNotFound, CommandRefused.
    """
    row = _row(inbound_id, _viewer(by), lock=True)
    case_id = cases.id_of(number, by=by)
    if case_id is None:
        raise CaseNotFound(number)
    say(case_id, told_by(_message(row)), by=by, at=at)
    row.handled_by = by.actor.id
    settle(row, State.ADDED, at=at, case_id=case_id, reason=row.reason)
    return case_id


@transaction.atomic
def dismiss(inbound_id: int, *, reason: str, by: Acting, at: datetime) -> None:
    """Raises NotThere, ReasonMissing."""
    stated = clean_text(reason, limit=200).text.strip()
    if not stated:
        raise ReasonMissing(inbound_id)
    row = _row(inbound_id, _viewer(by), lock=True)
    row.handled_by, row.note = by.actor.id, stated
    settle(row, State.DISMISSED, at=at, reason=row.reason, case_id=row.case_id)


def channel_of(line: Line) -> str:
    """By which channel of a case such a message counts."""
    return CHANNEL[Kind(line.kind)]


def _load() -> Mapping[str, int]:
    rows = Inbound.objects.filter(state=State.SET_ASIDE).order_by().values_list("endpoint__area_path")
    return dict(rows.annotate(many=Count("id")).order_by("endpoint__area_path"))


_counted: Cached[Mapping[str, int]] = Cached(receiving.STAMP, load=_load)


def _viewer(by: Acting) -> Viewer:
    if by.viewer is None:
        raise NotThere
    return by.viewer


def _for(viewer: Viewer) -> QuerySet[Inbound]:
    rows = Inbound.objects.filter(state=State.SET_ASIDE)
    grants = viewer.scopes(Permission.CASES_ACCEPT)
    if any(covers_area(grant, "") for grant in grants):
        return rows
    allowed = Q(pk__in=[])
    for grant in grants:
        allowed |= Q(endpoint__area_path=grant.area_path) | Q(endpoint__area_path__startswith=f"{grant.area_path}.")
    return rows.filter(allowed)


def _row(inbound_id: int, viewer: Viewer, *, lock: bool = False) -> Inbound:
    rows = _for(viewer).select_related("endpoint")
    if lock:
        rows = rows.select_for_update(of=("self",))
    row = rows.filter(pk=inbound_id).first()
    if row is None:
        raise NotThere(inbound_id)
    return row


def _line(row: Inbound) -> Line:
    number = threads.code_of(row.case_id)[0] if row.case_id is not None else ""
    return Line(row.pk, row.endpoint.kind, row.endpoint.name, row.received_at, row.reason, row.detail, number)


def _gist(row: Inbound) -> str:
    message = _message(row)
    return " ".join((message.title or message.body).split())[:_GIST]


def _message(row: Inbound) -> Message:
    """What it says, also where it was not to be taken by itself; what cannot be read is shown as it came."""
    raw = receiving.raw_of(row)
    read = mail.shown(raw) if row.endpoint.kind == Kind.MAIL else READERS[row.endpoint.kind](raw, row.endpoint)
    if isinstance(read, Message):
        return read
    return Message(body=clean_text(raw.decode("utf-8", "replace"), limit=_SHOWN).text, answerable=False)
