"""What may be done to several cases at once, and in which worklist that is offered."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from banjie.cases import wording
from banjie.cases.filters import Queue
from banjie.organisations.permissions import Permission, Viewer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# No command of the process: each case is dispatched to the unit that the rules name for it.
AS_PROPOSED: Final = "as-proposed"
COMMANDS: Final[Mapping[str, Permission]] = MappingProxyType(
    {
        "accept": Permission.CASES_ACCEPT,
        AS_PROPOSED: Permission.CASES_ASSIGN,
        "assign": Permission.CASES_ASSIGN,
        "claim": Permission.CASES_CLAIM,
        "approve": Permission.CASES_APPROVE,
        "close": Permission.CASES_CLOSE,
        "grant_extension": Permission.CASES_GRANT_EXTENSION,
        "remind": Permission.CASES_REMIND,
        "oversee": Permission.CASES_OVERSEE,
        "note": Permission.CASES_NOTE,
    }
)
_BY_QUEUE: Final[Mapping[Queue, frozenset[str]]] = MappingProxyType(
    {
        Queue.TO_ACCEPT: frozenset({"accept", "note"}),
        Queue.TO_DISPATCH: frozenset({AS_PROPOSED, "assign", "note"}),
        Queue.TO_CLAIM: frozenset({"claim", "note"}),
        Queue.TO_HANDLE: frozenset({"note"}),
        Queue.TO_MEDIATE: frozenset({"note"}),
        Queue.TO_ASSIST: frozenset({"note"}),
        Queue.WAITING: frozenset({"note"}),
        Queue.TO_REVIEW: frozenset({"approve", "close", "note"}),
        Queue.TO_FOLLOW_UP: frozenset({"note"}),
        Queue.EXTENSIONS: frozenset({"grant_extension", "note"}),
        Queue.OVERDUE: frozenset({"remind", "oversee", "note"}),
        Queue.OVERSIGHT: frozenset({"remind", "note"}),
    }
)
# A choice that differs from case to case is not asked for once for all.
LEFT_OUT: Final[Mapping[str, frozenset[str]]] = MappingProxyType({"claim": frozenset({"handler"})})


def offered(viewer: Viewer, queue: Queue | None) -> Sequence[dict[str, object]]:
    """The buttons under a list: what this person may do somewhere, and what makes sense in this worklist."""
    wanted = COMMANDS.keys() if queue is None else _BY_QUEUE[queue]
    return [
        {"command": command, "label": label(command)}
        for command, needed in COMMANDS.items()
        if command in wanted and viewer.scopes(needed)
    ]


def label(command: str) -> "StrOrPromise":
    return _("Dispatch as proposed") if command == AS_PROPOSED else wording.COMMANDS[command]
