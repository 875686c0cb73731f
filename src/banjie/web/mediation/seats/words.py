"""The reasons for and against a mediator, in words. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from banjie.mediation import wording
from banjie.mediation.suggesting import Reason, weights
from banjie.web.mediation.parties.forms import LANGUAGES

_MARKS: Final = MappingProxyType({1: "for", 0: "neither", -1: "against"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """A reason in words. `mark` is "for", "against" or "neither"; `of` the most that the factor can give."""

    text: str
    mark: str
    points: int
    of: int


def spoken(reasons: Sequence[Reason]) -> Sequence[Spoken]:
    """What speaks for somebody first, then what speaks against them; what says nothing comes last."""
    table = weights().of
    found = [
        Spoken(
            _WORDS[f"{each.factor}_{each.code}"](dict(each.data)), _MARKS[each.speaks], each.points, table[each.factor]
        )
        for each in reasons
    ]
    return sorted(found, key=lambda each: (each.mark != "for", each.mark != "against", -each.points))


def kept_out(code: str) -> str:
    return str(wording.PROBLEMS[code])


def language_names(tags: str) -> str:
    """The languages of a reason ("bo,ug") by name."""
    known = {tag.partition("-")[0]: str(name) for tag, name in LANGUAGES}
    return _(", ").join(known.get(tag, tag) for tag in tags.split(",") if tag)


def _load(data: Mapping[str, Any]) -> str:
    return ngettext(
        "sits in %(load)d dispute, takes %(at_once)d", "sits in %(load)d disputes, takes %(at_once)d", data["load"]
    ) % {"load": data["load"], "at_once": data["at_once"]}


def _steps(data: Mapping[str, Any]) -> str:
    return ngettext("%(n)d step of areas away", "%(n)d steps of areas away", data["steps"]) % {"n": data["steps"]}


_WORDS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = MappingProxyType(
    {
        "skill_this": lambda _data: _("is for disputes of this type"),
        "skill_related": lambda _data: _("is for disputes of a related type"),
        "skill_any": lambda _data: _("names no type of dispute"),
        "skill_other": lambda _data: _("is for other types of dispute"),
        "trade_panel": lambda _data: _("belongs to the panel of this trade"),
        "trade_specialist": lambda _data: _("is an expert or trade mediator"),
        "trade_none": lambda _data: _("is no specialist of the trade"),
        "trade_untraded": lambda _data: _("this type of dispute has no trade of its own"),
        "place_here": lambda _data: _("sits in this very place"),
        "place_near": _steps,
        "place_far": lambda _data: _("sits far from this place"),
        "language_all": lambda _data: _("speaks what the parties read"),
        "language_own": lambda data: _("speaks %(languages)s") % {"languages": language_names(data["languages"])},
        "language_missing": lambda data: (
            _("does not speak %(languages)s: an interpreter is needed")
            % {"languages": language_names(data["languages"])}
        ),
        "load_free": _load,
        "load_busy": _load,
        "load_full": _load,
        "time_all": lambda _data: _("is here for the whole time of the rung"),
        "time_away_soon": lambda data: _("will be away from %(day)s") % {"day": data["day"]},
        "time_term_ends": lambda data: _("the term ends on %(day)s") % {"day": data["day"]},
    }
)


def factor_names() -> Mapping[str, str]:
    return {
        "skill": _("Type of dispute"),
        "trade": _("Panel of the trade"),
        "place": _("Place"),
        "language": _("Languages of the parties"),
        "load": _("Disputes at a time"),
        "time": _("Here for the time of the rung"),
    }


def formula() -> Sequence[tuple[str, int]]:
    """The weights, as the page shows them."""
    names = factor_names()
    return [(names[factor], weight) for factor, weight in weights().of.items()]
