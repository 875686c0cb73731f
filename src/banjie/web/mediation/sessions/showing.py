"""How sessions are named and shown."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from banjie.mediation import session_wording
from banjie.mediation.models import CameHow, SessionKind, SessionState
from banjie.mediation.place_words import place_words, side_letter
from banjie.mediation.queries.sessions import Came, Offered, SessionLine, SessionPage
from banjie.mediation.sessions.people import Who

TONES = {
    SessionState.PROPOSED: "warn",
    SessionState.SCHEDULED: "accent",
    SessionState.UNDER_WAY: "accent",
    SessionState.HELD: "good",
    SessionState.ADJOURNED: "neutral",
    SessionState.CANCELLED: "neutral",
    SessionState.BROKEN_OFF: "danger",
}
_TO_COME = (SessionState.UNDER_WAY, SessionState.SCHEDULED, SessionState.PROPOSED)


def title(kind: str, side: str, number: int) -> str:
    """ "Session 2", "With side A alone, 1", "In writing, 1"."""
    if kind == SessionKind.SEPARATE:
        return _("Session %(number)s with side %(side)s alone") % {"number": number, "side": side_letter(side)}
    if kind == SessionKind.WRITING and side:
        return _("Session %(number)s in writing, with side %(side)s") % {"number": number, "side": side_letter(side)}
    if kind == SessionKind.WRITING:
        return _("Session %(number)s in writing") % {"number": number}
    return pgettext("mediation", "Session %(number)s") % {"number": number}


def line(each: SessionLine) -> dict[str, Any]:
    return {
        "line": each,
        "title": title(each.kind, each.side, each.number),
        "state": session_wording.CHOICES["session_state"][each.state],
        "tone": TONES[SessionState(each.state)],
        "minutes": standing(each.standing),
    }


def standing(minutes: str) -> str:
    """Where minutes stand, in a word."""
    words = {
        "begun": _("Minutes being written"),
        "read_back": _("Minutes read back"),
        "locked": _("Minutes signed and locked"),
    }
    return words.get(minutes, "")


def to_come(lines: Iterable[SessionLine]) -> list[dict[str, Any]]:
    """Under way first, then by time, then those whose time is still open."""
    order = {state: place for place, state in enumerate(_TO_COME)}
    found = [each for each in lines if each.state in _TO_COME]
    found.sort(key=lambda each: each.starts_at.timestamp() if each.starts_at is not None else each.id)
    found.sort(key=lambda each: order[SessionState(each.state)])
    return [line(each) for each in found]


def past(lines: Iterable[SessionLine]) -> list[dict[str, Any]]:
    return [line(each) for each in lines if each.state not in _TO_COME]


def times(page: SessionPage) -> list[dict[str, Any]]:
    return [_time(each, page.names) for each in page.times]


def _time(offered: Offered, names: Mapping[Who, str]) -> dict[str, Any]:
    weighed = offered.weighed
    against = [
        *(_("%(name)s cannot") % {"name": names.get(who, "")} for who in weighed.cannot),
        *(_("%(name)s is in another session") % {"name": names.get(who, "")} for who in weighed.clashes),
        *(_("%(name)s is away") % {"name": names.get(who, "")} for who in weighed.away),
    ]
    return {
        "id": offered.id,
        "span": weighed.span,
        "best": offered.best,
        "tone": "good" if weighed.agreed else "warn" if weighed.possible else "danger",
        "verdict": _verdict(offered),
        "against": against,
        "outside_hours": not weighed.at_work,
    }


def _verdict(offered: Offered) -> str:
    weighed = offered.weighed
    if weighed.past:
        return _("Past")
    if weighed.agreed:
        return _("Everybody can")
    if not weighed.possible:
        return _("Does not suit everybody")
    silent = len(weighed.silent)
    return ngettext("%(n)s has not answered yet", "%(n)s have not answered yet", silent) % {"n": silent}


def people(page: SessionPage) -> list[dict[str, Any]]:
    """Everybody of a session with how they came, numbered for the keyboard."""
    came: dict[Who, Came] = {each.who: each for each in page.came}
    beside: dict[str, list[dict[str, Any]]] = {}
    for person in page.people:
        if person.role and not person.is_mediator:
            beside.setdefault(person.label, []).append({"id": person.who.id, "name": person.name})
    return [
        {
            "person": person,
            "who": str(person.who),
            "key": place if place < 10 else "",
            "came": came.get(person.who),
            "beside": beside.get(person.label, ()) if person.label and not person.role else (),
        }
        for place, person in enumerate(page.people, 1)
    ]


def by_heading(lines: Sequence[Any], headings: Iterable[Any], language: str) -> list[dict[str, Any]]:
    """The headings with the lines under each, as minutes are read."""
    return [
        {
            "key": each.key,
            "name": each.named(language),
            "hint": each.hinted(language),
            "speakers": each.speakers,
            "lines": [line for line in lines if line.heading == each.key],
        }
        for each in headings
    ]


def attended(head: Mapping[str, Any], page: SessionPage) -> list[dict[str, str]]:
    """Who came and how, as fixed at the reading back, or as noted until then; mediators apart from the rest."""
    ways = session_wording.CHOICES["came_how"]
    if head:
        rows = [(each["who"], each["name"], each["how"]) for each in head["people"]]
    else:
        rows = [(str(each.who), page.names.get(each.who, ""), each.how) for each in page.came]
    labels = {str(person.who): person.label for person in page.people}
    return [
        {
            "name": name,
            "how": "" if how == CameHow.PRESENT else str(ways.get(how, how)),
            "label": place_words(labels.get(who, "")),
            "mediates": who.startswith("seat"),
        }
        for who, name, how in rows
    ]
