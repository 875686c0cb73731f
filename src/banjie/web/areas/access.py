"""What of the areas somebody may change. What they may not is not there for changing: 404."""

from collections.abc import Iterable

from django.http import Http404

from banjie.organisations.permissions import Permission, Viewer
from banjie.places import queries as places
from banjie.places.refs import AreaRef
from banjie.platform.actors import Actor, ActorKind
from banjie.web.staff import StaffRequest


def actor_of(request: StaffRequest) -> Actor:
    return Actor(ActorKind.STAFF, request.viewer.staff_id, request.viewer.name)


def area_or_404(code: str) -> AreaRef:
    found = places.area(code)
    if found is None:
        raise Http404(code)
    return found


def editable_or_404(viewer: Viewer, area: AreaRef) -> None:
    if not viewer.may(Permission.PLACES_EDIT, area_path=area.path):
        raise Http404(area.code)


def editor_or_404(viewer: Viewer) -> None:
    """Somebody who may change some area or other."""
    if not viewer.may(Permission.PLACES_EDIT):
        raise Http404


def out_of_reach(viewer: Viewer, paths: Iterable[str]) -> list[str]:
    """Those of the paths whose areas the viewer may not change.

    "" stands for the top, which belongs to whoever may change an area that has none above it.
    """
    at_the_top = any("." not in grant.area_path for grant in viewer.scopes(Permission.PLACES_EDIT))
    return [
        path for path in paths if not (at_the_top if path == "" else viewer.may(Permission.PLACES_EDIT, area_path=path))
    ]
