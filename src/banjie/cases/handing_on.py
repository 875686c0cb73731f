"""What of a case another system may be told when it is sent there, and the record that it was.

Some never leave: complaints about a unit, disputes, and what the reporter wished only the centre to know.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from banjie.cases import events, recording
from banjie.cases.acting import Acting
from banjie.cases.errors import CaseNotFound
from banjie.cases.models import Assisting, Case, Identity, Ruling, TimelineEntry
from banjie.cases.models.publishing import Publication
from banjie.cases.publishing import showing
from banjie.cases.publishing.rules import findings
from banjie.cases.visibility import visible_to
from banjie.core.workflow import shipped
from banjie.platform.actors import Actor, ActorKind

# Entries of the timeline that tell of it.
SENT_ON: Final = "sent_on"
TROUBLE: Final = "sent_on_trouble"
ENDED: Final = "sent_on_ended"
_SEEN_BY_REPORTER: Final = frozenset({SENT_ON})
_DISPUTES: Final = "mediation-"


@dataclass(frozen=True, slots=True)
class Lying:
    """A case that a unit has to do with since a moment: it leads, or was called in."""

    case_id: int
    unit_id: int
    leads: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class Telling:
    """A case as it would be told. `bars`: why it may not leave, empty where it may."""

    case_id: int
    number: str
    state: str
    is_open: bool
    category_path: str
    title: str
    body: str
    answers: Mapping[str, Any]
    place_text: str
    longitude: float | None
    latitude: float | None
    received_at: datetime
    has_contact: bool
    photos: Sequence[str]
    from_client: int | None
    bars: str


@dataclass(frozen=True, slots=True)
class SentBack:
    """That a unit's answer, or its return of a case, was not accepted here. `reason` is empty where the words of it
    may tell of somebody.
    """

    at: datetime
    answered: bool
    reason: str


def lying_with(unit_ids: Collection[int]) -> list[Lying]:
    """The open cases that these units lead or were called in to, and have not given their result."""
    if not unit_ids:
        return []
    led = Case.objects.filter(is_open=True, lead_unit_id__in=unit_ids, state__in=("assigned", "handling"))
    rows = led.order_by("id").values_list("id", "lead_unit_id", "assigned_at")
    found = [Lying(case_id, unit_id or 0, True, since) for case_id, unit_id, since in rows if since is not None]
    called = Assisting.objects.filter(
        unit_id__in=unit_ids, contributed_at=None, released_at=None, case__is_open=True
    ).order_by("id")
    found += [Lying(*row[:2], False, row[2]) for row in called.values_list("case_id", "unit_id", "called_at")]
    return found


def sent_back(case_ids: Collection[int]) -> Mapping[int, SentBack]:
    """The last time that an answer was sent back or a return refused, by case; those without are left out."""
    entries = TimelineEntry.objects.filter(case_id__in=case_ids, command__in=("send_back", "rule_on_return"))
    found = {}
    for entry in entries.order_by("case_id", "sequence"):
        if entry.data.get("ruling") != Ruling.UPHELD:
            reason = str(entry.data.get("reason", ""))
            told = "" if any(findings(reason)) else reason
            found[entry.case_id] = SentBack(entry.at, entry.command == "send_back", told)
    return found


def still_with(case_id: int, unit_id: int) -> bool:
    """Whether a unit still leads a case or assists in it, or led it until it was settled."""
    case = Case.objects.filter(id=case_id).values_list("lead_unit_id", flat=True).first()
    helps = Assisting.objects.filter(case_id=case_id, unit_id=unit_id, released_at=None)
    return case == unit_id or helps.exists()


def telling(case_id: int, *, by: Acting | None = None) -> Telling:
    """Raises CaseNotFound, also for what whoever asks may not see; without `by` for the job that sends."""
    cases = Case.objects.select_related("text").filter(id=case_id)
    if by is not None:
        cases = visible_to(by.viewer, cases) if by.viewer is not None else cases.none()
    case = cases.first()
    if case is None:
        raise CaseNotFound(case_id)
    contact = getattr(case, "contact", None)
    return Telling(
        case_id=case.id,
        number=case.number,
        state=case.state,
        is_open=case.is_open,
        category_path=case.category_path,
        title=case.title,
        body=case.text.body,
        answers=case.text.answers,
        place_text=case.place_text,
        longitude=case.longitude,
        latitude=case.latitude,
        received_at=case.received_at,
        has_contact=contact is not None and contact.erased_at is None,
        photos=_photos(case),
        from_client=_from_client(case.id),
        bars=bars(case),
    )


def numbered(number: str) -> int | None:
    """The id of a case by its number."""
    return Case.objects.filter(number=number).values_list("id", flat=True).first()


def bars(case: Case) -> str:
    """Why a case never leaves: a code, empty where it may."""
    if case.about_unit_path:
        return "about_unit"
    if case.kind == "dispute" or case.process.startswith(_DISPUTES) or case.process not in shipped():
        return "dispute"
    return "confidential" if case.identity == Identity.CONFIDENTIAL else ""


@transaction.atomic
def record(case_id: int, command: str, *, data: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Writes on the timeline that a case was sent on, that it does not get through, or that this has ended."""
    case = Case.objects.select_for_update(of=("self",)).filter(id=case_id).first()
    if case is None:
        raise CaseNotFound(case_id)
    recording.append(case, command, by=by, at=at, resident_sees=command in _SEEN_BY_REPORTER, data=data)
    case.save(update_fields=["entries", "head"])
    events.publish_to_tell(case, command, data, at=at)


def _photos(case: Case) -> list[str]:
    """The addresses of the photos that were released for everybody; no other file is ever named."""
    if not showing.released().filter(id=case.id).exists():
        return []
    photos = Publication.objects.filter(case_id=case.id).values_list("photos", flat=True).first() or []
    return [f"{settings.PUBLIC_URL}/public/{case.number}/photos/{each}/large/" for each in photos]


def _from_client(case_id: int) -> int | None:
    """The other system that handed the case in, if one did."""
    first = TimelineEntry.objects.filter(case_id=case_id, sequence=1).values_list("actor_kind", "actor_id").first()
    return first[1] if first is not None and first[0] == ActorKind.CLIENT else None
