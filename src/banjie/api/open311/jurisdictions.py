"""Whose matters are meant: the areas at the top, each a jurisdiction by its code.

The specification asks for `jurisdiction_id` only where an endpoint serves several.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from banjie.api.open311.errors import missing, wrong
from banjie.api.open311.parameters import Parameters
from banjie.places import queries as places
from banjie.places.queries import AreaRef


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The area that is meant, None before there is any; `alone` where no other is served.

    What lies outside every area belongs to one that is alone, and to none of several.
    """

    area: AreaRef | None
    alone: bool

    @property
    def path(self) -> str:
        """What lists are narrowed to: nothing where all is of one jurisdiction."""
        return self.area.path if self.area is not None and not self.alone else ""


def asked_for(parameters: Parameters) -> Jurisdiction:
    """Raises ProblemFound: missing, or unknown."""
    tops = places.children("")
    given = parameters.one("jurisdiction_id")
    if not given and len(tops) > 1:
        raise missing("jurisdiction_id")
    if not given:
        return Jurisdiction(tops[0] if tops else None, alone=True)
    found = next((area for area in tops if area.code == given), None)
    if found is None:
        raise wrong("jurisdiction_id", "jurisdiction_unknown", _("There is no such jurisdiction here."))
    return Jurisdiction(found, alone=len(tops) == 1)
