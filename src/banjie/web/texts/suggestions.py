"""Suggested categories, as the templates show them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from banjie.cases import wording
from banjie.cases.suggesting import Suggested
from banjie.cases.suggesting_units import PlacedUnit
from banjie.catalogue import queries as catalogue
from banjie.intelligence import kinds, urgency
from banjie.intelligence.units import Facet
from banjie.intelligence.urgency import Level

FACETS = {
    Facet.CATEGORY: _("the category"),
    Facet.AREA: _("the place"),
    Facet.CHANNEL: _("the channel"),
    Facet.KIND: _("the kind"),
    Facet.WORDS: _("the words"),
}


def shown(found: Sequence[Suggested]) -> list[dict[str, Any]]:
    return [_shown(each) for each in found]


def of_units(found: Sequence[PlacedUnit]) -> list[dict[str, Any]]:
    """Suggested units with what spoke for each, in words."""
    return [
        {
            "unit_id": each.unit.id,
            "name": each.unit.named(get_language() or ""),
            "percent": round(100 * each.share),
            "sure": each.sure,
            "facets": [str(FACETS[facet]) for facet in each.facets if facet is not Facet.WORDS],
            "words": each.words,
        }
        for each in found
    ]


def unlike(found: Sequence[Suggested], path: str) -> list[dict[str, Any]]:
    """For a case that has a category already only what the model is sure of, and only where that is another."""
    if not path:
        return shown(found)
    code = path.rpartition(".")[2]
    return shown([each for each in found[:1] if each.sure and each.category.code != code])


def read(title: str, body: str, *, level: str, kind: str) -> dict[str, Any]:
    """What the words speak for beyond the level and kind that are chosen; at most three signs, the gravest first."""
    language = get_language() or ""
    found, proposed = urgency.read(title, body), kinds.propose(title, body)
    more = found.level > (Level[level.upper()] if level.upper() in Level.__members__ else Level.GENERAL)
    asks = proposed if proposed is not None and not kind else None
    return {
        "seen": [{"title": each.named(language), "evidence": each.evidence} for each in found.seen[:3]] if more else [],
        "level": found.level.key,
        "level_name": wording.CHOICES["level"][found.level.key],
        "kind": asks.kind if asks else "",
        "kind_name": wording.CHOICES["kind"][asks.kind] if asks else "",
        "kind_words": asks.evidence if asks else (),
    }


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
