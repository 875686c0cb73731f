"""What the text of a case says beyond what the case has, beside it: for whoever accepts and whoever dispatches."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from banjie.cases import placing
from banjie.cases.queries import CaseFile
from banjie.cases.suggesting import suggested
from banjie.catalogue.vocabulary import Kind
from banjie.organisations.permissions import Permission, Viewer
from banjie.web import place_offers
from banjie.web.texts import suggestions
from banjie.web.texts.frame import may_know

_PLACES: Final = 3


def said_of(file: CaseFile, viewer: Viewer, *, at: datetime) -> dict[str, Any]:
    """Category, level, kind, and a place where it has none."""
    case = file.case
    found = suggested(case.title, file.body, confidential=may_know(viewer))
    shown = suggestions.unlike(found, case.category_path)
    places: Sequence[placing.Placed] = ()
    if not case.place_text and case.longitude is None:
        # Where the area is known by the channel or the reporter, it tells places of one name apart.
        scopes = viewer.scopes(Permission.CASES_ASSIGN) or viewer.scopes(Permission.CASES_CREATE)
        own = placing.home_of(grant.area_path for grant in scopes)
        places = placing.places_in(f"{case.title}\n{file.body}", at=at, home=case.area_path or own, most=_PLACES)
    return {
        "suggested": shown,
        "doubt": suggestions.doubt_of(found) if shown else None,
        "words": suggestions.read(case.title, file.body, level=case.level, kind=_chosen_kind(case.kind)),
        "places": place_offers.offers(places),
    }


def while_received(file: CaseFile, viewer: Viewer, *, at: datetime) -> dict[str, Any]:
    """The same for the page of a case, as long as it waits to be accepted by somebody who may classify it."""
    if file.case.state != "received" or "classify" not in file.offer.allowed:
        return {"words": None}
    return said_of(file, viewer, at=at)


def _chosen_kind(kind: str) -> str:
    """ "" for what nobody need have chosen: whatever comes in without saying so is a report."""
    return "" if kind == Kind.REPORT else kind
