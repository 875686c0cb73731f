"""Which wall a token belongs to and how a screen is laid out, from memory; and the walls as their keepers see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from banjie.organisations.models import ScreenLayout, ScreenLink
from banjie.organisations.permissions import Permission, Viewer, inside
from banjie.organisations.screens.layout import DEFAULT, Layout, read
from banjie.places import queries as places
from banjie.places.queries import AreaRef
from banjie.platform.let_in import LetInFile
from banjie.platform.stamps import Cached
from banjie.platform.tokens import digest_of

STAMP = "screens"


@dataclass(frozen=True, slots=True)
class KnownScreen:
    """A wall that was let in: it may show the screens of `area` and of what lies below, until `expires_at`."""

    id: int
    name: str
    area: AreaRef
    expires_at: datetime

    def shows(self, area: AreaRef) -> bool:
        return inside(area.path, self.area.path)


@dataclass(frozen=True, slots=True)
class ScreenFile(LetInFile):
    """One wall as its keeper sees it."""

    area: AreaRef


def screen_with(token: str, *, at: datetime) -> KnownScreen | None:
    """The wall whose token this is, unless it was revoked or has expired. From memory."""
    known = _known.get().get(digest_of(token))
    if known is None or known[3] <= at:
        return None
    link_id, name, area_id, expires_at = known
    area = places.by_id(area_id)
    return KnownScreen(link_id, name, area, expires_at) if area is not None else None


def screens_seen_by(viewer: Viewer) -> list[ScreenFile]:
    """Every wall of the areas whose screens the viewer keeps; those in use longest first."""
    return [file for row in _rows() if may_keep(viewer, (file := _file(row)).area)]


def screen_to_edit(viewer: Viewer, link_id: int) -> ScreenFile | None:
    row = _rows().filter(pk=link_id).first()
    file = _file(row) if row is not None else None
    return file if file is not None and may_keep(viewer, file.area) else None


def may_keep(viewer: Viewer, area: AreaRef) -> bool:
    """Whether the viewer may lay out the area's screen and admit walls to it."""
    return viewer.may(Permission.SCREENS_EDIT, area_path=area.path)


def layout_of(area: AreaRef) -> Layout:
    """The area's own layout, or that of the nearest area above that has one."""
    layouts = _layouts.get()
    for above in reversed(places.line(area.path)):
        if above.id in layouts:
            return layouts[above.id]
    return DEFAULT


def areas_with_layout() -> frozenset[int]:
    """The ids of the areas that have a layout of their own."""
    return frozenset(_layouts.get())


def _load() -> Mapping[bytes, tuple[int, str, int, datetime]]:
    rows = ScreenLink.objects.filter(revoked_at=None)
    return {bytes(row.token_digest): (row.pk, row.name, row.area_id, row.expires_at) for row in rows}


def _load_layouts() -> Mapping[int, Layout]:
    return {area_id: read(content) for area_id, content in ScreenLayout.objects.values_list("area_id", "content")}


_known: Cached[Mapping[bytes, tuple[int, str, int, datetime]]] = Cached(STAMP, load=_load)
_layouts: Cached[Mapping[int, Layout]] = Cached(STAMP, load=_load_layouts)


def _rows() -> QuerySet[ScreenLink]:
    return ScreenLink.objects.order_by("revoked_at", "made_at", "id")


def _file(row: ScreenLink) -> ScreenFile:
    area = places.by_id(row.area_id)
    if area is None:
        raise LookupError(row.area_id)
    return ScreenFile(**{name: getattr(row, name) for name in LetInFile.__slots__}, area=area)
