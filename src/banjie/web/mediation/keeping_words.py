"""How a refused write of rounds, performance and confirmation is told."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from banjie.mediation import wording, wording_keeping
from banjie.mediation.errors import BadEntry
from banjie.mediation.rounds.texts import AboutAPerson
from banjie.web.mediation.shell import attempt as attempt_any


def attempt(act: Callable[[], object]) -> str:
    """As `shell.attempt`, in the words of these parts. Empty if it was done."""
    refused: list[BadEntry] = []

    def acting() -> None:
        try:
            act()
        except BadEntry as error:
            refused.append(error)

    why = attempt_any(acting)
    return words_of(refused[0]) if refused else why


def words_of(error: BadEntry) -> str:
    known = wording_keeping.PROBLEMS.get(error.code) or wording.PROBLEMS.get(error.code, error.code)
    if isinstance(error, AboutAPerson):
        return f"{known} {_about(error)}"
    return str(known)


def _about(error: AboutAPerson) -> str:
    found = str(_(", ")).join(
        _("“%(words)s” (%(told)s)") % {"words": mark.words, "told": wording_keeping.TOLD[mark.told]}
        for mark in error.found[:3]
    )
    return _(
        "This text seems to name a person: %(found)s. Write what is the matter at the place, with the full name of "
        "the site or organisation. Somebody's own dispute goes to mediation; somebody in need of help to the services, "
        "if they wish it."
    ) % {"found": found}
