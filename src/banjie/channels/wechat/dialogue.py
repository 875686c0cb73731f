"""What a callback comes to: a turn of the conversation, a case, an addition to one, a verdict."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from banjie.channels import bindings, threads, words
from banjie.channels.adding import add
from banjie.channels.codes import codes_in, without
from banjie.channels.making import Made, make_case
from banjie.channels.message import Message, Reason
from banjie.channels.models import Endpoint, State, Telling, Thread
from banjie.channels.wechat.conversation import Draft, Heard, Say, Turn, turn
from banjie.channels.wechat.phrases import said
from banjie.channels.wechat.reading import kept, read
from banjie.channels.wechat.wire import Callback
from banjie.platform import crypto
from banjie.platform.jobs import later

_FILES: Final = {"image", "voice", "video", "shortvideo"}


@dataclass(frozen=True, slots=True)
class Answered:
    """What is said back, and what became of it. `kept` is what a person is to look at, where it is set aside."""

    text: str
    state: State = State.HEARD
    case_id: int | None = None
    thread: Thread | None = None
    reason: str = ""
    kept: bytes = b""


def answered(endpoint: Endpoint, callback: Callback, *, at: datetime) -> Answered:
    """Within the caller's transaction."""
    if callback.kind == "event":
        return _event(endpoint, callback, at)
    heard = _heard(callback)
    row, draft = _telling(endpoint, callback.sender)
    # Whoever is just telling a matter goes on with that; only a code says that they mean another.
    if draft is None or codes_in(heard.text):
        goes_on = _photo_for(endpoint, callback, heard, at) if heard.media else _goes_on(endpoint, callback, heard, at)
        if goes_on is not None:
            return goes_on
    return _turned(endpoint, callback, row, turn(draft, heard), draft, at)


def _event(endpoint: Endpoint, callback: Callback, at: datetime) -> Answered:
    name = callback.values.get("Event", "").lower()
    if name == "subscribe":
        return Answered(said(Say.WELCOME))
    if name != "click":
        # Whoever leaves, scans, or looks at the menu is not answered, and nothing of it is kept.
        return Answered("")
    row, draft = _telling(endpoint, callback.sender)
    moved = turn(draft, Heard(pressed=callback.values.get("EventKey", "")))
    return _turned(endpoint, callback, row, moved, draft, at)


def _heard(callback: Callback) -> Heard:
    values = callback.values
    match callback.kind:
        case "text":
            return Heard(text=values.get("Content", ""))
        case "voice" if values.get("Recognition"):
            return Heard(text=values["Recognition"])
        case "location":
            return _located(values.get("Location_X", ""), values.get("Location_Y", ""), values.get("Label", ""))
        case kind if kind in _FILES and values.get("MediaId"):
            return Heard(media=values["MediaId"][:200])
    return Heard()


def _located(latitude: str, longitude: str, label: str) -> Heard:
    try:
        lat, lon = float(latitude), float(longitude)
    except ValueError:
        return Heard()
    return Heard(place=label, latitude=lat, longitude=lon) if abs(lat) <= 90 and abs(lon) <= 180 else Heard()


def _goes_on(endpoint: Endpoint, callback: Callback, heard: Heard, at: datetime) -> Answered | None:
    """With a case that exists: by its code, or because an answer is awaited. None for what is no such thing."""
    from banjie.channels.taking import belongs_to

    if not heard.text.strip():
        return None
    codes = codes_in(heard.text)
    body = without(heard.text) if codes else heard.text.strip()
    message = Message(body=body, address=callback.sender, codes=codes)
    found = belongs_to(message, endpoint, at)
    if found.reason is Reason.AMBIGUOUS:
        return Answered(words.of_missing_code().message, State.PASSED_OVER, reason=Reason.AMBIGUOUS)
    if found.thread is None:
        return Answered(_("There is no matter with this code.")) if codes else None
    if found.reason is not None:
        return Answered("", State.PASSED_OVER, thread=found.thread, reason=found.reason)
    if not body:
        # The code by itself asks how it stands.
        return _standing(found.thread, callback.sender, at)
    return _added(found.thread, message, surely=found.surely, at=at)


