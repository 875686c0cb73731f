"""What stands around a list: chips of its filters, choices of its forms, files to take away, ways to gather it."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from banjie.cases import wording
from banjie.cases.filters import Filters, GroupBy
from banjie.cases.queries import worklists
from banjie.cases.reference import reference
from banjie.organisations import queries as organisations
from banjie.places import queries as places
from banjie.web.mapping import words as map_words
from banjie.web.staff import StaffRequest

# What a chip calls each filter; the order of the chips.
_CHIPS = (
    "q",
    "state",
    "kind",
    "level",
    "channel",
    "category",
    "area",
    "cell",
    "unit",
    "since",
    "until",
    "happened",
    "open_on",
    "mine",
    "open",
)
# One chip for what only makes sense together.
_TOGETHER = {"happened": ("happened", "happened_since", "happened_until")}


def address(request: StaffRequest, **changes: str) -> str:
    """The list's own address with something changed; an empty value leaves the filter out."""
    values = {key: str(value) for key, value in request.GET.items() if key not in changes}
    values |= {key: value for key, value in changes.items() if value}
    return f"?{urlencode(values)}" if values else request.path


def chips(filters: Filters, request: StaffRequest) -> list[dict[str, Any]]:
    shown = []
    for name in _CHIPS:
        value = getattr(filters, name)
        if value in (None, "", False):
            continue
        label, words = _happened_words(filters) if name == "happened" else _chip_words(name, value)
        gone = dict.fromkeys((*_TOGETHER.get(name, (name,)), "cursor"), "")
        shown.append({"label": label, "value": words, "remove_url": address(request, **gone)})
    return shown


def _chip_words(name: str, value: Any) -> tuple[str, str]:
    as_they_are = {
        "q": _("Search"),
        "open_on": _("Open at the end of"),
        "since": _("From"),
        "until": _("Until"),
    }
    if name in as_they_are:
        return as_they_are[name], str(value)
    match name:
        case "state":
            return _("State"), str(wording.word(wording.STATES, value))
        case "kind" | "level" | "channel":
            labels = {"kind": _("Kind"), "level": _("Level"), "channel": _("Channel")}
            return labels[name], str(wording.CHOICES[name].get(value, value))
        case "unit":
            unit = organisations.unit(value)
            return _("Unit"), unit.named(get_language() or "") if unit else str(value)
        case "area":
            area = places.area(str(value).rpartition(".")[2])
            return _("Area"), area.name if area else str(value)
        case "cell":
            return _("Part of the map"), map_words.hexagon(value)
        case "mine":
            return _("Handler"), _("Mine")
        case "open":
            return _("Still open"), _("Yes")
        case _:
            return _("Category"), _category_name(str(value))


def _happened_words(filters: Filters) -> tuple[str, str]:
    since, until = filters.happened_since, filters.happened_until
    days = str(since) if since == until else " – ".join(str(day) if day else "" for day in (since, until))
    return str(wording.HAPPENED_FILTERS[filters.happened or ""]), days if since or until else _("at any time")


def _category_name(value: str) -> str:
    known = reference().category_at(value)
    if known is None:
        return value
    return known.name_en if (get_language() or "").startswith("en") else known.name


def exports(request: StaffRequest) -> list[dict[str, str]]:
    """The list as it stands, whatever page of it is open, as a file: with the columns that are shown, or all."""
    values = {key: str(value) for key, value in request.GET.items() if key not in {"cursor", "group"}}
    base = reverse("workbench:cases-export")
    kinds = (
        ({"as": "xlsx"}, _("As shown, a workbook (.xlsx)")),
        ({"as": "csv"}, _("As shown, a text file (.csv)")),
        ({"as": "xlsx", "columns": "all"}, _("All columns, a workbook (.xlsx)")),
        ({"as": "csv", "columns": "all"}, _("All columns, a text file (.csv)")),
    )
    return [{"label": label, "url": f"{base}?{urlencode(values | asked)}"} for asked, label in kinds]


def choices(request: StaffRequest) -> dict[str, Any]:
    return {
        "states": wording.STATES.items(),
        "levels": wording.CHOICES["level"].items(),
        "kinds": wording.CHOICES["kind"].items(),
        "channels": wording.CHOICES["channel"].items(),
        "units": [(unit.id, unit.named(get_language() or "")) for unit in organisations.units_around(request.viewer)],
        "queues": worklists.queues_of(request.viewer),
    }


def groupings(filters: Filters, request: StaffRequest) -> list[dict[str, Any]]:
    """Ways to gather the list. All cases there ever were are too many to gather: then the open ones."""
    words = {
        None: _("Not grouped"),
        GroupBy.AREA: pgettext("grouping", "By area"),
        GroupBy.UNIT: pgettext("grouping", "By unit"),
        GroupBy.CATEGORY: pgettext("grouping", "By category"),
    }
    bound = {} if filters.is_bounded else {"open": "true"}
    return [
        {
            "label": label,
            "url": address(request, group=str(by or ""), cursor="", **(bound if by else {})),
            "current": filters.group is by,
        }
        for by, label in words.items()
    ]
