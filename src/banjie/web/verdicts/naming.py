"""Names of the groups by which verdicts are counted."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banjie.analytics.verdicts import By
from banjie.catalogue import queries as catalogue
from banjie.organisations import queries as organisations
from banjie.places import queries as places


def name_of(by: By, key: str, areas: Mapping[str, str] | None = None) -> str:
    """The name of a unit (its id), an area or a category (its path) in the reader's language."""
    language = get_language() or ""
    if by is By.UNIT:
        unit = organisations.units_index().get(int(key))
        return unit.named(language) if unit is not None else _("No unit")
    if by is By.AREA:
        return (areas or {}).get(key, key) or _("Outside every area")
    node = catalogue.current().nodes.get(key)
    if node is None:
        return key or _("No category")
    return (node.name_en if language.startswith("en") else "") or node.name


def area_names(base: str) -> dict[str, str]:
    """An area, those above it and those directly below, by path."""
    own = places.area(base.rpartition(".")[2])
    found = {each.path: each.name for each in places.children(base)}
    return found | ({own.path: own.name} if own is not None else {})
