"""Who may bring registers in, and whose they see: their own. What they may not is not there: 404."""

from django.http import Http404

from banjie.mediation.models import RegisterRun
from banjie.mediation.register import queries
from banjie.organisations.permissions import Viewer


def importer_or_404(viewer: Viewer) -> None:
    if not queries.may_bring_in(viewer):
        raise Http404


def run_or_404(viewer: Viewer, token: str) -> RegisterRun:
    try:
        return queries.run(viewer, token)
    except queries.RunNotFound:
        raise Http404(token) from None
