"""What an endpoint is told of a case: the fields of the form, or why it is not sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.translation import gettext, override

from banjie.cases.handing_on import Telling
from banjie.catalogue import queries as catalogue
from banjie.intelligence.personal.marks import Kind
from banjie.intelligence.personal.reading import PUBLIC, masked
from banjie.onward import matching
from banjie.onward.asking import attributes_of
from banjie.onward.finding import numbers_in
from banjie.onward.matching import MOST_CHARACTERS, Source
from banjie.onward.models import Agreement, Endpoint, Link, Mapped, Offered

MOST_PHOTOS: Final = 1
# Whoever mends the lamp must find it.
_KEPT: Final = PUBLIC | {Kind.DOOR}


@dataclass(frozen=True, slots=True)
class Message:
    """The form as it would be sent. `bars`: a code that says why not; `missing`: attributes that nothing fills."""

    service_code: str
    service_name: str
    fields: Sequence[tuple[str, str]]
    missing: Sequence[str]
    bars: str


def message(case: Telling, endpoint: Endpoint, *, again: str = "") -> Message:
    """Without a contact, which is added only as it is sent (see `sending`). `again`: from what it goes on, and why."""
    mapped = Mapped.objects.filter(endpoint=endpoint, category=case.category_path.rpartition(".")[2]).first()
    code = mapped.service_code if mapped is not None else ""
    row = Offered.objects.filter(endpoint=endpoint, code=code, gone=False).first() if code else None
    if row is None or mapped is None:
        return Message(code, "", (), (), _bars(case, endpoint) or "not_mapped")
    node = catalogue.current().nodes.get(mapped.category)
    sources = {key: Source.of(stored) for key, stored in mapped.sources.items()}
    filled = matching.filled(attributes_of(row), sources, case.answers, node.questions if node is not None else ())
    bars = _bars(case, endpoint) or ("attributes_missing" if filled.missing else "")
    fields = _fields(case, code, again, plain=may_tell_contact(case, endpoint))
    return Message(code, row.name, [*fields, *filled.fields], filled.missing, bars)


def _bars(case: Telling, endpoint: Endpoint) -> str:
    if case.bars:
        return case.bars
    return "came_from_there" if came_from(case, endpoint) else ""


def came_from(case: Telling, endpoint: Endpoint) -> bool:
    """Whether the matter came to us from this very endpoint, or is one of ours come back."""
    if endpoint.client_id is not None and case.from_client == endpoint.client_id:
        return True
    return bool(sent_before(numbers_in(case.body) - {case.number}, endpoint.pk))


def sent_before(numbers: frozenset[str], endpoint_id: int) -> bool:
    """Whether one of these cases of ours was sent to this endpoint."""
    return bool(numbers) and Link.objects.filter(endpoint_id=endpoint_id, case__number__in=numbers).exists()


def may_tell_contact(case: Telling, endpoint: Endpoint) -> bool:
    """Only where the endpoint may be told at all, and the reporter of this very case agreed."""
    return endpoint.tells_contact and case.has_contact and Agreement.objects.filter(case_id=case.case_id).exists()


def mark(number: str) -> str:
    """By what we know our own again: a line at the end of the words."""
    with override(settings.LANGUAGE_CODE):
        return gettext("(Sent on under our number %(number)s)") % {"number": number}


def _fields(case: Telling, code: str, again: str, *, plain: bool) -> list[tuple[str, str]]:
    """The words go as they are where the contact may go too; else with who it was and how to reach them masked."""
    signed = f"{again[: MOST_CHARACTERS // 4]}\n{mark(case.number)}".strip()
    body = case.body if plain else masked(case.body, kept=_KEPT)
    body = body if len(body) + len(signed) < MOST_CHARACTERS else _cut(body, len(signed))
    fields = [("service_code", code), ("description", f"{body}\n{signed}")]
    if case.latitude is not None and case.longitude is not None:
        fields += [("lat", repr(case.latitude)), ("long", repr(case.longitude))]
    if case.place_text:
        fields.append(("address_string", case.place_text))
    return fields + [("media_url", address) for address in case.photos[:MOST_PHOTOS]]


def _cut(body: str, taken: int) -> str:
    return body[: MOST_CHARACTERS - taken - 3] + "…"
