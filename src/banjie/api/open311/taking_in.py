"""POST Service Request: a matter handed in, by the same intake as everything else.

What identifies a device or an account (`device_id`, `account_id`) is not read: nothing here follows a person
from one matter to the next. A contact is sealed with its case. An address in `media_url` is noted for those who
handle the case, and never fetched.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from django.utils.translation import gettext as _

from banjie.api.open311 import attributes, jurisdictions
from banjie.api.open311.door import Asked
from banjie.api.open311.errors import missing, wrong
from banjie.api.open311.jurisdictions import Jurisdiction
from banjie.api.open311.parameters import Parameters
from banjie.api.open311.services import name_of, service
from banjie.api.open311.writing import Document
from banjie.api.problems import Kind, ProblemFound
from banjie.api.v1.intake import refuse_elsewhere, submission_key
from banjie.cases import actions, wording
from banjie.cases.acting import AS_REPORTER
from banjie.cases.intake import bounds
from banjie.cases.intake.draft import Submission
from banjie.onward import arriving
from banjie.organisations.clients.queries import KnownClient
from banjie.organisations.permissions import Permission, inside
from banjie.places import queries as places
from banjie.platform import clock, files

CHANNEL = "api"
MOST_FILES = 5
_MOST_ADDRESS = 500
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_PLACE = re.compile(r"\d{1,18}", re.ASCII)
_HAN = re.compile(r"[㐀-䶿一-鿿·]+")
_OUTSIDE = "outside_every_area"


def taken_in(asked: Asked) -> Document:
    """201 for a new case; 200 with the first result where the Idempotency-Key has made it before."""
    client = _permitted(asked)
    at = clock.now()
    place = jurisdictions.asked_for(asked.parameters)
    pictures = _pictures(asked.parameters)
    submission = _submission(asked.parameters, place)
    _refuse_other_jurisdiction(submission, place, at)
    refuse_elsewhere(submission, client, at=at)
    if arriving.is_ours_come_back(client.id, submission.body or ""):
        raise wrong(
            "description", "sent_back", _("This matter was sent on to you from here; it would go round in a circle.")
        )
    given = asked.request.headers.get("Idempotency-Key")
    made = actions.submit(
        submission,
        channel=CHANNEL,
        by=asked.acting(),
        at=at,
        key=submission_key(given, client),
        origin=_origin(submission, pictures) if given is not None else None,
    )
    for name, content in pictures:
        actions.attach(made.case_id, content=content, name=name, by=AS_REPORTER, at=at, resident_sees=True)
    return Document("service_requests", [_receipt(made, asked)], status=200 if made.repeated else 201)


def _permitted(asked: Asked) -> KnownClient:
    client = asked.known_client()
    if not client.viewer.may(Permission.CASES_CREATE):
        raise ProblemFound(Kind.FORBIDDEN)
    return client


def _receipt(made: actions.Submitted, asked: Asked) -> dict[str, Any]:
    """The specification wants no token beside a number, so the code stands in the notice, which people read."""
    notice = _("Keep this code; it shows how your matter stands: %(code)s") % {"code": made.tracking_code}
    values: dict[str, Any] = {"service_request_id": made.number, "service_notice": notice, "account_id": None}
    if asked.parameters.flag("extensions"):
        values["extended_attributes"] = {"tracking_code": made.tracking_code, "state": made.state}
    return values


def _submission(parameters: Parameters, place: Jurisdiction) -> Submission:
    """Raises ProblemFound, and what a Submission raises for values that it cannot hold."""
    code = parameters.one("service_code")
    if not code:
        raise missing("service_code")
    node = service(code)
    where = _where(parameters, place)
    if node.place_required and where.keys() <= {"area"}:
        raise wrong("lat, long / address_string / address_id", "place_needed", wording.PROBLEMS["place_needed"])
    return Submission.model_validate(
        {
            "body": parameters.one("description") or name_of(node),
            "category": node.code,
            "answers": attributes.answers(parameters, node.questions),
            "contact": _contact(parameters),
            "public": parameters.flag("public"),
            "note": _note(parameters),
            **where,
        }
    )


def _where(parameters: Parameters, place: Jurisdiction) -> dict[str, Any]:
    """A point, words, or a place by its id here; without a point, the matter lies with the whole jurisdiction."""
    latitude, longitude = parameters.decimal("lat"), parameters.decimal("long")
    where: dict[str, Any] = {"place_text": parameters.one("address_string")}
    if latitude is not None or longitude is not None:
        where |= {"latitude": latitude, "longitude": longitude}
    if address_id := parameters.one("address_id"):
        where = _known_place(address_id) | {name: value for name, value in where.items() if value}
    if not where["place_text"]:
        del where["place_text"]
    if "longitude" not in where and "area" not in where and place.area is not None and not place.alone:
        where["area"] = place.area.code
    return where


def _known_place(address_id: str) -> dict[str, Any]:
    found = places.place(int(address_id)) if _PLACE.fullmatch(address_id) else None
    if found is None:
        raise wrong("address_id", "place_unknown", _("There is no place with this id."))
    if found.lon is not None:
        return {"place_text": found.name, "longitude": found.lon, "latitude": found.lat}
    area = places.by_id(found.area_id)
    return {"place_text": found.name} | ({"area": area.code} if area is not None else {})


def _contact(parameters: Parameters) -> dict[str, str]:
    first, last = parameters.one("first_name"), parameters.one("last_name")
    return {"name": full_name(first, last), "phone": parameters.one("phone"), "email": parameters.one("email")}


def full_name(first: str, last: str) -> str:
    """As people write it: in Han characters the family name goes first, and nothing between."""
    if _HAN.fullmatch(first + last):
        return last + first
    return f"{first} {last}".strip()


def _note(parameters: Parameters) -> str:
    """The addresses in `media_url`, for those who handle the case."""
    found = [value.strip() for name in ("media_url", "media_url[]") for value in parameters.values(name)]
    for address in found[: MOST_FILES + 1]:
        if len(address) > _MOST_ADDRESS or not _WEB.fullmatch(address):
            raise wrong("media_url", "not_an_address", _("Give an address that begins with http:// or https://."))
    _refuse_too_many(found, "media_url")
    return "\n".join(f"media_url: {address}" for address in found)


def _pictures(parameters: Parameters) -> list[tuple[str, bytes]]:
    """The files, each looked at before anything is written. Raises what `files.prepare` raises."""
    _refuse_too_many(parameters.files, "media")
    pictures = [(file.name or "", file.read()) for file in parameters.files]
    for name, content in pictures:
        files.prepare(content, name=name)
    return pictures


def _refuse_too_many(found: Sequence[object], name: str) -> None:
    if len(found) > MOST_FILES:
        raise wrong(name, "too_many", _("There are too many: at most %(most)s.") % {"most": MOST_FILES})


def _refuse_other_jurisdiction(submission: Submission, place: Jurisdiction, at: datetime) -> None:
    """A point that lies in another jurisdiction than the one named; one that lies nowhere is intake's to refuse."""
    area = bounds.area_of(submission, at=at)
    if place.area is not None and area is not None and not inside(area.path, place.area.path):
        raise wrong("jurisdiction_id, lat, long", _OUTSIDE, wording.PROBLEMS[_OUTSIDE])


def _origin(submission: Submission, pictures: Sequence[tuple[str, bytes]]) -> dict[str, str]:
    """What the key stands for. Not the bytes of the body: a form sent again has other boundaries in it."""
    digests = [hashlib.sha256(content).hexdigest() for _, content in pictures]
    said = orjson.dumps([submission.model_dump(mode="json"), digests], option=orjson.OPT_SORT_KEYS)
    return {"request": hashlib.sha256(said).hexdigest()}
