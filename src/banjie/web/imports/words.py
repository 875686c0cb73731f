"""The words of the pages of imports."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from banjie.cases.imports.fields import Field
from banjie.core.coordinates import Datum

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DATUMS: Mapping[Datum, "StrOrPromise"] = MappingProxyType(
    {
        Datum.WGS84: _("WGS-84 (GPS)"),
        Datum.GCJ02: _("GCJ-02 (Amap, Tencent)"),
        Datum.BD09: _("BD-09 (Baidu)"),
    }
)

FIELD_GROUPS: Sequence[tuple["StrOrPromise", tuple[Field, ...]]] = (
    (
        _("The matter"),
        (Field.KEY, Field.TITLE, Field.BODY, Field.CATEGORY, Field.KIND, Field.LEVEL, Field.CHANNEL, Field.RECEIVED_AT),
    ),
    (_("The place"), (Field.PLACE_TEXT, Field.AREA, Field.LONGITUDE, Field.LATITUDE, Field.POINT)),
    (
        _("The reporter"),
        (
            Field.CONTACT_NAME,
            Field.CONTACT_PHONE,
            Field.CONTACT_EMAIL,
            Field.CONTACT_ADDRESS,
            Field.IDENTITY,
        ),
    ),
    (
        _("What became of it"),
        (
            Field.STATUS,
            Field.LEAD_UNIT,
            Field.ACCEPTED_AT,
            Field.DUE_AT,
            Field.REPLIED_AT,
            Field.REPLY,
            Field.CLOSED_AT,
            Field.NOTE,
        ),
    ),
)

BASES: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "remembered": _("The mapping “%(name)s” is remembered for these columns."),
        "similar": _("The mapping “%(name)s” fits most of these columns. Look at the others."),
        "guessed": _("What the columns mean was guessed by their names. Correct what is wrong."),
    }
)

# What a word of the file may become besides one of ours.
LEAVES: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "empty": _("(leave empty)"),
        "leave_out": _("(leave these rows out)"),
    }
)
