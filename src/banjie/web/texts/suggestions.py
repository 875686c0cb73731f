"""Suggested categories, as the templates show them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from banjie.cases import suggesting_words, wording
from banjie.cases.suggesting import Suggested
from banjie.cases.suggesting_units import PlacedUnit
from banjie.catalogue import queries as catalogue
from banjie.intelligence.classifying.doubting import Part
from banjie.intelligence.moved import Taught
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


PARTS = {
    Part.TITLE: _("The title speaks for this, the rest for something else"),
    Part.BEGINNING: _("The beginning speaks for this, the rest for something else"),
    Part.ENDING: _("The end speaks for this, the rest for something else"),
    Part.STRETCH: _("One part speaks for this, the rest for something else"),
}
_SHOWN_OF_A_PART = 40


def doubt_of(found: Sequence[Suggested]) -> dict[str, Any] | None:
    """Why none of these is sure, where the parts of a text speak for different things."""
    doubt = found[0].doubt if found else None
    if doubt is None:
        return None
    words = doubt.words[:_SHOWN_OF_A_PART] + ("…" if len(doubt.words) > _SHOWN_OF_A_PART else "")
    return {"why": PARTS[doubt.part], "words": words, "name": category_name(doubt.code)}


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
            "doubted": each.doubted,
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
    """What the words speak for beyond the level and kind that are chosen; at most three signs, the gravest first.

    `taught` is what people changed on such matters, where that moved the level; with `held` they put such matters
    lower still, but the words tell of danger to people, which counts.
    """
    language = get_language() or ""
    found = suggesting_words.read(title, body)
    moved = found.level
    more = moved.level > (Level[level.upper()] if level.upper() in Level.__members__ else Level.GENERAL)
    asks = found.kind if found.kind is not None and not kind else None
    lowered = moved.level < moved.words
    return {
        "seen": [{"title": each.named(language), "evidence": each.evidence} for each in found.seen[:3]]
        if more or lowered
        else [],
        "more": more,
        "level": moved.level.key,
        "level_name": wording.CHOICES["level"][moved.level.key],
        "words_name": wording.CHOICES["level"][moved.words.key] if lowered else "",
        "held": moved.held and (more or lowered),
        "taught": _taught(moved.taught) if (more or lowered) and moved.taught is not None else None,
        "kind": asks.kind if asks else "",
        "kind_name": wording.CHOICES["kind"][asks.kind] if asks else "",
        "kind_words": asks.evidence if asks else (),
        "kind_taught": _taught(asks.taught) if asks and asks.taught else None,
    }


def _taught(taught: Taught) -> dict[str, Any]:
    return {"percent": round(100 * taught.share), "words": taught.evidence}


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
