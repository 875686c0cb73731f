"""What the pages of mediators show, in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banjie.mediation.kinds import kind
from banjie.mediation.outcomes import LEAST
from banjie.mediation.queries import FiguresPage, MediatorLine, term_of
from banjie.organisations import queries as organisations
from banjie.places import queries as places
from banjie.web.mediation.mediators.forms import SPOKEN, TERMS

_TONES: Mapping[str, str] = {"in": "good", "ending": "warn", "over": "danger", "coming": "neutral"}


def columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Mediator"), "kind": "wide"},
        {"label": _("Mediation committee")},
        {"label": _("Types of dispute"), "kind": "wide"},
        {"label": _("Term")},
        {"label": _("Disputes just now"), "kind": "number"},
    ]


def row(line: MediatorLine, on: date) -> dict[str, Any]:
    term = term_of(line, on)
    return {
        "line": line,
        "unit": unit_name(line.unit_id),
        "skills": skills(line),
        "languages": languages(line),
        "term": dict(TERMS)[term],
        "term_tone": _TONES[term],
    }


def skills(line: MediatorLine) -> Sequence[str]:
    english = (get_language() or "").startswith("en")
    return [kind(code).name_en if english else kind(code).name for code in line.skills]


def languages(line: MediatorLine) -> Sequence[str]:
    """Those besides Chinese, which everybody who mediates speaks."""
    known = dict(SPOKEN)
    return [str(known.get(tag, tag)) for tag in line.languages if tag.partition("-")[0] != "zh"]


def areas(line: MediatorLine) -> Sequence[str]:
    english = (get_language() or "").startswith("en")
    found = [places.by_path(path) for path in line.areas]
    return [each.name_en if english and each.name_en else each.name for each in found if each is not None]


def unit_name(unit_id: int) -> str:
    unit = organisations.unit(unit_id)
    return unit.named(get_language() or "") if unit is not None else ""


def figures(page: FiguresPage) -> dict[str, Any]:
    """Shares as whole per cent; `says` is what the comparison comes to."""
    found = page.figures
    says = {
        1: _("More than chance explains: the committee's share lies below the range."),
        -1: _("Less than chance explains: the committee's share lies above the range."),
        0: _("Within what chance explains."),
    }
    return {
        "page": page,
        "least": LEAST,
        "share": _per_cent(found.share),
        "low": _per_cent(found.low),
        "high": _per_cent(found.high),
        "expected": _per_cent(found.expected),
        "says": says[found.beyond_chance] if found.expected is not None else "",
    }


def _per_cent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)
