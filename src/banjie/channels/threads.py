"""How an answer finds its case again, without any list of whose cases there are.

A thread belongs to one case at one endpoint and holds the reporter's address, sealed. A letter's own sign, or the
tracking code, leads to it. Where a channel knows neither, as text messages do, an answer is awaited for some days:
only then is there a keyed digest of the address and the day to find it by, and it goes with the answer or the days.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Q

from banjie.cases import queries as cases
from banjie.channels import bindings
from banjie.channels.models import Endpoint, Inbound, Kind, Thread
from banjie.core.workflow import final_states
from banjie.platform import crypto

AWAITED: Final = timedelta(days=7)
# Whoever has just told a matter and remembers something goes on with it.
JUST_TOLD: Final = timedelta(minutes=30)
# Of one thread within an hour: a person writes less, and two machines that answer each other write on for ever.
MOST_AN_HOUR: Final = 10


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Whom to write to about a case, and by what. `case_id` and the code are the case's."""

    thread_id: int
    endpoint: Endpoint = field(repr=False)
    case_id: int
    address: str = field(repr=False)
    name: str = field(repr=False)
    reply_to: str = field(repr=False, default="")


def begin(
    endpoint: Endpoint, case_id: int, *, address: str, name: str = "", reply_to: str = "", at: datetime
) -> Thread:
    """The thread of a case at an endpoint; the one that there is, where there is one."""
    told = {"address": address, "name": name, "reply_to": reply_to}
    row, _made = Thread.objects.get_or_create(
        endpoint=endpoint,
        case_id=case_id,
        defaults={
            "sealed": crypto.encrypt_json(told, bound_to=bindings.thread(endpoint.pk, case_id)),
            "made_at": at,
            "erase_on": at.date() + timedelta(days=settings.BANJIE_CONTACT_KEPT_DAYS),
        },
    )
    return row


def correspondent(thread: Thread) -> Correspondent | None:
    """None once the address is erased, or where letters came back from it."""
    if thread.sealed is None or thread.bounced_at is not None or not thread.endpoint.active:
        return None
    binding = bindings.thread(thread.endpoint_id, thread.case_id)
    told = crypto.decrypt_json(thread.sealed, bound_to=binding)
    return Correspondent(
        thread.pk, thread.endpoint, thread.case_id, told["address"], told["name"], told.get("reply_to", "")
    )


def of_case(case_id: int) -> Correspondent | None:
    """By which the reporter of a case is reached: the newest thread that still can."""
    for row in Thread.objects.filter(case_id=case_id).select_related("endpoint").order_by("-id"):
        if (found := correspondent(row)) is not None:
            return found
    return None


def await_answer(thread_id: int, *, asked: str, at: datetime, span: timedelta = AWAITED) -> None:
    """From now on a plain message from this address goes on with this case. Letters have signs and need no window."""
    row = Thread.objects.select_for_update(of=("self",)).select_related("endpoint").get(pk=thread_id)
    row.asked = asked
    found = correspondent(row)
    if found is not None and row.endpoint.kind != Kind.MAIL:
        row.window = bindings.window_of(row.endpoint_id, found.address, at.date())
        row.window_until = at + span
    row.save(update_fields=["asked", "window", "window_until"])


def answered(thread_id: int) -> None:
    Thread.objects.filter(pk=thread_id).update(asked="", window=None, window_until=None)


def awaiting(endpoint: Endpoint, address: str, *, at: datetime) -> Sequence[Thread]:
    """The threads in which an answer from this address is awaited just now: more than one cannot be told apart."""
    days = [at.date() - timedelta(days=past) for past in range(AWAITED.days + 1)]
    windows = [bindings.window_of(endpoint.pk, address, day) for day in days]
    rows = Thread.objects.filter(endpoint=endpoint, window__in=windows, window_until__gt=at)
    return list(rows.order_by("id")[:3])


def busy(thread: Thread, *, at: datetime) -> bool:
    """Whether more came in it lately than a person writes."""
    lately = Inbound.objects.filter(thread=thread, received_at__gt=at - timedelta(hours=1))
    return lately.count() >= MOST_AN_HOUR


def bounced(thread_id: int, *, at: datetime) -> None:
    Thread.objects.filter(pk=thread_id, bounced_at=None).update(bounced_at=at)


def code_of(case_id: int) -> tuple[str, str]:
    """The number and the tracking code of a case, for a letter to its reporter."""
    return cases.reporter_key(case_id)


def forget(*, today: date, at: datetime) -> None:
    """Closes windows that ran out, and erases addresses with the contacts of their cases."""
    Thread.objects.filter(window_until__lte=at).update(window=None, window_until=None, asked="")
    over = Q(erase_on__lte=today, case__state__in=final_states()) | Q(case__contact__erased_at__isnull=False)
    Thread.objects.filter(over, sealed__isnull=False).update(sealed=None, window=None, window_until=None, asked="")
