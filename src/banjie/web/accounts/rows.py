"""What lists and pages show of units, posts, accounts and changes, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext

from banjie.organisations import queries
from banjie.organisations.models import UnitKind, UnitLevel
from banjie.organisations.permissions import ROLES
from banjie.organisations.tree import UnitRef
from banjie.places import queries as places
from banjie.platform.actors import SYSTEM
from banjie.ui import elapsed

from .fields import area_name
from .pages import language
from .wording import CHANGES, FIELDS, KINDS, LEVELS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Wide enough to be seen in a dense list, and, unlike a margin, in plain text as well.
_INDENT = "\u3000"


def unit_link(unit: UnitRef) -> dict[str, str]:
    return {"label": unit.named(language()), "url": reverse("accounts:unit", args=[unit.id])}


def unit_row(unit: UnitRef, *, flat: bool) -> dict[str, Any]:
    """A row of the list of units; `flat` leaves out how deep it lies."""
    return {
        **unit_link(unit),
        "indent": "" if flat else _INDENT * unit.depth,
        "code": unit.code,
        "kind": KINDS[UnitKind(unit.kind)],
        "area": name_of_area(unit.area_id),
        "roles": sorted(unit.roles),
        "phone": unit.phone,
        "active": unit.active,
    }


def unit_facts(unit: UnitRef) -> dict[str, Any]:
    return {
        "kind": KINDS[UnitKind(unit.kind)],
        "level": LEVELS[UnitLevel(unit.level)],
        "area": name_of_area(unit.area_id),
        "roles": sorted(unit.roles),
    }


def name_of_area(area_id: int) -> str:
    area = places.by_id(area_id)
    return area_name(area) if area else ""


def name_of_unit(unit_id: int) -> str:
    unit = queries.unit(unit_id)
    return unit.named(language()) if unit else ""


def post_rows(posts: Iterable[queries.HeldPost]) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("accounts:post", args=[post.id]),
            "name": post.name,
            "active": post.active,
            "holders": post.holders,
            "grants": [grant_words(grant) for grant in post.grants],
        }
        for post in posts
    ]


def held_rows(account: queries.Account) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("accounts:post", args=[held.post_id]),
            "held": held,
            "unit": name_of_unit(held.unit_id),
            "roles": [ROLES[role].label for role in held.roles],
        }
        for held in account.posts
    ]


def grant_words(grant: queries.HeldGrant) -> dict[str, Any]:
    role = ROLES[grant.role]
    return {
        "id": grant.id,
        "role": role.label,
        "description": role.description,
        "reach": role.reach,
        "area": name_of_area(grant.area_id),
    }


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change in words: what, to whom, when, by whom ("": Banjie itself), what it was and is now."""

    title: str
    name: str
    at: datetime
    by: str
    lines: tuple[str, ...]


def change_rows(
    changes: Iterable[queries.ChangeRow], *, own: str, fields: Mapping[str, "StrOrPromise"] | None = None
) -> list[ChangeLine]:
    """`own` is the kind of thing whose page it is: there it need not be named each time. `fields` are what a capability
    above calls its own, in place of those of the organisation; what they hold is shown as it is.
    """
    return [
        ChangeLine(
            title=str(CHANGES[change.verb, change.subject_kind]),
            name="" if own in _NAMED_BY[change.subject_kind] else change.subject_name,
            at=change.at,
            by="" if change.by == SYSTEM.name else change.by,
            lines=() if change.verb in _WHOLE else _lines(change, own) if fields is None else _plain(change, fields),
        )
        for change in changes
    ]


# Of something new everything is new: to list it would only repeat what the page shows.
_WHOLE = {"create", "register"}

# Whose name a record of each kind carries.
_NAMED_BY = {
    "appointment": {"staff"},
    "channel": {"channel"},
    "grant": {"post"},
    "hall": set[str](),
    "hall_device": set[str](),
    "onward_endpoint": {"onward_endpoint"},
    "post": {"post"},
    "shift": {"staff"},
    "staff": {"staff"},
    "subscription": {"subscription"},
    "unit": {"unit"},
}


def _lines(change: queries.ChangeRow, own: str) -> tuple[str, ...]:
    lines = []
    # In the order of FIELDS: the database keeps no order of keys.
    for field in FIELDS:
        before, after = change.before.get(field), change.after.get(field)
        if before == after or (field == "post_name" and own == "post"):
            continue
        lines.append(_line(str(FIELDS[field]), _value(field, before), _value(field, after)))
    return tuple(each for each in lines if each)


def _plain(change: queries.ChangeRow, fields: Mapping[str, "StrOrPromise"]) -> tuple[str, ...]:
    keys = sorted((change.before.keys() | change.after.keys()) - {"withheld"})
    pairs = ((key, _shown(change.before.get(key)), _shown(change.after.get(key))) for key in keys)
    told = [_line(str(fields.get(key, key)), before, after) for key, before, after in pairs]
    kept_out = [str(fields.get(key, key)) for key in change.after.get("withheld", ())]
    if kept_out:
        told.append(gettext("Changed, and not written down: %(names)s") % {"names": " · ".join(kept_out)})
    return tuple(each for each in told if each)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, list):
        return " · ".join(map(str, value))
    return "" if value is None else str(value)


def _line(field: str, before: str, after: str) -> str:
    """From what to what; empty where it is the same."""
    values = {"field": field, "before": before, "after": after}
    if before == after:
        return ""
    if not before:
        return gettext("%(field)s: %(after)s") % values
    return gettext("%(field)s: %(before)s → %(after)s") % values if after else gettext("%(field)s: %(before)s") % values


def _value(field: str, value: Any) -> str:
    if not value:
        return ""
    if value is True:
        return gettext("Yes")
    match field:
        case "area":
            area = places.by_id(value) if isinstance(value, int) else places.by_path(value)
            return area_name(area) if area else str(value)
        case "kind":
            return str(KINDS[UnitKind(value)])
        case "level":
            return str(LEVELS[UnitLevel(value)])
        case "path":
            return " › ".join(_unit_named(code) for code in value.split("."))
        case "role":
            return str(ROLES[value].label)
        case "roles":
            return ", ".join(value)
        case "starts_at" | "ends_at" | "expires_at":
            return elapsed.exact(datetime.fromisoformat(value))
        case _:
            return str(value)


def _unit_named(code: str) -> str:
    unit = queries.unit_by_code(code)
    return unit.named(language()) if unit else code
