"""Units and staff for tests of any capability, made through the same actions as real ones.

centre = make_unit("centre", roles=["dispatch_centre"])
lin = make_staff("lin", "dispatcher", centre)
"""

from collections.abc import Collection
from datetime import UTC, datetime
from itertools import count

from banjie.organisations import actions
from banjie.organisations.models import Appointment, Staff, Unit, UnitKind, UnitLevel
from banjie.places.models import Area
from banjie.platform import stamps
from banjie.platform.actors import SYSTEM

# A Monday morning at work; nothing in the tests depends on today.
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
PASSWORD = "correct horse 7 battery"

_names = count(1)


def make_area(code: str = "county", *, level: str = "county", parent: Area | None = None, name: str = "") -> Area:
    """The area with this code, made if there is none."""
    found = Area.objects.filter(code=code).first()
    if found is not None:
        return found
    path = f"{parent.path}.{code}" if parent else code
    made = Area.objects.create(code=code, name=name or code, level=level, parent=parent, path=path)
    stamps.bump("areas")
    return made


def make_unit(
    code: str,
    *,
    area: Area | None = None,
    parent: Unit | None = None,
    kind: UnitKind = UnitKind.DEPARTMENT,
    level: UnitLevel = UnitLevel.COUNTY,
    roles: Collection[str] = (),
    name: str = "",
    at: datetime = AT,
) -> Unit:
    """A unit that serves `area` (the county)."""
    return actions.create_unit(
        code=code,
        name=name or f"Unit {code}",
        kind=kind,
        level=level,
        area_id=(area or make_area()).pk,
        parent_id=parent.pk if parent else None,
        roles=roles,
        by=SYSTEM,
        at=at,
    )


def make_staff(
    username: str = "",
    role: str | None = None,
    unit: Unit | None = None,
    area: Area | None = None,
    *,
    name: str = "",
    password: str | None = None,
    at: datetime = AT,
) -> Staff:
    """A member of staff; with a unit, in a post of it that carries `role` over `area` (what it serves).

    Without a password nobody can sign in to the account; `client.force_login(staff)` does without one.
    """
    username = username or f"staff{next(_names)}"
    staff = actions.register_staff(
        username=username,
        name=name or username.title(),
        password=password,
        must_change_password=False,
        by=SYSTEM,
        at=at,
    )
    if unit is not None:
        give_role(staff, role, unit, area, at=at)
    return staff


def give_role(
    staff: Staff, role: str | None, unit: Unit, area: Area | None = None, *, at: datetime = AT
) -> Appointment:
    """One more post for somebody, carrying the role (None: none)."""
    post = actions.create_post(unit_id=unit.pk, name=f"{role or 'post'} {next(_names)}", by=SYSTEM, at=at)
    if role is not None:
        area_id = area.pk if area else unit.area_id
        actions.grant_role(post_id=post.pk, role=role, area_id=area_id, by=SYSTEM, at=at)
    return actions.appoint(post_id=post.pk, staff_id=staff.pk, by=SYSTEM, at=at)
