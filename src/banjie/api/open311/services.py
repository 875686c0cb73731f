"""GET Service List and GET Service Definition: what residents may choose of the catalogue in force."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banjie.api.open311 import attributes, jurisdictions
from banjie.api.open311.door import Asked
from banjie.api.open311.errors import wrong
from banjie.api.open311.writing import Document
from banjie.cases import wording
from banjie.catalogue import queries as catalogue
from banjie.catalogue.tree import CategoryNode

_UNKNOWN = "category_unknown"
# The code of the line that says that a place is needed; no key of a question has a dot.
_PLACE = "banjie.place"


def english() -> bool:
    return (get_language() or "").startswith("en")


def name_of(node: CategoryNode) -> str:
    return node.name_en if english() else node.name


def service(code: str) -> CategoryNode:
    """Raises ProblemFound: unknown, for what is not among the services."""
    found = catalogue.current().nodes.get(code)
    if found is None or not found.is_offered:
        raise wrong("service_code", _UNKNOWN, wording.PROBLEMS[_UNKNOWN])
    return found


def listed(asked: Asked) -> Document:
    jurisdictions.asked_for(asked.parameters)
    return Document("services", [_service(node) for node in catalogue.current().offered])


def defined(asked: Asked, service_code: str) -> Document:
    jurisdictions.asked_for(asked.parameters)
    node = service(service_code)
    extensions = bool(asked.parameters.flag("extensions"))
    made = attributes.described(node.questions, english=english(), extensions=extensions)
    if node.place_required:
        made.append(
            attributes.information(len(made) + 1, _PLACE, _("Say where it is: this cannot do without a place."))
        )
    return Document("service_definition", {"service_code": node.code, "attributes": made})


def _service(node: CategoryNode) -> dict[str, Any]:
    entry, in_english = node.entry, english()
    names = node.names_en if in_english else node.names
    return {
        "service_code": node.code,
        "service_name": name_of(node),
        "description": (entry.description_en if in_english else "") or entry.description,
        "metadata": bool(node.questions or node.place_required),
        "type": "realtime",
        "keywords": ", ".join(entry.keywords),
        "group": names[0],
    }
