"""Suggested categories, as the templates show them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language

from banjie.cases.suggesting import Suggested
from banjie.catalogue import queries as catalogue


def shown(found: Sequence[Suggested]) -> list[dict[str, Any]]:
    return [_shown(each) for each in found]


def unlike(found: Sequence[Suggested], path: str) -> list[dict[str, Any]]:
    """For a case that has a category already only what the model is sure of, and only where that is another."""
    if not path:
        return shown(found)
    code = path.rpartition(".")[2]
    return shown([each for each in found[:1] if each.sure and each.category.code != code])


def _shown(each: Suggested) -> dict[str, Any]:
    return {
        "code": each.category.code,
        "name": category_name(each.category.code),
        "way": " › ".join(_names(each.category.code)),
        "percent": round(100 * each.share),
        "sure": each.sure,
        "reasons": [reason.words for reason in each.reasons],
    }


def category_name(path: str) -> str:
    """The name of the category that a path ends in, or the code where the catalogue has dropped it."""
    names = _names(path.rpartition(".")[2])
    return names[-1] if names else path.rpartition(".")[2]


def _names(code: str) -> tuple[str, ...]:
    node = catalogue.current().nodes.get(code)
    if node is None:
        return ()
    return node.names_en if (get_language() or "").startswith("en") else node.names
