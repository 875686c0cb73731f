"""What people put right, what had been suggested, and which of it was itself wrong and is not to be learned."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from banjie.cases import learning, queries
from banjie.cases.learning import Correction
from banjie.organisations.permissions import Viewer
from banjie.platform import clock
from banjie.web import messages
from banjie.web.accounts.viewers import actor_of, allowed, viewer_of
from banjie.web.texts import frame
from banjie.web.texts.frame import CORRECTS, KEEPS, name_of, percent, purpose_of

_MOST: Final = 100
COLUMNS = (
    {"label": _("Number")},
    {"label": _("Changed from"), "kind": "wide"},
    {"label": _("Changed to"), "kind": "wide"},
    {"label": _("Had been suggested"), "kind": "wide"},
    {"label": _("Put right by")},
    {"label": _("When")},
    {"label": _("Action"), "kind": "narrow", "hidden_label": True},
)


@allowed(*CORRECTS)
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    purpose, viewer = purpose_of(request), viewer_of(request)
    found = learning.corrections(purpose, limit=_MOST)
    shown = _shown(found, viewer)
    context = {
        "title": gettext("Suggestions at entry and dispatch"),
        "tabs": frame.tabs(viewer, "corrections"),
        "purpose": purpose,
        "kinds": [
            {"label": label, "url": frame.address("corrections", each), "current": each == purpose}
            for each, label in frame.purposes().items()
        ],
        "rows": shown,
        "kept_back": len(found) - len(shown) if viewer.may(KEEPS) else 0,
        "columns": COLUMNS,
    }
    return render(request, "texts/corrections.html", context)


@allowed(*CORRECTS)
@require_POST
def unlearn(request: HttpRequest, entry_id: int) -> HttpResponse:
    purpose = _known(request, entry_id)
    learning.unlearn(entry_id=entry_id, purpose=purpose, by=actor_of(request), at=clock.now())
    messages.done(request, gettext("It is not learned from. The case itself stays as it is."))
    return HttpResponseRedirect(frame.address("corrections", purpose))


@allowed(*CORRECTS)
@require_POST
def relearn(request: HttpRequest, entry_id: int) -> HttpResponse:
    purpose = _known(request, entry_id)
    learning.relearn(entry_id=entry_id, purpose=purpose, at=clock.now())
    messages.done(request, gettext("It is learned from again."))
    return HttpResponseRedirect(frame.address("corrections", purpose))


def _known(request: HttpRequest, entry_id: int) -> str:
    """Whose correction one may not see, one cannot take back."""
    purpose = purpose_of(request)
    shown = _shown(learning.corrections(purpose, limit=_MOST), viewer_of(request))
    if not any(row["line"].entry_id == entry_id for row in shown):
        raise Http404
    return purpose


def _shown(found: Any, viewer: Viewer) -> list[dict[str, Any]]:
    """All of them for those who keep the catalogue; of their own cases for those who dispatch. What is sensitive
    only for those who may know of it: that a matter was about it is told by its category alone.
    """
    visible = queries.lines([each.case_id for each in found], viewer)
    return [
        _row(each, visible=each.case_id in visible)
        for each in found
        if (each.case_id in visible or viewer.may(KEEPS)) and (not each.sensitive or frame.may_know(viewer))
    ]


def _row(each: Correction, *, visible: bool) -> dict[str, Any]:
    return {
        "line": each,
        "visible": visible,
        "before": name_of(each.purpose, each.before),
        "after": name_of(each.purpose, each.after),
        "suggested": name_of(each.purpose, each.suggested),
        "percent": percent(each.share) if each.suggested else None,
        "followed": each.suggested == each.after.rpartition(".")[2],
    }
