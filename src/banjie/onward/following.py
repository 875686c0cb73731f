"""Asks how requests stand, many at once where the endpoint can, and carries out here what changed there."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from banjie.cases import handing_on, queries
from banjie.cases.errors import CaseNotFound
from banjie.onward import carrying, documents, intervals
from banjie.onward.asking import stamp
from banjie.onward.calling import Failed, in_path
from banjie.onward.documents import Request, Update
from banjie.onward.meaning import Act, Meaning, Stands, act, is_declined, is_over, meaning
from banjie.onward.models import Endpoint, Link, State
from banjie.onward.servers import server_of

BATCH: Final = 50
_SEEN_KEPT: Final = 200
_OVERLAP: Final = timedelta(minutes=5)
_FURTHEST: Final = timedelta(days=89)
_FOLLOWED: Final = (State.OPEN, State.CLOSED)
MISSING_BEFORE_TOLD: Final = 3


def look(links: Sequence[Link], endpoint: Endpoint, *, at: datetime) -> None:
    """How these stand: by one list, and one by one what it leaves out. Raises Failed."""
    server = server_of(endpoint)
    wanted = {link.remote_id: link for link in links}
    found: dict[str, Request] = {}
    # A number with a comma in it would be taken for two.
    listable = [each for each in wanted if "," not in each]
    if len(listable) > 1:
        query = [("service_request_id", ",".join(listable)), ("extensions", "true")]
        try:
            found = {each.id: each for each in server.get("requests", documents.requests, query)}
        except Failed as failed:
            if not failed.is_final:
                raise
    for number, link in wanted.items():
        request = found.get(number) or _single(link, endpoint)
        if request is None:
            _missing(link, endpoint, at)
        else:
            stands(link, endpoint, request, at=at)


def _single(link: Link, endpoint: Endpoint) -> Request | None:
    """None where it is not there any more. What answers under another number has moved there."""
    try:
        found = server_of(endpoint).get(
            f"requests/{in_path(link.remote_id)}", documents.requests, [("extensions", "true")]
        )
    except Failed as failed:
        if failed.status in {404, 410}:
            return None
        raise
    same = next((each for each in found if each.id == link.remote_id), None)
    return same or (found[0] if len(found) == 1 else None)


def stands(link: Link, endpoint: Endpoint, request: Request, *, at: datetime) -> None:
    """Takes in how a request stands, and does what follows, in one transaction."""
    with transaction.atomic():
        held = Link.objects.select_for_update().filter(pk=link.pk, ended_at=None, state__in=_FOLLOWED).first()
        if held is None:
            return
        _moved(held, endpoint, request, at)
        before = Stands(held.remote_status, held.remote_state, held.remote_notes)
        now = Stands(request.status or "open", request.state, request.notes)
        meant = meaning(before, now, endpoint.declined_words.splitlines())
        # They were told that it is not settled: what they say now without opening it again is their answer to that.
        if meant is Meaning.NEWS and is_over(now) and held.contested_at is not None:
            meant = Meaning.DECLINED if is_declined(now, endpoint.declined_words.splitlines()) else Meaning.CLOSED
        # The state in words, which servers give in place of notes, is no news.
        if meant is Meaning.NEWS and request.state and not is_over(now):
            meant = Meaning.NOTHING
        held.remote_status, held.remote_state, held.remote_notes = now.status[:60], now.state[:60], now.notes
        held.state = State.CLOSED if is_over(now) else State.OPEN
        held.remote_closed_at = (held.remote_closed_at or at) if is_over(now) else None
        held.asked_at, held.failures, held.note, held.said, held.looks = at, 0, "", "", 0
        held.next_at = intervals.next_look(held.received_at or held.made_at, at=at, closed_at=held.remote_closed_at)
        _photo(held, endpoint, request.media_url, at)
        _follows(held, endpoint, meant, at)
        if held.next_at is None:
            held.ended_at, held.ended_why = at, "long_closed"
        held.save()


def _follows(link: Link, endpoint: Endpoint, meant: Meaning, at: datetime) -> None:
    if meant is Meaning.REOPENED:
        link.owed = ""
        carrying.record(link, endpoint, handing_on.TROUBLE, at=at, trouble="reopened")
    if meant is Meaning.NOTHING:
        return
    todo = _act(link, endpoint, meant)
    if todo is Act.LATER or not carrying.carry_out(link, endpoint, todo, at=at):
        link.owed = str(meant)


def _act(link: Link, endpoint: Endpoint, meant: Meaning) -> Act:
    try:
        brief = queries.brief(link.case_id, carrying.acting(endpoint))
    except CaseNotFound:
        return Act.NOTHING
    return act(meant, leads=link.leads, state=brief.state, is_open=brief.is_open)


def pay(link: Link, endpoint: Endpoint, *, at: datetime) -> None:
    """What the unit still has to do here is tried again: the case may allow it by now."""
    with transaction.atomic():
        held = Link.objects.select_for_update().filter(pk=link.pk, ended_at=None).exclude(owed="").first()
        if held is None:
            return
        todo = _act(held, endpoint, Meaning(held.owed))
        if todo is not Act.LATER and carrying.carry_out(held, endpoint, todo, at=at):
            held.owed = ""
            held.save(update_fields=["owed"])


def ask_updates(endpoint: Endpoint, *, at: datetime) -> None:
    """What was told there since the last time, by the extension for updates. Raises Failed."""
    since = max((endpoint.updates_until or at - timedelta(days=1)) - _OVERLAP, at - _FURTHEST)
    query = [("start_date", stamp(since)), ("end_date", stamp(at))]
    found = server_of(endpoint).get("servicerequestupdates", documents.updates, query)
    wanted = {each.request_id for each in found}
    links = Link.objects.filter(endpoint=endpoint, ended_at=None, remote_id__in=wanted, state__in=_FOLLOWED)
    for link in links.order_by("id"):
        _tell_updates(link, endpoint, [each for each in found if each.request_id == link.remote_id], at)
    Endpoint.objects.filter(pk=endpoint.pk).update(updates_until=at)


def _tell_updates(link: Link, endpoint: Endpoint, updates: Sequence[Update], at: datetime) -> None:
    """Each once, as a note of the unit; words that the status brings anyway are left to it."""
    with transaction.atomic():
        held = Link.objects.select_for_update().get(pk=link.pk)
        seen = set(held.seen_updates)
        for each in updates:
            if each.id in seen:
                continue
            seen.add(each.id)
            held.seen_updates = [*held.seen_updates, each.id][-_SEEN_KEPT:]
            early = each.at is not None and held.received_at is not None and each.at < held.received_at - _OVERLAP
            over = is_over(Stands(each.status))
            if not early and not over and each.description:
                carrying.note(held, endpoint, _with_photo(each.description, each.media_url), at=at)
            if over != (held.state == State.CLOSED):
                held.next_at = at
        held.save(update_fields=["seen_updates", "next_at"])


def tell_over(link: Link, endpoint: Endpoint, *, at: datetime) -> None:
    """The case is over here, or is somebody else's now: told there where updates are taken. Raises Failed."""
    with override(settings.LANGUAGE_CODE):
        text = gettext("The matter was ended by us, or goes on elsewhere. Nothing more is awaited of you.")
    if endpoint.takes_updates and link.remote_id and link.state == State.OPEN:
        fields = [
            ("service_request_id", link.remote_id),
            ("update_id", f"banjie-{link.pk}-over"),
            ("updated_datetime", stamp(at)),
            ("status", link.remote_status.upper() or "OPEN"),
            ("description", text),
        ]
        try:
            server_of(endpoint).post("servicerequestupdates", lambda value: value, fields, key=f"banjie-{link.pk}-over")
        except Failed as failed:
            if not failed.is_final:
                raise
            Link.objects.filter(pk=link.pk).update(note=failed.note[:30], said=failed.said[:500])
        else:
            link.told_over = True
    unheard = link.state == State.OPEN and not link.told_over
    why = "over_untold" if unheard else "over"
    Link.objects.filter(pk=link.pk, ended_at=None).update(
        ended_at=at, ended_why=why, told_over=link.told_over, next_at=None
    )


