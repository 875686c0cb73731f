"""Admits a wall, takes that back, notes that it was here; lays a screen out."""

from dataclasses import dataclass
from datetime import datetime

from banjie.organisations.actions.guard import known_area
from banjie.organisations.actions.record import record
from banjie.organisations.models import ScreenLayout, ScreenLink
from banjie.organisations.refusals import Reason, Refused, clean, one_change
from banjie.organisations.screens.layout import Layout
from banjie.organisations.screens.queries import STAMP
from banjie.platform import let_in
from banjie.platform.actors import Actor
from banjie.platform.let_in import LONGEST


@dataclass(frozen=True, slots=True)
class Admitted:
    """A wall with the token that is shown this once."""

    link_id: int
    token: str


def admit_screen(*, name: str, area_id: int, expires_at: datetime, by: Actor, at: datetime) -> Admitted:
    """A wall may show the area's screen until then. Raises Refused.

    ends_before_start, ends_too_late, name_missing, text_unreadable, unknown.
    """
    if not clean(name):
        raise Refused(Reason.NAME_MISSING)
    if expires_at <= at:
        raise Refused(Reason.ENDS_BEFORE_START)
    if expires_at > at + LONGEST:
        raise Refused(Reason.ENDS_TOO_LATE, days=LONGEST.days)
    token, known = let_in.fresh("bjs_", by=by, at=at, expires_at=expires_at)
    with one_change():
        link = ScreenLink.objects.create(name=clean(name), area_id=known_area(area_id), **known)
        after = {"name": link.name, "area": link.area.path, "expires_at": expires_at.isoformat()}
        record("admit", link, name=link.name, stamp=STAMP, by=by, at=at, after=after)
    return Admitted(link.pk, token)


def revoke_screen(*, link_id: int, by: Actor, at: datetime) -> None:
    """The wall shows nothing any more, for good. Raises Refused: unknown."""
    with one_change():
        link = ScreenLink.objects.select_for_update().filter(pk=link_id).first()
        if link is None:
            raise Refused(Reason.UNKNOWN, kind="screen", id=link_id)
        if link.revoked_at is None:
            link.revoked_at = at
            link.save(update_fields=["revoked_at"])
            record("revoke", link, name=link.name, stamp=STAMP, by=by, at=at)


def screen_seen(*, link_id: int, device: str, at: datetime) -> None:
    """Notes that a wall was here, at most once in `SEEN_EVERY` however many processes ask."""
    let_in.note_seen(ScreenLink.objects.filter(pk=link_id), label=device, at=at)


def lay_out(*, area_id: int, layout: Layout, by: Actor, at: datetime) -> None:
    """How the area's screen is laid out from now on. Raises Refused: unknown."""
    with one_change():
        before = ScreenLayout.objects.filter(area_id=known_area(area_id)).values_list("content", flat=True).first()
        content = layout.as_data()
        if before == content:
            return
        kept, _ = ScreenLayout.objects.update_or_create(
            area_id=area_id, defaults={"content": content, "changed_at": at, "changed_by": by.name[:80]}
        )
        record("change", kept, name=kept.area.name, stamp=STAMP, by=by, at=at, before=before or {}, after=content)
