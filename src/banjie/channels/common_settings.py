"""What may be set of every endpoint through which matters come: where they lie, and how their reporters are known."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from banjie.cases import wording
from banjie.catalogue import queries as catalogue
from banjie.channels.declared import Setting
from banjie.core import questions
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
    if values.get("category"):
        node = catalogue.current().nodes.get(str(values["category"]))
        if node is None:
            faults["category"] = "category_unknown"
        elif questions.check(node.questions, {})[1]:
            # Nobody who writes is asked them, so everything would be set aside.
            faults["category"] = "category_asks"
    return faults
