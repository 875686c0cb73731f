"""Service request updates (mySociety's extension): what the reporters were told, and information added by a client."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from banjie.api.open311 import asking, jurisdictions
from banjie.api.open311.door import Asked
from banjie.api.open311.errors import missing, wrong
from banjie.api.open311.parameters import Parameters
from banjie.api.open311.telling import moment, status
from banjie.api.open311.writing import Document
from banjie.cases import actions, queries, wording
from banjie.cases.queries import OutwardCase, OutwardUpdate
from banjie.platform import clock

_ROOT = "service_request_updates"
_WEB = re.compile(r"https?://[^\s<>\"]{1,480}", re.IGNORECASE)


def listed(asked: Asked) -> Document:
    parameters = asked.parameters
    place = jurisdictions.asked_for(parameters)
    since, until = asking.span(parameters, first="start_date", last="end_date", at=clock.now())
    page, size = asking.paging(parameters)
    found, more = queries.outward_updates(
        asked.viewer, since=since, until=until, area=place.path, elsewhere=place.alone, page=page, size=size
    )
    extensions = bool(parameters.flag("extensions"))
    headers = {"Link": asking.next_link(asked, page)} if more else {}
    return Document(_ROOT, [_told(update, extensions=extensions) for update in found], headers=headers)


def added(asked: Asked) -> Document:
    """Information added to a case, where the client's roles allow it. The status is changed by those who handle it.

    A person named with an update (`email`, `phone`, `first_name`, …) is not read: the case has its contact.
    """
    acting, parameters = asked.acting(), asked.parameters
    place = jurisdictions.asked_for(parameters)
    number = parameters.one("service_request_id")
    if not number:
        raise missing("service_request_id")
    case = queries.outward_case(number, viewer=acting.viewer, area=place.path, elsewhere=place.alone)
    _refuse_status(parameters, case)
    done = actions.perform(case.id, "add_information", by=acting, at=clock.now(), data={"text": _text(parameters)})
    content = [{"update_id": _id(done.number, done.entries), "account_id": None}]
    return Document(_ROOT, content, status=201)


def _refuse_status(parameters: Parameters, case: OutwardCase) -> None:
    given = parameters.one("status").lower()
    if given and given != status(case.is_open):
        raise wrong("status", "status_not_yours", _("The status is changed by those who handle the matter."))


def _text(parameters: Parameters) -> str:
    text, address = parameters.one("description"), parameters.one("media_url")
    if not text:
        raise missing("description")
    if address and not _WEB.fullmatch(address):
        raise wrong("media_url", "not_an_address", _("Give an address that begins with http:// or https://."))
    return f"{text}\n{address}" if address else text


def _told(update: OutwardUpdate, *, extensions: bool) -> dict[str, Any]:
    values: dict[str, Any] = {
        "update_id": _id(update.number, update.sequence),
        "service_request_id": update.number,
        "status": status(update.is_open),
        "updated_datetime": moment(update.at),
        "description": update.text or str(wording.word(wording.HAPPENED, update.command)),
        "media_url": None,
    }
    if extensions:
        state = str(wording.word(wording.STATES, update.state))
        values["extended_attributes"] = {"command": update.command, "state": update.state, "state_name": state}
    return values


def _id(number: str, sequence: int) -> str:
    return f"{number}.{sequence}"
