"""Who may bring files in, and whose imports they see: their own. What they may not is not there: 404."""

from django.http import Http404

from banjie.cases.imports import queries
from banjie.cases.models import ImportRun
from banjie.organisations.permissions import Permission, Viewer

# What has to be held to set up what a file speaks of and the installation lacks.
_SETTING_UP = (Permission.CATALOGUE_PUBLISH, Permission.ORGANISATIONS_EDIT, Permission.PLACES_EDIT)


def importer_or_404(viewer: Viewer) -> None:
    if not viewer.may(Permission.CASES_IMPORT):
        raise Http404


def run_or_404(viewer: Viewer, token: str) -> ImportRun:
    try:
        return queries.run(viewer, token)
    except queries.RunNotFound:
        raise Http404(token) from None


def may_set_up(viewer: Viewer) -> bool:
    return all(viewer.may(permission) for permission in _SETTING_UP)