def _photo_for(endpoint: Endpoint, callback: Callback, heard: Heard, at: datetime) -> Answered | None:
    """A photo that is sent after the matter went in, while more is awaited."""
    from banjie.channels.taking import belongs_to

    found = belongs_to(Message(body="", address=callback.sender), endpoint, at)
    if found.thread is None or found.reason is not None:
        return None
    _fetch_later(endpoint, found.thread.case_id, [heard.media])
    number, code = threads.code_of(found.thread.case_id)
    return Answered(words.of_addition(number, code).message, State.ADDED, found.thread.case_id, found.thread)


def _fetch_later(endpoint: Endpoint, case_id: int, media: list[str]) -> None:
    from banjie.channels.jobs import fetch_media

    later(fetch_media, endpoint_id=endpoint.pk, case_id=case_id, media=media)


def _standing(thread: Thread, sender: str, at: datetime) -> Answered:
    number, code = threads.code_of(thread.case_id)
    known = threads.correspondent(thread)
    line = _("Your matter %(number)s, with everything that happened: %(address)s")
    if known is not None and known.address == sender:
        threads.await_answer(thread.pk, asked=thread.asked, at=at, span=threads.JUST_TOLD)
        more = _("What you write now is added to it.")
    else:
        more = _("To add something, write the code and your words in one message.")
    said_of = {"number": number, "address": words.address_of(code)}
    return Answered(f"{line % said_of} {more}", thread=thread)


def _added(thread: Thread, message: Message, *, surely: bool, at: datetime) -> Answered | None:
    added = add(thread, message, at=at)
    if added.reason is Reason.CASE_OVER:
        if not surely:
            return None
        number, code = threads.code_of(thread.case_id)
        line = _("Your matter %(number)s is over. If it is not settled, say so here: %(address)s")
        return Answered(line % {"number": number, "address": words.address_of(code)}, thread=thread)
    if added.reason is not None:
        return Answered(said(Say.NOT_HEARD))
    number, code = threads.code_of(thread.case_id)
    match added.receipt:
        case "how":
            text = words.of_satisfaction().message
        case "thanks":
            text = words.of_thanks().message
        case _:
            text = words.of_addition(number, code).message
    return Answered(text, State.ADDED, thread.case_id, thread)


def _telling(endpoint: Endpoint, sender: str) -> tuple[Telling | None, Draft | None]:
    digest = bindings.teller_of(endpoint.pk, sender)
    row = Telling.objects.select_for_update(of=("self",)).filter(endpoint=endpoint, digest=digest).first()
    if row is None:
        return None, None
    told = crypto.decrypt_json(row.sealed, bound_to=bindings.telling(endpoint.pk, digest))
    return row, Draft.of(told)


def _turned(
    endpoint: Endpoint, callback: Callback, row: Telling | None, moved: Turn, before: Draft | None, at: datetime
) -> Answered:
    if moved.submit and row is not None and before is not None:
        return _submitted(endpoint, callback, row, before, at)
    if moved.draft is None:
        if row is not None:
            row.delete()
    else:
        digest = bindings.teller_of(endpoint.pk, callback.sender)
        sealed = crypto.encrypt_json(moved.draft.wire(), bound_to=bindings.telling(endpoint.pk, digest))
        Telling.objects.update_or_create(
            endpoint=endpoint,
            digest=digest,
            defaults={"sealed": sealed, "at": at},
            create_defaults={"sealed": sealed, "at": at, "key": secrets.token_urlsafe(16)},
        )
    return Answered(said(moved.say, moved.details))


def _submitted(endpoint: Endpoint, callback: Callback, row: Telling, draft: Draft, at: datetime) -> Answered:
    """A case of what was told, once; the photos follow."""
    raw = kept(draft, callback.sender)
    message = read(raw, endpoint)
    assert isinstance(message, Message)
    made = make_case(endpoint, message, key=f"wechat:{endpoint.pk}:{row.key}", at=at)
    if not isinstance(made, Made):
        row.delete()
        line = _("Your matter is kept, and a person looks at it. There was something that did not fit.")
        return Answered(line, State.SET_ASIDE, reason=Reason.REFUSED, kept=raw)
    row.delete()
    if draft.media:
        _fetch_later(endpoint, made.case_id, list(draft.media))
    assert made.thread is not None
    threads.await_answer(made.thread.pk, asked="", at=at, span=threads.JUST_TOLD)
    return Answered(words.of_case(*threads.code_of(made.case_id)).message, State.TAKEN, made.case_id, made.thread)
