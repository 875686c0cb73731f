"""What may be set of every endpoint through which matters come: where they lie, and how their reporters are known."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from banjie.cases import wording
from banjie.catalogue import queries as catalogue
from banjie.channels.declared import Setting
from banjie.places import queries as places

MATTER: Final = (
    Setting(
        "identity",
        _("How reporters are known"),
        "choice",
        default="confidential",
        choices=(
            ("confidential", wording.CHOICES["identity"]["confidential"]),
            ("open", wording.CHOICES["identity"]["open"]),
        ),
        hint=_("Whoever writes here is not asked; confidential protects them."),
    ),
    Setting(
        "area", _("Area"), hint=_("The code of the area in which matters lie that say nothing of it; empty for none.")
    ),
    Setting(
        "category", _("Category"), hint=_("The code of the category of matters that say nothing of it; empty for none.")
    ),
)


def check_matter(values: Mapping[str, Any]) -> dict[str, str]:
    faults: dict[str, str] = {}
    if values.get("area") and places.area(str(values["area"])) is None:
        faults["area"] = "area_unknown"
    if values.get("category") and str(values["category"]) not in catalogue.current().nodes:
        faults["category"] = "category_unknown"
    return faults
