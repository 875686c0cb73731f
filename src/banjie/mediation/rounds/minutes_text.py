"""The minutes of a round in words, in the form that offices give a summary of a meeting (会议纪要).

Made of the values that were kept (`minutes`), for the page, for print and for documents. In the reader's language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from banjie.mediation.wording_keeping import CHOICES


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    paragraphs: Sequence[str]


@dataclass(frozen=True, slots=True)
class MinutesText:
    """`number` is as offices number: 〔2026〕第3期. `signed` are the unit and the day at the foot."""

    title: str
    number: str
    opening: str
    sections: Sequence[Section]
    signed: tuple[str, str]


def worded(minutes: Mapping[str, Any]) -> MinutesText:
    held_on = date.fromisoformat(minutes["held_on"])
    return MinutesText(
        title=_("Minutes of the round on disputes and places at risk, %(area)s") % {"area": minutes["area"]},
        number=number_of(minutes),
        opening=_opening(minutes, held_on),
        sections=[each for each in (_state(minutes), _decided(minutes), _next(minutes)) if each.paragraphs],
        signed=(minutes["unit"], _day(minutes["held_on"])),
    )


@dataclass(frozen=True, slots=True)
class Matter:
    """What was decided of one matter or place, part by part, as a table has it."""

    about: str
    why: str
    decision: str
    tasks: str


def matters(minutes: Mapping[str, Any]) -> Sequence[Matter]:
    return [
        Matter(
            about(item["kind"], item["seen"]),
            _reasons(item["why"]),
            str(CHOICES["decided"].get(item["decision"], "")),
            "".join(_tasks(item)),
        )
        for item in minutes["items"]
    ]


def situation(minutes: Mapping[str, Any]) -> str:
    """How things stood, in a sentence or two."""
    return "".join(_state(minutes).paragraphs)


def number_of(minutes: Mapping[str, Any]) -> str:
    year = date.fromisoformat(minutes["held_on"]).year
    return _("[%(year)s] No. %(number)s") % {"year": year, "number": minutes["number"]}


def _opening(minutes: Mapping[str, Any], held_on: date) -> str:
    said = _(
        "On %(day)s %(unit)s held the round on disputes and places at risk of %(area)s; %(chair)s was in the chair."
    ) % {"day": date_format(held_on, "DATE_FORMAT"), **{key: minutes[key] for key in ("unit", "area", "chair")}}
    if minutes["attending"]:
        said += _("Taking part: %(units)s.") % {"units": _joined(minutes["attending"])}
    return said + _("The round looked at matters and places. It decided:")


def _state(minutes: Mapping[str, Any]) -> Section:
    counts = minutes["counts"]
    parts = [
        _("%(n)s disputes are open, %(new)s of them new since the last round")
        % {"n": counts["open"], "new": counts["new"]},
        _("%(n)s agreements are not being kept") % {"n": counts["broken"]},
        _("%(n)s places are at risk") % {"n": counts["places"]},
        _("many cases came from %(n)s places") % {"n": counts["clusters"]},
    ]
    said = _semicolons(parts)
    if minutes["in_order"]:
        said += ngettext(
            "%(n)s dispute goes on as arranged.", "%(n)s disputes go on as arranged.", minutes["in_order"]
        ) % {"n": minutes["in_order"]}
    return Section(_("I. How things stand"), [said])


def _decided(minutes: Mapping[str, Any]) -> Section:
    return Section(
        _("II. What was decided"), [f"{number}. {_item(item)}" for number, item in enumerate(minutes["items"], 1)]
    )


def _next(minutes: Mapping[str, Any]) -> Section:
    if not minutes["next_on"]:
        return Section("", [])
    return Section(
        _("III. The next round"), [_("The next round is held on %(day)s.") % {"day": _day(minutes["next_on"])}]
    )


def _item(item: Mapping[str, Any]) -> str:
    said = f"{about(item['kind'], item['seen'])}{_why(item['why'])}"
    decided = CHOICES["decided"].get(item["decision"])
    said += _(": %(decision)s.") % {"decision": decided} if decided else _full_stop()
    return said + "".join(_tasks(item))


def _tasks(item: Mapping[str, Any]) -> Sequence[str]:
    return [
        _("%(unit)s: %(what)s, by %(day)s.")
        % {"unit": task["unit"], "what": task["what"].rstrip("。.；;"), "day": _day(task["due_on"])}
        for task in item["tasks"]
    ]


def about(kind: str, seen: Mapping[str, Any]) -> str:
    """What an item is about in a few words, with no word of the case."""
    match kind:
        case "dispute":
            return _("%(number)s (%(category)s, %(area)s, open for %(days)s days)") % {
                "number": seen["number"],
                "category": seen["category"],
                "area": seen["area"],
                "days": seen["days"],
            }
        case "breach":
            return _("%(number)s (%(category)s, %(area)s, %(late)s obligations not kept)") % {
                "number": seen["number"],
                "category": seen["category"],
                "area": seen["area"],
                "late": seen["late"],
            }
        case "place":
            return _("%(place)s (%(kind)s, %(area)s)") % {
                "place": seen["place"],
                "kind": CHOICES["risk_kind"].get(seen["kind"], seen["kind"]),
                "area": seen["area"],
            }
        case _:
            return _("%(cases)s cases of “%(category)s” at one place in %(area)s") % {
                "cases": seen["cases"],
                "category": seen["category"],
                "area": seen["area"],
            }


def _why(why: Sequence[str]) -> str:
    words = _reasons(why)
    return _(", %(reasons)s") % {"reasons": words} if words else ""


def _reasons(why: Sequence[str]) -> str:
    return _joined([str(CHOICES["round_why"][each]) for each in why if each in CHOICES["round_why"]])


def _joined(words: Sequence[str]) -> str:
    return str(_(", ")).join(words)


def _semicolons(parts: Sequence[str]) -> str:
    return str(_("; ")).join(parts) + _full_stop()


def _full_stop() -> str:
    return str(_(". "))


def _day(text: str) -> str:
    return str(date_format(date.fromisoformat(text), "DATE_FORMAT"))
