"""What every page of a dispute shares: who may open it, its tabs, and how a refused write is told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from banjie.cases import wording as case_words
from banjie.cases.errors import CaseNotFound, CommandRefused, StaleCase
from banjie.mediation import queries, session_wording, wording
from banjie.mediation.errors import BadEntry, DisputeNotFound, SessionRefused, StaleDispute
from banjie.mediation.queries import DisputeFile
from banjie.mediation.sight import Sight
from banjie.platform import clock
from banjie.web import messages
from banjie.web.staff import StaffRequest

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a dispute. Whoever sees less than `needs` is not shown it, and has no such page."""

    key: str
    label: "StrOrPromise"
    view_name: str
    needs: Sight


# In the order of the work. Each part of mediation adds its own.
TABS: tuple[Tab, ...] = (
    Tab("overview", gettext_lazy("Where it stands"), "mediation:dispute", Sight.PROCEDURE),
    Tab("parties", gettext_lazy("Parties"), "mediation:parties", Sight.FILE),
    Tab("seats", gettext_lazy("Mediators"), "mediation:seats", Sight.PROCEDURE),
    Tab("referrals", gettext_lazy("Letters"), "mediation:referrals", Sight.FILE),
    Tab("sessions", pgettext_lazy("mediation", "Sessions"), "mediation:sessions", Sight.PROCEDURE),
    Tab("evidence", gettext_lazy("Evidence"), "mediation:evidence", Sight.FILE),
    Tab("agreement", gettext_lazy("Agreement"), "mediation:agreement", Sight.FILE),
    Tab("performance", gettext_lazy("Performance"), "mediation:performance", Sight.FILE),
    Tab("confirmation", gettext_lazy("Court confirmation"), "mediation:confirmation", Sight.FILE),
    Tab("documents", gettext_lazy("Papers"), "mediation:documents", Sight.FILE),
    Tab("pages", gettext_lazy("Their own pages"), "mediation:party-pages", Sight.FILE),
)


def opened(request: StaffRequest, case_id: int, *, needs: Sight = Sight.PROCEDURE) -> DisputeFile:
    """The dispute, or the same 404 for what does not exist and for what this person may not see."""
    try:
        file = queries.dispute_file(case_id, request.viewer, at=clock.now())
    except DisputeNotFound:
        raise Http404 from None
    if file.sight < needs:
        raise Http404
    return file


def shell(file: DisputeFile, tab: str) -> dict[str, Any]:
    """What the frame of every page of a dispute shows. `mediation/base.html` draws it."""
    return {
        "dispute": file,
        "case": file.case,
        "state": case_words.word(case_words.STATES, file.case.state),
        "choices": wording.CHOICES,
        "tabs": [
            {"label": each.label, "url": reverse(each.view_name, args=[file.case.id]), "current": each.key == tab}
            for each in TABS
            if file.sight >= each.needs
        ],
    }


def attempt(act: Callable[[], object]) -> str:
    """Carries out a write. Returns why it was refused, in words; empty if it was done.

    What the person may not see, or no longer, is a 404.
    """
    try:
        act()
    except (DisputeNotFound, CaseNotFound):
        raise Http404 from None
    except BadEntry as error:
        return str(wording.PROBLEMS.get(error.code, error.code))
    except SessionRefused as error:
        return str(session_wording.REFUSALS[error.code])
    except CommandRefused as error:
        return str(case_words.REFUSALS[error.refusal.code])
    except (StaleDispute, StaleCase):
        return _("Somebody else has changed this dispute meanwhile. Look at it as it is now, then send again.")
    return ""


def carried_out(request: HttpRequest, act: Callable[[], object], *, told: str, back: str) -> HttpResponse:
    """For a button that needs no form of its own: what came of it is a toast, and the page comes again."""
    why = attempt(act)
    if why:
        messages.problem(request, why)
    else:
        messages.done(request, told)
    return HttpResponseRedirect(back)
