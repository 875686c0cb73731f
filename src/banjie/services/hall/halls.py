"""Halls and their devices as values, from memory; and who may do what in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission, Viewer, inside
from banjie.organisations.tree import UnitRef
from banjie.platform.calendar.queries import calendar
from banjie.platform.let_in import LetInFile
from banjie.platform.stamps import Cached
from banjie.platform.tokens import digest_of
from banjie.services.hall import opening
from banjie.services.hall.models import DeviceKind, Hall, HallDevice

STAMP = "halls"
# Codes that would stand where other addresses of halls do.
TAKEN_CODES = frozenset({"kiosk", "board", "open"})


@dataclass(frozen=True, slots=True)
class HallRef:
    """A hall as others know it."""

    id: int
    code: str
    name: str
    unit_id: int
    hours: tuple[opening.Span, ...]
    working_days_only: bool
    most_priority: int
    prints_at_once: bool
    speaks: bool
    active: bool

    @property
    def unit(self) -> UnitRef:
        found = organisations.unit(self.unit_id)
        if found is None:
            raise LookupError(self.unit_id)
        return found

    @property
    def hours_text(self) -> str:
        return opening.written(self.hours)

    def is_open(self, at: datetime) -> bool:
        """Whether numbers are given out now."""
        if not self.active:
            return False
        local = localtime(at)
        if self.working_days_only and self.hours and not calendar().is_worked(local.date()):
            return False
        return opening.is_open(self.hours, local.time())


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A kiosk or board that was let in, until `expires_at`."""

    id: int
    kind: str
    hall: HallRef
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class DeviceFile(LetInFile):
    """A kiosk or board as its keeper sees it."""

    hall_id: int
    kind: str


def every() -> tuple[HallRef, ...]:
    """All halls by name, those out of use too."""
    return tuple(sorted(_halls.get().values(), key=lambda hall: (hall.name, hall.id)))


def by_id(hall_id: int) -> HallRef | None:
    return _halls.get().get(hall_id)


def by_code(code: str) -> HallRef | None:
    """A hall in use by the code of its address."""
    return next((hall for hall in _halls.get().values() if hall.code == code and hall.active), None)


def may_serve(viewer: Viewer, hall: HallRef) -> bool:
    """Whether somebody calls numbers there: they hold such a post in the hall's unit or a part of it."""
    grants = viewer.scopes(Permission.HALLS_SERVE)
    return hall.active and any(inside(grant.unit_path, hall.unit.path) for grant in grants)


def served_by(viewer: Viewer) -> tuple[HallRef, ...]:
    if not viewer.scopes(Permission.HALLS_SERVE):
        return ()
    return tuple(hall for hall in every() if may_serve(viewer, hall))


def may_keep(viewer: Viewer, unit: UnitRef) -> bool:
    return viewer.may(Permission.HALLS_EDIT, area_path=unit.area_path)


def kept_by(viewer: Viewer) -> tuple[HallRef, ...]:
    return tuple(hall for hall in every() if may_keep(viewer, hall.unit))


def may_see_figures(viewer: Viewer, hall: HallRef) -> bool:
    """Whoever keeps the hall, and whoever reads reports on its area."""
    unit = hall.unit
    return may_keep(viewer, unit) or viewer.may(Permission.REPORTS_SEE, area_path=unit.area_path, unit_path=unit.path)


def device_with(token: str, *, at: datetime) -> KnownDevice | None:
    """The device whose token this is, unless it was revoked, has expired, or its hall is out of use."""
    known = _devices.get().get(digest_of(token))
    if known is None or known.expires_at <= at or not known.hall.active:
        return None
    return known


def devices_of(hall_id: int) -> list[DeviceFile]:
    """The devices of a hall, those in use first, in the order in which they were let in."""
    names = DeviceFile.__dataclass_fields__
    rows = HallDevice.objects.filter(hall_id=hall_id).order_by("revoked_at", "made_at", "id")
    # NULLs come last, so those not revoked do; they are what one looks for.
    files = [DeviceFile(**{name: getattr(row, name) for name in names}) for row in rows]
    return sorted(files, key=lambda file: file.revoked_at is not None)


def _load() -> Mapping[int, HallRef]:
    return {row.pk: _ref(row) for row in Hall.objects.order_by("id")}


def _load_devices() -> Mapping[bytes, KnownDevice]:
    halls = _halls.get()
    rows = HallDevice.objects.filter(revoked_at=None).order_by("id")
    return {
        bytes(row.token_digest): KnownDevice(row.pk, DeviceKind(row.kind).value, halls[row.hall_id], row.expires_at)
        for row in rows
    }


_halls: Cached[Mapping[int, HallRef]] = Cached(STAMP, load=_load)
_devices: Cached[Mapping[bytes, KnownDevice]] = Cached(STAMP, load=_load_devices)


def _ref(row: Hall) -> HallRef:
    return HallRef(
        id=row.pk,
        code=row.code,
        name=row.name,
        unit_id=row.unit_id,
        hours=opening.read(row.hours),
        working_days_only=row.working_days_only,
        most_priority=row.most_priority,
        prints_at_once=row.prints_at_once,
        speaks=row.speaks,
        active=row.active,
    )
