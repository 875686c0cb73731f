"""The columns of the tables on these pages."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Column = dict[str, "StrOrPromise | bool"]


def _column(label: "StrOrPromise", kind: str = "", *, hidden: bool = False) -> Column:
    return {"label": label, "kind": kind, "hidden_label": hidden}


_ACTION = _column(_("Action"), "narrow", hidden=True)

ACCESS = (
    _column(_("Who")),
    _column(_("Why")),
    _column(_("Role")),
    _column(_("Over")),
)
ACCOUNTS = (
    _column(_("Name"), "wide"),
    _column(_("Username")),
    _column(_("Posts")),
    _column(_("Second factor")),
    _column(_("Last signed in")),
)
DUTY = (_column(_("Day"), "narrow"), _column(_("On duty")))
GRANTS = (_column(_("Role")), _column(_("What it is for")), _column(_("Over")), _ACTION)
HELD = (_column(_("Post"), "wide"), _column(_("Roles")), _column(_("From")), _column(_("Until")))
HOLDERS = (_column(_("Who"), "wide"), _column(_("From")), _column(_("Until")), _ACTION)
POSTS = (_column(_("Post"), "wide"), _column(_("Held by")), _column(_("Roles")))
SESSIONS = (
    _column(_("Device"), "wide"),
    _column(_("Address")),
    _column(_("Since")),
    _column(_("Last seen")),
    _ACTION,
)
UNITS = (
    _column(_("Name"), "wide"),
    _column(_("Code")),
    _column(_("Kind")),
    _column(_("Area")),
    _column(_("Duties for routing"), "hide-narrow"),
    _column(_("Telephone")),
)
