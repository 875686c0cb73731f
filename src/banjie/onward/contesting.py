"""What was closed there, and is not settled for us: they are told why, or it is handed in once more.

A reviewer sent their answer back, or a dispatcher refused their return. The words of it go along, unless they may
tell of somebody.
"""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from banjie.cases import handing_on
from banjie.cases.handing_on import SentBack
from banjie.onward import carrying, intervals, linking
from banjie.onward.asking import stamp
from banjie.onward.calling import Failed
from banjie.onward.models import Endpoint, Link, State
from banjie.onward.servers import server_of

# Why a link ended whose request is followed by another.
SENT_BACK: Final = "sent_back"


def tell(link: Link, endpoint: Endpoint, *, at: datetime) -> None:
    """By an update where they take one; otherwise, and where they refuse it, by a request that goes on from the first.

    Raises Failed where they do not answer: it is told later.
    """
    found = handing_on.sent_back([link.case_id]).get(link.case_id)
    taken = found is not None and endpoint.takes_updates and _is_taken(link, endpoint, found, at)
    with transaction.atomic():
        held = Link.objects.select_for_update().filter(pk=link.pk, ended_at=None, state=State.CONTESTED).first()
        if held is None or found is None:
            return
        if not taken:
            linking.anew(held, at, why=SENT_BACK)
            return
        held.state, held.contested_at, held.note, held.said = State.CLOSED, found.at, "", ""
        held.next_at = intervals.next_look(held.received_at or held.made_at, at=at, closed_at=held.remote_closed_at)
        held.save()
        carrying.note(held, endpoint, _noted(held, endpoint, found), at=at)


def goes_on_from(link: Link) -> str:
    """What a request says that follows another which was not accepted; empty for every other."""
    before = (
        Link.objects.filter(case_id=link.case_id, endpoint_id=link.endpoint_id, pk__lt=link.pk).order_by("-id").first()
    )
    if before is None or before.ended_why != SENT_BACK:
        return ""
    found = handing_on.sent_back([link.case_id]).get(link.case_id)
    with override(settings.LANGUAGE_CODE):
        first = gettext("This goes on from your request %(id)s.") % {"id": before.remote_id}
    return f"{first} {words(found)}" if found is not None else first


def words(found: SentBack) -> str:
    with override(settings.LANGUAGE_CODE):
        if found.answered:
            text = gettext("For us it is not settled yet.")
        else:
            text = gettext("We looked into it again: it is for you to settle.")
    return f"{text} {found.reason}".strip()


def _is_taken(link: Link, endpoint: Endpoint, found: SentBack, at: datetime) -> bool:
    key = f"banjie-{link.pk}-back-{int(found.at.timestamp())}"
    fields = [
        ("service_request_id", link.remote_id),
        ("update_id", key),
        ("updated_datetime", stamp(at)),
        ("status", "OPEN"),
        ("description", words(found)),
    ]
    try:
        server_of(endpoint).post("servicerequestupdates", lambda value: value, fields, key=key)
    except Failed as failed:
        if not failed.is_final:
            raise
        return False
    return True


def _noted(link: Link, endpoint: Endpoint, found: SentBack) -> str:
    with override(settings.LANGUAGE_CODE):
        text = gettext("%(server)s was told of its request %(id)s: “%(words)s”")
    return text % {"server": endpoint.name, "id": link.remote_id, "words": words(found)}