def _missing(link: Link, endpoint: Endpoint, at: datetime) -> None:
    """It is not there: perhaps for a moment. Three times in a row, and the dispatcher is told."""
    with transaction.atomic():
        held = Link.objects.select_for_update().filter(pk=link.pk, ended_at=None).first()
        if held is None:
            return
        held.asked_at, held.looks, held.note = at, held.looks + 1, "not_there"
        held.next_at = intervals.next_look(held.received_at or held.made_at, at=at)
        held.save()
        if held.looks == MISSING_BEFORE_TOLD:
            carrying.record(held, endpoint, handing_on.TROUBLE, at=at, trouble="not_there")


def _moved(link: Link, endpoint: Endpoint, request: Request, at: datetime) -> None:
    if request.id == link.remote_id:
        return
    if Link.objects.filter(endpoint=endpoint, remote_id=request.id, ended_at=None).exclude(pk=link.pk).exists():
        return
    with override(settings.LANGUAGE_CODE):
        text = gettext("At %(server)s the request %(before)s is now number %(now)s.")
    carrying.note(link, endpoint, text % {"server": endpoint.name, "before": link.remote_id, "now": request.id}, at=at)
    link.remote_id = request.id


def _photo(link: Link, endpoint: Endpoint, address: str, at: datetime) -> None:
    """An address of a photo there is noted, once, and never fetched."""
    if not address or not address.startswith(("http://", "https://")) or f"photo {address}" in link.seen_updates:
        return
    # What we sent ourselves comes back with the request.
    link.seen_updates = [*link.seen_updates, f"photo {address}"][-_SEEN_KEPT:]
    if not address.startswith(f"{settings.PUBLIC_URL}/"):
        carrying.note(link, endpoint, _with_photo("", address), at=at)


def _with_photo(text: str, address: str) -> str:
    if not address:
        return text
    with override(settings.LANGUAGE_CODE):
        named = gettext("Photo there (not fetched): %(address)s") % {"address": address}
    return f"{text}\n{named}".strip()
