"""Makes a case of a message, by the intake that everything else goes through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from banjie.cases import actions
from banjie.cases import queries as cases
from banjie.cases.acting import AS_REPORTER, Acting
from banjie.cases.errors import CommandRefused, SubmissionRefused
from banjie.cases.intake import bounds
from banjie.cases.intake.draft import Submission, Through
from banjie.channels import bindings, threads
from banjie.channels.adding import MOST_TEXT, Told, say, told_by, unkept_words
from banjie.channels.enclosing import Sorted, attach_all, sorted_files
from banjie.channels.message import File, Message
from banjie.channels.models import Device, Endpoint, Kind, Thread
from banjie.core.workflow import Capacity, Reason, Refusal
from banjie.organisations.clients import queries as clients
from banjie.organisations.permissions import Permission, Viewer
from banjie.platform.actors import Actor, ActorKind

# By which channel of a case a kind of endpoint counts.
CHANNEL: Final = {
    Kind.MAIL: "email",
    Kind.HOOK: "api",
    Kind.SMS: "sms",
    Kind.WECHAT: "wechat",
    Kind.CALLS: "hotline",
}
_SHORT: Final = 120


@dataclass(frozen=True, slots=True)
class Made:
    """The case, and the thread to its reporter where there is an address; or the open one that it was added to."""

    case_id: int
    thread: Thread | None
    added_to_open: bool = False


@dataclass(frozen=True, slots=True)
class Unmade:
    """What keeps it from becoming a case, as codes; nothing was written."""

    codes: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Whose:
    """Who hands it in, and within what rights; without a viewer, whoever has the channel."""

    acting: Acting
    viewer: Viewer | None = None


def make_case(endpoint: Endpoint, message: Message, *, key: str, at: datetime) -> Made | Unmade:
    """Within the caller's transaction; with the same key the same case."""
    whose = _whose(endpoint, at)
    if whose is None:
        return Unmade(["client_out_of_use"])
    if message.device and (found := _of_device(endpoint, message, whose, at)) is not None:
        return found
    kept = sorted_files(message)
    try:
        submission = submission_of(endpoint, message, kept)
    except ValidationError as error:
        return Unmade(_codes(error))
    if whose.viewer is not None and bounds.outside_own_areas(submission, whose.viewer, at=at) is not None:
        return Unmade(["outside_own_areas"])
    through = Through(endpoint.settings.get("through") or Through.RECEIVED)
    try:
        with transaction.atomic():
            made = actions.submit(
                submission, channel=CHANNEL[Kind(endpoint.kind)], by=whose.acting, at=at, key=key, through=through
            )
    except SubmissionRefused as error:
        return Unmade([f"{each.field}:{each.code}" for each in error.problems])
    if not made.repeated:
        attach_all(made.case_id, _with_rest(message, kept), by=AS_REPORTER, at=at)
    if message.device:
        _remember(endpoint, message.device, made.case_id, at)
    return Made(made.case_id, _thread(endpoint, made.case_id, message, at))


def submission_of(endpoint: Endpoint, message: Message, kept: Sorted) -> Submission:
    """Raises pydantic.ValidationError for values that no submission can hold."""
    values: dict[str, Any] = {"identity": endpoint.settings.get("identity") or "confidential"}
    values |= dict(message.matter)
    values["body"] = message.body[:MOST_TEXT] or message.title or _("Files were sent.")
    if message.title:
        values.setdefault("title", message.title[:200])
    if contact := _contact(endpoint, message):
        values["contact"] = contact | values.get("contact", {})
    if not values.get("area") and values.get("longitude") is None and (code := endpoint.settings.get("area")):
        values["area"] = code
    if not values.get("category") and (category := endpoint.settings.get("category")):
        values["category"] = category
    if kept.unkept:
        values["note"] = f"{values.get('note', '')}\n{unkept_words(kept)}".strip()
    return Submission.model_validate(values)


def _contact(endpoint: Endpoint, message: Message) -> dict[str, str]:
    field = {Kind.MAIL: "email", Kind.SMS: "phone"}.get(Kind(endpoint.kind))
    if field is None or not message.address or len(message.address) > _SHORT:
        return {}
    return {field: message.address} | ({"name": message.name[:80]} if message.name else {})


def _with_rest(message: Message, kept: Sorted) -> Sorted:
    """What is too long for a text comes as a file, whole."""
    if len(message.body) <= MOST_TEXT:
        return kept
    return Sorted([File("message.txt", message.body.encode()), *kept.good], kept.unkept)


def _thread(endpoint: Endpoint, case_id: int, message: Message, at: datetime) -> Thread | None:
    if not message.address or endpoint.kind == Kind.HOOK:
        return None
    told = {"address": message.address, "name": message.name, "reply_to": message.reply_to}
    return threads.begin(endpoint, case_id, at=at, **told)


def _whose(endpoint: Endpoint, at: datetime) -> _Whose | None:
    """A system is the reporter of what it hands in, as far as its own rights go; a person is just that."""
    if endpoint.client_id is None:
        return _Whose(AS_REPORTER)
    client = clients.client_known(endpoint.client_id, at=at)
    if client is None or not client.viewer.may(Permission.CASES_CREATE):
        return None
    actor = Actor(ActorKind.CLIENT, client.id, client.name)
    return _Whose(Acting(actor, fixed=frozenset({Capacity.REPORTER})), client.viewer)


def _of_device(endpoint: Endpoint, message: Message, whose: _Whose, at: datetime) -> Made | None:
    """The open case of the device that reports, with this added; None where it has none.

    A storm is not a story: what comes soon after the last is counted, and told together with the next.
    """
    digest = bindings.device_of(endpoint.pk, message.device)
    _one_at_a_time(digest)
    device = Device.objects.select_for_update(of=("self",)).filter(endpoint=endpoint, digest=digest).first()
    if device is None:
        return None
    quiet = timedelta(minutes=int(endpoint.settings.get("quiet_minutes") or 0))
    told = told_by(message)
    if device.untold:
        more = _("(and %(count)s more since the last)") % {"count": device.untold}
        told = Told(f"{told.text[: MOST_TEXT - 200]}\n{more}", told.files)
    try:
        with transaction.atomic():
            if at < device.told_at + quiet:
                _refuse_if_over(device.case_id)
                device.untold += 1
            else:
                say(device.case_id, told, by=whose.acting, at=at)
                device.told_at, device.untold = at, 0
    except CommandRefused:
        return None
    device.save(update_fields=["told_at", "untold"])
    return Made(device.case_id, None, added_to_open=True)


def _one_at_a_time(digest: bytes) -> None:
    """Of two first messages of a device the second waits for the first, and finds its case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], signed=True)])


def _refuse_if_over(case_id: int) -> None:
    case = cases.brief(case_id, AS_REPORTER)
    if not case.is_open:
        raise CommandRefused(Refusal("add_information", Reason.WRONG_STATE, case.state))


def _remember(endpoint: Endpoint, name: str, case_id: int, at: datetime) -> None:
    digest = bindings.device_of(endpoint.pk, name)
    Device.objects.update_or_create(
        endpoint=endpoint, digest=digest, defaults={"case_id": case_id, "told_at": at, "untold": 0}
    )


def _codes(error: ValidationError) -> list[str]:
    return [".".join(str(part) for part in fault["loc"]) or str(fault["type"]) for fault in error.errors()]
