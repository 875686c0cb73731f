"""What was changed in the organisation, by whom and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from banjie.organisations.models import OrganisationChange


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change: `verb` and `subject_kind` as the actions record them; `before` and `after` what differs."""

    at: datetime
    by: str
    verb: str
    subject_kind: str
    subject_name: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def changes_of_unit(unit_id: int, *, limit: int = 20) -> tuple[ChangeRow, ...]:
    """The latest changes of a unit, its posts and who holds them."""
    return _latest(OrganisationChange.objects.filter(unit_id=unit_id), limit)


def changes_of_post(post_id: int, *, limit: int = 20) -> tuple[ChangeRow, ...]:
    """The latest changes of a post, what it carries and who holds it."""
    return _latest(OrganisationChange.objects.filter(post_id=post_id), limit)


def changes_of_staff(staff_id: int, *, limit: int = 20) -> tuple[ChangeRow, ...]:
    """The latest changes of an account and of its posts."""
    return _latest(OrganisationChange.objects.filter(staff_id=staff_id), limit)


def changes_of(kind: str, subject_id: int, *, limit: int = 20) -> tuple[ChangeRow, ...]:
    """The latest changes of what a capability above keeps, by the kind under which it puts them on record."""
    return _latest(OrganisationChange.objects.filter(subject_kind=kind, subject_id=subject_id), limit)


def _latest(changes: QuerySet[OrganisationChange], limit: int) -> tuple[ChangeRow, ...]:
    # The roster changes every week and would push out all else.
    changes = changes.exclude(subject_kind="shift").order_by("-at", "-id")
    return tuple(_row(change) for change in changes[:limit])


def _row(change: OrganisationChange) -> ChangeRow:
    return ChangeRow(
        at=change.at,
        by=change.actor_name,
        verb=change.verb,
        subject_kind=change.subject_kind,
        subject_name=change.subject_name,
        before=change.data["before"],
        after=change.data["after"],
    )
