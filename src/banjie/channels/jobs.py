"""Periodic and deferred work on messages from outside. Thin."""

from typing import Any

from banjie.platform import clock
from banjie.platform.events import subscribe
from banjie.platform.jobs import job, later


@job("channels.take")
def take(*, inbound_id: int) -> None:
    from banjie.channels import taking

    taking.take(inbound_id, at=clock.now())


@job("channels.take_due", every="*/5 * * * *")
def take_due() -> None:
    from banjie.channels import taking

    taking.take_due(at=clock.now())


@job("channels.reply")
def reply(*, inbound_id: int) -> None:
    from banjie.channels import replying

    replying.reply(inbound_id, at=clock.now())


@job("channels.poll", every="* * * * *")
def poll() -> None:
    """Each mailbox in a job of its own, so that one that hangs keeps nobody waiting."""
    from banjie.channels import endpoints

    for each in endpoints.in_use("mail"):
        if each.settings.get("host"):
            later(fetch, once=f"channels.fetch.{each.pk}", endpoint_id=each.pk)


@job("channels.fetch")
def fetch(*, endpoint_id: int) -> None:
    from banjie.channels.mail_in import fetching
    from banjie.channels.models import Endpoint

    endpoint = Endpoint.objects.filter(pk=endpoint_id, active=True).first()
    if endpoint is None:
        return
    try:
        fetching.fetch(endpoint, at=clock.now())
    except fetching.MailboxFault:
        # Noted at the endpoint; the next minute tries again.
        return


@job("channels.forget", every="*/10 * * * *")
def forget() -> None:
    from banjie.channels import upkeep

    upkeep.forget(at=clock.now())


@subscribe("cases.reporter_to_tell", "channels.tell_reporter")
def tell_reporter(news: dict[str, Any]) -> None:
    from banjie.channels import replying

    replying.tell(news["case_id"], news["command"], news["entry"], at=clock.now())


@job("channels.fetch_media")
def fetch_media(*, endpoint_id: int, case_id: int, media: list[str]) -> None:
    from banjie.channels.models import Endpoint
    from banjie.channels.wechat import fetching

    endpoint = Endpoint.objects.filter(pk=endpoint_id, active=True).first()
    if endpoint is not None:
        fetching.fetch(endpoint, case_id, media, at=clock.now())


@subscribe("cases.reporter_to_tell", "channels.tell_phones")
@subscribe("cases.verdict_wanted", "channels.tell_phones")
@subscribe("cases.merged", "channels.tell_phones")
@subscribe("cases.joint_closed", "channels.tell_phones")
def tell_phones(news: dict[str, Any]) -> None:
    from banjie.channels.phones import telling

    for phone_id in telling.tell(news["case_id"], at=clock.now()):
        later(tell_phone, once=f"channels.tell_phone.{phone_id}", phone_id=phone_id)


@job("channels.tell_phone")
def tell_phone(*, phone_id: int) -> None:
    from banjie.channels.phones import telling

    telling.send(phone_id, at=clock.now())


@job("channels.tell_phones_due", every="* * * * *")
def tell_phones_due() -> None:
    """Those whose service failed before."""
    from banjie.channels.phones import telling

    for phone_id in telling.due(at=clock.now()):
        later(tell_phone, once=f"channels.tell_phone.{phone_id}", phone_id=phone_id)
