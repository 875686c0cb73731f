"""What a client may be limited to, beyond its roles. Pure."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from banjie.organisations.permissions import Permission

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

P = Permission


class Scope(StrEnum):
    """Alphabetised. `ACT`, `CONTACT`, `PERSONAL` and `READ` include reading, since one acts on what one sees.

    What is read has names, numbers and doors masked, but with `PERSONAL` (ADR 26).
    """

    ACT = "act"
    CHANNELS = "channels"
    CONTACT = "contact"
    COUNTER = "counter"
    CREATE = "create"
    FIGURES = "figures"
    HALLS = "halls"
    KNOWLEDGE = "knowledge"
    PERSONAL = "personal"
    READ = "read"


WORDS: Mapping[Scope, "StrOrPromise"] = MappingProxyType(
    {
        Scope.CREATE: _("Hand matters in"),
        Scope.READ: _("Read cases, with what tells of persons masked"),
        Scope.PERSONAL: _(
            "Read cases as they were written, with names, numbers and doors, and their files: "
            "only for whoever must find a person to settle the matter"
        ),
        Scope.ACT: _("Carry out commands, as far as the roles go"),
        Scope.CONTACT: _("Look at contacts, for a stated purpose each time"),
        Scope.COUNTER: _("Take and call numbers in service halls"),
        Scope.CHANNELS: _("Set up channels: mailboxes, hooks, text messages, WeChat, call centres"),
        Scope.HALLS: _("Set up service halls, and let their kiosks and boards in"),
        Scope.FIGURES: _("Read figures on how units are judged"),
        Scope.KNOWLEDGE: _("Write and publish articles of questions and answers"),
    }
)

_READING = frozenset({P.CASES_SEARCH, P.CASES_SEE_AREA, P.CASES_SEE_CONFIDENTIAL, P.CASES_SEE_UNIT})
# Exports and imports are done by people in the workbench, never by a token.
_APART = _READING | {P.CASES_CREATE, P.CASES_EXPORT, P.CASES_IMPORT, P.CASES_SEE_CONTACT}
_COMMANDS = frozenset(permission for permission in Permission if permission.startswith("cases.")) - _APART

_ALLOWED: Mapping[Scope, frozenset[Permission]] = MappingProxyType(
    {
        Scope.ACT: _READING | _COMMANDS,
        # Systems themselves are admitted by people; of what is set by whoever admits them this leaves the channels.
        Scope.CHANNELS: frozenset({P.CLIENTS_EDIT}),
        Scope.CONTACT: _READING | {P.CASES_SEE_CONTACT},
        Scope.COUNTER: frozenset({P.HALLS_SERVE}),
        Scope.CREATE: frozenset({P.CASES_CREATE}),
        # Figures are counted over what a role sees, so that goes with them.
        Scope.FIGURES: frozenset({P.REPORTS_SEE}),
        Scope.HALLS: frozenset({P.HALLS_EDIT}),
        Scope.KNOWLEDGE: frozenset({P.KNOWLEDGE_PUBLISH, P.KNOWLEDGE_WRITE}),
        # What it opens beside this is no permission of a role: `Viewer.reads_as_written`.
        Scope.PERSONAL: _READING,
        Scope.READ: _READING,
    }
)


def narrowed(permissions: frozenset[Permission], scopes: Collection[str]) -> frozenset[Permission]:
    """What is left of a role's permissions within the scopes: of what a system may do at all, and no more."""
    allowed = frozenset[Permission]().union(*(_ALLOWED[Scope(scope)] for scope in scopes))
    return permissions & allowed
