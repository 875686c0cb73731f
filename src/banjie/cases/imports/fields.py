"""What a column can become: the fields of a matter, and of what had happened to it elsewhere."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Shape(StrEnum):
    """How a cell is read."""

    CHOICE = "choice"
    MOMENT = "moment"
    NUMBER = "number"
    POINT = "point"
    TEXT = "text"


class Field(StrEnum):
    """In the order in which a person meets them on the page."""

    KEY = "key"
    TITLE = "title"
    BODY = "body"
    CATEGORY = "category"
    KIND = "kind"
    LEVEL = "level"
    CHANNEL = "channel"
    PLACE_TEXT = "place_text"
    AREA = "area"
    LONGITUDE = "longitude"
    LATITUDE = "latitude"
    POINT = "point"
    RECEIVED_AT = "received_at"
    CONTACT_NAME = "contact_name"
    CONTACT_PHONE = "contact_phone"
    CONTACT_EMAIL = "contact_email"
    CONTACT_ADDRESS = "contact_address"
    IDENTITY = "identity"
    STATUS = "status"
    LEAD_UNIT = "lead_unit"
    ACCEPTED_AT = "accepted_at"
    DUE_AT = "due_at"
    REPLIED_AT = "replied_at"
    REPLY = "reply"
    CLOSED_AT = "closed_at"
    NOTE = "note"


CHOICES: Final = (
    Field.CATEGORY,
    Field.KIND,
    Field.LEVEL,
    Field.CHANNEL,
    Field.AREA,
    Field.IDENTITY,
    Field.STATUS,
    Field.LEAD_UNIT,
)
MOMENTS: Final = (Field.RECEIVED_AT, Field.ACCEPTED_AT, Field.DUE_AT, Field.REPLIED_AT, Field.CLOSED_AT)
CONTACT: Final = (Field.CONTACT_NAME, Field.CONTACT_PHONE, Field.CONTACT_EMAIL, Field.CONTACT_ADDRESS)
# A mapping that fills one of these tells of matters that were dealt with elsewhere.
HISTORY: Final = frozenset(
    {
        Field.STATUS,
        Field.LEAD_UNIT,
        Field.ACCEPTED_AT,
        Field.DUE_AT,
        Field.REPLIED_AT,
        Field.REPLY,
        Field.CLOSED_AT,
    }
)

# How many characters a text may have, as for matters that come in any other way.
LONGEST: Final[Mapping[Field, int]] = {
    Field.BODY: 20_000,
    Field.PLACE_TEXT: 200,
    Field.CONTACT_NAME: 80,
    Field.CONTACT_PHONE: 40,
    Field.CONTACT_EMAIL: 120,
    Field.CONTACT_ADDRESS: 200,
    Field.NOTE: 20_000,
    Field.REPLY: 20_000,
}


def shape_of(field: Field) -> Shape:
    if field in CHOICES:
        return Shape.CHOICE
    if field in MOMENTS:
        return Shape.MOMENT
    if field in {Field.LONGITUDE, Field.LATITUDE}:
        return Shape.NUMBER
    return Shape.POINT if field is Field.POINT else Shape.TEXT


TITLES: Final[Mapping[Field, "StrOrPromise"]] = {
    Field.KEY: _("Their number (tells rows apart)"),
    Field.TITLE: _("Title"),
    Field.BODY: _("What happened"),
    Field.CATEGORY: _("Category"),
    Field.KIND: _("Kind"),
    Field.LEVEL: _("Level"),
    Field.CHANNEL: _("Channel"),
    Field.PLACE_TEXT: _("Place"),
    Field.AREA: _("Area"),
    Field.LONGITUDE: _("Longitude"),
    Field.LATITUDE: _("Latitude"),
    Field.POINT: _("Longitude and latitude in one cell"),
    Field.RECEIVED_AT: _("Received at"),
    Field.CONTACT_NAME: _("Reporter's name"),
    Field.CONTACT_PHONE: _("Reporter's telephone"),
    Field.CONTACT_EMAIL: _("Reporter's e-mail"),
    Field.CONTACT_ADDRESS: _("Reporter's address"),
    Field.IDENTITY: _("How the reporter wishes to be known"),
    Field.STATUS: _("Open or closed"),
    Field.LEAD_UNIT: _("Unit that handled it"),
    Field.ACCEPTED_AT: _("Accepted at"),
    Field.DUE_AT: _("Deadline"),
    Field.REPLIED_AT: _("Replied at"),
    Field.REPLY: _("Reply to the reporter"),
    Field.CLOSED_AT: _("Closed at"),
    Field.NOTE: _("Internal note"),
}
