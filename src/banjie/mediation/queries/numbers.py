"""How papers are numbered in this jurisdiction."""

from collections.abc import Mapping

from banjie.mediation.documents.numbering import USUAL
from banjie.mediation.models import NumberPattern


def patterns_in_force() -> Mapping[str, str]:
    """The pattern of every kind of number: the jurisdiction's own, else the usual one."""
    return {**USUAL, **dict(NumberPattern.objects.values_list("counter", "pattern"))}
