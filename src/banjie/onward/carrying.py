"""What happened there is carried out here, by the unit that stands for the endpoint and no further than it may go."""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext, override

from banjie.cases import actions, handing_on, queries
from banjie.cases.acting import Acting
from banjie.cases.errors import CaseNotFound, CommandRefused, StaleCase
from banjie.onward.meaning import Act
from banjie.onward.models import Endpoint, Link
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import ROLES, Viewer, ViewerGrant
from banjie.platform.actors import Actor, ActorKind
from banjie.platform.tables.text import clean_text

_LONGEST: Final = 3_000
_ROLE: Final = "handler"


def acting(endpoint: Endpoint) -> Acting:
    """The endpoint as a handler of its unit: it sees and does what such a person would, and is nobody's number."""
    unit = organisations.units_index().get(endpoint.unit_id)
    role = ROLES[_ROLE]
    grants = (
        (ViewerGrant(_ROLE, role.permissions, unit.area_path, unit.id, unit.path, role.reach),)
        if unit is not None
        else ()
    )
    return Acting(Actor(ActorKind.CLIENT, 0, endpoint.name, endpoint.unit_id), Viewer(0, endpoint.name, grants))


def carry_out(link: Link, endpoint: Endpoint, act: Act, *, at: datetime) -> bool:
    """Does it, whole or not at all. False where the case does not allow it now, or moved on in between."""
    if act is Act.NOTHING:
        return True
    by = acting(endpoint)
    try:
        brief = queries.brief(link.case_id, by)
    except CaseNotFound:
        return True
    words = _words(link, endpoint)
    try:
        if act is Act.ANSWER:
            _answer(link, endpoint, brief, words, by, at)
        elif act is Act.RETURN:
            _perform(link, "return", by, at, brief.entries, reason=words)
        elif act is Act.CONTRIBUTE:
            _perform(link, "contribute", by, at, brief.entries, result=words)
        else:
            _perform(link, "note", by, at, brief.entries, text=words)
    except (CommandRefused, StaleCase):
        return False
    return True


def claim(link: Link, endpoint: Endpoint, *, at: datetime) -> None:
    """It was taken in there: the unit has taken it on. Where the case does not allow it, nothing."""
    by = acting(endpoint)
    try:
        brief = queries.brief(link.case_id, by)
        if link.leads and brief.state == "assigned":
            _perform(link, "claim", by, at, brief.entries)
    except (CaseNotFound, CommandRefused, StaleCase):
        return


def note(link: Link, endpoint: Endpoint, text: str, *, at: datetime) -> None:
    """A remark of the unit; where it may not even do that any more, nothing."""
    try:
        actions.perform(link.case_id, "note", by=acting(endpoint), at=at, data={"text": _clean(text)})
    except (CaseNotFound, CommandRefused):
        return


def record(link: Link, endpoint: Endpoint, command: str, *, at: datetime, **data: Any) -> None:
    """An entry of its own on the timeline."""
    told = {"server": endpoint.name, "remote_id": link.remote_id} | data
    given = {key: value for key, value in told.items() if value not in ("", None)}
    by = Actor(ActorKind.CLIENT, 0, endpoint.name, endpoint.unit_id)
    handing_on.record(link.case_id, command, data=given, by=by, at=at)


def _answer(link: Link, endpoint: Endpoint, brief: Any, words: str, by: Acting, at: datetime) -> None:
    """Claimed first, where nobody did; then answered in their words, for our review. Never closed by itself."""
    entries = brief.entries
    if brief.state == "assigned":
        entries = _perform(link, "claim", by, at, entries)
    with override(settings.LANGUAGE_CODE):
        account = gettext("%(server)s closed its request %(id)s. What it said is the reply; nobody here added to it.")
    _perform(
        link,
        "answer",
        by,
        at,
        entries,
        found_true=True,
        within_duty=True,
        contacted_how="not_needed",
        solved="solved",
        internal_account=account % {"server": endpoint.name, "id": link.remote_id},
        public_reply=words,
    )


def _perform(link: Link, command: str, by: Acting, at: datetime, expected: int, **data: Any) -> int:
    return actions.perform(link.case_id, command, by=by, at=at, data=data, expected=expected).entries


def _words(link: Link, endpoint: Endpoint) -> str:
    """Their last words, or that there were none."""
    said = _clean(link.remote_notes)
    if said:
        return said
    with override(settings.LANGUAGE_CODE):
        if link.state == "closed":
            text = gettext("%(server)s closed its request %(id)s without a word.")
        else:
            text = gettext("At %(server)s, request %(id)s is open again.")
        return text % {"server": endpoint.name, "id": link.remote_id}


def _clean(text: str) -> str:
    return clean_text(text, limit=_LONGEST).text.strip()
