"""Walks a case's script through the real process, with the real rights of the demo's staff."""

from dataclasses import dataclass, field
from typing import Any

from banjie.cases.acting import AS_REPORTER, AS_SYSTEM, Acting, hand
from banjie.cases.commands.payloads import outcome_of, parse
from banjie.cases.follow_up.handled import OwnUnit, is_own_work
from banjie.core.workflow import Decision, Facts, Refusal, decide, newest
from banjie.organisations.permissions import ROLES, Viewer, ViewerGrant

from .district import District


@dataclass
class Walk:
    """A case as it stands after some steps: what `Case` would hold of it."""

    area_path: str
    about_unit_path: str
    state: str
    previous: str = ""
    centre_id: int | None = None
    lead_unit_path: str = ""
    assisting: dict[str, bool] = field(default_factory=dict)
    extension_pending: bool = False
    oversight_open: bool = False
    rated: bool = False
    reopens: int = 0
    closed_at: float = 0.0
    reminded_at: float | None = None
    answered_by: str = ""
    seen: set[str] = field(default_factory=set)


def walk(district: District, case: dict[str, Any]) -> Walk:
    """Carry out the whole script. Raises AssertionError naming the step that is refused."""
    process = newest("fast" if case["on_the_spot"] else "standard")
    about = case["about_unit"]
    now = Walk(
        area_path=district.paths[case["area"]],
        about_unit_path=district.unit_paths[about] if about else "",
        state=process.start,
    )
    now.seen.add(now.state)
    for step in case["script"]:
        payload = parse(step["command"], _payload(step["data"]))
        facts = _facts(now, district, step)
        decision = decide(process, now.state, step["command"], facts, outcome=outcome_of(payload))
        assert not isinstance(decision, Refusal), (case["ref"], step["command"], step["by"], decision)
        _carry_out(now, district, step, decision)
        now.seen.add(now.state)
    return now


def viewer(district: District, username: str) -> Viewer:
    row = district.staff[username]
    role = ROLES[row["role"]]
    unit = list(district.units).index(row["unit"])
    grant = ViewerGrant(
        role.key,
        role.permissions,
        district.paths[row["area"]],
        unit,
        district.unit_paths[row["unit"]],
        role.reach,
    )
    return Viewer(list(district.staff).index(username), row["name"], (grant,))


def _acting(district: District, by: str) -> Acting:
    if by == "reporter":
        return AS_REPORTER
    return AS_SYSTEM if by == "system" else Acting.staff(viewer(district, by))


def _facts(now: Walk, district: District, step: dict[str, Any]) -> Facts:
    acting = _acting(district, step["by"])
    called = frozenset(path for path, done in now.assisting.items() if not done)
    held = hand(acting, now, called)
    at = step["after_hours"]
    return Facts(
        capacities=held.capacities,
        permitted=held.permitted,
        previous_state=now.previous or None,
        has_lead=bool(now.lead_unit_path),
        extension_pending=now.extension_pending,
        oversight_open=now.oversight_open,
        assists=bool(_assisted(now, district, step["by"])),
        answered_by_actor=now.answered_by == step["by"],
        reminded_recently=now.reminded_at is not None and at - now.reminded_at < 24,
        reopen_window_open=at - now.closed_at <= 30 * 24,
        reopens_left=2 - now.reopens,
        already_rated=now.rated,
        own_work=is_own_work(_own(acting), [now.lead_unit_path]),
    )


def _own(acting: Acting) -> list[OwnUnit]:
    if not any(grant.role == "follow_up_caller" for grant in acting.grants):
        return []
    return [OwnUnit(grant.unit_path, is_centre=True) for grant in acting.grants]


def _assisted(now: Walk, district: District, by: str) -> str:
    """The unit called in that is the actor's own: a case is visible only to the very unit called in."""
    own = district.unit_paths[district.staff[by]["unit"]] if by in district.staff else ""
    return own if now.assisting.get(own) is False else ""


def _carry_out(now: Walk, district: District, step: dict[str, Any], decision: Decision) -> None:
    command, data = step["command"], step["data"]
    _give(now, district, step)
    if command in ("request_extension", "grant_extension", "refuse_extension"):
        now.extension_pending = command == "request_extension"
    elif command in ("oversee", "reply_to_oversight"):
        now.oversight_open = command == "oversee"
    elif command in ("answer", "settle_on_the_spot"):
        now.answered_by = step["by"]
    elif command == "remind":
        now.reminded_at = step["after_hours"]
    elif command in ("rate", "follow_up"):
        now.rated = data.get("reached", True)
    elif command == "reopen":
        now.reopens, now.rated = now.reopens + 1, False
    if decision.moves:
        now.closed_at = step["after_hours"] if decision.target == "closed" else now.closed_at
        now.previous, now.state = now.state, decision.target
    if command in ("rate", "follow_up") and data.get("solved") is False and now.reopens < 2:
        now.reopens, now.rated, now.previous, now.state = now.reopens + 1, False, "closed", "accepted"
        now.lead_unit_path = ""


def _give(now: Walk, district: District, step: dict[str, Any]) -> None:
    """Whose case it becomes, and who is called in; never the unit complained of."""
    command, data = step["command"], step["data"]
    if command in ("assign", "transfer"):
        now.lead_unit_path = district.unit_paths[data["lead"]]
        assert not now.about_unit_path or not f"{now.lead_unit_path}.".startswith(f"{now.about_unit_path}.")
    elif command in ("reopen", "escalate", "recall") or data.get("outcome") == "upheld":
        now.lead_unit_path = ""
    elif command == "call_in":
        assert district.unit_paths[data["unit"]] != now.lead_unit_path
        now.assisting[district.unit_paths[data["unit"]]] = False
    elif command == "contribute":
        now.assisting[_assisted(now, district, step["by"])] = True


def _payload(data: dict[str, Any]) -> dict[str, Any]:
    """The same data with numbers for codes and a moment for hours, as the product's payloads have them."""
    changed = dict(data)
    for key in ("lead", "unit", "into"):
        if key in changed:
            changed[key] = 1
    if changed.get("contacted_at") is not None:
        changed["contacted_at"] = "2026-01-01T10:00:00+08:00"
    return changed
