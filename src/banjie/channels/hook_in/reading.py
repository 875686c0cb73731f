"""What a system sent, as a message. Pure."""

from typing import Any

from banjie.channels.hook_in import mapping
from banjie.channels.hook_in.documents import NotADocument, document_of
from banjie.channels.hook_in.mapping import Mapped
from banjie.channels.message import Message, NotTaken, Read, Reason
from banjie.channels.models import Endpoint


def read(raw: bytes, endpoint: Endpoint) -> Read:
    try:
        mapped = mapping.applied(endpoint.settings["mapping"], document_of(raw))
    except NotADocument:
        return NotTaken(Reason.UNREADABLE)
    if not mapped.wanted:
        return NotTaken(Reason.NOT_WANTED, passed_over=True)
    if mapped.faults:
        return NotTaken(Reason.REFUSED, " ".join(f"{each.where}:{each.code}" for each in mapped.faults))
    return message_of(mapped)


def message_of(mapped: Mapped) -> Message:
    matter: dict[str, Any] = dict(mapped.values)
    body, title = matter.pop("body"), matter.pop("title", "")
    matter.setdefault("identity", "open")
    return Message(body=body, title=title, matter=matter, device=mapped.device, files=mapped.files, answerable=False)
