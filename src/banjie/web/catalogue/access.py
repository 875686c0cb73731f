"""Who may open a page of the catalogue. What somebody may not keep does not exist for them: 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from banjie.organisations.permissions import Permission
from banjie.platform.actors import Actor, ActorKind
from banjie.web.staff import StaffRequest, StaffView, staff_only


def allowed(*permissions: Permission) -> Callable[[StaffView], StaffView]:
    """For those who have one of the permissions anywhere; the catalogue is one for the whole installation."""

    def wrap(view: StaffView) -> StaffView:
        @wraps(view)
        def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(request.viewer.may(permission) for permission in permissions):
                raise Http404
            return view(request, *args, **kwargs)

        return staff_only(guarded)

    return wrap


sees_catalogue = allowed(Permission.CATALOGUE_EDIT, Permission.CATALOGUE_PUBLISH)
edits_catalogue = allowed(Permission.CATALOGUE_EDIT)
publishes_catalogue = allowed(Permission.CATALOGUE_PUBLISH)


def actor_of(request: StaffRequest) -> Actor:
    return Actor(ActorKind.STAFF, request.viewer.staff_id, request.viewer.name)
