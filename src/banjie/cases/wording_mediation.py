"""The words of the mediation process; `wording` puts them with the others."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Words = Mapping[str, "StrOrPromise"]

STATES: Words = MappingProxyType(
    {
        "consulting": _("Asking the parties"),
        "mediating": _("In mediation"),
        "performing": _("Agreement to be kept"),
        "failed": _("Mediation ended without agreement"),
        "unsettled": _("Filed without agreement"),
    }
)

COMMANDS: Words = MappingProxyType(
    {
        "begin": _("Begin mediation"),
        "prolong": _("Agree to more time"),
        "go_up": _("Take up a rung"),
        "come_back": _("Give back to the rung below"),
        "hand_over": _("Hand over to another mediator"),
        "object": _("Object to a mediator"),
        "move": _("Put before another committee"),
        "conclude": _("Conclude with the agreement"),
        "amend": _("Replace the agreement"),
        "end_without": _("End without agreement"),
        "mediate_again": _("Mediate again after a breach"),
        "try_again": _("Try mediation again"),
        "file": _("Close the file"),
        "file_unsettled": _("Close the file without agreement"),
    }
)

HAPPENED: Words = MappingProxyType(
    {
        "begin": _("Mediation began"),
        "prolong": _("More time agreed"),
        "go_up": _("Taken up a rung"),
        "come_back": _("Given back to the rung below"),
        "hand_over": _("Handed over to another mediator"),
        "object": _("A party objected to a mediator"),
        "move": _("Put before another committee"),
        "conclude": _("Agreement binding"),
        "amend": _("A new agreement took the place of the one before"),
        "end_without": _("Mediation ended without agreement"),
        "mediate_again": _("Mediated again after a breach"),
        "try_again": _("Mediation tried again"),
        "file": _("File closed"),
        "file_unsettled": _("File closed without agreement"),
    }
)

STEPS: Words = MappingProxyType(
    {
        "consult": _("Ask the parties"),
        "mediate": _("Mediate"),
        "perform": _("Keep the agreement"),
        "file": _("Close the file"),
    }
)

REFUSALS: Words = MappingProxyType(
    {
        "all_sides_named": _("Name at least two sides, each with a party, before mediation begins."),
        "all_consent": _(
            "Mediation is voluntary. It begins when every party has agreed to it and been told of its rights."
        ),
        "mediator_seated": _("Seat a mediator whom no party objects to, with one in the chair of a panel."),
        "rung_above": _("There is no rung above this one. End the mediation and tell the parties where they can turn."),
        "rung_below": _("There is no rung below this one."),
        "longer_agreed": _("More time needs the agreement of every party."),
        "agreement_binding": _("The agreement binds once everybody has signed it."),
        "obligations_settled": _("Something agreed is still due. Record how it was kept, or what became of it."),
        "file_complete": _("A paper that must be in the file is missing. The file's page names it."),
        "breach_reported": _("Nobody has reported that the agreement was broken."),
        "both_sides_wish": _("Every side must wish to try again."),
    }
)
