"""Accounts, as those see them who keep or audit them, and as their owners do."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from banjie.organisations.models import Appointment, SignInEvent, Staff, StaffSession
from banjie.organisations.permissions import Viewer

from .people import StaffRef
from .scopes import EDIT, SIGN_INS, accounts_within, colleagues_of
from .viewers import held_on

PAGE = 50


class AccountState(StrEnum):
    """What a list of accounts can be narrowed to."""

    IN_USE = "in_use"
    WITHOUT_POST = "without_post"
    WAITING = "waiting"
    OUT_OF_USE = "out_of_use"


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A post that somebody holds or will, as their account shows it."""

    appointment_id: int
    post_id: int
    post_name: str
    unit_id: int
    unit_name: str
    roles: tuple[str, ...]
    started_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Account:
    id: int
    username: str
    name: str
    email: str
    phone: str
    language: str
    active: bool
    must_change_password: bool
    has_second_factor: bool
    locked_until: datetime | None
    signed_in_at: datetime | None
    posts: tuple[PostHeld, ...]


@dataclass(frozen=True, slots=True)
class SessionRow:
    id: int
    device: str
    address: str | None
    created_at: datetime
    seen_at: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class SignInRow:
    at: datetime
    kind: str
    address: str | None
    device: str


def accounts_seen_by(
    viewer: Viewer,
    *,
    at: datetime,
    text: str = "",
    state: AccountState = AccountState.IN_USE,
    page: int = 1,
) -> tuple[tuple[Account, ...], bool]:
    """A page of accounts by name, and whether more follow."""
    found = accounts_within(viewer, EDIT, SIGN_INS, at=at).filter(_in_state(state, at))
    for word in text.split()[:5]:
        found = found.filter(Q(name__icontains=word) | Q(username__icontains=word) | Q(phone__contains=word))
    first = (max(page, 1) - 1) * PAGE
    rows = list(_with_posts(found.order_by("name", "id"), at)[first : first + PAGE + 1])
    return tuple(_account(staff) for staff in rows[:PAGE]), len(rows) > PAGE


def account_seen_by(viewer: Viewer, staff_id: int, *, at: datetime) -> Account | None:
    """One account; None if the viewer may not see it."""
    found = accounts_within(viewer, EDIT, SIGN_INS, at=at).filter(pk=staff_id)
    return next((_account(staff) for staff in _with_posts(found, at)), None)


def own_account(staff_id: int, *, at: datetime) -> Account:
    """Somebody's own. Raises KeyError if there is none."""
    for staff in _with_posts(Staff.objects.filter(pk=staff_id), at):
        return _account(staff)
    raise KeyError(staff_id)


def colleagues(text: str, viewer: Viewer, *, at: datetime, limit: int = 12) -> tuple[tuple[StaffRef, str, str], ...]:
    """People at work in the viewer's jurisdictions whose name or username has the text: (who, username, unit or "")."""
    found = colleagues_of(viewer, at=at)
    for word in text.split()[:5]:
        found = found.filter(Q(name__icontains=word) | Q(username__istartswith=word))
    rows = [_account(staff) for staff in _with_posts(found.order_by("name", "id"), at)[:limit]]
    return tuple(
        (StaffRef(row.id, row.name, row.phone), row.username, row.posts[0].unit_name if row.posts else "")
        for row in rows
    )


def is_colleague(viewer: Viewer, staff_id: int, *, at: datetime) -> bool:
    """Whether somebody is one of those whom `colleagues` finds."""
    return colleagues_of(viewer, at=at).filter(pk=staff_id).exists()


def sessions_of(staff_id: int, *, here: str | None = None) -> tuple[SessionRow, ...]:
    """Where an account is signed in, the latest seen first. `here` is the key of the asking session."""
    rows = StaffSession.objects.filter(staff_id=staff_id).order_by("-seen_at", "-id")
    return tuple(
        SessionRow(row.pk, row.device, row.address, row.created_at, row.seen_at, row.session_id == here) for row in rows
    )


def sign_ins_of(staff_id: int, *, limit: int = 20) -> tuple[SignInRow, ...]:
    """What happened to an account at the door, the latest first."""
    rows = SignInEvent.objects.filter(staff_id=staff_id).order_by("-at", "-id")[:limit]
    return tuple(SignInRow(row.at, row.kind, row.address, row.device) for row in rows)


def _in_state(state: AccountState, at: datetime) -> Q:
    match state:
        case AccountState.IN_USE:
            return Q(is_active=True)
        case AccountState.OUT_OF_USE:
            return Q(is_active=False)
        case AccountState.WAITING:
            return Q(is_active=True, locked_until__gt=at)
        case AccountState.WITHOUT_POST:
            held = Appointment.objects.filter(held_on(localdate(at)))
            return Q(is_active=True) & ~Q(pk__in=held.values("staff_id"))


def _with_posts(found: QuerySet[Staff], at: datetime) -> QuerySet[Staff]:
    appointments = (
        Appointment.objects.exclude(ended_on__lte=localdate(at))
        .select_related("post__unit")
        .prefetch_related("post__grants")
        .order_by("started_on", "id")
    )
    return found.prefetch_related(Prefetch("appointments", queryset=appointments, to_attr="held"))


def _account(staff: Staff) -> Account:
    held: list[Appointment] = staff.held  # type: ignore[attr-defined]
    return Account(
        id=staff.pk,
        username=staff.username,
        name=staff.name,
        email=staff.email,
        phone=staff.phone,
        language=staff.language,
        active=staff.is_active,
        must_change_password=staff.must_change_password,
        has_second_factor=staff.totp_confirmed_at is not None,
        locked_until=staff.locked_until,
        signed_in_at=staff.last_login,
        posts=tuple(_post_held(appointment) for appointment in held),
    )


def _post_held(appointment: Appointment) -> PostHeld:
    post = appointment.post
    return PostHeld(
        appointment_id=appointment.pk,
        post_id=post.pk,
        post_name=post.name,
        unit_id=post.unit_id,
        unit_name=post.unit.name,
        roles=tuple(sorted({grant.role for grant in post.grants.all()})),
        started_on=appointment.started_on,
        ended_on=appointment.ended_on,
    )
